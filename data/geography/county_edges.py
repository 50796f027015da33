"""The edges of counties, each once, with the county on either side.

The county shapes meet exactly, vertex for vertex, so lines for drawing follow from counting
edges: between two counties of one state, between two states, or with nothing on one side
(a shore or the international line). No geometry is overlaid, so nothing is torn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import geopandas
import numpy as np
import shapely
from numpy.typing import NDArray

from data.geography.counties import counties

NOBODY = -1
"""The county number of the outside."""


@dataclass(frozen=True, kw_only=True)
class CountyEdges:
    """All edges of all counties, in the order in which they run around each ring.

    ``corners`` has shape (n + 1, 2), degrees, OGC:CRS84; edge ``i`` runs from corner ``i`` to
    corner ``i + 1``. ``county`` is the number (row) of the county that the ring belongs to,
    ``across`` of the one on the other side or :data:`NOBODY`; at a jump from one ring to the
    next both are :data:`NOBODY`. An inner edge occurs twice, once from either side.
    """

    fips: tuple[str, ...]
    corners: NDArray[np.float64]
    county: NDArray[np.intp]
    across: NDArray[np.intp]

    @property
    def is_outer(self) -> NDArray[np.bool_]:
        """Whether there is a county on one side only."""
        result: NDArray[np.bool_] = (self.county != NOBODY) & (self.across == NOBODY)
        return result

    def outer(self) -> shapely.MultiLineString:
        """Lines along which there is a county on one side only."""
        return self._lines(self.is_outer)

    def between(self, group: Mapping[str, str]) -> shapely.MultiLineString:
        """Lines between counties of different groups, and between a group and none.

        ``group`` maps FIPS to group; a county that is not a key is in none. Outer edges are
        left out.
        """
        mine, other = self._groups(group)
        return self._lines((mine != other) & (self.county < self.across))

    def around(self, group: Mapping[str, str]) -> shapely.MultiLineString:
        """Outer edges of the counties that are in a group, and lines between groups."""
        mine, other = self._groups(group)
        inner = (mine != other) & (self.county < self.across)
        return self._lines(inner | (self.is_outer & (mine != "")))

    def within(self, group: Mapping[str, str]) -> shapely.MultiLineString:
        """Lines between two counties of one group."""
        mine, other = self._groups(group)
        return self._lines((mine == other) & (self.county < self.across))

    def _groups(self, group: Mapping[str, str]) -> tuple[NDArray[np.str_], NDArray[np.str_]]:
        names = np.array([*(group.get(fips, "") for fips in self.fips), ""])
        return names[self.county], names[self.across]

    def _lines(self, chosen: NDArray[np.bool_]) -> shapely.MultiLineString:
        """Runs of consecutive chosen edges as lines."""
        edges = np.flatnonzero(chosen)
        if not len(edges):
            return shapely.MultiLineString()
        is_start = np.append(True, np.diff(edges) > 1)
        line = np.cumsum(is_start) - 1
        ends = edges[np.append(is_start[1:], True)] + 1
        corner = np.concatenate([edges, ends])
        number = np.concatenate([line, np.arange(len(ends))])
        order = np.argsort(corner)
        lines = shapely.linestrings(self.corners[corner[order]], indices=number[order])
        joined: shapely.MultiLineString = shapely.multilinestrings(lines)
        return joined


@cache
def all_county_edges() -> CountyEdges:
    """Edges of all counties, worked out once, as :func:`county_edges`."""
    return county_edges(counties())


def county_edges(shapes: geopandas.GeoDataFrame) -> CountyEdges:
    """Edges of the counties in a frame with ``fips`` and ``geometry``."""
    parts, county = shapely.get_parts(shapes.geometry.to_numpy(), return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    corners, ring = shapely.get_coordinates(rings, return_index=True)
    is_edge = ring[:-1] == ring[1:]
    owner = np.where(is_edge, county[part][ring[:-1]], NOBODY)
    return CountyEdges(
        fips=tuple(shapes["fips"]), corners=corners, county=owner, across=_across(corners, owner, is_edge)
    )


def _across(
    corners: NDArray[np.float64], owner: NDArray[np.intp], is_edge: NDArray[np.bool_]
) -> NDArray[np.intp]:
    """Owner of the same edge seen from the other side."""
    _, node = np.unique(corners.view(np.complex128).ravel(), return_inverse=True)
    low, high = np.minimum(node[:-1], node[1:]), np.maximum(node[:-1], node[1:])
    key = np.where(is_edge, low * (node.max() + 1) + high, -1 - np.arange(len(low)))
    order = np.argsort(key, kind="stable")
    is_same = np.append(key[order][1:] == key[order][:-1], False)
    first, second = order[np.flatnonzero(is_same)], order[np.flatnonzero(is_same) + 1]
    across = np.full(len(owner), NOBODY)
    across[first], across[second] = owner[second], owner[first]
    return across
