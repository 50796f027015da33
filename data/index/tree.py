"""A tree of boxes over rows sorted along the Morton curve.

A leaf holds the rows of one cell of the curve, the largest cell with at most 128 rows: small
where incidents are dense, large where they are rare. Above the leaves each node holds four
neighbours on the curve. Every box is that of the points within it, not of the cell. A node is a
run of rows, as whatever lies next to each other on the curve is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.compiled import compiled
from data.geography.grid import cell_code
from data.index.lattice import Degrees, Positions, Rows, Units, read_only

CURVE_LEVEL = 26
"""Level of the cells that rows are sorted by: 0.6 m at the equator."""
ROWS_IN_LEAF = 128
FAN = 4
"""Children of a node above the leaves."""
Codes = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Tree:
    """The nodes of all levels, the root first, read-only.

    Level ``d`` is the nodes ``level[d]`` up to ``level[d + 1]``; its node ``i`` has the rows
    ``start[i]`` up to ``end[i]``, the box ``box[i]`` (west, south, east, north, units of the
    lattice), and the next level's nodes ``4 * (i - level[d])`` onward.
    """

    level: Rows
    start: NDArray[np.uint32]
    end: NDArray[np.uint32]
    box: Units

    @property
    def nbytes(self) -> int:
        """Bytes of the nodes."""
        return self.level.nbytes + self.start.nbytes + self.end.nbytes + self.box.nbytes


def curve_codes(lon: Degrees, lat: Degrees) -> Codes:
    """Morton codes, int64, by which rows are sorted; degrees, OGC:CRS84."""
    return cell_code(lon, lat, level=CURVE_LEVEL)


def tree_over(positions: Positions, codes: Codes) -> Tree:
    """The tree over positions in the order of their Morton codes at ``CURVE_LEVEL``.

    Examples
    --------
    >>> lon, lat = np.array([-106.5, -106.0]), np.array([31.5, 31.0])
    >>> tree_over(Positions.of(lon, lat), curve_codes(lon, lat)).start.tolist()
    [0]
    """
    starts = _leaf_starts(codes)
    box = _leaf_boxes(positions.x, positions.y, starts)
    levels = [(starts[:-1], starts[1:], box)]
    while len(levels[0][0]) > 1:
        levels.insert(0, _above(*levels[0]))
    sizes = [len(start) for start, _, _ in levels]
    return Tree(
        level=read_only(np.append(0, np.cumsum(sizes)).astype(np.int64)),
        start=read_only(np.concatenate([start for start, _, _ in levels]).astype(np.uint32)),
        end=read_only(np.concatenate([end for _, end, _ in levels]).astype(np.uint32)),
        box=read_only(np.concatenate([box for _, _, box in levels])),
    )


def _above(start: Rows, end: Rows, box: Units) -> tuple[Rows, Rows, Units]:
    first = np.arange(0, len(start), FAN)
    last = np.append(first[1:], len(start)) - 1
    low, high = np.minimum.reduceat(box[:, :2], first), np.maximum.reduceat(box[:, 2:], first)
    return start[first], end[last], np.concatenate([low, high], axis=1)


@compiled
def _leaf_starts(codes: Codes) -> Rows:
    """First row of each leaf in order, and the number of rows."""
    found = [np.int64(0) for _ in range(0)]
    stack = [(np.int64(0), np.int64(len(codes)), np.int64(0), np.int64(0))]
    while stack:
        start, end, level, cell = stack.pop()
        if end == start:
            continue
        if end - start <= ROWS_IN_LEAF or level == CURVE_LEVEL:
            found.append(start)
            continue
        shift = 2 * (CURVE_LEVEL - level - 1)
        bounds = end
        for child in range(3, -1, -1):
            code = cell * 4 + child
            first = start if child == 0 else start + np.searchsorted(codes[start:bounds], code << shift)
            stack.append((first, bounds, level + 1, code))
            bounds = first
    starts = np.empty(len(found) + 1, np.int64)
    for number in range(len(found)):
        starts[number] = found[number]
    starts[len(found)] = len(codes)
    return starts


@compiled
def _leaf_boxes(x: Units, y: Units, starts: Rows) -> Units:
    """West, south, east and north of the rows of each leaf, shape ``(n, 4)``."""
    boxes = np.empty((len(starts) - 1, 4), np.int32)
    for leaf in range(len(boxes)):
        first = starts[leaf]
        west = east = x[first]
        south = north = y[first]
        for row in range(first + 1, starts[leaf + 1]):
            west, east = min(west, x[row]), max(east, x[row])
            south, north = min(south, y[row]), max(north, y[row])
        boxes[leaf, 0], boxes[leaf, 1], boxes[leaf, 2], boxes[leaf, 3] = west, south, east, north
    return boxes
