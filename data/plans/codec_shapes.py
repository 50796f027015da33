"""Polygons and lines of edits and cuts as GeoJSON, and back, bit for bit. Degrees, OGC:CRS84."""

from __future__ import annotations

from collections.abc import Mapping

import shapely
from shapely import LineString, MultiPolygon, Polygon

from data.errors import PlanError, PolygonError
from data.geography.polygon_rings import read_rings
from data.plans.codec_fields import listed_values, number, wrong
from data.plans.limits import MOST_VERTICES

JsonShape = dict[str, object]
_FEWEST_POSITIONS = 3


def shape_to_json(shape: Polygon | MultiPolygon | LineString) -> JsonShape:
    """GeoJSON of a shape, degrees, OGC:CRS84, of lists and numbers alone."""
    if isinstance(shape, LineString):
        return {"type": "LineString", "coordinates": _positions(shape)}
    if isinstance(shape, Polygon):
        return {"type": "Polygon", "coordinates": _rings(shape)}
    return {"type": "MultiPolygon", "coordinates": [_rings(part) for part in shape.geoms]}


def polygon_from_json(
    value: object, at: str, *, most_vertices: int = MOST_VERTICES
) -> Polygon | MultiPolygon:
    """The polygon of GeoJSON, OGC:CRS84, as it was drawn: whether it is valid is not looked at.

    Raises
    ------
    PlanError
        If it is no object.
    PolygonError
        If it is no Polygon or MultiPolygon of at most so many finite positions in range, or a ring
        has fewer than three.
    """
    if not isinstance(value, Mapping):
        raise wrong(at, value, "a GeoJSON geometry")
    try:
        found = read_rings(value, most_vertices=most_vertices)
    except PolygonError as error:
        raise PolygonError(f"{at}: {error.found}", where=error.where, remedy=error.remedy) from error
    for ring in (ring for part in found.parts for ring in part):
        if len(ring.positions) < _FEWEST_POSITIONS:
            raise PolygonError(
                f"{at}: ring {ring.number} has {len(ring.positions)} positions, expected at least 3",
                remedy="Give each ring at least three corners",
            )
    parts = [Polygon(part[0].positions, [hole.positions for hole in part[1:]]) for part in found.parts]
    return parts[0] if found.is_single else MultiPolygon(parts)


def line_from_json(value: object, at: str) -> LineString:
    """The line of a GeoJSON LineString, OGC:CRS84.

    Raises
    ------
    PlanError
        If it is none of 2 to 10,000 finite positions in range.
    """
    if not isinstance(value, Mapping) or value.get("type") != "LineString":
        found = value.get("type") if isinstance(value, Mapping) else value
        raise PlanError(f"{at} is {str(found)[:40]!r}, expected a LineString", remedy="Send a GeoJSON line")
    positions = listed_values(value.get("coordinates"), f"{at}.coordinates", most=MOST_VERTICES)
    if len(positions) < 2:
        raise PlanError(f"{at} has {len(positions)} positions, expected at least 2", remedy="Draw a line")
    return LineString([_position(position, f"{at}.coordinates[{n}]") for n, position in enumerate(positions)])


def _position(value: object, at: str) -> tuple[float, float]:
    pair = listed_values(value, at, most=2)
    if len(pair) != 2:
        raise PlanError(f"{at} has {len(pair)} values, expected longitude and latitude", remedy="Give both")
    lon, lat = number(pair[0], at), number(pair[1], at)
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise PlanError(
            f"{at} is {lon:.6g}, {lat:.6g}, expected -180 to 180 and -90 to 90",
            remedy="Give decimal degrees, longitude before latitude",
        )
    return lon, lat


def _rings(polygon: Polygon) -> list[object]:
    return [_positions(ring) for ring in (polygon.exterior, *polygon.interiors)]


def _positions(line: LineString) -> object:
    return (shapely.get_coordinates(line) + 0.0).tolist()
