"""The way down a tree: which runs and rows are inside a polygon, compiled.

From the root down, each node keeps the edges that may touch its box. A node that none touches is
wholly inside or wholly outside, as the corner of its box is; a node that some touch is split, down
to the leaves, whose rows are told one by one. A point's side follows from that of the corner of
the node above: it changes with each edge that the straight path between the two crosses, and
only edges that the node keeps can cross it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from data.index.compiled import compiled
from data.index.edges import (
    DOUBT,
    EAST,
    NORTH,
    SOUTH,
    WEST,
    Edges,
    crosses,
    is_within,
    may_touch,
)
from data.index.lattice import Rows, Units
from data.index.leaves import MOST_ROWS, Window, cross, load, new_lanes, sort_out
from data.index.tree import FAN

_CORNER_OFF = ((0.37, 0.41), (0.61, 0.23), (0.17, 0.83), (0.91, 0.59))
"""How far the corner that stands for a box lies south-west of its points, in units of the lattice:
shapes drawn to incidents or to round numbers do not pass through it. Tried one after the other."""
_UNIT = 1e-7
_MANY_EDGES = 8
"""Where a leaf has more, rows are told a few at a time, each with the edges near them."""
_FEW_ROWS = 16
EVERYWHERE: Window = (-np.inf, -np.inf, np.inf, np.inf)


@compiled
def descend(
    level: Rows,
    start: NDArray[np.uint32],
    end: NDArray[np.uint32],
    box: Units,
    x: Units,
    y: Units,
    edges: Edges,
    window: Window,
    slack: float,
) -> tuple[bool, Rows, Rows, Rows, int]:
    """Whether the way could be gone, runs ``(n, 2)``, rows inside, rows in doubt, rows looked at.

    ``slack`` is by how many degrees a row's position may be off. Where the first is false,
    nothing is known: some corner was in doubt however it was chosen.
    """
    # Nodes to split: depth, number, first and last of the kept edges, side of the corner.
    pending = np.empty((FAN * len(level), 5), np.int64)
    corners = np.empty((len(pending), 2), np.float64)
    kept = np.empty(max(len(edges), 1) * FAN * (len(level) + 2), np.int32)
    lanes = new_lanes()
    runs, rows, doubts = np.empty((256, 2), np.int64), np.empty(4096, np.int64), np.empty(64, np.int64)
    counts = np.zeros(4, np.int64)  # of runs, rows, doubts, rows looked at
    failed = (False, runs[:0], rows[:0], doubts[:0], 0)

    for edge in range(len(edges)):
        kept[edge] = edge
    lon, lat, is_in = _corner(edges, box[0])
    if is_in == DOUBT:
        return failed
    pending[0] = (-1, 0, 0, len(edges), is_in)
    corners[0] = (lon, lat)
    top = 1
    while top:
        top -= 1
        depth, parent, first, last, side_above = pending[top]
        above = (corners[top, 0], corners[top, 1])
        depth += 1
        children = level[depth] + FAN * (parent - level[depth - 1]) if depth else 0
        free = last
        for node in range(children, min(children + FAN, level[depth + 1])):
            west, south = (box[node, 0] - 1) * _UNIT, (box[node, 1] - 1) * _UNIT
            east, north = (box[node, 2] + 1) * _UNIT, (box[node, 3] + 1) * _UNIT
            if west > window[2] or east < window[0] or south > window[3] or north < window[1]:
                continue
            cut = west < window[0] or east > window[2] or south < window[1] or north > window[3]
            stop = free
            for at in range(first, last):
                if may_touch(edges, kept[at], west, south, east, north):
                    kept[stop] = kept[at]
                    stop += 1
            lon, lat, is_in = _corner_below(edges, kept, first, last, box, node, above, side_above)
            if is_in == DOUBT:
                return failed
            if stop == free and not cut:
                if is_in:
                    runs = _room(runs, counts[0], 1)
                    runs[counts[0], 0], runs[counts[0], 1] = start[node], end[node]
                    counts[0] += 1
            elif depth == len(level) - 2:
                first_row, end_row = np.int64(start[node]), np.int64(end[node])
                size = end_row - first_row + 1
                rows, doubts = _room_rows(rows, counts[1], size), _room_rows(doubts, counts[2], size)
                _tell_rows(
                    x,
                    y,
                    first_row,
                    end_row,
                    edges,
                    kept,
                    free,
                    stop,
                    (lon, lat),
                    is_in,
                    window if cut else EVERYWHERE,
                    slack,
                    lanes,
                    rows,
                    doubts,
                    counts,
                )
            else:
                pending[top] = (depth, node, free, stop, is_in)
                corners[top] = (lon, lat)
                top += 1
                free = stop
    return True, runs[: counts[0]], rows[: counts[1]], doubts[: counts[2]], counts[3]


@compiled
def _tell_rows(
    x, y, start, end, edges, kept, low, high, corner, is_in, window, slack, lanes, rows, doubts, counts
):
    """Put each row of a leaf among those inside or in doubt, or leave it out.

    ``kept[low:high]`` are the leaf's edges; where they are many, what is behind holds those near
    some rows at a time.
    """
    places, flags = lanes
    is_dense = high - low > _MANY_EDGES
    step = _FEW_ROWS if is_dense else MOST_ROWS
    for first in range(start, end, step):
        number = min(step, end - first)
        load(x, y, first, number, window, places, flags)
        near, stop, side_here, here = low, high, is_in, corner
        if is_dense:
            stop, here, side_here = _edges_near(edges, kept, low, high, places, number, corner, is_in)
            near = high
            if side_here == DOUBT:
                near, stop, here, side_here = low, high, corner, is_in
        for at in range(near, stop):
            cross(edges, kept[at], here, slack, number, places, flags)
        sort_out(first, number, side_here, flags, rows, doubts, counts)
    counts[3] += end - start


@compiled
def _edges_near(edges, kept, low, high, places, number, above, side_above):
    """End of the kept edges near the rows in the lanes, from ``high`` on; their corner and its side."""
    low_lon = high_lon = places[0, 0]
    low_lat = high_lat = places[1, 0]
    for lane in range(1, number):
        low_lon, high_lon = min(low_lon, places[0, lane]), max(high_lon, places[0, lane])
        low_lat, high_lat = min(low_lat, places[1, lane]), max(high_lat, places[1, lane])
    stop = high
    for at in range(low, high):
        if may_touch(edges, kept[at], low_lon - _UNIT, low_lat - _UNIT, high_lon + _UNIT, high_lat + _UNIT):
            kept[stop] = kept[at]
            stop += 1
    corner = (low_lon - _CORNER_OFF[0][0] * _UNIT, low_lat - _CORNER_OFF[0][1] * _UNIT)
    is_in = _side_along(edges, kept, low, high, (above[0], above[1], corner[0], corner[1]), side_above)
    return stop, corner, is_in


@compiled
def _side_along(edges, kept, first, last, path, is_in):
    """Side of the path's end from that of its start: 1, 0 or ``DOUBT``."""
    west, east = min(path[0], path[2]), max(path[0], path[2])
    south, north = min(path[1], path[3]), max(path[1], path[3])
    for at in range(first, last):
        edge = kept[at]
        if edges[edge, WEST] > east or edges[edge, EAST] < west:
            continue
        if edges[edge, SOUTH] > north or edges[edge, NORTH] < south:
            continue
        crossed = crosses(edges, edge, path)
        if crossed == DOUBT:
            return DOUBT
        is_in ^= crossed
    return is_in


@compiled
def _corner_below(edges, kept, first, last, box, node, above, side_above):
    """The corner of a child's box and its side, from those of the corner of the node above."""
    lon, lat = (box[node, 0] - _CORNER_OFF[0][0]) * _UNIT, (box[node, 1] - _CORNER_OFF[0][1]) * _UNIT
    found = _side_along(edges, kept, first, last, (above[0], above[1], lon, lat), side_above)
    if found == DOUBT:
        return _corner(edges, box[node])
    return lon, lat, found


@compiled
def _corner(edges, box):
    """A corner south-west of the box and its side, told from all edges; ``DOUBT`` if none is clear."""
    for off_lon, off_lat in _CORNER_OFF:
        lon, lat = (box[0] - off_lon) * _UNIT, (box[1] - off_lat) * _UNIT
        found = is_within(edges, lon, lat)
        if found != DOUBT:
            return lon, lat, found
    return 0.0, 0.0, DOUBT


@compiled
def _room(array, used, more):
    """The array of pairs, or a longer copy, with room for so many more."""
    if used + more <= len(array):
        return array
    longer = np.empty((max(2 * len(array), used + more), 2), array.dtype)
    longer[:used] = array[:used]
    return longer


@compiled
def _room_rows(array, used, more):
    """The array, or a longer copy, with room for so many more."""
    if used + more <= len(array):
        return array
    longer = np.empty(max(2 * len(array), used + more), array.dtype)
    longer[:used] = array[:used]
    return longer
