"""Sides of points told along paths from points whose side is known; compiled.

A point's side is that of the path's start, changed by each edge that the path crosses. A node of
the tree stands on a *corner* just south-west of its points.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from data.compiled import compiled
from data.index.edges import DOUBT, EAST, NORTH, SOUTH, WEST, Edges, crosses, is_within
from data.index.lattice import Units

UNIT = 1e-7
"""Degrees of one unit of the lattice; as a product it may be off by a rounding, as boxes may."""
_OFF = ((0.37, 0.41), (0.61, 0.23), (0.17, 0.83), (0.91, 0.59))
"""How far a corner lies west and south of its points, in units of the lattice: shapes drawn to
incidents or to round numbers do not pass through it. Tried one after the other."""
Kept = NDArray[np.int32]


class Corner(NamedTuple):
    """Longitude and latitude, and whether it is inside: 1, 0 or ``DOUBT``."""

    lon: float
    lat: float
    is_in: int


@compiled
def corner_of(edges: Edges, west: float, south: float) -> Corner:
    """A corner of the points from there on (degrees), told from all edges of the polygon."""
    for off_lon, off_lat in _OFF:
        lon, lat = west - off_lon * UNIT, south - off_lat * UNIT
        found = is_within(edges, lon, lat)
        if found != DOUBT:
            return Corner(lon, lat, found)
    return Corner(west, south, DOUBT)


@compiled
def corner_near(
    edges: Edges, kept: Kept, first: int, last: int, above: Corner, place: tuple[float, float]
) -> Corner:
    """The same, told from the corner above and the edges ``kept[first:last]`` between the two."""
    lon, lat = place[0] - _OFF[0][0] * UNIT, place[1] - _OFF[0][1] * UNIT
    west, east = min(above.lon, lon), max(above.lon, lon)
    south, north = min(above.lat, lat), max(above.lat, lat)
    is_in = above.is_in
    for at in range(first, last):
        edge = kept[at]
        if edges[edge, WEST] > east or edges[edge, EAST] < west:
            continue
        if edges[edge, SOUTH] > north or edges[edge, NORTH] < south:
            continue
        crossed = crosses(edges, edge, (above.lon, above.lat, lon, lat))
        if crossed == DOUBT:
            return corner_of(edges, place[0], place[1])
        is_in ^= crossed
    return Corner(lon, lat, is_in)


@compiled
def box_of(box: Units, node: int) -> tuple[float, float, float, float]:
    """Box of a node in degrees, one unit wider on each side: rounding, strays and the corner included."""
    return (
        (box[node, 0] - 1) * UNIT,
        (box[node, 1] - 1) * UNIT,
        (box[node, 2] + 1) * UNIT,
        (box[node, 3] + 1) * UNIT,
    )
