"""The rows of a cover are exactly those that testing every point with Shapely finds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon

from data.index import cover as cover_module
from data.index.changed import changed_window
from data.index.cover import Cover, cover
from data.index.edges import edges_of
from data.index.lattice import UNITS_A_DEGREE, Positions
from data.index.leaves import EVERYWHERE, Found, Window
from data.index.tree import FAN, ROWS_IN_LEAF, Tree, curve_codes, tree_over
from tests.data.index.shapes import KINDS, Points, Random, Shape

SEEDS = st.integers(0, 2**32 - 1)
OFTEN = settings(max_examples=40)


@dataclass(frozen=True, kw_only=True)
class Wood:
    """Points in the order of the curve, their positions and the tree over them."""

    points: Points
    positions: Positions
    tree: Tree

    def cover(self, shape: Shape, window: Window = EVERYWHERE) -> list[int]:
        """Rows of the cover in order; a row that is there twice would show."""
        found = cover(self.tree, self.positions, shape, window)
        assert found.count == len(found.all_rows())
        return sorted(found.all_rows().tolist())

    def by_testing_all(self, shape: Shape) -> list[int]:
        """Rows inside, found by Shapely alone."""
        return np.flatnonzero(shapely.intersects_xy(shape, self.points.lon, self.points.lat)).tolist()


def wood(points: Points) -> Wood:
    """The tree over the points in the order of the curve."""
    codes = curve_codes(points.lon, points.lat)
    order = np.argsort(codes, kind="stable")
    own = Points(lon=points.lon[order], lat=points.lat[order])
    positions = Positions.of(own.lon, own.lat)
    return Wood(points=own, positions=positions, tree=tree_over(positions, codes[order]))


def clustered(random: Random, rows: int, digits: int) -> Points:
    """Points of all densities, rounded to so many digits, many at one place, some all over the world."""
    at = random.integers(0, 8, rows)
    spread = np.array([3.0, 1.0, 0.3, 0.1, 0.01, 0.001, 0.0, 0.0])[at]
    lon = np.linspace(-117, -97, 8)[at] + random.normal(0, 1, rows) * spread
    lat = np.linspace(33, 26, 8)[at] + random.normal(0, 1, rows) * spread
    anywhere = random.uniform(size=rows) < 0.1
    lon[anywhere] = random.uniform(-180, 180, int(anywhere.sum()))
    lat[anywhere] = random.uniform(-90, 90, int(anywhere.sum()))
    return Points(lon=np.round(lon, digits), lat=np.round(lat, digits))


@pytest.fixture(scope="module", params=[5, 9], ids=["on the lattice", "strays"])
def trees(request: pytest.FixtureRequest) -> Wood:
    """Twenty thousand clustered points, on the lattice or beside it."""
    return wood(clustered(np.random.default_rng(7), 20_000, request.param))


def valid(shape: Shape) -> Shape:
    """The shape, made valid if it is not."""
    if shape.is_valid:
        return shape
    return MultiPolygon([part for part in shapely.get_parts(shapely.make_valid(shape)) if part.area])


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@given(seed=SEEDS)
@OFTEN
def test_a_cover_holds_the_rows_that_testing_every_point_finds(
    trees: Wood, kind: Callable[[Random, Points], Shape], seed: int
) -> None:
    shape = valid(kind(np.random.default_rng(seed), trees.points))
    assert trees.cover(shape) == trees.by_testing_all(shape)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@given(seed=SEEDS)
@settings(max_examples=15)
def test_a_cover_in_a_window_leaves_out_the_rows_beyond_it(
    trees: Wood, kind: Callable[[Random, Points], Shape], seed: int
) -> None:
    random = np.random.default_rng(seed)
    shape = valid(kind(random, trees.points))
    (west, east), (south, north) = np.sort(random.uniform([[-117], [26]], [[-97], [33]], (2, 2)), axis=1)
    lon, lat = trees.positions.x / UNITS_A_DEGREE, trees.positions.y / UNITS_A_DEGREE
    is_seen = (west <= lon) & (lon <= east) & (south <= lat) & (lat <= north)
    exact = [row for row in trees.by_testing_all(shape) if is_seen[row]]
    assert trees.cover(shape, (west, south, east, north)) == exact


@given(seed=SEEDS)
@settings(max_examples=100)
def test_outside_the_window_of_a_change_two_shapes_hold_the_same(trees: Wood, seed: int) -> None:
    random = np.random.default_rng(seed)
    shape = valid(KINDS[seed % len(KINDS)](random, trees.points))
    if not shape.area:
        return
    ring = shapely.get_coordinates(shapely.get_exterior_ring(shapely.get_parts(shape)[0]))[:-1]
    ring[random.integers(len(ring))] += random.normal(0, 10.0 ** random.integers(-6, 0), 2)
    moved = valid(Polygon(ring))
    window = changed_window(shape, moved)
    if window is None:
        return
    gone = set(trees.cover(shape, window))
    exact = sorted((set(trees.by_testing_all(shape)) - gone) | set(trees.cover(moved, window)))
    assert exact == trees.by_testing_all(moved)


def test_a_moved_vertex_leaves_a_small_window_and_an_unlike_shape_none() -> None:
    turns = np.linspace(0, 2 * np.pi, 100, endpoint=False)
    ring = np.stack([np.cos(turns), np.sin(turns)], axis=1)
    moved = ring.copy()
    moved[0, 0] += 0.1
    window = changed_window(Polygon(ring), Polygon(moved))
    assert window == pytest.approx((ring[1, 0], ring[-1, 1], 1.1, ring[1, 1]), abs=1e-5)
    assert changed_window(Polygon(ring), Polygon(ring * 1.01)) is None
    assert changed_window(Polygon(ring), Polygon(ring + 9)) is None


@given(seed=SEEDS, rows=st.integers(0, 300))
@OFTEN
def test_covers_are_exact_over_any_number_of_points(seed: int, rows: int) -> None:
    random = np.random.default_rng(seed)
    lon, lat = random.integers(-4, 5, (2, rows)).astype(np.float64)
    own = wood(Points(lon=lon, lat=lat))
    corners = random.integers(-4, 5, (int(random.integers(3, 9)), 2))
    parts = [
        part for part in shapely.get_parts(shapely.make_valid(Polygon(corners))) if isinstance(part, Polygon)
    ]
    shape = MultiPolygon(parts)
    assert own.cover(shape) == own.by_testing_all(shape)


@given(seed=SEEDS)
@OFTEN
def test_where_no_corner_is_certain_shapely_tells_the_box(trees: Wood, seed: int) -> None:
    shape = valid(KINDS[seed % len(KINDS)](np.random.default_rng(seed), trees.points))
    rows = np.empty(0, np.int64)
    nothing = (False, np.empty((0, 2), np.int64), Found(rows, rows, np.zeros(3, np.int64)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cover_module, "descend", lambda *_: nothing)
        assert trees.cover(shape) == trees.by_testing_all(shape)


def test_an_empty_polygon_holds_nothing(trees: Wood) -> None:
    assert trees.cover(Polygon()) == []


def test_few_rows_are_told_one_by_one(trees: Wood) -> None:
    shape = shapely.box(-110, 26.5, -99, 32)
    found = cover(trees.tree, trees.positions, shape)
    assert isinstance(found, Cover)
    assert found.tested < len(trees.points.lon) / 10


def test_a_point_on_an_edge_counts_for_both_neighbours(trees: Wood) -> None:
    lon, lat = float(trees.points.lon[10_000]), float(trees.points.lat[10_000])
    west, east = shapely.box(lon - 1, lat - 1, lon, lat + 1), shapely.box(lon, lat - 1, lon + 1, lat + 1)
    on_edge = [row for row in trees.cover(west) if trees.points.lon[row] == lon]
    assert on_edge
    assert on_edge == [row for row in trees.cover(east) if trees.points.lon[row] == lon]
    both = len(trees.cover(west)) + len(trees.cover(east))
    assert both == len(trees.cover(west.union(east))) + len(on_edge)


@given(seed=SEEDS, rows=st.integers(1, 3_000))
@OFTEN
def test_every_row_is_in_one_node_of_each_level_and_in_its_box(seed: int, rows: int) -> None:
    own = wood(clustered(np.random.default_rng(seed), rows, 5))
    tree, x, y = own.tree, own.positions.x, own.positions.y
    for first, end in zip(tree.level[:-1], tree.level[1:], strict=True):
        start, stop, box = tree.start[first:end], tree.end[first:end], tree.box[first:end]
        node = np.repeat(np.arange(end - first), stop.astype(np.int64) - start)
        assert len(node) == rows
        assert np.array_equal(start[1:], stop[:-1])
        assert np.all((box[node, 0] <= x) & (x <= box[node, 2]) & (box[node, 1] <= y) & (y <= box[node, 3]))
    assert tree.level[1] == 1
    for depth in range(1, len(tree.level) - 1):
        children, parents = (
            np.diff(tree.level[depth : depth + 2])[0],
            np.diff(tree.level[depth - 1 : depth + 1])[0],
        )
        assert parents == -(-children // FAN)


def test_a_leaf_is_larger_than_its_limit_only_where_points_coincide(trees: Wood) -> None:
    leaves = slice(trees.tree.level[-2], trees.tree.level[-1])
    large = trees.tree.end[leaves] - trees.tree.start[leaves] > ROWS_IN_LEAF
    box = trees.tree.box[leaves][large]
    assert len(box)
    assert np.all(box[:, 2] - box[:, 0] < 1e-5 * UNITS_A_DEGREE)


def test_edges_of_no_length_are_left_out() -> None:
    shape = Polygon([(0, 0), (1, 0), (1, 0), (0, 1)], [[(0.1, 0.1), (0.2, 0.1), (0.1, 0.2)]])
    assert len(edges_of(shape)) == 6


def test_positions_give_back_the_degrees_they_were_made_of() -> None:
    random = np.random.default_rng(5)
    lon, lat = np.round(random.uniform(-180, 180, 2_000), 7), random.uniform(-90, 90, 2_000)
    lat[::2] = np.round(lat[::2], 6)
    positions = Positions.of(lon, lat)
    rows = np.arange(2_000)
    assert 900 < len(positions.stray) <= 1_000
    for found, exact in zip(positions.degrees(rows), (lon, lat), strict=True):
        np.testing.assert_array_equal(found, exact)
