"""What the line of a ring goes around, however it crosses or retraces itself.

Edges are cut where they meet, the faces between them are found, and a face counts if the ring's
winding number in it is not zero. ``shapely.make_valid`` and ``buffer(0)`` follow the same rule,
but lose whole faces beside an edge that the ring retraces (GEOS 3.14), and say nothing of it.

Source: Hormann and Agathos, "The point in polygon problem for arbitrary polygons", 2001.
"""

from __future__ import annotations

from typing import cast

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, MultiPolygon, Polygon

Positions = NDArray[np.float64]
_AT_ONCE = 2**20
"""Pairs of a face and an edge looked at together."""


def gone_around(ring: Positions) -> Polygon | MultiPolygon:
    """The area in which the winding number of a closed ring, degrees, is not zero; may be empty.

    Longitude and latitude are taken as a plane. The work grows with the corners times the faces
    between them: bound both before.

    Raises
    ------
    shapely.GEOSException
        If corners are so close together that float64 cannot tell how edges meet.
    """
    edges = shapely.union_all(LineString(ring))
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(edges)))
    if not len(faces):
        return Polygon()
    inner = shapely.get_coordinates(shapely.point_on_surface(faces))
    return cast("Polygon | MultiPolygon", shapely.union_all(faces[winding_numbers(ring, inner) != 0]))


def winding_numbers(ring: Positions, points: Positions) -> NDArray[np.int64]:
    """How often the closed ring goes around each point that is not on it, counter-clockwise; degrees."""
    at_once = max(1, _AT_ONCE // len(ring))
    parts = [_winding(ring, points[at : at + at_once]) for at in range(0, len(points), at_once)]
    return np.concatenate([np.zeros(0, np.int64), *parts])


def _winding(ring: Positions, points: Positions) -> NDArray[np.int64]:
    (west, south), (east, north) = ring[:-1].T, ring[1:].T
    x, y = points[:, :1], points[:, 1:]
    side = (east - west) * (y - south) - (x - west) * (north - south)
    upward = (south <= y) & (y < north) & (side > 0)
    downward = (north <= y) & (y < south) & (side < 0)
    turns: NDArray[np.int64] = upward.sum(axis=1) - downward.sum(axis=1)
    return turns
