"""The packaged figures are whole: totals, months and areas as the publishers give them."""

from __future__ import annotations

import pytest

from data.errors import ReferenceTableError
from data.reference.figures import FIGURES, load_figures
from data.reference.tables import load


@pytest.mark.parametrize(
    ("key", "rows"),
    [
        ("crossings_port_month", 141_202),
        ("encounters_area_month", 3_704),
        ("usbp_encounters_sector_month", 5_830),
        ("drug_seizures_area_month", 14_810),
    ],
)
def test_figures_have_the_stated_rows_and_months(key: str, rows: int) -> None:
    frame = load_figures(key)
    assert len(frame) == rows
    assert frame["month"].min() == FIGURES[key].first_month
    assert frame["month"].max() == FIGURES[key].last_month
    assert frame["month"].str.fullmatch(r"\d{4}-(0[1-9]|1[0-2])").all()


def test_passengers_of_2024_add_to_the_published_sum() -> None:
    frame = load_figures("crossings_port_month")
    passengers = frame.query("measure == 'Personal Vehicle Passengers' and month.str.startswith('2024')")
    assert passengers["value"].sum() == 183_133_011


def test_encounters_add_to_the_published_sums() -> None:
    frame = load_figures("encounters_area_month")
    assert frame["encounters"].sum() == 11_472_209
    fiscal_2023 = frame["month"].between("2022-10", "2023-09")
    assert frame.loc[fiscal_2023, "encounters"].sum() == 3_201_144


def test_fentanyl_of_fiscal_2023_adds_to_the_published_sum() -> None:
    frame = load_figures("drug_seizures_area_month")
    rows = (frame["drug"] == "Fentanyl") & frame["month"].between("2022-10", "2023-09")
    assert frame.loc[rows, "pounds"].sum() == pytest.approx(27_022.85, abs=0.01)


def test_every_port_with_crossings_is_a_port_of_entry() -> None:
    assert set(load_figures("crossings_port_month")["port_code"]) <= set(load("ports_of_entry")["port_code"])


def test_every_published_sector_is_a_sector() -> None:
    published = load_figures("usbp_encounters_sector_month")["sector"].str.rsplit(", ", n=1).str[0]
    assert set(published) == set(load("usbp_sectors")["sector"])


def test_every_figure_names_publisher_publication_and_cautions() -> None:
    for figures in FIGURES.values():
        assert figures.publisher
        assert figures.publication
        assert figures.table.cautions


def test_unknown_figures_are_refused_with_the_names_of_the_known() -> None:
    with pytest.raises(ReferenceTableError, match="no packaged figures 'crossings'"):
        load_figures("crossings")
