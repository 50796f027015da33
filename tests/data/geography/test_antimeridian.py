"""What crosses the antimeridian is counted on both sides as it would be anywhere else."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from data.errors import PolygonError
from data.geography.measure import area_km2
from data.geography.polygon_repair import repaired_polygon
from tests import zoo
from tests.data.geography.test_polygon_repair import Ring, far_from, outcome, seeds


@given(
    centre=st.tuples(st.floats(170, 190), st.floats(-60, 60)),
    turns=st.lists(st.floats(0.01, 1), min_size=3, max_size=40),
    reach=st.lists(st.floats(0.1, 25), min_size=40, max_size=40),
    seed=seeds,
)
def test_a_shape_across_the_antimeridian_counts_on_both_sides_what_it_would_in_the_middle(
    centre: tuple[float, float], turns: list[float], reach: list[float], seed: int
) -> None:
    angles = np.cumsum(turns) / np.sum(turns) * 2 * np.pi
    corners = (
        np.stack([np.cos(angles), np.sin(angles)], axis=1) * np.array(reach)[: len(turns), None] + centre
    )
    lon = np.where(corners[:, 0] > 180, corners[:, 0] - 360, corners[:, 0])
    ring = [(float(x), float(y)) for x, y in zip(lon, corners[:, 1], strict=True)]
    ring = [*ring, ring[0]]
    assume(any(abs(east - west) > 180 for (west, _), (east, _) in pairwise(ring)))
    found = outcome(zoo.polygon(ring))
    # Half a turn on, where nothing is cut; exact, as longitudes beyond 64 degrees are.
    middle = outcome(zoo.polygon([(x - 180 if x > 0 else x + 180, y) for x, y in ring]))
    if isinstance(found, PolygonError) or isinstance(middle, PolygonError):
        assert str(found) == str(middle) or "no area" in str(found)
        return
    assert "antimeridian" in found.notes[0]
    assert -180 <= found.shape.bounds[0] <= found.shape.bounds[2] <= 180
    assert area_km2(found.shape) == pytest.approx(area_km2(middle.shape), rel=1e-9, abs=1e-6)
    given_corners = shapely.get_coordinates(middle.shape)
    kept = {tuple(corner) for corner in shapely.get_coordinates(found.shape)}
    assert all(((x - 180 if x > 0 else x + 180), y) in kept for x, y in given_corners if x != 0)
    points = np.random.default_rng(seed).uniform((-30, -90), (30, 90), (300, 2))
    points = points[far_from([[list(map(tuple, given_corners))]], *points.T)]
    there = np.where(points[:, 0] > 0, points[:, 0] - 180, points[:, 0] + 180)
    np.testing.assert_array_equal(
        shapely.intersects_xy(found.shape, there, points[:, 1]),
        shapely.intersects_xy(middle.shape, *points.T),
    )


@pytest.mark.parametrize(
    "ring",
    [
        [(0, 60), (90, 60), (179, 60), (-90, 60), (0, 60)],
        [(-170, 10), (170, 10), (10, 20), (-10, 20), (-170, 10)],
        [(-170, 10), (170, 10), (0, 20), (-170, 10)],
    ],
    ids=["around a pole", "and across Greenwich", "and on Greenwich"],
)
def test_a_shape_that_goes_around_the_world_is_refused_at_the_edge(ring: Ring) -> None:
    with pytest.raises(PolygonError, match=r"ring 0, vertex \d: .* meridian of Greenwich") as refusal:
        repaired_polygon(zoo.polygon(ring))
    assert "Draw two shapes" in refusal.value.remedy


def test_the_world_in_four_corners_says_that_a_corner_is_missing() -> None:
    with pytest.raises(PolygonError, match="no area") as refusal:
        repaired_polygon(zoo.polygon(zoo.rectangle(-180, -90, 180, 90)))
    assert "more than 180 degrees" in refusal.value.remedy
