"""A map with few enough shapes and corners for a slide: thinned, clipped to what shows, alike ones joined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
from shapely import LineString, clip_by_rect, get_parts

from layers.drawing.picture import Area, Label, Line, Mark, Picture, Ring, Shape

MOST_CORNERS = 12_000
"""Office programs still move a group of so many corners without waiting."""
MOST_SHAPES = 300
"""Areas beyond that are joined with those of the same look."""
_TOLERANCES = (0.15, 0.3, 0.6, 1.2, 2.4, 4.8)
"""Points by which a thinned line may differ from the whole one."""
_LEAST_RING = 4
_LEAST_LINE = 2


@dataclass(frozen=True, kw_only=True)
class Strokes:
    """Lines of one look; ``dash`` are lengths of stroke and gap in points, empty if they have none."""

    lines: tuple[Ring, ...]
    colour: str
    width: float
    dash: tuple[float, ...]
    opacity: float


Drawable = Area | Strokes | Mark | Label


def drawable(picture: Picture) -> tuple[Drawable, ...]:
    """The picture's shapes, few and plain enough for a slide, in the order of drawing."""
    shown = [shape for shape in picture.shapes if _shows(shape, picture)]
    inside = (found for shape in shown for found in _clipped(shape, picture))
    joined = tuple(_joined(tuple(inside), is_many=len(shown) > MOST_SHAPES))
    for tolerance in _TOLERANCES:
        thin = tuple(found for shape in joined for found in _thinned(shape, tolerance))
        if sum(corners_of(shape) for shape in thin) <= MOST_CORNERS:
            break
    return thin


def corners_of(shape: Drawable) -> int:
    """How many corners a shape has."""
    if isinstance(shape, Area):
        return sum(len(ring) for ring in shape.rings)
    return sum(len(line) for line in shape.lines) if isinstance(shape, Strokes) else 1


def strokes_of(lines: Iterable[Line]) -> tuple[Strokes, ...]:
    """Lines of one look together; the look that comes first is the lowest."""
    looks: dict[tuple[str, float, tuple[float, ...], float], list[Ring]] = {}
    for line in lines:
        looks.setdefault((line.colour, line.width, tuple(line.dash), line.opacity), []).append(line.points)
    return tuple(
        Strokes(lines=tuple(points), colour=colour, width=width, dash=dash, opacity=opacity)
        for (colour, width, dash, opacity), points in looks.items()
    )


def _joined(shapes: Sequence[Shape], *, is_many: bool) -> Iterator[Drawable]:
    for kind, run in groupby(shapes, key=type):
        if kind is Line:
            yield from strokes_of(shape for shape in run if isinstance(shape, Line))
        elif kind is Area and is_many:
            yield from _alike(shape for shape in run if isinstance(shape, Area))
        else:
            yield from (shape for shape in run if not isinstance(shape, Line))


def _alike(areas: Iterable[Area]) -> Iterator[Area]:
    """Areas of one look as one area; the look that comes first is the lowest."""
    looks: dict[tuple[object, ...], list[Area]] = {}
    for area in areas:
        look = (area.fill, area.outline, area.outline_width, area.opacity, area.is_hatched)
        looks.setdefault(look, []).append(area)
    for found in looks.values():
        rings = tuple(ring for area in found for ring in area.rings)
        yield replace(found[0], rings=rings, name=found[0].name if len(found) == 1 else "")


def _shows(shape: Shape, picture: Picture) -> bool:
    """Whether any of it lies in the picture."""
    if isinstance(shape, Mark | Label):
        return 0 <= shape.x <= picture.width and 0 <= shape.y <= picture.height
    points = np.concatenate(shape.rings) if isinstance(shape, Area) else shape.points
    if len(points) == 0:
        return False
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    return bool(right >= 0 and bottom >= 0 and left <= picture.width and top <= picture.height)


def _clipped(shape: Shape, picture: Picture) -> Iterator[Shape]:
    """The shape within the picture, as slides clip nothing; areas that reach beyond end along its edge."""
    if isinstance(shape, Area):
        edge = np.array((picture.width, picture.height), dtype=np.float32)
        yield replace(shape, rings=tuple(np.clip(ring, np.float32(0), edge) for ring in shape.rings))
    elif isinstance(shape, Line) and len(shape.points) >= _LEAST_LINE:
        within = clip_by_rect(LineString(shape.points), 0, 0, picture.width, picture.height)
        for part in get_parts(within):
            if len(part.coords) >= _LEAST_LINE:
                yield replace(shape, points=np.asarray(part.coords, dtype=np.float32))
    else:
        yield shape


def _thinned(shape: Drawable, tolerance: float) -> Iterator[Drawable]:
    if isinstance(shape, Area):
        rings = (_thin(ring, tolerance) for ring in shape.rings)
        kept = tuple(ring for ring in rings if len(ring) >= _LEAST_RING)
        if kept:
            yield replace(shape, rings=kept)
    elif isinstance(shape, Strokes):
        lines = (_thin(line, tolerance) for line in shape.lines)
        straight = tuple(line for line in lines if len(line) >= _LEAST_LINE)
        if straight:
            yield replace(shape, lines=straight)
    else:
        yield shape


def _thin(points: Ring, tolerance: float) -> Ring:
    if len(points) < 3:
        return points
    thin = LineString(points).simplify(tolerance, preserve_topology=False)
    return np.asarray(thin.coords, dtype=np.float32)
