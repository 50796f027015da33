"""Encounters by sector and month: parts are stored, totals beside them are checked and never stored."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import UnknownFormatError
from data.extracts.sector_totals import region_of_sector, total_of
from tests.data.extracts.published import (
    FIXTURES,
    errors,
    figures,
    frame_of,
    load,
    load_text,
    remarks,
    written,
)

REAL = "usbp-monthly-encounters-by-sector-fy2000-fy2020.csv"
MEASURE = ("month", "Encounters", "CBP-USBP", None)
GOOD = FIXTURES / "usbp-encounters-sector" / "good"


def real_rows(real_dir: Path) -> list[dict[str, str]]:
    with (real_dir / REAL).open(newline="") as lines:
        return list(csv.DictReader(lines, delimiter="|"))


def test_the_real_file_gives_each_cell_of_its_sectors_and_no_total(real_dir: Path) -> None:
    rows = real_rows(real_dir)
    found = load(real_dir / REAL)
    assert not found.findings
    sectors = [name for name in rows[0] if name.replace("_", "-") in region_of_sector()]
    assert len(sectors) == 21
    ours = figures(found)
    assert ours == {
        (
            "usbp-encounters-sector",
            "sector",
            sector.replace("_", "-"),
            date(int(row["cy"]), int(row["month"]), 1),
            *MEASURE,
        ): float(row[sector])
        for row in rows
        for sector in sectors
    }
    assert sum(ours.values()) == found.published_total == sum(int(row["monthly_total"]) for row in rows)


def test_the_real_file_s_fiscal_years_add_up_to_its_own_totals(real_dir: Path) -> None:
    years: dict[int, int] = {}
    for row in real_rows(real_dir):
        years[int(row["fy"])] = years.get(int(row["fy"]), 0) + int(row["monthly_total"])
    frame = frame_of(load(real_dir / REAL))
    assert frame.groupby("fiscal_year")["value"].sum().to_dict() == {
        y: float(total) for y, total in years.items()
    }


def test_the_table_reads_the_same_with_sectors_across_or_one_figure_a_row() -> None:
    wide, titles, long = (
        figures(load(GOOD / name)) for name in ("wide.csv", "wide-titles-crlf.csv", "long.csv")
    )
    assert wide == titles == long
    assert wide[("usbp-encounters-sector", "sector", "rio-grande-valley", date(1999, 10, 1), *MEASURE)] == 18


def test_the_table_reads_with_months_across() -> None:
    found = figures(load(GOOD / "months-across.csv"))
    assert found[("usbp-encounters-sector", "sector", "tucson", date(2018, 10, 1), *MEASURE)] == 1
    assert found[("usbp-encounters-sector", "sector", "rio-grande-valley", date(2019, 9, 1), *MEASURE)] == 22
    assert len(found) == 24


def test_rows_of_totals_are_checked_and_left_out() -> None:
    found = load(GOOD / "long-with-totals.csv")
    assert sum(figures(found).values()) == found.published_total == sum(range(1, 22))


@pytest.mark.parametrize(
    ("label", "region"),
    [
        ("southwest_border", "southwest"),
        ("Northern Border Total", "northern"),
        ("COASTAL BORDER", "coastal"),
        ("Nationwide Total", "all sectors"),
        ("Tucson", None),
        ("Southwest Key", None),
    ],
)
def test_a_total_is_known_by_its_name(label: str, region: str | None) -> None:
    assert total_of(label) == region


SECTORS = sorted(region_of_sector())


@given(
    st.lists(st.integers(0, 10**6), min_size=21, max_size=21),
    st.sampled_from(["coastal_border", "northern_border", "southwest_border", "monthly_total"]),
    st.integers(-5, 5),
)
def test_a_total_is_met_exactly_or_the_row_is_named(
    tmp_path_factory: pytest.TempPathFactory, counts: list[int], changed: str, by: int
) -> None:
    parts = dict(zip(SECTORS, counts, strict=True))
    totals = {
        f"{region}_border": sum(parts[s] for s in SECTORS if region_of_sector()[s] == region)
        for region in ("coastal", "northern", "southwest")
    } | {"monthly_total": sum(counts)}
    livermore = parts["livermore"] if changed != "monthly_total" else 0
    totals[changed] += by
    cells = {"month": 10, "fy": 2004, **parts, **totals}
    found = load_text(tmp_path_factory.mktemp("file"), written(list(cells), [list(cells.values())]))
    named = [(finding.row, finding.column) for finding in errors(found)]
    expected = [] if by in (0, livermore) or totals[changed] < 0 else [(2, changed)]
    assert totals[changed] < 0 or named == expected
    assert len(found.table) == 21


def test_an_empty_cell_of_a_closed_sector_is_no_figure(tmp_path: Path) -> None:
    names = [name for name in SECTORS if name != "livermore"]
    found = load_text(tmp_path, written(["month", "fy", "livermore", *names], [[1, 2010, "", *range(20)]]))
    assert len(found.table) == 20
    assert not errors(found)


def test_months_may_carry_their_year_themselves(tmp_path: Path) -> None:
    header = ["month", *SECTORS]
    found = load_text(tmp_path, written(header, [["2019-12", *range(21)], ["Dec", *range(21)]]))
    assert found.table.column("period").to_pylist()[:21] == [date(2019, 12, 1)] * 21
    assert {(f.row, f.column, f.value) for f in errors(found)} == {(3, "month", "Dec")}


def test_rows_split_by_something_unknown_are_refused() -> None:
    with pytest.raises(UnknownFormatError, match="something unknown splits the rows"):
        load(FIXTURES / "usbp-encounters-sector" / "bad" / "split-by-something-dropped.csv")


def test_a_table_joined_with_itself_counts_once(tmp_path: Path) -> None:
    lines = (GOOD / "wide.csv").read_text().splitlines(keepends=True)
    found = load_text(tmp_path, "".join(lines + lines[1:]))
    assert figures(found) == figures(load(GOOD / "wide.csv"))
    assert not errors(found)
    assert sum("repeats row" in rule for rule in remarks(found)) == 3 * 21
