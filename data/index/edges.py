"""The edges of a polygon, and what can be told of points and boxes beside them without doubt.

All tests are planar in longitude and latitude, in float64. A sign is used only where rounding
cannot have changed it; whatever is closer to an edge is left in doubt, for Shapely to decide.

Source: Shewchuk, "Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric
Predicates", 1997: the error bound of the orientation test.
"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon

from data.compiled import compiled, inlined

Edges = NDArray[np.float64]
"""Shape ``(n, 8)``: start (longitude, latitude), run to the end, and west, south, east, north."""

LON, LAT, RUN_LON, RUN_LAT, WEST, SOUTH, EAST, NORTH = range(8)
ROUNDING = 4e-16
"""Times the sum of the products: the bound of the source (3.33e-16), with room to spare."""
UNDERFLOW = 1e-300
"""Far above what products of tiny edges can lose, far below any that matters."""
DOUBT = 2
"""Stands where neither yes (1) nor no (0) is certain."""


def edges_of(shape: Polygon | MultiPolygon) -> Edges:
    """The edges of all rings of a valid polygon, holes included; edges of no length are left out."""
    rings = shapely.get_rings(shapely.get_parts(shape))
    corners, ring = shapely.get_coordinates(rings, return_index=True)
    is_edge = (ring[1:] == ring[:-1]) & np.any(corners[1:] != corners[:-1], axis=1)
    start, end = corners[:-1][is_edge], corners[1:][is_edge]
    return np.ascontiguousarray(
        np.concatenate([start, end - start, np.minimum(start, end), np.maximum(start, end)], axis=1)
    )


@inlined
def side(lon: float, lat: float, run_lon: float, run_lat: float, to_lon: float, to_lat: float) -> int:
    """1 if the point ``to`` (degrees) is left of the line from the start on, -1 right, 0 in doubt."""
    across, along = run_lon * (to_lat - lat), run_lat * (to_lon - lon)
    bound = ROUNDING * (abs(across) + abs(along)) + UNDERFLOW
    difference = across - along
    if difference > bound:
        return 1
    return -1 if difference < -bound else 0


@compiled
def may_touch(edges: Edges, edge: int, box: tuple[float, float, float, float]) -> bool:
    """Whether the edge may meet the closed box (west, south, east, north); if not, it certainly does not."""
    west, south, east, north = box
    if edges[edge, WEST] > east or edges[edge, EAST] < west:
        return False
    if edges[edge, SOUTH] > north or edges[edge, NORTH] < south:
        return False
    lon, lat, run_lon, run_lat = (
        edges[edge, LON],
        edges[edge, LAT],
        edges[edge, RUN_LON],
        edges[edge, RUN_LAT],
    )
    left_lon, right_lon = (west, east) if run_lat > 0 else (east, west)
    left_lat, right_lat = (north, south) if run_lon > 0 else (south, north)
    if side(lon, lat, run_lon, run_lat, left_lon, left_lat) < 0:
        return False
    return side(lon, lat, run_lon, run_lat, right_lon, right_lat) <= 0


@compiled
def crosses(edges: Edges, edge: int, path: tuple[float, float, float, float]) -> int:
    """Whether the straight path crosses the edge: 1, 0 or ``DOUBT``.

    ``path`` is longitude and latitude of its start and of its end.
    """
    lon, lat, run_lon, run_lat = (
        edges[edge, LON],
        edges[edge, LAT],
        edges[edge, RUN_LON],
        edges[edge, RUN_LAT],
    )
    start, end = (
        side(lon, lat, run_lon, run_lat, path[0], path[1]),
        side(lon, lat, run_lon, run_lat, path[2], path[3]),
    )
    if start == end and start != 0:
        return 0
    path_lon, path_lat = path[2] - path[0], path[3] - path[1]
    first = side(path[0], path[1], path_lon, path_lat, lon, lat)
    second = side(path[0], path[1], path_lon, path_lat, lon + run_lon, lat + run_lat)
    if first == second and first != 0:
        return 0
    return DOUBT if start == 0 or end == 0 or first == 0 or second == 0 else 1


@compiled
def is_within(edges: Edges, lon: float, lat: float) -> int:
    """Whether the point (degrees) is inside the polygon of all these edges: 1, 0 or ``DOUBT``."""
    inside = 0
    for edge in range(len(edges)):
        if edges[edge, SOUTH] > lat or edges[edge, NORTH] < lat or edges[edge, EAST] < lon:
            continue
        found = side(edges[edge, LON], edges[edge, LAT], edges[edge, RUN_LON], edges[edge, RUN_LAT], lon, lat)
        if found == 0:
            return DOUBT
        if edges[edge, SOUTH] <= lat < edges[edge, NORTH] and (found > 0) == (edges[edge, RUN_LAT] > 0):
            inside ^= 1
    return inside
