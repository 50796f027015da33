"""Counties and regions in a frame, simplified together, so that neighbours keep one border."""

from __future__ import annotations

import math
from functools import cache, lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from data.geography.counties import counties
from data.geography.regions import region_set
from layers.drawing.frame import NATION, Frame, projected, projected_counties, unprojected
from layers.drawing.picture import Ring

TOLERANCE_POINTS = 0.9
"""Triangles smaller than the square of this are left out of borders: about 0.35 points off at most."""
_SMALLEST_POINTS = 0.8
"""Islands smaller than the square of this are left out, but for the largest part of a region."""
_SKETCH_M = 2048.0
"""Tolerance of the sketch of all counties, metres."""
_COARSE = 2
"""From so many times that tolerance on a map is made of the sketch: it is finer than anything to be seen."""
Shapes = NDArray[np.object_]


@lru_cache(maxsize=64)
def region_shapes(set_key: str, frame: Frame) -> tuple[BaseGeometry, ...]:
    """Shapes of a set's regions in a frame, in the set's order, in points; empty where they are not in it.

    Raises
    ------
    FilterError
        If there is no set of that key.
    """
    chosen = region_set(set_key)
    fips, shapes = _counties_in(frame)
    by_region: dict[str, list[BaseGeometry]] = {}
    for code, shape in zip(fips, shapes, strict=True):
        if code in chosen.members:
            by_region.setdefault(chosen.members[code], []).append(shape)
    joined = [
        shapely.coverage_union_all(by_region[region.id]) if region.id in by_region else shapely.Polygon()
        for region in chosen.regions
    ]
    return tuple(_areas(shape) for shape in frame.clipped(np.array(joined, object)))


@lru_cache(maxsize=64)
def home_shape(frame: Frame) -> BaseGeometry:
    """The United States in a frame, in points."""
    _, shapes = _counties_in(frame)
    if not len(shapes):
        return shapely.Polygon()
    return _areas(frame.clipped(np.array([shapely.coverage_union_all(shapes)], object))[0])


@lru_cache(maxsize=64)
def outline(set_key: str, frame: Frame) -> tuple[Ring, ...]:
    """The borders of a set's regions in a frame, each once, in points.

    Raises
    ------
    FilterError
        If there is no set of that key.
    """
    shapes = np.array([shape for shape in region_shapes(set_key, frame) if not shape.is_empty], object)
    if not len(shapes):
        return ()
    return lines_of(shapely.line_merge(shapely.union_all(shapely.boundary(shapes))))


def rings_of(shape: BaseGeometry) -> tuple[Ring, ...]:
    """Rings of a shape in points, without islands too small to be seen."""
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon" and not part.is_empty]
    if not parts:
        return ()
    areas = shapely.area(parts)
    seen = [
        part
        for part, area in zip(parts, areas, strict=True)
        if area >= _SMALLEST_POINTS**2 or (area == areas.max() and area > 0)
    ]
    return tuple(
        shapely.get_coordinates(ring)[:-1].astype(np.float32)
        for part in seen
        for ring in shapely.get_rings(part)
    )


def lines_of(lines: BaseGeometry) -> tuple[Ring, ...]:
    """Lines in points, one array each."""
    parts = [
        part for part in shapely.get_parts(lines) if part.geom_type == "LineString" and not part.is_empty
    ]
    return tuple(shapely.get_coordinates(part).astype(np.float32) for part in parts)


def _areas(shape: BaseGeometry) -> BaseGeometry:
    """The areas of a shape; clipping leaves lines and points where it only touches."""
    if shape.geom_type in {"Polygon", "MultiPolygon"}:
        return shape
    return shapely.MultiPolygon([part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"])


def _counties_in(frame: Frame) -> tuple[tuple[str, ...], Shapes]:
    """FIPS and simplified shapes (metres) of the counties in a frame."""
    rough = 2.0 ** (round(2 * math.log2(TOLERANCE_POINTS / frame.scale)) / 2)
    if rough >= _COARSE * _SKETCH_M:
        rows = _rows_in(frame, _projected_sketch(frame.crs))
        shapes = _coarse(frame.crs, rough)[list(rows)]
    else:
        rows = _rows_in(frame, projected_counties(frame.crs))
        shapes = _simplified(frame.crs, rows, rough)
    return tuple(counties()["fips"].iloc[list(rows)]), shapes


def _rows_in(frame: Frame, shapes: Shapes) -> tuple[int, ...]:
    west, south, east, north = frame.metres()
    bounds = shapely.bounds(shapes)
    is_in = (bounds[:, 0] < east) & (bounds[:, 2] > west) & (bounds[:, 1] < north) & (bounds[:, 3] > south)
    return tuple(np.flatnonzero(is_in).tolist())


@cache
def sketch() -> Shapes:
    """All counties simplified together once for every map of much of the nation, OGC:CRS84.

    The million corners of the counties take two seconds, those that are left of them a fraction.
    """
    plane = shapely.coverage_simplify(projected_counties(NATION), _SKETCH_M)
    return unprojected(plane, NATION)


@cache
def _projected_sketch(crs: str) -> Shapes:
    return projected(sketch(), crs)


@lru_cache(maxsize=16)
def _coarse(crs: str, tolerance: float) -> Shapes:
    """All counties (metres) out of the sketch: whoever shares a tolerance shares them, whatever the size."""
    result: Shapes = shapely.coverage_simplify(_projected_sketch(crs), tolerance)
    return result


@lru_cache(maxsize=32)
def _simplified(crs: str, rows: tuple[int, ...], tolerance: float) -> Shapes:
    shapes = projected_counties(crs)[list(rows)]
    if not len(shapes):
        return shapes
    result: Shapes = shapely.coverage_simplify(shapes, tolerance)
    return result
