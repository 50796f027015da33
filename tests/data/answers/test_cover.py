"""The rows of a cover are exactly those that testing every point with Shapely finds."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon

from data.answers import cover as cover_module
from data.answers.boundary import Edges, Points
from data.answers.cover import Cover, cover
from data.answers.row_tree import ROWS_IN_LEAF, RowTree, curve_order, row_tree
from tests.data.answers.shapes import KINDS, Random, Shape

SEEDS = st.integers(0, 2**32 - 1)
OFTEN = settings(max_examples=40)


def tree_over(points: Points) -> RowTree:
    """The tree over the points in the order of the curve."""
    order, codes = curve_order(points)
    return row_tree(points.take(order), codes)


def clustered(random: Random, rows: int) -> Points:
    """Points of all densities on a lattice of 1e-5 degrees, many at one place, some all over the world."""
    at = random.integers(0, 8, rows)
    spread = np.array([3.0, 1.0, 0.3, 0.1, 0.01, 0.001, 0.0, 0.0])[at]
    lon = np.linspace(-117, -97, 8)[at] + random.normal(0, 1, rows) * spread
    lat = np.linspace(33, 26, 8)[at] + random.normal(0, 1, rows) * spread
    anywhere = random.uniform(size=rows) < 0.1
    lon[anywhere] = random.uniform(-180, 180, int(anywhere.sum()))
    lat[anywhere] = random.uniform(-90, 90, int(anywhere.sum()))
    return Points(lon=np.round(lon, 5), lat=np.round(lat, 5))


@pytest.fixture(scope="module")
def tree() -> RowTree:
    """Twenty thousand clustered points."""
    return tree_over(clustered(np.random.default_rng(7), 20_000))


def by_testing_all(tree: RowTree, shape: Shape) -> list[int]:
    """Rows inside, found by Shapely alone."""
    return np.flatnonzero(shapely.intersects_xy(shape, tree.points.lon, tree.points.lat)).tolist()


def rows_of(found: Cover) -> list[int]:
    """Rows of the cover in order; a row that is there twice would show."""
    return sorted(found.all_rows().tolist())


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@given(seed=SEEDS)
@OFTEN
def test_a_cover_holds_the_rows_that_testing_every_point_finds(
    tree: RowTree, kind: Callable[[Random, Points], Shape], seed: int
) -> None:
    shape = kind(np.random.default_rng(seed), tree.points)
    if not shape.is_valid:
        shape = MultiPolygon([part for part in shapely.get_parts(shapely.make_valid(shape)) if part.area])
    found = cover(tree, shape)
    assert rows_of(found) == by_testing_all(tree, shape)
    assert found.count == len(found.all_rows())


@given(seed=SEEDS, rows=st.integers(0, 300))
@OFTEN
def test_covers_are_exact_over_any_number_of_points(seed: int, rows: int) -> None:
    random = np.random.default_rng(seed)
    points = Points(
        lon=random.integers(-4, 5, rows).astype(np.float64),
        lat=random.integers(-4, 5, rows).astype(np.float64),
    )
    tree = tree_over(points)
    corners = random.integers(-4, 5, (int(random.integers(3, 9)), 2))
    shape = shapely.make_valid(Polygon(corners))
    parts = [part for part in shapely.get_parts(shape) if isinstance(part, Polygon)]
    assert rows_of(cover(tree, MultiPolygon(parts))) == by_testing_all(tree, MultiPolygon(parts))


@given(seed=SEEDS)
@OFTEN
def test_work_in_small_portions_finds_the_same(tree: RowTree, seed: int) -> None:
    shape = KINDS[seed % len(KINDS)](np.random.default_rng(seed), tree.points).buffer(0)
    whole = rows_of(cover(tree, shape))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cover_module, "_MOST_PAIRS", 256)
        patch.setattr(cover_module, "_MOST_EDGES_A_ROW", 2)
        assert rows_of(cover(tree, shape)) == whole


def test_an_empty_polygon_holds_nothing(tree: RowTree) -> None:
    assert cover(tree, Polygon()).count == 0


def test_a_point_on_an_edge_counts_for_both_neighbours(tree: RowTree) -> None:
    lon, lat = float(tree.points.lon[10_000]), float(tree.points.lat[10_000])
    west, east = shapely.box(lon - 1, lat - 1, lon, lat + 1), shapely.box(lon, lat - 1, lon + 1, lat + 1)
    on_edge = [row for row in rows_of(cover(tree, west)) if tree.points.lon[row] == lon]
    assert on_edge
    assert on_edge == [row for row in rows_of(cover(tree, east)) if tree.points.lon[row] == lon]
    both = cover(tree, west).count + cover(tree, east).count
    assert both == cover(tree, west.union(east)).count + len(on_edge)


@given(seed=SEEDS, rows=st.integers(1, 3_000))
@OFTEN
def test_every_row_is_in_one_node_of_each_level_and_in_its_box(seed: int, rows: int) -> None:
    tree = tree_over(clustered(np.random.default_rng(seed), rows))
    for level in tree.levels:
        node = np.repeat(np.arange(len(level)), np.diff(level.start))
        assert len(node) == rows
        assert np.all(
            (level.boxes.west[node] <= tree.points.lon) & (tree.points.lon <= level.boxes.east[node])
        )
        assert np.all(
            (level.boxes.south[node] <= tree.points.lat) & (tree.points.lat <= level.boxes.north[node])
        )
    assert len(tree.levels[0]) == 1


def test_a_leaf_is_larger_than_its_limit_only_where_points_coincide(tree: RowTree) -> None:
    leaves = tree.levels[-1]
    large = np.flatnonzero(np.diff(leaves.start) > ROWS_IN_LEAF)
    assert len(large)
    assert np.all(leaves.boxes.east[large] - leaves.boxes.west[large] < 1e-5)


def test_edges_of_no_length_are_left_out() -> None:
    shape = Polygon([(0, 0), (1, 0), (1, 0), (0, 1)], [[(0.1, 0.1), (0.2, 0.1), (0.1, 0.2)]])
    assert len(Edges.of(shape)) == 6
