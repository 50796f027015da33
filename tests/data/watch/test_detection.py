"""What fires: the minimum count, thresholds and their history, and the planted truth."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from data.answers.monthly_counts import MonthlyCounts
from data.geography.counties import counties
from data.geography.regions import region_set
from data.reference.taxonomy import CATEGORIES
from data.synthetic.generate import write_incidents
from data.watch.detection import History, history, least_count, reached, unusual
from data.watch.farrington import Method
from data.watch.rules import Kind, Rule, threshold
from tests.data.watch.noise import quiet_counts

METHOD = Method()
FIRST = date(2019, 10, 1)
ROWS = 500_000


def made_up(*series: np.ndarray) -> MonthlyCounts:
    """Counts of one region in as many categories as there are series."""
    values = np.array(series, np.int64)[None]
    return MonthlyCounts(
        regions=("sector:tucson",), categories=CATEGORIES[: len(series)], first=FIRST, values=values
    )


def with_last(series: np.ndarray, count: int) -> np.ndarray:
    changed = series.copy()
    changed[-1] = count
    return changed


def test_a_count_above_the_usual_is_found_and_named() -> None:
    quiet = quiet_counts(level=40, dispersion=1.5, series=2)
    counts = made_up(quiet[0], with_last(quiet[1], 400))
    found = unusual(counts, floor=10, method=METHOD)
    assert found.pairs == 2
    (one,) = found.findings
    assert one.rule == Rule(kind=Kind.UNUSUAL, region="sector:tucson", category=CATEGORIES[1])
    assert one.month == date(2026, 10, 1)
    assert one.usual is not None
    assert one.usual.lower < one.usual.expected < one.usual.upper < 400
    assert one.excess == pytest.approx(400 / one.usual.upper)


@pytest.mark.parametrize("floor", [1, 5, 10, 25])
def test_no_count_under_twice_the_floor_is_ever_an_alert(floor: int) -> None:
    rare = np.zeros(85, np.int64)
    least = least_count(floor)
    assert least > floor
    below, at = made_up(with_last(rare, least - 1)), made_up(with_last(rare, least))
    assert not unusual(below, floor=floor, method=METHOD).findings
    assert len(unusual(at, floor=floor, method=METHOD).findings) == 1


def test_pairs_in_which_next_to_nothing_is_expected_are_not_counted_as_watched() -> None:
    counts = made_up(np.zeros(85, np.int64), quiet_counts(level=40, dispersion=1, series=1)[0])
    assert unusual(counts, floor=10, method=METHOD).pairs == 1


def test_a_short_past_finds_nothing_and_says_that_it_did_not_look() -> None:
    found = unusual(made_up(np.full(30, 50)), floor=10, method=METHOD)
    assert (found.findings, found.pairs) == ((), 0)


def test_a_threshold_fires_at_its_number_and_tells_how_often_it_did() -> None:
    counts = made_up(np.array([90] * 10 + [100] * 9 + [20] * 27 + [100]))
    rule = threshold("sector:tucson", CATEGORIES[0], 100, floor=10)
    (found,) = reached(counts, [rule])
    assert found.history == History(fired=9, months=36)
    assert found.usual is None
    assert not reached(counts, [threshold("sector:tucson", CATEGORIES[0], 101, floor=10)])


def test_the_latest_month_is_not_in_its_own_history() -> None:
    counts = made_up(np.array([20, 20, 100]))
    rule = threshold("sector:tucson", CATEGORIES[0], 100, floor=10)
    assert history(counts, rule) == History(fired=0, months=2)


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[MonthlyCounts, dict[str, Any]]:
    """Sectors of a synthetic extract, counted without the engine, and the truth by id."""
    extract = write_incidents(
        tmp_path_factory.mktemp("planted"), rows=ROWS, seed=23, progress=lambda *_: None
    )
    truth = json.loads(extract.truth_path.read_text(encoding="utf-8"))
    rows = pa.concat_tables(
        [pq.read_table(path, columns=["lon", "lat", "category", "occurred_at"]) for path in extract.paths]
    )
    return counted(rows), {one["id"]: one for one in truth["planted"]}


def counted(rows: pa.Table) -> MonthlyCounts:
    """Sectors by category and month, from the points themselves."""
    sectors, shapes = region_set("sector"), counties()
    tree = shapely.STRtree(shapes.geometry.to_numpy())
    point, shape = tree.query(shapely.points(rows["lon"], rows["lat"]), predicate="intersects")
    place = {region.id: i for i, region in enumerate(sectors.regions)}
    sector = [sectors.members.get(fips) for fips in shapes["fips"]]
    where = np.array([-1 if one is None else place[one] for one in sector])[shape]
    occurred = rows["occurred_at"].to_numpy().astype("datetime64[M]").astype(np.int64)[point]
    category = np.array([CATEGORIES.index(one) for one in rows["category"].to_pylist()])[point]
    first = occurred.min()
    values = np.zeros((len(place), len(CATEGORIES), occurred.max() - first + 1), np.int64)
    inside = where >= 0
    np.add.at(values, (where[inside], category[inside], (occurred - first)[inside]), 1)
    return MonthlyCounts(
        regions=tuple(place),
        categories=CATEGORIES,
        first=np.datetime64(int(first), "M").astype("datetime64[D]").item(),
        values=values,
    )


@pytest.mark.parametrize(
    ("spot", "region"), [("hot-spot-1", "sector:tucson"), ("hot-spot-3", "sector:swanton")]
)
def test_large_planted_hot_spots_are_found_within_three_months(
    planted: tuple[MonthlyCounts, dict[str, Any]], spot: str, region: str
) -> None:
    counts, truth = planted
    rule = Rule(kind=Kind.UNUSUAL, region=region, category=truth[spot]["category"])
    begins = [f"{month:%Y-%m}" for month in counts.months].index(truth[spot]["first_month"])
    found = [
        month for month in range(begins - 3, begins + 3) if rule in rules_that_fire(as_of(counts, month))
    ]
    assert found
    assert min(found) >= begins


def rules_that_fire(counts: MonthlyCounts) -> set[Rule]:
    return {one.rule for one in unusual(counts, floor=10, method=METHOD).findings}


def as_of(counts: MonthlyCounts, month: int) -> MonthlyCounts:
    return replace(counts, values=counts.values[:, :, : month + 1])
