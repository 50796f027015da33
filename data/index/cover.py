"""Which rows of a tree are inside a polygon, at a cost that follows the polygon's boundary.

The compiled descent (:mod:`data.index.descent`) settles whole nodes and single rows; whatever
rounding leaves in doubt, and every row on an edge, Shapely decides (:mod:`data.index.inside`).
So the rows are exactly those that Shapely would find by testing all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon

from data.index.descent import Ground, descend
from data.index.edges import edges_of
from data.index.inside import is_inside
from data.index.lattice import UNITS_A_DEGREE, Positions, Rows
from data.index.leaves import EVERYWHERE, Asked, Window
from data.index.tree import Tree

_SLACK = 0.51 / UNITS_A_DEGREE
"""Degrees by which the lattice may have moved a stray, and some rounding."""


@dataclass(frozen=True, kw_only=True)
class Cover:
    """The rows inside: runs ``start`` up to ``end`` (shape ``(n, 2)``), and single ``rows`` beside."""

    runs: Rows
    rows: Rows
    tested: int
    """Number of rows of crossed leaves, which were told one by one."""

    @property
    def count(self) -> int:
        """Number of rows inside."""
        return int((self.runs[:, 1] - self.runs[:, 0]).sum()) + len(self.rows)

    def all_rows(self) -> Rows:
        """Every row inside, one by one."""
        return np.concatenate([spread(self.runs[:, 0], self.runs[:, 1]), self.rows])


def cover(
    tree: Tree, positions: Positions, shape: Polygon | MultiPolygon, window: Window = EVERYWHERE
) -> Cover:
    """The rows whose points are inside the polygon or on its edge, and in the window.

    ``shape`` is valid, as :func:`~data.geography.polygons.read_polygon` gives it; the window is
    west, south, east and north. Degrees, OGC:CRS84.
    """
    if shape.is_empty or not len(positions):
        return Cover(runs=np.empty((0, 2), np.int64), rows=np.empty(0, np.int64), tested=0)
    # A copy: two threads must not prepare one geometry at the same time.
    own = shapely.force_2d(shape)
    slack = _SLACK if len(positions.stray) else 0.0
    ground = Ground(tree.level, tree.start, tree.end, tree.box, positions.x, positions.y)
    is_known, runs, found = descend(ground, Asked(edges_of(own), window, slack))
    inside, doubtful, tested = found.counts.tolist()
    rows, doubts = found.rows[:inside], found.doubts[:doubtful]
    if not is_known:
        runs, rows, doubts = runs[:0], rows[:0], _rows_in_box(positions, own, window)
        tested = len(doubts)
    if len(doubts):
        rows = np.concatenate([rows, doubts[is_inside(own, *positions.degrees(doubts))]])
    return Cover(runs=_merged(runs), rows=rows, tested=tested)


def spread(first: Rows, end: Rows) -> Rows:
    """Each member of the ranges, one after the other."""
    length = end - first
    offset = first - (np.cumsum(length) - length)
    members: Rows = np.arange(int(length.sum())) + np.repeat(offset, length)
    return members


def _rows_in_box(positions: Positions, shape: Polygon | MultiPolygon, window: Window) -> Rows:
    """Rows in the box of the shape and in the window, for Shapely to tell; some rows more do not matter."""
    low, high = np.maximum(shape.bounds[:2], window[:2]), np.minimum(shape.bounds[2:], window[2:])
    west, south = np.floor(low * UNITS_A_DEGREE) - 1
    east, north = np.ceil(high * UNITS_A_DEGREE) + 1
    x, y = positions.x, positions.y
    is_near = (x >= west) & (x <= east) & (y >= south) & (y <= north)
    rows: Rows = np.flatnonzero(is_near).astype(np.int64)
    return rows


def _merged(runs: Rows) -> Rows:
    """The runs in order, those that meet made one."""
    found = runs[np.argsort(runs[:, 0])]
    is_first = np.append(True, found[1:, 0] != found[:-1, 1])[: len(found)]
    is_last = np.append(is_first[1:], True)[: len(found)]
    return np.stack([found[is_first, 0], found[is_last, 1]], axis=1)
