"""A map with few enough corners for a slide: thinned, clipped to what shows, areas of one look joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np
from shapely import LineString

from layers.drawing.picture import Area, Label, Line, Mark, Picture, Ring, Shape

MOST_CORNERS = 12_000
"""Office programs still move a group of so many corners without waiting."""
MOST_SHAPES = 400
_TOLERANCES = (0.15, 0.3, 0.6, 1.2, 2.4, 4.8)
"""Points by which a thinned line may differ from the whole one."""
_LEAST_RING = 4


def drawable(picture: Picture) -> tuple[Shape, ...]:
    """The picture's shapes, few and plain enough for a slide, in the order of drawing."""
    shapes = _merged(picture.shapes) if len(picture.shapes) > MOST_SHAPES else picture.shapes
    inside = tuple(shape for shape in shapes if _shows(shape, picture))
    for tolerance in _TOLERANCES:
        thin = tuple(found for shape in inside for found in _thinned(shape, tolerance))
        if sum(_corners(shape) for shape in thin) <= MOST_CORNERS:
            break
    return thin


def _merged(shapes: Sequence[Shape]) -> tuple[Shape, ...]:
    """Areas of one look that follow each other as one area; the first look stays the lowest."""
    merged: list[Shape] = []
    for is_area, run in groupby(shapes, key=lambda shape: isinstance(shape, Area)):
        if not is_area:
            merged += run
            continue
        looks: dict[tuple[object, ...], list[Area]] = {}
        for area in run:
            if isinstance(area, Area):
                look = (area.fill, area.outline, area.outline_width, area.opacity, area.is_hatched)
                looks.setdefault(look, []).append(area)
        merged += (
            replace(alike[0], rings=tuple(ring for area in alike for ring in area.rings), name="")
            for alike in looks.values()
        )
    return tuple(merged)


def _shows(shape: Shape, picture: Picture) -> bool:
    """Whether any of it lies in the picture."""
    if isinstance(shape, Mark | Label):
        return 0 <= shape.x <= picture.width and 0 <= shape.y <= picture.height
    points = np.concatenate(shape.rings) if isinstance(shape, Area) else shape.points
    if len(points) == 0:
        return False
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    return bool(right >= 0 and bottom >= 0 and left <= picture.width and top <= picture.height)


def _thinned(shape: Shape, tolerance: float) -> tuple[Shape, ...]:
    if isinstance(shape, Area):
        rings = [_thin(ring, tolerance) for ring in shape.rings]
        kept = tuple(ring for ring in rings if len(ring) >= _LEAST_RING)
        return (replace(shape, rings=kept),) if kept else ()
    if isinstance(shape, Line):
        return (replace(shape, points=_thin(shape.points, tolerance)),) if len(shape.points) > 1 else ()
    return (shape,)


def _thin(points: Ring, tolerance: float) -> Ring:
    if len(points) < 3:
        return points
    thin = LineString(points).simplify(tolerance, preserve_topology=False)
    return np.asarray(thin.coords, dtype=np.float32)


def _corners(shape: Shape) -> int:
    if isinstance(shape, Area):
        return sum(len(ring) for ring in shape.rings)
    return len(shape.points) if isinstance(shape, Line) else 1
