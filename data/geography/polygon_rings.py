"""Rings of an untrusted GeoJSON geometry as plain numbers: typed, counted, finite and in range.

Nothing is judged here but single positions: whether rings close, cross or lie where they may is
for :mod:`data.geography.polygons` and :mod:`data.geography.polygon_repair`. Coordinates are
OGC:CRS84, longitude first. Rings and vertices are counted from 0; in a MultiPolygon rings are
counted through all parts.

Source: RFC 7946 "The GeoJSON Format", 2016.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.errors import PolygonError, Where
from data.geography.polygon_text import read_json

Positions = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Ring:
    """One ring as given: positions of shape ``(n, 2)``, degrees, OGC:CRS84; not always closed."""

    number: int
    positions: Positions


Part = tuple[Ring, ...]
"""Rings of one polygon, outer ring first."""


@dataclass(frozen=True, kw_only=True)
class Rings:
    """The parts of a geometry; a Polygon is a single one."""

    parts: tuple[Part, ...]
    is_single: bool

    @property
    def vertices(self) -> int:
        """Number of positions of all rings."""
        return sum(len(ring.positions) for part in self.parts for ring in part)


def read_rings(source: str | bytes | Mapping[str, object], *, most_vertices: int) -> Rings:
    """The rings of a GeoJSON Polygon or MultiPolygon, as JSON text or as what such text describes.

    Raises
    ------
    PolygonError
        If the text is too large, too deep or not JSON; if the type is not Polygon or
        MultiPolygon, a polygon has no ring, or there are more vertices than that; if a position
        is not two finite numbers in -180..180 and -90..90.
    """
    geometry = source if isinstance(source, Mapping) else read_json(source)
    found = _parts(geometry)
    _check_size(found, most_vertices)
    parts: list[Part] = []
    first_ring = 0
    for part in found:
        parts.append(tuple(_ring(ring, first_ring + index) for index, ring in enumerate(part)))
        first_ring += len(part)
    is_single = isinstance(geometry, Mapping) and geometry.get("type") == "Polygon"
    return Rings(parts=tuple(parts), is_single=is_single)


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


def _check_size(parts: list[Sequence[object]], most_vertices: int) -> None:
    count = 0
    for ring_number, ring in enumerate(ring for part in parts for ring in part):
        count += max(1, len(_list(ring, f"ring {ring_number}")))
        if count > most_vertices:
            raise PolygonError(
                f"there are more than {most_vertices:,} vertices",
                where=Where(ring=ring_number),
                remedy="Simplify the polygon",
            )


def _ring(ring: object, number: int) -> Ring:
    found = _list(ring, f"ring {number}")
    positions = [_position(value, number, index) for index, value in enumerate(found)]
    return Ring(number=number, positions=np.array(positions, np.float64).reshape(-1, 2))


def _position(value: object, ring: int, vertex: int) -> tuple[float, float]:
    if not isinstance(value, (list, tuple)) or len(value) != 2:
        found = f"{len(value)} values" if isinstance(value, (list, tuple)) else _kind(value)
        raise PolygonError(
            f"the position has {found}, expected longitude and latitude",
            where=Where(ring=ring, vertex=vertex),
            remedy="Leave altitudes and other values out",
        )
    lon, lat = _degrees(value[0]), _degrees(value[1])
    if -180 <= lon <= 180 and -90 <= lat <= 90:
        return lon, lat
    name, found, limit = ("latitude", value[1], 90) if -180 <= lon <= 180 else ("longitude", value[0], 180)
    raise _out_of_range(name, found, limit, Where(ring=ring, vertex=vertex))


def _degrees(value: object) -> float:
    """The number as a float; not a number if it is none, infinite if it is too large for one."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return math.nan
    try:
        return float(value)
    except OverflowError:
        return math.inf


def _out_of_range(name: str, value: object, limit: int, where: Where) -> PolygonError:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return PolygonError(
            f"{name} is {_kind(value)}, expected a number", where=where, remedy="Give degrees"
        )
    degrees = _degrees(value)
    found = f"{degrees:.10g}" if math.isfinite(degrees) else "not a finite number"
    return PolygonError(
        f"{name} is {found}, expected -{limit} to {limit}",
        where=where,
        remedy="Give decimal degrees, longitude before latitude",
    )


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
