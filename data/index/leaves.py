"""Rows of leaves that a polygon's edges touch, told from the corner of the leaf; compiled.

Loops run over rows within one edge and have no branches, so that they become vector code.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from data.compiled import compiled
from data.index.edges import (
    DOUBT,
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
    may_touch,
    side,
)
from data.index.lattice import Rows, Units
from data.index.paths import UNIT, Corner, Kept, corner_near

_MOST_ROWS = 128
"""Rows told at once."""
_MANY_EDGES = 8
"""Where a leaf has more, rows are told a few at a time, each time with the edges near them."""
_FEW_ROWS = 16
Window = tuple[float, float, float, float]
"""West, south, east, north, degrees: rows outside are not looked at."""
EVERYWHERE: Window = (-np.inf, -np.inf, np.inf, np.inf)


class Asked(NamedTuple):
    """A polygon's edges, the window, and by how many degrees a row's position may be off."""

    edges: Edges
    window: Window
    slack: float


class Found(NamedTuple):
    """Rows inside and rows in doubt, with room for more; how many there are of both and were told."""

    rows: Rows
    doubts: Rows
    counts: Rows


class Lanes(NamedTuple):
    """Room for ``_MOST_ROWS`` rows: their degrees; whether crossed oddly often, in doubt, in the window."""

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    is_odd: Rows
    is_doubtful: Rows
    is_asked: Rows


@compiled
def new_lanes() -> Lanes:
    """Lanes, empty."""
    return Lanes(
        np.empty(_MOST_ROWS),
        np.empty(_MOST_ROWS),
        np.empty(_MOST_ROWS, np.int64),
        np.empty(_MOST_ROWS, np.int64),
        np.empty(_MOST_ROWS, np.int64),
    )


@compiled
def tell_rows(
    x: Units,
    y: Units,
    run: tuple[int, int],
    asked: Asked,
    kept: Kept,
    low: int,
    high: int,
    corner: Corner,
    lanes: Lanes,
    found: Found,
) -> Found:
    """Put each row of the run among those inside or in doubt, or leave it out.

    ``kept[low:high]`` are the leaf's edges; where they are many, what is behind holds those near
    some rows at a time.
    """
    found = Found(
        _room(found.rows, found.counts[0], run[1] - run[0]),
        _room(found.doubts, found.counts[1], run[1] - run[0]),
        found.counts,
    )
    is_dense = high - low > _MANY_EDGES
    step = _FEW_ROWS if is_dense else _MOST_ROWS
    for first in range(run[0], run[1], step):
        number = min(step, run[1] - first)
        _load(x[first : first + number], y[first : first + number], asked.window, lanes)
        near, stop, here = low, high, corner
        if is_dense:
            here, stop = _near(asked.edges, kept, low, high, corner, lanes, number)
            near = high
            if here.is_in == DOUBT:
                near, stop, here = low, high, corner
        for at in range(near, stop):
            _cross(asked.edges, kept[at], here, asked.slack, number, lanes)
        _sort_out(first, number, here.is_in, lanes, found)
    found.counts[2] += run[1] - run[0]
    return found


@compiled
def _load(x: Units, y: Units, window: Window, lanes: Lanes) -> None:
    for lane in range(len(x)):
        lon, lat = x[lane] / 1e7, y[lane] / 1e7
        lanes.lon[lane], lanes.lat[lane] = lon, lat
        lanes.is_odd[lane] = 0
        lanes.is_doubtful[lane] = 0
        lanes.is_asked[lane] = (
            (window[0] <= lon) & (lon <= window[2]) & (window[1] <= lat) & (lat <= window[3])
        )


@compiled
def _near(
    edges: Edges, kept: Kept, low: int, high: int, above: Corner, lanes: Lanes, number: int
) -> tuple[Corner, int]:
    """The corner of the rows in the lanes, and where the edges near them end, from ``high`` on."""
    west = east = lanes.lon[0]
    south = north = lanes.lat[0]
    for lane in range(1, number):
        west, east = min(west, lanes.lon[lane]), max(east, lanes.lon[lane])
        south, north = min(south, lanes.lat[lane]), max(north, lanes.lat[lane])
    stop = high
    for at in range(low, high):
        if may_touch(edges, kept[at], (west - UNIT, south - UNIT, east + UNIT, north + UNIT)):
            kept[stop] = kept[at]
            stop += 1
    return corner_near(edges, kept, low, high, above, (west, south)), stop


@compiled
def _cross(edges: Edges, edge: int, corner: Corner, slack: float, number: int, lanes: Lanes) -> None:
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
    from_side = side(lon, lat, run_lon, run_lat, corner.lon, corner.lat)
    start_lon, start_lat = lon - corner.lon, lat - corner.lat
    end_lon, end_lat = lon + run_lon - corner.lon, lat + run_lat - corner.lat
    for lane in range(number):
        to_lon, to_lat = lanes.lon[lane], lanes.lat[lane]
        across, along = run_lon * (to_lat - lat), run_lat * (to_lon - lon)
        is_near = abs(across - along) <= ROUNDING * (abs(across) + abs(along)) + spare
        is_other = (across - along > 0) != (from_side > 0)
        is_beside = (west <= to_lon) & (to_lon <= east) & (south <= to_lat) & (to_lat <= north)
        path_lon, path_lat = to_lon - corner.lon, to_lat - corner.lat
        across, along = path_lon * start_lat, path_lat * start_lon
        is_unsure = abs(across - along) <= ROUNDING * (abs(across) + abs(along)) + UNDERFLOW
        is_left = across - along > 0
        across, along = path_lon * end_lat, path_lat * end_lon
        is_unsure |= abs(across - along) <= ROUNDING * (abs(across) + abs(along)) + UNDERFLOW
        parts = is_left != (across - along > 0)
        lanes.is_odd[lane] ^= is_other & parts
        lanes.is_doubtful[lane] |= is_near & (is_beside | parts) | (is_near | is_other) & is_unsure
    if from_side == 0:
        lanes.is_doubtful[:number] = 1


@compiled
def _sort_out(first: int, number: int, is_in: int, lanes: Lanes, found: Found) -> None:
    inside, doubtful = found.counts[0], found.counts[1]
    for lane in range(number):
        is_told = lanes.is_asked[lane] & (1 - lanes.is_doubtful[lane])
        found.rows[inside] = first + lane
        inside += is_told & (is_in ^ lanes.is_odd[lane])
        found.doubts[doubtful] = first + lane
        doubtful += lanes.is_asked[lane] & lanes.is_doubtful[lane]
    found.counts[0], found.counts[1] = inside, doubtful


@compiled
def _room(rows: Rows, used: int, more: int) -> Rows:
    """The rows, or a longer copy, with room for so many more and one that is written over."""
    if used + more < len(rows):
        return rows
    longer = np.empty(2 * (used + more) + 1, np.int64)
    longer[:used] = rows[:used]
    return longer
