"""The packaged figures have the keys and values that the original publications give."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow.compute as pc
import pytest

from data.answers.measure import Publication
from data.answers.measures import MEASURES
from data.extracts import bts_border_crossings
from data.extracts.compiled_figures import compiled_figures
from data.extracts.contract import ExtractRows, Kind
from data.extracts.discovery import reader_for
from data.extracts.probe import probe
from data.schema.observations import OBSERVATION_KEY, OBSERVATION_SCHEMA


@pytest.fixture(scope="module")
def compiled() -> dict[str, ExtractRows]:
    return {found.table["dataset"][0].as_py(): found for found in compiled_figures()}


def keyed(found: ExtractRows) -> dict[tuple[object, ...], float]:
    frame = found.table.to_pandas().astype({"component": object, "breakdown": object})
    frame = frame.where(frame.notna(), None)
    keys = zip(*(frame[name].tolist() for name in OBSERVATION_KEY), strict=True)
    return dict(zip(keys, frame["value"].tolist(), strict=True))


def test_every_figure_fills_the_schema_and_has_a_key_of_its_own(compiled: dict[str, ExtractRows]) -> None:
    assert set(compiled) == {
        "bts-border-crossings",
        "cbp-encounters-area",
        "ohss-usbp-encounters-sector",
        "cbp-drug-seizures",
    }
    for found in compiled.values():
        assert found.kind is Kind.OBSERVATIONS
        assert found.findings == ()
        assert found.table.cast(OBSERVATION_SCHEMA).num_rows == len(found.rows) == len(keyed(found))
        assert pc.sum(found.table["value"]).as_py() == pytest.approx(found.published_total, rel=1e-12)


def test_the_totals_that_the_publications_are_known_by_are_reproduced(
    compiled: dict[str, ExtractRows],
) -> None:
    crossings = keyed(compiled["bts-border-crossings"])
    assert (
        sum(
            value
            for (_, _, _, period, _, measure, *_), value in crossings.items()
            if isinstance(period, date) and period.year == 2024 and measure == "Personal Vehicle Passengers"
        )
        == 138_370_646 + 44_762_365
    )
    assert compiled["cbp-encounters-area"].published_total == 11_472_209
    drugs = compiled["cbp-drug-seizures"].table.filter(
        (pc.field("breakdown") == "Fentanyl")
        & (pc.field("measure") == "Pounds seized")
        & (pc.field("period") >= date(2022, 10, 1))
        & (pc.field("period") < date(2023, 10, 1))
    )
    assert pc.sum(drugs["value"]).as_py() == pytest.approx(27_022.85, abs=0.1)


def test_every_packaged_measure_has_its_figures(compiled: dict[str, ExtractRows]) -> None:
    measures = {
        (dataset, name)
        for dataset, found in compiled.items()
        for name in found.table["measure"].unique().to_pylist()
    }
    wanted = {
        (m.origin.dataset, m.origin.measure): m.unit
        for m in MEASURES.values()
        if isinstance(m.origin, Publication)
    }
    assert wanted.keys() <= measures
    for (dataset, published), unit in wanted.items():
        units = compiled[dataset].table.filter(pc.field("measure") == published)["unit"].unique().to_pylist()
        assert units == [unit]


@pytest.mark.real
def test_crossings_equal_those_of_the_publication(real_dir: Path, compiled: dict[str, ExtractRows]) -> None:
    name = "bts-border-crossing-entry-1996-2025.csv.gz"
    original = keyed(bts_border_crossings.read(probe(real_dir / name)))
    wanted = {key: value for key, value in original.items() if value and key[3] >= date(2010, 1, 1)}  # type: ignore[operator]
    assert keyed(compiled["bts-border-crossings"]) == wanted


@pytest.mark.real
@pytest.mark.parametrize(
    ("dataset", "name", "within"),
    [
        ("cbp-encounters-area", "cbp-nationwide-encounters-aor-fy20-fy24.csv.gz", 0),
        ("ohss-usbp-encounters-sector", "ohss-usbp-encounters-fy2000-fy2025-nov.xlsx", 0),
        ("cbp-drug-seizures", "cbp-drug-seizures-fy23-fy26-apr.csv", 0.001),
        ("cbp-drug-seizures", "cbp-drug-seizures-fy20-fy23.csv", 0.001),
    ],
)
def test_a_file_of_the_publication_supersedes_figure_by_figure(
    real_dir: Path, compiled: dict[str, ExtractRows], dataset: str, name: str, within: float
) -> None:
    seen = probe(real_dir / name)
    published = {key: value for key, value in keyed(reader_for(seen).read(seen)).items() if key[0] == dataset}
    packaged = keyed(compiled[dataset])
    months = {key[3] for key in published}
    assert {key for key, value in published.items() if value} <= packaged.keys()
    assert {key for key in packaged if key[3] in months} <= published.keys()
    shared = packaged.keys() & published.keys()
    assert all(abs(packaged[key] - published[key]) <= within for key in shared)
