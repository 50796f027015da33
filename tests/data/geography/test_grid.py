"""Cells hold their points, codes keep their order, and a parent is the cell of the coarser level."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from data.geography.grid import (
    LATITUDE_LIMIT,
    MAX_LEVEL,
    cell_bounds,
    cell_code,
    cell_of,
    cell_side_km,
    cell_xy,
    code_of_cell,
    parent,
)

ROUNDING_DEGREES = 1e-9
lons, lats, levels = st.floats(-180, 180), st.floats(-85, 85), st.integers(0, MAX_LEVEL)
cells = levels.flatmap(lambda n: st.tuples(st.just(n), st.integers(0, 2**n - 1), st.integers(0, 2**n - 1)))


@given(lon=lons, lat=lats, level=levels)
def test_the_bounds_of_a_cell_contain_its_point(lon: float, lat: float, level: int) -> None:
    west, south, east, north = cell_bounds(cell_code([lon], [lat], level=level), level)
    assert west[0] - ROUNDING_DEGREES <= lon <= east[0] + ROUNDING_DEGREES
    assert south[0] - ROUNDING_DEGREES <= lat <= north[0] + ROUNDING_DEGREES


@given(lon=lons, lat=lats, level=levels)
def test_a_parent_is_the_code_of_the_coarser_level(lon: float, lat: float, level: int) -> None:
    assert parent(cell_code(lon, lat), MAX_LEVEL - level) == cell_code(lon, lat, level=level)


@given(cell=cells)
def test_code_and_cell_convert_both_ways(cell: tuple[int, int, int]) -> None:
    _, x, y = cell
    code = code_of_cell(x, y)
    assert tuple(map(int, cell_xy(code))) == (x, y)
    assert code == sum(((x >> i & 1) << 2 * i) | ((y >> i & 1) << 2 * i + 1) for i in range(MAX_LEVEL))


@given(cell=cells)
def test_the_middle_of_a_cell_lies_in_it(cell: tuple[int, int, int]) -> None:
    level, x, y = cell
    west, south, east, north = cell_bounds(code_of_cell([x], [y]), level)
    found = cell_of((west + east) / 2, (south + north) / 2, level=level)
    assert (int(found[0][0]), int(found[1][0])) == (x, y)


@given(cell=cells.filter(lambda cell: cell[0] < MAX_LEVEL))
def test_four_children_are_next_to_each_other(cell: tuple[int, int, int]) -> None:
    _, x, y = cell
    children = np.sort(
        code_of_cell([2 * x, 2 * x + 1, 2 * x, 2 * x + 1], [2 * y, 2 * y, 2 * y + 1, 2 * y + 1])
    )
    assert children.tolist() == list(range(int(children[0]), int(children[0]) + 4))
    assert set(parent(children).tolist()) == {int(code_of_cell(x, y))}


def test_rows_count_from_the_north_and_columns_from_180_west() -> None:
    x, y = cell_of([-179.9, 179.9], [85, -85], level=3)
    assert x.tolist() == [0, 7]
    assert y.tolist() == [0, 7]


def test_the_ends_of_the_world_fall_into_the_outer_cells() -> None:
    x, y = cell_of([180, -180, 0], [90, -90, LATITUDE_LIMIT])
    last = 2**MAX_LEVEL - 1
    assert x.tolist() == [last, 0, 2**MAX_LEVEL // 2]
    assert y.tolist() == [0, last, 0]


def test_bounds_agree_with_the_web_mercator_of_proj() -> None:
    codes = cell_code([-106.44, -83.05, -160, 144.8], [31.76, 42.3, 70, 13.4])
    west, _, _, north = cell_bounds(codes, MAX_LEVEL)
    x, y = cell_xy(codes)
    metres = Transformer.from_crs("OGC:CRS84", "EPSG:3857", always_xy=True).transform(west, north)
    half = np.pi * 6378137
    assert np.allclose(metres[0], x * (2 * half / 2**MAX_LEVEL) - half, atol=1e-3)
    assert np.allclose(metres[1], half - y * (2 * half / 2**MAX_LEVEL), atol=1e-3)


@given(lat=st.floats(-84, 84), level=levels)
def test_a_side_halves_with_each_level_and_shrinks_towards_the_poles(lat: float, level: int) -> None:
    assert np.isclose(cell_side_km(level + 1, lat), cell_side_km(level, lat) / 2)
    assert np.isclose(cell_side_km(level, lat), cell_side_km(level, 0) * np.cos(np.radians(lat)))


def test_no_points_have_no_cells() -> None:
    assert cell_code([], []).tolist() == []
    assert [edge.tolist() for edge in cell_bounds([], 8)] == [[], [], [], []]
