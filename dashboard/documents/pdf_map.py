"""Maps on a page: the picture's shapes as vectors, its scale, and its legend."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import cos, pi, sin

import numpy as np
from numpy.typing import NDArray

from dashboard.documents.fonts import Weight
from dashboard.documents.legends import SetLegend
from dashboard.documents.lettering import Face
from dashboard.documents.paper import Box, Ink
from dashboard.documents.pen import Pen
from layers.drawing.picture import Area, Label, Line, Mark, Picture, Shape, Swatch

_CORNERS = {
    "square": 4,
    "diamond": 4,
    "triangle": 3,
    "triangle-down": 3,
    "pentagon": 5,
    "hexagon": 6,
    "star": 5,
}
_TURNS = {"square": pi / 4, "triangle-down": pi / 2}
_LEAST_OUTLINE = 0.25


def fitted(picture: Picture, box: Box) -> tuple[Box, float]:
    """Where the picture goes in the box, centred, and points on the page for each of its own."""
    scale = min(box.width / picture.width, box.height / picture.height)
    width, height = picture.width * scale, picture.height * scale
    x, y = box.x + (box.width - width) / 2, box.y + (box.height - height) / 2
    return Box(x=x, y=y, width=width, height=height), scale


def draw_picture(pen: Pen, picture: Picture, box: Box, *, ink: Ink) -> None:
    """Draw the map as large as the box allows."""
    place, scale = fitted(picture, box)
    pen.box(place, fill=picture.background)
    with pen.moved(place.x, place.y, scale, clip=place) as inner:
        # Lines of one look that follow each other are one path: borders are thousands of pieces.
        for _, alike in groupby(picture.shapes, key=_look):
            _draw_alike(inner, tuple(alike), ink)
    pen.box(place, outline=ink.line, width=0.6)
    _draw_scale(pen, picture, place, scale, ink=ink)


def mark_rings(mark: Mark) -> NDArray[np.float64] | None:
    """Corners of a mark, shape (n, 2) in the picture's points; ``None`` for a circle."""
    return sign_corners(mark.shape, mark.x, mark.y, mark.radius)


def sign_corners(shape: str, x: float, y: float, radius: float) -> NDArray[np.float64] | None:
    """Corners of a sign about a point, shape (n, 2) in points; ``None`` for a circle."""
    if shape == "cross":
        arm = radius * 0.36
        ends = ((arm, radius), (arm, arm), (radius, arm))
        quarter = np.array(ends)
        turns = [quarter, quarter[::-1] * (1, -1), quarter * (-1, -1), quarter[::-1] * (-1, 1)]
        return np.concatenate(turns) + np.array((x, y))
    count = _CORNERS.get(shape)
    if count is None:
        return None
    turn = _TURNS.get(shape, -pi / 2)
    angles = [turn + 2 * pi * at / count for at in range(count)]
    outer = np.array([(cos(angle), sin(angle)) for angle in angles]) * radius * 1.12
    if shape != "star":
        return outer + np.array((x, y))
    inner = np.array([(cos(angle + pi / 5), sin(angle + pi / 5)) for angle in angles]) * radius * 0.5
    return np.stack((outer, inner), axis=1).reshape(-1, 2) + np.array((x, y))


def draw_legend(pen: Pen, legend: SetLegend, box: Box, *, ink: Ink) -> None:
    """Draw the legend with its top left corner at the box's."""
    for line in legend.lines:
        x, y = box.x + line.x, box.y + line.y
        if line.swatch is not None:
            _draw_swatch(pen, line.swatch, x, y - line.face.size * 0.72, legend.swatch, ink=ink)
            x += legend.swatch * 1.38
        pen.words(x, y, line.words, line.face, ink.quiet if line.is_quiet else ink.text)


def _look(shape: Shape) -> object:
    return (
        (shape.colour, shape.width, tuple(shape.dash), shape.opacity)
        if isinstance(shape, Line)
        else id(shape)
    )


def _draw_alike(pen: Pen, shapes: Sequence[Shape], ink: Ink) -> None:
    lines = [shape for shape in shapes if isinstance(shape, Line)]
    if lines:
        first = lines[0]
        points = [line.points for line in lines]
        pen.lines(points, first.colour, first.width, dash=tuple(first.dash), opacity=first.opacity)
    for shape in shapes:
        if not isinstance(shape, Line):
            _draw(pen, shape, ink)


def _draw(pen: Pen, shape: Area | Mark | Label, ink: Ink) -> None:
    match shape:
        case Area():
            pen.area(
                shape.rings,
                fill=shape.fill,
                outline=shape.outline if shape.outline_width else None,
                width=max(shape.outline_width, _LEAST_OUTLINE),
                opacity=shape.opacity,
                is_hatched=shape.is_hatched,
                hatch=ink.quiet,
            )
        case Mark():
            corners = mark_rings(shape)
            if shape.shape == "ring":
                pen.circle(shape.x, shape.y, shape.radius, fill=None, outline=shape.fill, width=2.0)
            elif corners is None:
                pen.circle(shape.x, shape.y, shape.radius, fill=shape.fill, outline=shape.outline)
            else:
                pen.area([corners], fill=shape.fill, outline=shape.outline, width=0.8, opacity=shape.opacity)
        case Label():
            weight = Weight.STRONG if shape.is_strong else Weight.REGULAR
            face = Face(size=shape.size, weight=weight)
            lines = shape.words.split("\n")
            baseline = shape.y + shape.size * 0.35 - face.leading * (len(lines) - 1) / 2
            for number, line in enumerate(lines):
                y = baseline + face.leading * number
                pen.words(shape.x, y, line, face, shape.colour, align=0.5, halo=shape.halo)


def _draw_scale(pen: Pen, picture: Picture, place: Box, scale: float, *, ink: Ink) -> None:
    if not picture.scale_words or picture.scale_length <= 0:
        return
    length = picture.scale_length * scale
    x, y = place.x + 8, place.bottom - 8
    face = Face(size=7.5)
    for start, end in (
        ((x, y), (x + length, y)),
        ((x, y - 3), (x, y)),
        ((x + length, y - 3), (x + length, y)),
    ):
        pen.segment(start, end, ink.text, 1.0)
    pen.words(x + length / 2, y - 3, picture.scale_words, face, ink.text, align=0.5, halo=picture.background)


def _draw_swatch(pen: Pen, swatch: Swatch, x: float, y: float, side: float, *, ink: Ink) -> None:
    corners = sign_corners(swatch.shape, x + side / 2, y + side / 2, side * 0.42) if swatch.shape else None
    if corners is not None:
        pen.area([corners], fill=swatch.fill, outline=ink.quiet, width=0.6)
    elif swatch.shape == "ring":
        pen.circle(x + side / 2, y + side / 2, side * 0.36, fill=None, outline=swatch.fill, width=1.8)
    elif swatch.shape:
        pen.circle(x + side / 2, y + side / 2, side * 0.4, fill=swatch.fill, outline=ink.quiet)
    else:
        box = Box(x=x, y=y, width=side, height=side)
        pen.box(
            box, fill=swatch.fill, outline=ink.quiet, width=0.5, is_hatched=swatch.is_hatched, hatch=ink.quiet
        )
