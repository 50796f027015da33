"""GeoJSON from outside, read by the house's own strict rules and never by GDAL. Runs in the child.

Source: RFC 7946 "The GeoJSON Format", 2016: coordinates are OGC:CRS84.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

import numpy as np
from shapely import MultiPolygon, Polygon

from data.errors import PlanFileError, PolygonError, Where
from data.geography.polygon_rings import Part, Rings, read_rings
from data.plans.exchange.file_format import FORMAT
from data.plans.exchange.json_text import strict_json
from data.plans.exchange.judged import judged, mended
from data.plans.exchange.limits import MOST_FEATURES, MOST_VERTICES
from data.plans.exchange.named import name_and_key, person_findings
from data.plans.exchange.parsed import Feature, Finding, Parsed, Shape

_CRS84 = ("urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84", "OGC:CRS84")
_ALTITUDES = "Altitudes were left out"


def parsed_geojson(body: bytes) -> Parsed:
    """Features of a FeatureCollection, a Feature or a geometry, valid, and the record if there is one.

    Raises
    ------
    PlanFileError
        If the text is no JSON or too deep, names another CRS, or a feature has no polygon or one that
        cannot be mended.
    """
    root = strict_json(body)
    if not isinstance(root, Mapping):
        raise PlanFileError("the JSON is no GeoJSON object", remedy="Export a FeatureCollection")
    _check_crs(root)
    found = _features(root)
    if len(found) > MOST_FEATURES:
        raise PlanFileError(
            f"there are {len(found):,} features, expected at most {MOST_FEATURES:,}", remedy="Dissolve them"
        )
    features: list[Feature] = []
    findings = list(person_findings(cells for _, cells in found))
    for row, (geometry, cells) in enumerate(found, start=1):
        shape, told = shape_of(geometry, row)
        name, key = name_and_key(cells)
        features.append(Feature(row=row, name=name, key=key, shape=shape))
        findings += told
    record = root.get(FORMAT)
    text = json.dumps(record, ensure_ascii=False) if isinstance(record, Mapping) else ""
    return Parsed(features=tuple(features), findings=tuple(findings), record=text)


def _check_crs(root: Mapping[str, object]) -> None:
    crs = root.get("crs")
    if crs is None:
        return
    properties = crs.get("properties") if isinstance(crs, Mapping) else None
    name = properties.get("name") if isinstance(properties, Mapping) else None
    if name not in _CRS84:
        raise PlanFileError(
            f"the file names the CRS {str(name)[:60]!r}, but GeoJSON is in OGC:CRS84",
            remedy="Convert it to longitude and latitude on WGS 84, or send a GeoPackage, which may name one",
        )


def _features(root: Mapping[str, object]) -> list[tuple[object, Mapping[str, object]]]:
    """Geometry and properties of each feature."""
    kind = root.get("type")
    if kind == "FeatureCollection":
        members = root.get("features")
        if not isinstance(members, list):
            raise PlanFileError("the collection has no list of features", remedy="Export it again")
        return [_feature(member, row) for row, member in enumerate(members, start=1)]
    if kind == "Feature":
        return [_feature(root, 1)]
    if kind in ("Polygon", "MultiPolygon"):
        return [(root, {})]
    raise PlanFileError(
        f"type is {str(kind)[:40]!r}, expected FeatureCollection, Feature, Polygon or MultiPolygon",
        remedy="Export polygons as a FeatureCollection",
    )


def _feature(member: object, row: int) -> tuple[object, Mapping[str, object]]:
    if not isinstance(member, Mapping) or member.get("type") != "Feature":
        raise PlanFileError(
            "found something else than a Feature", where=Where(row=row), remedy="Leave it out"
        )
    cells = member.get("properties")
    return member.get("geometry"), cells if isinstance(cells, Mapping) else {}


def shape_of(geometry: object, row: int) -> tuple[Shape, tuple[Finding, ...]]:
    """The valid shape, OGC:CRS84, of a geometry that JSON held, and what was mended.

    Raises
    ------
    PlanFileError
        If it is no polygon, or one that cannot be mended; ``row`` is named.
    """
    if geometry is None:
        raise PlanFileError(
            "the feature has no geometry", where=Where(row=row), remedy="Draw it or leave it out"
        )
    flat, had_altitudes = _without_altitudes(geometry)
    told = (Finding(row=row, found=_ALTITUDES),) if had_altitudes else ()
    try:
        rings = read_rings(flat, most_vertices=MOST_VERTICES)
    except PolygonError as error:
        raise PlanFileError(
            str(error).removesuffix(f". {error.remedy}"), where=Where(row=row), remedy=error.remedy
        ) from error
    if all(_is_ring(positions) for positions in _positions(rings)):
        shape, more = judged(_built(rings), row)
    else:
        shape, more = mended(dict(flat), row)
    return shape, (*told, *more)


def _without_altitudes(geometry: object) -> tuple[Mapping[str, object], bool]:
    """The geometry with two numbers in each position that has three, and whether any had."""
    if not isinstance(geometry, Mapping) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        return geometry if isinstance(geometry, Mapping) else {"type": type(geometry).__name__}, False
    had = False

    def flat(value: object) -> object:
        nonlocal had
        if not isinstance(value, list):
            return value
        if len(value) == 3 and not any(isinstance(item, list) for item in value):
            had = True
            return value[:2]
        return [flat(item) for item in value]

    return {"type": geometry["type"], "coordinates": flat(geometry.get("coordinates"))}, had


def _positions(rings: Rings) -> list[np.ndarray]:
    return [ring.positions for part in rings.parts for ring in part]


def _is_ring(positions: np.ndarray) -> bool:
    return len(positions) >= 4 and bool(np.all(positions[0] == positions[-1]))


def _built(rings: Rings) -> Shape:
    polygons = [_polygon(part) for part in rings.parts]
    return polygons[0] if rings.is_single else MultiPolygon(polygons)


def _polygon(part: Part) -> Polygon:
    shell, *holes = (ring.positions for ring in part)
    return Polygon(shell, holes)
