"""Whether shapes from outside may stand: mended by the house's rules, in one CRS, and side by side.

Runs in the child. Shapes that come out are valid Polygons and MultiPolygons in OGC:CRS84.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray
from pyproj.exceptions import ProjError
from shapely import MultiPolygon, Polygon
from shapely.geometry import mapping

from data.errors import PlanFileError, PolygonError, Where
from data.geography import antimeridian
from data.geography.measure import area_km2
from data.geography.polygon_repair import repaired_polygon
from data.geography.polygon_validity import fault
from data.plans.exchange.file_format import CRS
from data.plans.exchange.limits import MOST_VERTICES
from data.plans.exchange.parsed import Feature, Finding, Shape

_LEAST_KM2 = 0.01
"""Smaller overlaps and gaps come of rounding, and are not told."""
_MOST_TOLD = 20
_SAME_DATUM = ("EPSG:4326", "EPSG:4269", CRS)
"""Taken as they are: NAD 83 lies within about two metres of WGS 84 in North America."""


def polygons_of(shapes: NDArray[np.object_]) -> tuple[NDArray[np.object_], bool]:
    """The shapes without altitudes, and whether any had one.

    Raises
    ------
    PlanFileError
        If one is missing, empty, or neither Polygon nor MultiPolygon, or there are over 4 million
        vertices.
    """
    for row, shape in enumerate(shapes, start=1):
        if shape is None or shape.is_empty:
            raise PlanFileError(
                "the feature has no geometry", where=Where(row=row), remedy="Draw it or leave it out"
            )
        if not isinstance(shape, Polygon | MultiPolygon):
            raise PlanFileError(
                f"the geometry is a {shape.geom_type}, expected Polygon or MultiPolygon",
                where=Where(row=row),
                remedy="Leave points and lines out",
            )
    if int(shapely.get_num_coordinates(shapes).sum()) > MOST_VERTICES:
        raise PlanFileError(f"there are more than {MOST_VERTICES:,} vertices", remedy="Simplify the shapes")
    return shapely.force_2d(shapes), bool(shapely.has_z(shapes).any())


def in_crs84(shapes: NDArray[np.object_], crs: pyproj.CRS) -> tuple[NDArray[np.object_], Finding | None]:
    """The shapes in OGC:CRS84, and what was done; x of ``crs`` is easting or longitude.

    Raises
    ------
    PlanFileError
        If a position cannot be put into OGC:CRS84.
    """
    known = next((name for name in _SAME_DATUM if crs.equals(name, ignore_axis_order=True)), None)
    if known == "EPSG:4269":
        return shapes, Finding(
            row=None, found="The CRS is NAD 83, taken as WGS 84: they lie within about two metres"
        )
    if known:
        return shapes, None
    try:
        transformer = pyproj.Transformer.from_crs(crs, CRS, always_xy=True)
        moved = shapely.transform(shapes, lambda at: np.column_stack(transformer.transform(*at.T)))
    except ProjError as error:
        raise PlanFileError(
            f"the CRS {crs.name} cannot be turned into {CRS}: {error}", remedy=f"Convert it to {CRS}"
        ) from error
    return moved, Finding(row=None, found=f"Reprojected from {crs.name} to {CRS}")


def judged(shape: Shape, row: int) -> tuple[Shape, tuple[Finding, ...]]:
    """The shape, valid and in range, and what had to be mended.

    Raises
    ------
    PlanFileError
        If a position is not finite or out of range, or the shape is beyond repair.
    """
    positions = shapely.get_coordinates(shape)
    if not np.isfinite(positions).all():
        raise PlanFileError(
            "a coordinate is not a finite number", where=Where(row=row), remedy="Correct or leave it out"
        )
    if (np.abs(positions) > (180, 90)).any():
        lon, lat = positions[(np.abs(positions) > (180, 90)).any(axis=1)][0]
        raise PlanFileError(
            f"the position {lon:.10g}, {lat:.10g} is no longitude and latitude",
            where=Where(row=row),
            remedy="The coordinates are in another CRS than the file says: say it, or convert them",
        )
    rings = shapely.get_rings(shapely.get_parts(shape))
    is_across = any(antimeridian.crosses(shapely.get_coordinates(ring)) for ring in rings)
    if not is_across and fault(shape) is None:
        return shape, ()
    return mended(dict(mapping(shape)), row)


def mended(geometry: dict[str, object], row: int) -> tuple[Shape, tuple[Finding, ...]]:
    """The valid polygon of a GeoJSON geometry, OGC:CRS84, by the rules for drawn shapes, each told.

    Raises
    ------
    PlanFileError
        If those rules refuse it.
    """
    try:
        repaired = repaired_polygon(geometry)
    except PolygonError as error:
        raise PlanFileError(
            str(error).removesuffix(f". {error.remedy}"), where=Where(row=row), remedy=error.remedy
        ) from error
    return repaired.shape, tuple(Finding(row=row, found=note) for note in repaired.notes)


def overlaps(features: Sequence[Feature]) -> tuple[Finding, ...]:
    """Features that overlap an earlier one by over a hectare, each with the area."""
    shapes = np.array([feature.shape for feature in features], np.object_)
    later, earlier = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pairs = sorted((int(a), int(b)) for a, b in zip(later, earlier, strict=True) if b < a)
    return _few(
        Finding(
            row=features[a].row,
            found=f"overlaps feature {features[b].row} by {shared:,.2f} km²: that one keeps it",
            remedy="Clip one of the two where the other should have it",
        )
        for a, b in pairs
        if (shared := _km2(shapely.intersection(shapes[a], shapes[b]))) > _LEAST_KM2
    )


def gaps(features: Sequence[Feature]) -> tuple[Finding, ...]:
    """What features surround and none covers, over a hectare, with the area and a feature beside it."""
    shapes = np.array([feature.shape for feature in features], np.object_)
    whole = shapely.union_all(shapes)
    holes = [Polygon(hole) for part in shapely.get_parts(whole) for hole in part.interiors]
    found = [(_km2(shapely.difference(hole, whole)), hole) for hole in holes]
    return _few(
        Finding(
            row=features[int(shapely.intersects(shapes, hole).argmax())].row,
            found=f"leaves {area:,.2f} km² around {_place(hole)} that features surround and none covers",
            remedy="Draw it into one of them, or fill the gap in the plan",
        )
        for area, hole in found
        if area > _LEAST_KM2
    )


def _km2(shape: shapely.Geometry) -> float:
    parts = [part for part in shapely.get_parts(shape) if isinstance(part, Polygon)]
    return area_km2(MultiPolygon(parts)) if parts else 0.0


def _place(shape: Polygon) -> str:
    point = shapely.point_on_surface(shape)
    return f"{point.x:.3f}, {point.y:.3f}"


def _few(found: Iterator[Finding]) -> tuple[Finding, ...]:
    told = tuple(found)
    if len(told) <= _MOST_TOLD:
        return told
    return (*told[:_MOST_TOLD], Finding(row=None, found=f"and {len(told) - _MOST_TOLD} more of the kind"))
