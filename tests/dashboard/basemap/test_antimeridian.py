"""Shapes across 180 degrees: cut there, none lost, no edge across the map."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely

from dashboard.basemap.antimeridian import cut, unrolled, unrolled_ring
from dashboard.basemap.atlas import read_atlas

NODE_MODULES = Path("dashboard/map/node_modules")


def test_a_ring_across_180_degrees_becomes_two_parts_of_the_same_area() -> None:
    ring = np.array([[179.0, -17], [-179, -17], [-179, -16], [179, -16], [179, -17]])
    parts = cut(shapely.Polygon(unrolled_ring(ring)))
    assert parts.area == pytest.approx(2.0)
    assert parts.bounds == (-180, -17, 180, -16)
    assert parts.intersection(shapely.box(-178, -90, 178, 90)).area == 0


def test_a_ring_round_the_south_pole_is_closed_over_it() -> None:
    longitudes = [*range(-180, 181, 30)]
    ring = np.array([[lon if lon < 180 else -180, -70.0] for lon in longitudes])
    assert cut(shapely.Polygon(unrolled_ring(ring))).area == pytest.approx(360 * 20)


def test_a_shape_that_does_not_cross_is_left_as_it_is() -> None:
    line = np.array([[10.0, 0], [20, 5], [-30, 5]])
    assert np.array_equal(unrolled(line), line)
    shape = shapely.LineString(line)
    assert cut(shape) is shape


def test_no_edge_of_the_atlas_runs_across_the_map() -> None:
    atlas = read_atlas(NODE_MODULES)
    for shape in (*(found.geometry for found in atlas.abroad()), atlas.shores_abroad()):
        corners, ring = shapely.get_coordinates(shapely.get_parts(shape), return_index=True)
        jumps = np.abs(np.diff(corners[:, 0]))[ring[:-1] == ring[1:]]
        inside = jumps[(np.abs(corners[:-1, 1]) < 89)[ring[:-1] == ring[1:]]]
        assert inside.max(initial=0) < 90
