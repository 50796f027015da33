"""A map on a slide: native shapes in one group, each of which can be moved and coloured."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from pptx.dml.fill import FillFormat
from pptx.enum.dml import MSO_LINE_DASH_STYLE, MSO_PATTERN_TYPE
from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml.ns import qn
from pptx.shapes.base import BaseShape
from pptx.shapes.shapetree import GroupShapes, SlideShapes
from pptx.util import Pt

from dashboard.documents.fonts import Weight
from dashboard.documents.legends import SetLegend
from dashboard.documents.lettering import Face, width_of
from dashboard.documents.paper import Box, Ink
from dashboard.documents.pdf_map import fitted, sign_corners
from dashboard.documents.slide_freeform import add_freeform, fit_group
from dashboard.documents.slide_shapes import Drawable, Strokes, drawable
from dashboard.documents.slide_words import add_line, colour_of, emu, make_plain
from layers.drawing.picture import Area, Label, Mark, Picture, Ring


@dataclass(frozen=True, kw_only=True)
class _Place:
    """Where the picture goes: its place, and points of the slide for each of its own."""

    box: Box
    scale: float

    def of(self, points: Ring) -> NDArray[np.float64]:
        moved: NDArray[np.float64] = np.asarray(points, dtype=np.float64) * self.scale + (
            self.box.x,
            self.box.y,
        )
        return moved


def add_picture(shapes: SlideShapes, picture: Picture, box: Box, *, ink: Ink, name: str) -> None:
    """Add the map as a group of native shapes, as large as the box allows."""
    place, scale = fitted(picture, box)
    group = shapes.add_group_shape()
    group.name = name
    ground = group.shapes.add_shape(MSO_SHAPE.RECTANGLE, *emu(place))
    ground.name = "Ground"
    make_plain(ground)
    _fill(ground.fill, picture.background)
    ground.line.fill.background()
    for shape in drawable(picture):
        _add(group.shapes, shape, _Place(box=place, scale=scale), ink=ink)
    _add_scale(group.shapes, picture, place, scale, ink=ink)
    fit_group(group.shapes)
    described = group._element.nvGrpSpPr.cNvPr
    described.set("descr", picture.alt)


def add_legend(shapes: SlideShapes, legend: SetLegend, box: Box, *, ink: Ink, name: str) -> None:
    """Add the legend of a map as a group of signs and words."""
    group = shapes.add_group_shape()
    group.name = name
    for line in legend.lines:
        x, y = box.x + line.x, box.y + line.y
        if line.swatch is not None:
            side = legend.swatch
            mark = Mark(
                x=x + side / 2,
                y=y - line.face.size * 0.36,
                radius=side * (0.42 if line.swatch.shape else 0.62),
                shape=line.swatch.shape or "square",
                fill=line.swatch.fill,
                outline=ink.quiet,
            )
            sign = _add_mark(group.shapes, mark)
            if line.swatch.is_hatched:
                _hatch(sign.fill, line.swatch.fill, ink.quiet)
            x += side * 1.38
        width = width_of(line.words, line.face) + 4
        place = Box(x=x, y=y - line.face.size, width=width, height=line.face.leading)
        colour = ink.quiet if line.is_quiet else ink.text
        add_line(group.shapes, line.words, place, face=line.face, colour=colour, name="Legend words")
    fit_group(group.shapes)


def _add(shapes: GroupShapes, shape: Drawable, place: _Place, *, ink: Ink) -> None:
    match shape:
        case Area():
            rings = [place.of(ring) for ring in shape.rings]
            added = add_freeform(shapes, rings, is_closed=True, name=shape.name or "Area")
            if shape.is_hatched and shape.fill:
                _hatch(added.fill, shape.fill, ink.quiet)
            else:
                _fill(added.fill, shape.fill, opacity=shape.opacity)
            _line(added, shape.outline, shape.outline_width * place.scale)
        case Strokes():
            lines = [place.of(line) for line in shape.lines]
            added = add_freeform(shapes, lines, is_closed=False, name="Lines")
            added.fill.background()
            _line(added, shape.colour, shape.width * place.scale)
            if shape.dash:
                added.line.dash_style = MSO_LINE_DASH_STYLE.DASH
        case Mark():
            x, y = place.of(np.array([[shape.x, shape.y]]))[0]
            moved = replace(shape, x=float(x), y=float(y), radius=shape.radius * max(place.scale, 0.6))
            _add_mark(shapes, moved)
        case Label():
            _add_label(shapes, shape, place)


def _add_mark(shapes: GroupShapes, mark: Mark) -> BaseShape:
    corners = sign_corners(mark.shape, mark.x, mark.y, mark.radius)
    if corners is not None:
        added = add_freeform(shapes, [corners], is_closed=True, name="Mark")
    else:
        side = 2 * mark.radius
        box = Box(x=mark.x - mark.radius, y=mark.y - mark.radius, width=side, height=side)
        added = shapes.add_shape(MSO_SHAPE.OVAL, *emu(box))
        make_plain(added)
    added.name = mark.name or "Mark"
    if mark.shape == "ring":
        added.fill.background()
        _line(added, mark.fill, 1.5)
    else:
        _fill(added.fill, mark.fill, opacity=mark.opacity)
        _line(added, mark.outline, 0.6)
    return added


def _add_scale(shapes: GroupShapes, picture: Picture, place: Box, scale: float, *, ink: Ink) -> None:
    if not picture.scale_words or picture.scale_length <= 0:
        return
    x, y, length = place.x + 8, place.bottom - 8, picture.scale_length * scale
    corners = np.array([(x, y - 3), (x, y), (x + length, y), (x + length, y - 3)])
    rule = add_freeform(shapes, [corners], is_closed=False, name="Scale")
    rule.fill.background()
    _line(rule, ink.text, 1.0)
    box = Box(x=x, y=y - 13, width=max(length, 30), height=10)
    face = Face(size=7.5)
    add_line(shapes, picture.scale_words, box, face=face, colour=ink.text, name="Scale words", align=0.5)


def _add_label(shapes: GroupShapes, label: Label, place: _Place) -> None:
    weight = Weight.STRONG if label.is_strong else Weight.REGULAR
    face = Face(size=max(label.size * place.scale, 5.0), weight=weight)
    x, y = place.of(np.array([[label.x, label.y]]))[0]
    lines = label.words.split("\n")
    width, height = max(width_of(line, face) for line in lines) + 6, face.leading * len(lines)
    box = Box(x=x - width / 2, y=y - height / 2, width=width, height=height)
    add_line(shapes, label.words, box, face=face, colour=label.colour, name="Place name", align=0.5)


def _fill(fill: FillFormat, colour: str | None, *, opacity: float = 1.0) -> None:
    if colour is None:
        fill.background()
        return
    fill.solid()
    fill.fore_color.rgb = colour_of(colour)
    if opacity < 1:
        _make_clear(fill, opacity)


def _make_clear(fill: FillFormat, opacity: float) -> None:
    """Set the opacity, which the library has no word for."""
    colour = fill._xPr.solidFill.eg_colorChoice
    alpha = colour.makeelement(qn("a:alpha"), {})
    alpha.set("val", str(round(opacity * 100_000)))
    colour.append(alpha)


def _hatch(fill: FillFormat, colour: str, hatch: str) -> None:
    fill.patterned()
    fill.pattern = MSO_PATTERN_TYPE.WIDE_UPWARD_DIAGONAL
    fill.fore_color.rgb = colour_of(hatch)
    fill.back_color.rgb = colour_of(colour)


def _line(shape: BaseShape, colour: str | None, width: float) -> None:
    if colour is None or width <= 0:
        shape.line.fill.background()
        return
    shape.line.color.rgb = colour_of(colour)
    shape.line.width = Pt(round(max(width, 0.25), 2))
