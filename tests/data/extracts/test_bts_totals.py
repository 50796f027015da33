"""The real vintages of the BTS crossings give the totals that the csv module and the publisher give."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from data.extracts import bts_border_crossings as bts
from data.extracts.contract import ExtractRows
from data.extracts.probe import probe

NEW = "bts-border-crossing-entry-1996-2025.csv.gz"
OLD = "bts-border-crossing-entry-1996-2019-location.csv.gz"

Figure = tuple[str, date, str]


def figures(found: ExtractRows) -> dict[Figure, float]:
    frame = found.table.to_pandas()
    columns = (frame[name].tolist() for name in ("place_id", "period", "measure", "value"))
    return {(place, period, measure): value for place, period, measure, value in zip(*columns, strict=True)}


def published(path: Path) -> Iterator[tuple[str, str, str, int]]:
    """Port code, date, measure and value of each row, by the csv module alone."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        for record in csv.DictReader(stream):
            yield record["Port Code"].zfill(4), record["Date"], record["Measure"], int(record["Value"])


@pytest.fixture(scope="module")
def new_vintage(real_dir: Path) -> ExtractRows:
    return bts.read(probe(real_dir / NEW))


@pytest.fixture(scope="module")
def new_figures(new_vintage: ExtractRows) -> dict[Figure, float]:
    return figures(new_vintage)


@pytest.mark.real
@pytest.mark.parametrize("name", [NEW, OLD])
def test_totals_by_port_measure_and_year_equal_those_of_the_file(real_dir: Path, name: str) -> None:
    found = bts.read(probe(real_dir / name))
    assert not [finding for finding in found.findings if finding.is_error]
    dropped = {finding.row for finding in found.findings}
    expected: dict[tuple[str, str, str], float] = defaultdict(float)
    total = 0
    for number, (code, day, measure, value) in enumerate(published(real_dir / name), start=2):
        total += value
        if number not in dropped:
            year = day[6:10] if "/" in day else day[-4:]
            expected[(code, year, measure.replace("Full", "Loaded"))] += value
    sums: dict[tuple[str, str, str], float] = defaultdict(float)
    for (code, period, measure), value in figures(found).items():
        sums[(code, str(period.year), measure)] += value
    assert sums == expected
    assert found.published_total == total
    assert len(found.table) + len(dropped) == number - 1


@pytest.mark.real
def test_the_repetitions_of_the_new_vintage_are_remarked(
    new_vintage: ExtractRows, new_figures: dict[Figure, float]
) -> None:
    assert len(new_vintage.findings) == 11
    sasabe = [finding for finding in new_vintage.findings if "disagrees" in finding.rule]
    assert [(finding.value, finding.is_error) for finding in sasabe] == [("0", False)]
    assert new_figures[("2606", date(2021, 2, 1), "Bus Passengers")] == 2175
    assert new_vintage.as_of == date(2025, 2, 28)


@pytest.mark.real
def test_the_totals_that_the_publication_is_known_by_are_reproduced(
    real_dir: Path, new_figures: dict[Figure, float]
) -> None:
    with gzip.open(real_dir / NEW, "rt", encoding="utf-8", newline="") as stream:
        border = {record["Port Code"]: record["Border"] for record in csv.DictReader(stream)}
    passengers: dict[str, float] = defaultdict(float)
    san_ysidro: dict[str, float] = defaultdict(float)
    for (code, period, measure), value in new_figures.items():
        if period.year == 2024 and measure == "Personal Vehicle Passengers":
            passengers[border[code]] += value
        if period.year == 2024 and code == "2504":
            san_ysidro[measure] += value
    assert passengers == {"US-Mexico Border": 138_370_646, "US-Canada Border": 44_762_365}
    assert san_ysidro["Personal Vehicle Passengers"] == 24_088_861
    assert san_ysidro["Personal Vehicles"] == 14_829_472
    assert san_ysidro["Pedestrians"] == 6_766_420


@pytest.mark.real
def test_the_two_vintages_agree_but_for_what_was_restated(
    real_dir: Path, new_figures: dict[Figure, float]
) -> None:
    old = figures(bts.read(probe(real_dir / OLD)))
    shared = old.keys() & new_figures.keys()
    assert len(shared) > 346_000
    assert sum(old[key] != new_figures[key] for key in shared) == 2
