"""A tree of boxes over rows sorted along the Morton curve.

A leaf holds the rows of one cell of the curve, the largest cell with at most 64 rows: small
where incidents are dense, large where they are rare. Above the leaves each node holds sixteen
neighbours on the curve. Every box is that of the points within it, not of the cell, so it has no
rounding of its own. A node is a run of rows, as whatever lies next to each other on the curve is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.answers.boundary import Boxes, Points
from data.geography.grid import cell_code

CURVE_LEVEL = 26
"""Level of the cells that rows are sorted by: 0.6 m at the equator."""
ROWS_IN_LEAF = 64
FAN = 16
"""Children of a node above the leaves."""
Numbers = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Level:
    """The nodes of one level: their boxes, and their rows ``start[i]`` up to ``start[i + 1]``."""

    boxes: Boxes
    start: Numbers

    def __len__(self) -> int:
        """Number of nodes."""
        return len(self.start) - 1


@dataclass(frozen=True, kw_only=True)
class RowTree:
    """The points in the order of the curve and the levels over them, from one root to the leaves."""

    points: Points
    levels: tuple[Level, ...]

    @property
    def nbytes(self) -> int:
        """Bytes of the levels, without the points."""
        return sum(
            array.nbytes for level in self.levels for array in (level.start, *vars(level.boxes).values())
        )


def curve_order(points: Points) -> tuple[Numbers, Numbers]:
    """Positions of the points in the order of the curve, and their sorted Morton codes, int64."""
    codes = cell_code(points.lon, points.lat, level=CURVE_LEVEL)
    order = np.argsort(codes, kind="stable")
    return order, codes[order]


def row_tree(points: Points, codes: Numbers) -> RowTree:
    """The tree over points that are in the order of their Morton codes at ``CURVE_LEVEL``.

    Examples
    --------
    >>> points = Points(lon=np.array([-106.0, -106.5]), lat=np.array([31.0, 31.5]))
    >>> order, codes = curve_order(points)
    >>> len(row_tree(points.take(order), codes).levels[-1])
    1
    """
    start = _leaf_starts(codes)
    first = start[:-1]
    boxes = Boxes(
        west=_reduced(np.minimum, points.lon, first),
        south=_reduced(np.minimum, points.lat, first),
        east=_reduced(np.maximum, points.lon, first),
        north=_reduced(np.maximum, points.lat, first),
    )
    levels = [Level(boxes=boxes, start=start)]
    while len(levels[0]) > 1:
        levels.insert(0, _above(levels[0]))
    return RowTree(points=points, levels=tuple(levels))


def _leaf_starts(codes: Numbers) -> Numbers:
    """First row of each leaf and the number of rows: cells are split while they hold too many."""
    found = [np.array([len(codes)], np.int64)]
    cells = np.zeros(1, np.int64)
    start, end = np.zeros(1, np.int64), np.array([len(codes)], np.int64)
    for level in range(1, CURVE_LEVEL + 2):
        is_leaf = (end - start <= ROWS_IN_LEAF) | (level > CURVE_LEVEL)
        found.append(start[is_leaf & (end > start)])
        cells = (cells[~is_leaf, None] * 4 + np.arange(4)).ravel()
        if not len(cells):
            break
        shift = 2 * (CURVE_LEVEL - level)
        start = np.searchsorted(codes, cells << shift)
        end = np.searchsorted(codes, (cells + 1) << shift)
    return np.sort(np.concatenate(found))


def _above(level: Level) -> Level:
    first = np.arange(0, len(level), FAN)
    boxes = Boxes(
        west=_reduced(np.minimum, level.boxes.west, first),
        south=_reduced(np.minimum, level.boxes.south, first),
        east=_reduced(np.maximum, level.boxes.east, first),
        north=_reduced(np.maximum, level.boxes.north, first),
    )
    return Level(boxes=boxes, start=np.append(level.start[first], level.start[-1]))


def _reduced(extreme: np.ufunc, values: NDArray[np.float64], first: Numbers) -> NDArray[np.float64]:
    reduced: NDArray[np.float64] = extreme.reduceat(values, first) if len(first) else np.empty(0)
    return reduced
