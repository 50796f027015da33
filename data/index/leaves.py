"""Rows of leaves that a polygon's edges touch, told from the corner of the leaf; compiled.

Loops run over rows within one edge and have no branches, so that they become vector code.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from data.index.compiled import compiled
from data.index.edges import (
    EAST,
    LAT,
    LON,
    NORTH,
    ROUNDING,
    RUN_LAT,
    RUN_LON,
    SOUTH,
    UNDERFLOW,
    WEST,
    Edges,
    side,
)
from data.index.lattice import Rows, Units

MOST_ROWS = 64
"""Rows told at once."""
Window = tuple[float, float, float, float]
"""West, south, east, north, degrees: rows outside are not looked at."""
Lanes = NDArray[np.float64]


@compiled
def new_lanes() -> tuple[Lanes, NDArray[np.int64]]:
    """Room for ``MOST_ROWS`` rows: longitude and latitude; crossed oddly often, in doubt, looked at."""
    return np.empty((2, MOST_ROWS)), np.empty((3, MOST_ROWS), np.int64)


@compiled
def load(x: Units, y: Units, first: int, number: int, window: Window, places: Lanes, flags: Rows) -> None:
    """Put so many rows from the first on into the lanes."""
    own_x, own_y = x[first : first + number], y[first : first + number]
    for lane in range(number):
        lon, lat = own_x[lane] / 1e7, own_y[lane] / 1e7
        places[0, lane], places[1, lane] = lon, lat
        flags[0, lane] = 0
        flags[1, lane] = 0
        flags[2, lane] = (window[0] <= lon) & (lon <= window[2]) & (window[1] <= lat) & (lat <= window[3])


@compiled
def cross(
    edges: Edges,
    edge: int,
    corner: tuple[float, float],
    slack: float,
    number: int,
    places: Lanes,
    flags: Rows,
) -> None:
    """Tell of each row whether the straight path from the corner crosses the edge."""
    lon, lat, run_lon, run_lat = (
        edges[edge, LON],
        edges[edge, LAT],
        edges[edge, RUN_LON],
        edges[edge, RUN_LAT],
    )
    west, south = edges[edge, WEST] - slack, edges[edge, SOUTH] - slack
    east, north = edges[edge, EAST] + slack, edges[edge, NORTH] + slack
    spare = UNDERFLOW + slack * (abs(run_lon) + abs(run_lat))
    from_side = side(lon, lat, run_lon, run_lat, corner[0], corner[1])
    start_lon, start_lat = lon - corner[0], lat - corner[1]
    end_lon, end_lat = lon + run_lon - corner[0], lat + run_lat - corner[1]
    for lane in range(number):
        to_lon, to_lat = places[0, lane], places[1, lane]
        across, along = run_lon * (to_lat - lat), run_lat * (to_lon - lon)
        beyond = across - along
        is_near = abs(beyond) <= ROUNDING * (abs(across) + abs(along)) + spare
        is_other = (beyond > 0) != (from_side > 0)
        is_beside = (west <= to_lon) & (to_lon <= east) & (south <= to_lat) & (to_lat <= north)
        path_lon, path_lat = to_lon - corner[0], to_lat - corner[1]
        across, along = path_lon * start_lat, path_lat * start_lon
        first = across - along
        unsure = abs(first) <= ROUNDING * (abs(across) + abs(along)) + UNDERFLOW
        across, along = path_lon * end_lat, path_lat * end_lon
        second = across - along
        unsure |= abs(second) <= ROUNDING * (abs(across) + abs(along)) + UNDERFLOW
        parted = (first > 0) != (second > 0)
        flags[1, lane] |= (is_near & is_beside) | ((is_near | is_other) & (unsure | (is_near & parted)))
        flags[0, lane] ^= is_other & parted
    if from_side == 0:
        for lane in range(number):
            flags[1, lane] = 1


@compiled
def sort_out(
    first: int, number: int, is_in: int, flags: Rows, rows: Rows, doubts: Rows, counts: NDArray[np.int64]
) -> None:
    """Put the rows among those inside or in doubt, or leave them out; ``counts[1:3]`` are how many."""
    inside, doubtful = counts[1], counts[2]
    for lane in range(number):
        is_told = flags[2, lane] & (1 - flags[1, lane])
        rows[inside] = first + lane
        inside += is_told & (is_in ^ flags[0, lane])
        doubts[doubtful] = first + lane
        doubtful += flags[2, lane] & flags[1, lane]
    counts[1], counts[2] = inside, doubtful
