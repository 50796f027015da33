"""The one place where a polygon from outside becomes a geometry.

Strict and without repair: what is drawn is what is counted, or it is refused with the ring,
the vertex and the remedy. Coordinates are OGC:CRS84, longitude first. Rings and vertices are
counted from 0; in a MultiPolygon rings are counted through all parts.

The limit of 10,000 vertices also bounds time: checking the worst valid and invalid rings of
that size for crossings (GEOS 3.14) took under a second. Repair would not be bounded, which is
one more reason not to try it.

Source: RFC 7946 "The GeoJSON Format", 2016; OGC Simple Features 1.2.1 for validity.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

from shapely import LinearRing, MultiPolygon, Polygon

from data.errors import PolygonError, Where
from data.geography.polygon_text import read_json
from data.geography.polygon_validity import check_valid

MOST_VERTICES = 10_000
_FEWEST_POSITIONS = 4
_CLOSED_REMEDY = "Repeat the first position at the end of the ring"

Position = tuple[float, float]


def read_polygon(source: str | bytes | Mapping[str, object]) -> Polygon | MultiPolygon:
    """Polygon or MultiPolygon of an untrusted GeoJSON geometry, in OGC:CRS84.

    ``source`` is JSON text, or the mapping that such text describes. Rings may run either way
    round. Rings must be closed already; nothing is closed, dropped or moved.

    Raises
    ------
    PolygonError
        If the text is too large, too deep or not JSON; if the type is not Polygon or
        MultiPolygon, or there are more than 10,000 vertices; if a position is not two finite
        numbers in -180..180 and -90..90; if a ring is open, has fewer than 4 positions, repeats
        a position, crosses itself or spans more than 180 degrees in one edge; if a hole lies
        outside its shell, or parts overlap.

    Examples
    --------
    >>> read_polygon('{"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [0, 1], [0, 0]]]}').wkt
    'POLYGON ((0 0, 1 0, 0 1, 0 0))'
    """
    geometry = source if isinstance(source, Mapping) else read_json(source)
    parts = _parts(geometry)
    _check_size(parts)
    polygons = []
    first_ring = 0
    for part in parts:
        rings = [_ring(ring, first_ring + index) for index, ring in enumerate(part)]
        polygons.append(Polygon(rings[0], rings[1:]))
        first_ring += len(rings)
    shape = polygons[0] if _is_single(geometry) else MultiPolygon(polygons)
    check_valid(shape)
    return shape


def _is_single(geometry: object) -> bool:
    return isinstance(geometry, Mapping) and geometry.get("type") == "Polygon"


def _parts(geometry: object) -> list[Sequence[object]]:
    if not isinstance(geometry, Mapping):
        raise PolygonError(f"found {_kind(geometry)}, expected a GeoJSON geometry", remedy="Send one object")
    if "crs" in geometry:
        raise PolygonError(
            "the geometry names a CRS, expected longitude and latitude (OGC:CRS84)",
            remedy="Convert it and leave the member crs out",
        )
    kind = geometry.get("type")
    if kind not in ("Polygon", "MultiPolygon"):
        raise PolygonError(
            f"type is {str(kind)[:40]!r}, expected Polygon or MultiPolygon",
            remedy="Send the geometry alone, without a feature or collection around it",
        )
    coordinates = geometry.get("coordinates")
    members = [coordinates] if kind == "Polygon" else _list(coordinates, "coordinates")
    parts = [_list(part, "a polygon") for part in members]
    if not parts or not all(parts):
        raise PolygonError("a polygon has no ring", remedy="Give each polygon an outer ring")
    return parts


def _check_size(parts: list[Sequence[object]]) -> None:
    count = 0
    for ring_number, ring in enumerate(ring for part in parts for ring in part):
        count += max(1, len(_list(ring, f"ring {ring_number}")))
        if count > MOST_VERTICES:
            raise PolygonError(
                f"there are more than {MOST_VERTICES:,} vertices",
                where=Where(ring=ring_number),
                remedy="Simplify the polygon",
            )


def _ring(ring: object, number: int) -> LinearRing:
    found = _list(ring, f"ring {number}")
    positions = [_position(value, Where(ring=number, vertex=index)) for index, value in enumerate(found)]
    where = Where(ring=number, vertex=max(0, len(positions) - 1))
    if len(positions) < _FEWEST_POSITIONS:
        raise PolygonError(
            f"the ring has {len(positions)} positions, expected at least {_FEWEST_POSITIONS}",
            where=Where(ring=number),
            remedy="A triangle has four: its first is repeated at the end",
        )
    if positions[0] != positions[-1]:
        raise PolygonError(
            f"the ring ends at {_words(positions[-1])}, expected its start {_words(positions[0])}",
            where=where,
            remedy=_CLOSED_REMEDY,
        )
    for index, (before, after) in enumerate(pairwise(positions), start=1):
        _check_edge(before, after, Where(ring=number, vertex=index))
    return LinearRing(positions)


def _check_edge(before: Position, after: Position, where: Where) -> None:
    if before == after:
        raise PolygonError(
            f"the position {_words(after)} is repeated", where=where, remedy="Leave the second one out"
        )
    if abs(after[0] - before[0]) > 180:
        raise PolygonError(
            f"the edge from {_words(before)} to {_words(after)} spans more than 180 degrees of longitude",
            where=where,
            remedy="Split a shape that crosses the antimeridian into two parts, one on each side",
        )


def _position(value: object, where: Where) -> Position:
    if not isinstance(value, (list, tuple)) or len(value) != 2:
        found = f"{len(value)} values" if isinstance(value, (list, tuple)) else _kind(value)
        raise PolygonError(
            f"the position has {found}, expected longitude and latitude",
            where=where,
            remedy="Leave altitudes and other values out",
        )
    lon = _degrees(value[0], 180, "longitude", where)
    return lon, _degrees(value[1], 90, "latitude", where)


def _degrees(value: object, limit: int, name: str, where: Where) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise PolygonError(f"{name} is {_kind(value)}, expected a number", where=where, remedy="Give degrees")
    try:
        degrees = float(value)
    except OverflowError:
        degrees = math.inf
    if not -limit <= degrees <= limit:
        found = f"{degrees:.10g}" if math.isfinite(degrees) else "not a finite number"
        raise PolygonError(
            f"{name} is {found}, expected -{limit} to {limit}",
            where=where,
            remedy="Give decimal degrees, longitude before latitude",
        )
    return degrees


def _list(value: object, what: str) -> Sequence[object]:
    if not isinstance(value, (list, tuple)):
        raise PolygonError(
            f"{what} is {_kind(value)}, expected a list", remedy="Nest the lists as GeoJSON does"
        )
    return value


def _kind(value: object) -> str:
    kinds = {
        dict: "an object",
        list: "a list",
        str: "text",
        float: "a number",
        int: "a number",
        bool: "true or false",
    }
    return "nothing" if value is None else kinds.get(type(value), f"a {type(value).__name__}")


def _words(position: Position) -> str:
    return f"{position[0]:.6g}, {position[1]:.6g}"
