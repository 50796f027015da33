"""Counties and regions in a frame, simplified together, so that neighbours keep one border."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from data.geography.counties import counties
from data.geography.regions import region_set
from layers.drawing.frame import Frame, projected_counties
from layers.drawing.picture import Ring

TOLERANCE_POINTS = 0.9
"""Triangles smaller than the square of this are left out of borders: about 0.35 points off at most."""
_SMALLEST_POINTS = 0.8
"""Islands smaller than the square of this are left out, but for the largest part of a region."""
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
    west, south, east, north = frame.metres()
    bounds = shapely.bounds(projected_counties(frame.crs))
    is_in = (bounds[:, 0] < east) & (bounds[:, 2] > west) & (bounds[:, 1] < north) & (bounds[:, 3] > south)
    rough = 2.0 ** (round(2 * math.log2(TOLERANCE_POINTS / frame.scale)) / 2)
    rows = tuple(np.flatnonzero(is_in).tolist())
    return tuple(counties()["fips"].iloc[list(rows)]), _simplified(frame.crs, rows, rough)


@lru_cache(maxsize=32)
def _simplified(crs: str, rows: tuple[int, ...], tolerance: float) -> Shapes:
    shapes = projected_counties(crs)[list(rows)]
    if not len(shapes):
        return shapes
    result: Shapes = shapely.coverage_simplify(shapes, tolerance)
    return result
