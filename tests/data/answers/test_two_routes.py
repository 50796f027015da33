"""What is inside a shape: the product, DuckDB with Shapely over the files, and GeoPandas agree."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.question import By, Question
from data.answers.raw_rows import RawRows
from data.geography.polygon_repair import repaired_polygon
from data.intake.store import Store
from data.roles import LOCAL_ACTOR
from tests import zoo
from tests.data.answers.test_conservation import kept_gate, store
from tests.data.answers.test_gate import recount, some_filters
from tests.data.index.shapes import KINDS, Points, Random, Shape

__all__ = ["kept_gate", "store"]
RELAXED = settings(max_examples=12, deadline=None)
SEEDS = st.integers(0, 2**32 - 1)
BREAKDOWNS = (By.TOTAL, By.MONTH, By.CATEGORY)


@pytest.fixture(scope="module")
def rows(store: Store) -> Iterator[RawRows]:
    """The rows of the newest version."""
    with RawRows.opened(store.current(), memory_limit_mb=500, threads=1) as opened:
        yield opened


@pytest.fixture(scope="module")
def frame(store: Store) -> gpd.GeoDataFrame:
    """The latest report of each incident in any file of the newest version, as points in OGC:CRS84."""
    files = pd.concat([pq.read_table(path).to_pandas() for path in store.current().incident_paths])
    latest = files.sort_values("reported_at").drop_duplicates("incident_id", keep="last")
    points = gpd.points_from_xy(latest["lon"], latest["lat"], crs="OGC:CRS84")
    return gpd.GeoDataFrame(latest.reset_index(drop=True), geometry=points)


@pytest.fixture(scope="module")
def table(frame: gpd.GeoDataFrame) -> pa.Table:
    """The same rows without their points."""
    return pa.Table.from_pandas(pd.DataFrame(frame.drop(columns="geometry")))


def in_product(gate: Gate, shape: Shape, chosen: Filter, by: By) -> dict[object, int]:
    """Exact counts inside a shape that are not zero, as the product has them."""
    question = Question(measure="incidents", filter=chosen, by=by, polygon=shape)
    table = gate.undisclosed(LOCAL_ACTOR, question)
    found = zip(table[by.value].to_pylist(), table["value"].to_pylist(), strict=True)
    return {key: count for key, count in found if count}


def by_geopandas(frame: gpd.GeoDataFrame, shape: Shape, passes: np.ndarray, by: By) -> dict[object, int]:
    """The same by a spatial join of the rows that pass."""
    area = gpd.GeoDataFrame(geometry=[shape], crs="OGC:CRS84")
    inside = gpd.sjoin(frame[passes], area, predicate="intersects")
    if by is By.TOTAL:
        return {By.TOTAL: len(inside)} if len(inside) else {}
    months = inside["occurred_at"].dt.tz_localize(None).dt.to_period("M").dt.start_time.dt.date
    keys = months if by is By.MONTH else inside["category"]
    return {key: int(count) for key, count in keys.value_counts().items()}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@given(seed=SEEDS, chosen=some_filters())
@RELAXED
def test_three_routes_count_the_same_in_any_shape(
    kept_gate: Gate,
    rows: RawRows,
    frame: gpd.GeoDataFrame,
    table: pa.Table,
    kind: Callable[[Random, Points], Shape],
    seed: int,
    chosen: Filter,
) -> None:
    points = Points(lon=frame["lon"].to_numpy(), lat=frame["lat"].to_numpy())
    shape = kind(np.random.default_rng(seed), points).buffer(0)
    passes = recount(table, chosen)
    counted = {} if shape.is_empty else rows.inside(shape, chosen)
    for by in BREAKDOWNS:
        expected = by_geopandas(frame, shape, passes, by)
        assert in_product(kept_gate, shape, chosen, by) == expected
        assert {key: count for key, count in counted.get(by, {}).items() if count} == expected


@given(seed=SEEDS)
@RELAXED
def test_points_on_the_edges_and_corners_of_a_mended_shape_count_by_three_routes(
    kept_gate: Gate, rows: RawRows, frame: gpd.GeoDataFrame, seed: int
) -> None:
    """Corners are incidents, edges cross: what is counted is what the mended polygon holds."""
    random = np.random.default_rng(seed)
    corners = frame.sample(int(random.integers(4, 9)), random_state=random.integers(2**31))
    ring = [(float(x), float(y)) for x, y in zip(corners["lon"], corners["lat"], strict=True)]
    shape = repaired_polygon(zoo.polygon([*ring, ring[0]])).shape
    everything = np.ones(len(frame), bool)
    for by in BREAKDOWNS:
        expected = by_geopandas(frame, shape, everything, by)
        assert in_product(kept_gate, shape, Filter(), by) == expected
        assert rows.inside(shape, Filter())[by] == expected
    assert shapely.intersects_xy(shape, *np.array(ring).T).all()


def test_two_parts_at_a_border_count_a_point_on_it_in_both_and_their_union_once(
    kept_gate: Gate, frame: gpd.GeoDataFrame
) -> None:
    lon = float(frame["lon"].iloc[0])
    west, east = shapely.box(-180, -90, lon, 90), shapely.box(lon, -90, 180, 90)
    totals = [
        in_product(kept_gate, part, Filter(), By.TOTAL)[By.TOTAL]
        for part in (west, east, shapely.union(west, east))
    ]
    on_border = int((frame["lon"] == lon).sum())
    assert on_border >= 1
    assert totals[0] + totals[1] == totals[2] + on_border
    both = repaired_polygon(
        zoo.multipolygon([zoo.rectangle(-150, -90, lon, 90)], [zoo.rectangle(lon, -90, 10, 90)])
    )
    assert in_product(kept_gate, both.shape, Filter(), By.TOTAL)[By.TOTAL] == totals[2]


ELSEWHERE = """
import sys
from dataclasses import replace
from pathlib import Path
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.question import By, Question
from data.answers.raw_rows import RawRows
from data.intake.store import Store
from data.roles import LOCAL_ACTOR
from data.settings import Settings

store = Store.open(Path(sys.argv[1]))
gate = Gate(store, Settings(store=store.path, floor=1))
by_month = Question(measure="incidents", filter=Filter(), by=By.MONTH)
for revision in gate.history(LOCAL_ACTOR, by_month):
    print(revision.answer.table.to_pylist())
with RawRows.opened(store.current(), memory_limit_mb=500, threads=1) as rows:
    print(sorted(rows.counts(Filter())[By.MONTH].items()))
"""


def test_months_are_those_of_utc_wherever_the_machine_stands(store: Store) -> None:
    told = {
        zone: subprocess.run(
            [sys.executable, "-c", ELSEWHERE, str(store.path)],
            env={**os.environ, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for zone in ("UTC", "America/Denver", "Pacific/Auckland")
    }
    assert len(told["UTC"].splitlines()) == 4
    assert len(set(told.values())) == 1
