"""Edges of shapes as values that can be looked up: two shapes share an edge if they share its corners.

Corners are longitude and latitude, degrees, OGC:CRS84, compared bit for bit.
"""

from __future__ import annotations

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon

Corner = tuple[float, float]
Edge = tuple[Corner, Corner]
Shape = Polygon | MultiPolygon


def directed_edges(shape: Shape) -> list[Edge]:
    """Every edge of a polygon, degrees, OGC:CRS84, with the inside on its left."""
    turned = shapely.orient_polygons(shape)
    corners, ring = shapely.get_coordinates(shapely.get_rings(shapely.get_parts(turned)), return_index=True)
    is_edge = np.append(ring[:-1] == ring[1:], False)
    points = list(map(tuple, corners.tolist()))
    return [(points[at], points[at + 1]) for at in np.flatnonzero(is_edge).tolist()]


def undirected(edge: Edge) -> Edge:
    """The edge with its smaller corner first."""
    start, end = edge
    return edge if start < end else (end, start)


def edge_set(shape: Shape) -> frozenset[Edge]:
    """Every edge of a polygon, degrees, OGC:CRS84, smaller corner first."""
    return frozenset(undirected(edge) for edge in directed_edges(shape))


def along(edge: Edge, corner: Corner) -> float:
    """How far along an edge the corner lies: 0 at its start, 1 at its end."""
    (west, south), (east, north) = edge
    run, rise = east - west, north - south
    return ((corner[0] - west) * run + (corner[1] - south) * rise) / (run * run + rise * rise)


def off(edge: Edge, corner: Corner) -> float:
    """How far off the line of an edge the corner lies, in degrees."""
    (west, south), (east, north) = edge
    run, rise = east - west, north - south
    return abs((corner[0] - west) * rise - (corner[1] - south) * run) / float(np.hypot(run, rise))
