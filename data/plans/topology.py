"""Shared corners: where a cut ends on the line between two units, both have a corner.

A cut puts new corners on edges of the unit that it cuts. The unit on the other side has the same edge
and must be given the same corners, or the two would no longer meet vertex for vertex. They are kept
in *chains*: for each edge, the corners that cuts have put on it. Coordinates are degrees, OGC:CRS84.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import shapely
from shapely import LinearRing, MultiPolygon, Polygon

from data.errors import PlanError
from data.plans.edges import Corner, Edge, Shape, along, directed_edges, off, undirected
from data.plans.plan import Cut

FARTHEST_OFF = 1e-8
"""Degrees, a millimetre, by which a corner on an edge may lie off it."""
_KEPT = 512
_REMEDY = "Cut the unit again; parts must have the unit's own corners, and those of the cut, bit for bit"


@dataclass(frozen=True, kw_only=True)
class Chains:
    """Corners that were put on edges: by edge, in order from its smaller end; and edges by corner."""

    on_edge: Mapping[Edge, tuple[Corner, ...]]
    at_corner: Mapping[Corner, frozenset[Edge]]

    def between(self, start: Corner, end: Corner) -> tuple[Corner, ...]:
        """Corners to be put between two that follow each other, in order; chains are followed down."""
        common = self.at_corner.get(start, frozenset()) & self.at_corner.get(end, frozenset())
        for chain in sorted(common):
            low, high = along(chain, start), along(chain, end)
            inner = [
                corner
                for corner in self.on_edge[chain]
                if min(low, high) < along(chain, corner) < max(low, high)
            ]
            if inner:
                stops = [start, *(inner if low < high else inner[::-1]), end]
                return tuple(corner for pair in pairwise(stops) for corner in self._and_end(pair))[:-1]
        return ()

    def _and_end(self, edge: Edge) -> tuple[Corner, ...]:
        return (*self.between(*edge), edge[1])


def chains(cut_units: Iterable[tuple[Shape, Cut]]) -> Chains:
    """The chains of so many units, each with its shape before the cut, and its cut."""
    found: dict[Edge, set[Corner]] = {}
    for base, cut in cut_units:
        for edge, corners in corners_added(base, cut):
            found.setdefault(edge, set()).update(corners)
    on_edge = {
        edge: tuple(sorted(put, key=lambda corner: along(edge, corner))) for edge, put in found.items()
    }
    at_corner: dict[Corner, set[Edge]] = {}
    for edge, put in on_edge.items():
        for corner in (*edge, *put):
            at_corner.setdefault(corner, set()).add(edge)
    return Chains(
        on_edge=on_edge, at_corner={corner: frozenset(those) for corner, those in at_corner.items()}
    )


def with_corners(shape: Shape, put: Chains) -> Shape:
    """The shape, degrees, OGC:CRS84, with the corners that cuts on either side have put on its edges."""
    parts = [
        Polygon(_ring(part.exterior, put), [_ring(hole, put) for hole in part.interiors])
        for part in shapely.get_parts(shape).tolist()
    ]
    filled = parts[0] if isinstance(shape, Polygon) else MultiPolygon(parts)
    is_same = shapely.get_num_coordinates(filled) == shapely.get_num_coordinates(shape)
    return shape if is_same else filled


@lru_cache(maxsize=_KEPT)
def corners_added(base: Shape, cut: Cut) -> tuple[tuple[Edge, tuple[Corner, ...]], ...]:
    """Corners that a cut has put on edges of a shape, degrees, OGC:CRS84, each edge smaller end first.

    The two parts are the shape exactly if their directed edges, without those that run both ways, are
    those of the shape: then what is inside one part or the other is what is inside the shape, once.

    Raises
    ------
    PlanError
        If the two parts together are not exactly the shape.
    """
    edges = Counter(edge for part in (cut.first, cut.second) for edge in directed_edges(part))
    outer = {edge for edge in edges if edge[::-1] not in edges}
    wanted = set(directed_edges(base))
    added = _paths(outer - wanted, {corner for edge in wanted for corner in edge})
    walked = sum(len(put) + 1 for put in added.values())
    is_exact = added.keys() == wanted - outer and walked == len(outer - wanted)
    if not is_exact or any(count > 1 for count in edges.values()):
        raise PlanError("the two parts of a cut unit are not exactly the unit", remedy=_REMEDY)
    if any(off(edge, corner) > FARTHEST_OFF for edge, put in added.items() for corner in put):
        raise PlanError("a part of a cut unit leaves its line", remedy=_REMEDY)
    return tuple((undirected(edge), put if edge[0] < edge[1] else put[::-1]) for edge, put in added.items())


def _paths(edges: set[Edge], ends: set[Corner]) -> dict[Edge, tuple[Corner, ...]]:
    """Runs of edges from one of the ends to the next: its two ends, and the corners between them."""
    onward = {start: end for start, end in edges if start not in ends}
    found: dict[Edge, tuple[Corner, ...]] = {}
    for start, end in edges:
        if start not in ends:
            continue
        put: list[Corner] = []
        while end not in ends and end in onward and len(put) <= len(edges):
            put.append(end)
            end = onward[end]  # noqa: PLW2901 - the walk goes on from here
        found[start, end] = tuple(put)
    return found


def _ring(ring: LinearRing, put: Chains) -> list[Corner]:
    corners: list[Corner] = [(lon, lat) for lon, lat in shapely.get_coordinates(ring).tolist()]
    filled = corners[:1]
    for start, end in pairwise(corners):
        if start in put.at_corner and end in put.at_corner:
            filled.extend(put.between(start, end))
        filled.append(end)
    return filled
