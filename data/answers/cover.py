"""Which rows of a tree are inside a polygon, at a cost that follows the polygon's boundary.

From the root down, each node keeps the edges that may touch its box. A node that none touches is
wholly inside or wholly outside, as its first point is; a node that some touch is split, down to
the leaves, whose rows are told one by one. A point's side follows from that of the first point
of the node above: it changes with each edge that the path between the two crosses, and only
edges that the node keeps can cross it. Whatever rounding leaves in doubt, Shapely decides
(:mod:`data.answers.inside`); so the rows are exactly those that it would find by testing all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon

from data.answers.boundary import Edges, Pairs, Points
from data.answers.inside import Side, is_inside, sides
from data.answers.row_tree import FAN, Level, RowTree

_MOST_PAIRS = 1 << 18
"""Pairs of place and edge worked on at once: they bound memory, some 50 MB, whatever the polygon."""
_MOST_EDGES_A_ROW = 48
"""Where a leaf keeps more edges than this, Shapely's own index of edges is quicker."""
Numbers = NDArray[np.int64]
Sides = NDArray[np.int8]


@dataclass(frozen=True, kw_only=True)
class Cover:
    """The rows inside: runs ``start`` up to ``end`` (shape ``(n, 2)``), and single ``rows`` beside."""

    runs: Numbers
    rows: Numbers
    tested: int
    """Number of rows of crossed leaves, which were told one by one."""

    @property
    def count(self) -> int:
        """Number of rows inside."""
        return int((self.runs[:, 1] - self.runs[:, 0]).sum()) + len(self.rows)

    def all_rows(self) -> Numbers:
        """Every row inside, one by one."""
        return np.concatenate([_spread(self.runs[:, 0], self.runs[:, 1])[1], self.rows])


@dataclass(frozen=True, kw_only=True)
class _Crossed:
    """Nodes of a level that edges may touch: their numbers, first points' sides, and edges."""

    depth: int
    nodes: Numbers
    side: Sides
    pairs: Pairs


def cover(tree: RowTree, shape: Polygon | MultiPolygon) -> Cover:
    """The rows whose points are inside the polygon or on its edge.

    ``shape`` is valid, as :func:`~data.geography.polygons.read_polygon` gives it; OGC:CRS84.
    """
    if shape.is_empty or not len(tree.points.lon):
        return _joined([], [], 0)
    return _Descent(tree, shape).run()


class _Descent:
    """One way down the tree; nothing is shared between two of them, so any thread may make one."""

    def __init__(self, tree: RowTree, shape: Polygon | MultiPolygon) -> None:
        self._tree = tree
        # A copy: two threads must not prepare one geometry at the same time.
        self._shape = shapely.force_2d(shape)
        self._edges = Edges.of(self._shape)
        self._runs: list[Numbers] = []
        self._rows: list[Numbers] = []
        self._tested = 0

    def run(self) -> Cover:
        nodes = np.zeros(1, np.int64)
        side = sides(self._shape, self._first_points(self._tree.levels[0], nodes))
        every = np.arange(len(self._edges))
        pairs = Pairs(place=np.zeros_like(every), edge=every)
        work = [_Crossed(depth=0, nodes=nodes, side=side, pairs=pairs)]
        while work:
            crossed = work.pop()
            if crossed.depth == len(self._tree.levels) - 1:
                self._tell_rows(crossed)
                continue
            below = self._split(crossed)
            if len(below.nodes):
                work += _portions(below)
        return _joined(self._runs, self._rows, self._tested)

    def _split(self, crossed: _Crossed) -> _Crossed:
        """The children that edges may touch; those that none touches are settled."""
        level = self._tree.levels[crossed.depth + 1]
        first = crossed.nodes * FAN
        above, nodes = _spread(first, np.minimum(first + FAN, len(level)))
        pairs = _inherited(crossed.pairs, above, len(crossed.nodes))
        side = self._sides(crossed, above, self._first_points(level, nodes), pairs)
        touching = pairs.where(self._edges.touching(level.boxes.take(nodes), pairs))
        is_touched = np.bincount(touching.place, minlength=len(nodes)) > 0
        whole = nodes[~is_touched & (side == Side.INSIDE)]
        self._runs.append(np.stack([level.start[whole], level.start[whole + 1]], axis=1))
        number = np.cumsum(is_touched) - 1
        kept = Pairs(place=number[touching.place], edge=touching.edge)
        return _Crossed(depth=crossed.depth + 1, nodes=nodes[is_touched], side=side[is_touched], pairs=kept)

    def _tell_rows(self, crossed: _Crossed) -> None:
        start = self._tree.levels[-1].start
        above, rows = _spread(start[crossed.nodes], start[crossed.nodes + 1])
        self._tested += len(rows)
        edges = np.bincount(crossed.pairs.place, minlength=len(crossed.nodes))
        is_dense = edges > _MOST_EDGES_A_ROW
        pairs = _inherited(crossed.pairs.where(~is_dense[crossed.pairs.place]), above, len(crossed.nodes))
        points = self._tree.points.take(rows)
        ends = self._first_points(self._tree.levels[-1], crossed.nodes).take(above)
        found = self._edges.crossings(points, ends, pairs)
        doubt = np.flatnonzero(found.is_doubtful | (crossed.side[above] == Side.EDGE) | is_dense[above])
        inside = (crossed.side[above] == Side.INSIDE) ^ found.is_odd
        if len(doubt):
            inside[doubt] = is_inside(self._shape, points.take(doubt))
        self._rows.append(rows[inside])

    def _sides(self, crossed: _Crossed, above: Numbers, points: Points, pairs: Pairs) -> Sides:
        """Side of each point, from that of the first point of the node above it."""
        ends = self._first_points(self._tree.levels[crossed.depth], crossed.nodes).take(above)
        found = self._edges.crossings(points, ends, pairs)
        doubt = np.flatnonzero(found.is_doubtful | (crossed.side[above] == Side.EDGE))
        side = crossed.side[above] ^ found.is_odd
        if len(doubt):
            side[doubt] = sides(self._shape, points.take(doubt))
        return side

    def _first_points(self, level: Level, nodes: Numbers) -> Points:
        return self._tree.points.take(level.start[nodes])


def _portions(crossed: _Crossed) -> Iterator[_Crossed]:
    """The nodes in portions of few enough pairs to split at once."""
    edges = np.bincount(crossed.pairs.place, minlength=len(crossed.nodes))
    total = np.cumsum(edges)
    portion = (total - edges) * 4 * FAN // _MOST_PAIRS
    for first, end in zip(*_ends(portion), strict=True):
        pairs = slice(total[first] - edges[first], total[end - 1])
        yield _Crossed(
            depth=crossed.depth,
            nodes=crossed.nodes[first:end],
            side=crossed.side[first:end],
            pairs=Pairs(place=crossed.pairs.place[pairs] - first, edge=crossed.pairs.edge[pairs]),
        )


def _ends(portion: Numbers) -> tuple[Numbers, Numbers]:
    """First and end of each run of equal numbers."""
    bounds = np.flatnonzero(np.diff(portion)) + 1
    return np.append(0, bounds), np.append(bounds, len(portion))


def _spread(first: Numbers, end: Numbers) -> tuple[Numbers, Numbers]:
    """For ranges: the number of the range, and each of its members, one after the other."""
    length = end - first
    number = np.repeat(np.arange(len(first)), length)
    offset = first - (np.cumsum(length) - length)
    return number, np.arange(len(number)) + offset[number]


def _inherited(pairs: Pairs, above: Numbers, nodes: int) -> Pairs:
    """Each place with the edges of the node above it."""
    count = np.bincount(pairs.place, minlength=nodes)
    first = np.cumsum(count) - count
    place, pair = _spread(first[above], (first + count)[above])
    return Pairs(place=place, edge=pairs.edge[pair])


def _joined(runs: list[Numbers], rows: list[Numbers], tested: int) -> Cover:
    """The cover with runs in order, those that meet made one."""
    found = np.concatenate([np.empty((0, 2), np.int64), *runs])
    found = found[np.argsort(found[:, 0])]
    is_first = np.append(True, found[1:, 0] != found[:-1, 1])[: len(found)]
    is_last = np.append(is_first[1:], True)[: len(found)]
    merged = np.stack([found[is_first, 0], found[is_last, 1]], axis=1)
    return Cover(runs=merged, rows=np.concatenate([np.empty(0, np.int64), *rows]), tested=tested)
