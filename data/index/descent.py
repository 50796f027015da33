"""The way down a tree: which runs and rows are inside a polygon, compiled.

From the root down, each node keeps the edges that may touch its box. A node that none touches is
wholly inside or wholly outside, as its corner is; a node that some touch is split, down to the
leaves, whose rows are told one by one.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from data.compiled import compiled
from data.index.edges import DOUBT, may_touch
from data.index.lattice import Rows, Units
from data.index.leaves import Asked, Found, new_lanes, tell_rows
from data.index.paths import UNIT, Corner, Kept, box_of, corner_near, corner_of
from data.index.tree import FAN


class Ground(NamedTuple):
    """A tree and the positions under it, as compiled code takes them."""

    level: Rows
    start: NDArray[np.uint32]
    end: NDArray[np.uint32]
    box: Units
    x: Units
    y: Units


@compiled
def descend(ground: Ground, asked: Asked) -> tuple[bool, Rows, Found]:
    """Whether the way could be gone, runs ``(n, 2)`` inside, and what was found row by row.

    Where the first is false, nothing is known: some corner was in doubt however it was chosen.
    """
    edges = len(asked.edges)
    depths = len(ground.level) - 1
    # Nodes to split: depth, number, first and last of the kept edges, whether the corner is inside.
    pending = np.empty((FAN * (depths + 1), 5), np.int64)
    corners = np.empty((len(pending), 2), np.float64)
    kept = np.arange(max(edges, 1) * FAN * (depths + 3)).astype(np.int32)
    lanes = new_lanes()
    runs, used = np.empty((256, 2), np.int64), 0
    found = Found(np.empty(4096, np.int64), np.empty(256, np.int64), np.zeros(3, np.int64))
    corner = corner_of(asked.edges, ground.box[0, 0] * UNIT, ground.box[0, 1] * UNIT)
    pending[0] = (-1, 0, 0, edges, corner.is_in)
    corners[0] = (corner.lon, corner.lat)
    top = 1
    while top:
        top -= 1
        depth, first, last = pending[top, 0] + 1, pending[top, 2], pending[top, 3]
        above = Corner(corners[top, 0], corners[top, 1], pending[top, 4])
        if above.is_in == DOUBT:
            return False, runs[:0], found
        node, end = _children(ground, depth, pending[top, 1])
        free = last
        while node < end:
            box = box_of(ground.box, node)
            if _is_beyond(box, asked.window):
                node += 1
                continue
            stop = _keep(asked.edges, kept, first, last, free, box)
            corner = corner_near(asked.edges, kept, first, last, above, (box[0] + UNIT, box[1] + UNIT))
            is_settled = stop == free and _is_within(box, asked.window)
            if corner.is_in == DOUBT or (not is_settled and depth < depths - 1):
                pending[top] = (depth, node, free, stop, corner.is_in)
                corners[top] = (corner.lon, corner.lat)
                top += 1
                free = stop
            elif not is_settled:
                rows = (int(np.int64(ground.start[node])), int(np.int64(ground.end[node])))
                found = tell_rows(ground.x, ground.y, rows, asked, kept, free, stop, corner, lanes, found)
            elif corner.is_in:
                runs = _room(runs, used)
                runs[used, 0], runs[used, 1] = ground.start[node], ground.end[node]
                used += 1
            node += 1
    return True, runs[:used], found


@compiled
def _children(ground: Ground, depth: int, parent: int) -> tuple[int, int]:
    """First and end of the nodes of a depth below the parent; above the root there is no parent."""
    if depth == 0:
        return 0, 1
    first = int(ground.level[depth]) + FAN * (parent - int(ground.level[depth - 1]))
    return first, min(first + FAN, int(ground.level[depth + 1]))


@compiled
def _keep(
    asked_edges: NDArray[np.float64],
    kept: Kept,
    first: int,
    last: int,
    free: int,
    box: tuple[float, float, float, float],
) -> int:
    """Put those of ``kept[first:last]`` that may touch the box at ``free`` onward; where they end."""
    for at in range(first, last):
        if may_touch(asked_edges, kept[at], box):
            kept[free] = kept[at]
            free += 1
    return free


@compiled
def _is_beyond(box: tuple[float, float, float, float], window: tuple[float, float, float, float]) -> bool:
    return box[0] > window[2] or box[2] < window[0] or box[1] > window[3] or box[3] < window[1]


@compiled
def _is_within(box: tuple[float, float, float, float], window: tuple[float, float, float, float]) -> bool:
    return box[0] >= window[0] and box[2] <= window[2] and box[1] >= window[1] and box[3] <= window[3]


@compiled
def _room(runs: Rows, used: int) -> Rows:
    """The runs, or a longer copy, with room for one more."""
    if used < len(runs):
        return runs
    longer = np.empty((2 * used, 2), np.int64)
    longer[:used] = runs
    return longer
