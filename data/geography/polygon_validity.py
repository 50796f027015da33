"""Whether a polygon is valid, and if not, at which ring and vertex, in words."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import GEOSException, LineString, MultiPolygon, Polygon

from data.errors import PolygonError, Where

_REASON = re.compile(r"(?P<reason>[^\[]+)(?:\[(?P<x>\S+) (?P<y>\S+)\])?")
_FAULTS = {
    "Self-intersection": (
        "two edges cross or overlap",
        "Move a vertex so that they do not meet",
    ),
    "Ring Self-intersection": (
        "the ring touches itself",
        "Move one of the two vertices, or draw two polygons",
    ),
    "Hole lies outside shell": ("a hole lies outside its outer ring", "Move the hole inside or leave it out"),
    "Holes are nested": ("a hole lies within another hole", "Leave the inner hole out"),
    "Interior is disconnected": (
        "holes cut the polygon into pieces",
        "Draw each piece as a polygon of its own",
    ),
    "Nested shells": ("a polygon lies within another", "Leave the inner polygon out"),
    "Duplicate Rings": ("a ring is given twice", "Leave one of the two out"),
    "Too few points in geometry component": ("the ring has no area", "Give it at least three corners"),
}
_OTHER = ("the polygon is not valid", "Draw it again")


@dataclass(frozen=True, kw_only=True)
class Fault:
    """The first thing that makes a polygon invalid: in words, where, and what mends it.

    ``lon`` and ``lat`` are degrees, in the coordinates of the polygon; ``None`` if it is not at a point.
    """

    words: str
    remedy: str
    lon: float | None = None
    lat: float | None = None


_TOO_CLOSE = Fault(
    words="corners are too close together to tell how its edges lie",
    remedy="Round the coordinates to nine decimals, a tenth of a millimetre",
)


def fault(shape: Polygon | MultiPolygon) -> Fault | None:
    """What makes the polygon invalid, ``None`` if nothing does; coordinates are taken as a plane."""
    try:
        # GEOS judges edges of 1e-200 degrees right, but by way of a division by zero,
        with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
            reason = shapely.is_valid_reason(shape)
    except GEOSException:  # or gives up, where their products leave no digit
        return _TOO_CLOSE
    found = _REASON.fullmatch(reason)
    if found and found["reason"] == "Valid Geometry":
        return None
    words, remedy = _FAULTS.get(found["reason"].strip(), _OTHER) if found else _OTHER
    if not found or found["x"] is None:
        return Fault(words=words, remedy=remedy)
    return Fault(words=words, remedy=remedy, lon=float(found["x"]), lat=float(found["y"]))


def check_valid(shape: Polygon | MultiPolygon) -> None:
    """Nothing, if the polygon is valid; coordinates are OGC:CRS84, taken as a plane.

    Raises
    ------
    PolygonError
        If rings cross, touch along an edge or lie in one another where they may not; the
        message gives the point, and ``where`` the ring and the vertex before it.
    """
    found = fault(shape)
    if found is None:
        return
    if found.lon is None or found.lat is None:
        raise PolygonError(found.words, remedy=found.remedy)
    raise PolygonError(
        f"{found.words} at longitude {found.lon:.6g}, latitude {found.lat:.6g}",
        where=nearest_edge(shape, found.lon, found.lat),
        remedy=found.remedy,
    )


def nearest_edge(shape: Polygon | MultiPolygon, lon: float, lat: float) -> Where:
    """The ring, and the vertex at which its edge nearest to the point begins; degrees, OGC:CRS84."""
    rings = shapely.get_rings(shapely.get_parts(shape))
    ring = _nearest(rings, lon, lat)
    corners = shapely.get_coordinates(rings[ring])
    edges = shapely.linestrings(np.stack([corners[:-1], corners[1:]], axis=1))
    return Where(ring=ring, vertex=_nearest(edges, lon, lat))


def _nearest(lines: LineString | NDArray[np.object_], lon: float, lat: float) -> int:
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        return int(np.argmin(shapely.distance(lines, shapely.Point(lon, lat))))
