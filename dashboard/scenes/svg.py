"""A picture of a map as SVG: text as text, ids of its own, neighbours of one look in one path."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

import numpy as np

from dashboard.scenes.markup import Html, element, joined, number
from layers.drawing.marks import mark_rings
from layers.drawing.picture import Area, Label, Line, Mark, Picture, Ring, Shape, Swatch

_HATCH_STEP = 11.0
_STRIPES = "M-3 14L14 -3M-3 3L3 -3M8 14L14 8"
"""One tile of hatching, :data:`_HATCH_STEP` points to the side."""


def picture_svg(picture: Picture, *, id_: str, words: float = 9.0) -> Html:
    """The picture; ``id_`` is its own on the page, as ids of patterns are made from it.

    The scale bar's words are of ``words`` points.
    """
    parts = [_run(list(run), id_) for _, run in groupby(picture.shapes, key=_look)]
    return element(
        "svg",
        element("title", picture.alt),
        _patterns(picture.shapes, id_),
        element("rect", width=picture.width, height=picture.height, fill=picture.background),
        *parts,
        _scale_bar(picture, words),
        class_="scene-map-svg",
        viewBox=f"0 0 {number(picture.width)} {number(picture.height)}",
        role="img",
        aria_label=picture.alt,
    )


def swatch_svg(swatch: Swatch) -> Html:
    """What stands before the words of a legend, silent: 48 by 32 pixels of the wall."""
    if swatch.shape:
        d = "".join(_ring_path(ring) for ring in mark_rings(swatch.shape, 24, 16, 13))
        drawn = element("path", d=d, fill=swatch.fill, fill_rule="evenodd", class_="swatch-mark")
    else:
        drawn = element("rect", x=1, y=3, width=46, height=26, fill=swatch.fill, class_="swatch-area")
    stripes = "M-4 30L28 -2M8 34L40 2M22 34L54 2"
    hatch = element("path", d=stripes, class_="swatch-hatch") if swatch.is_hatched else None
    return element("svg", drawn, hatch, class_="scene-swatch", viewBox="0 0 48 32", aria_hidden="true")


def _look(shape: Shape) -> tuple[object, ...]:
    """What neighbours must have in common to be one path."""
    if isinstance(shape, Area):
        return (
            "area", shape.fill, shape.outline, shape.outline_width, shape.opacity, shape.is_hatched
        )  # fmt: skip
    if isinstance(shape, Line):
        return ("line", shape.colour, shape.width, shape.dash, shape.opacity)
    if isinstance(shape, Mark):
        return ("mark", shape.fill, shape.outline, shape.opacity)
    return ("label",)


def _run(shapes: list[Shape], id_: str) -> Html:
    first = shapes[0]
    if isinstance(first, Area):
        return _areas(first, [shape for shape in shapes if isinstance(shape, Area)], id_)
    if isinstance(first, Line):
        d = "".join(_line_path(shape.points) for shape in shapes if isinstance(shape, Line))
        return element(
            "path",
            d=d,
            fill="none",
            stroke=first.colour,
            stroke_width=first.width,
            stroke_dasharray=" ".join(number(part) for part in first.dash) or None,
            stroke_linejoin="round",
            stroke_linecap="round" if not first.dash else None,
            opacity=_opacity(first.opacity),
        )
    if isinstance(first, Mark):
        marks = (_mark(shape) for shape in shapes if isinstance(shape, Mark))
        return element(
            "g",
            *marks,
            fill=first.fill,
            stroke=first.outline,
            stroke_width=1.5,
            fill_rule="evenodd",
            opacity=_opacity(first.opacity),
        )
    return element("g", *(_label(shape) for shape in shapes if isinstance(shape, Label)), class_="map-labels")


def _areas(first: Area, areas: list[Area], id_: str) -> Html:
    d = "".join(_ring_path(ring) for area in areas for ring in area.rings)
    filled = element(
        "path",
        d=d,
        fill=first.fill or "none",
        fill_rule="evenodd",
        stroke=first.outline,
        stroke_width=first.outline_width if first.outline else None,
        stroke_linejoin="round" if first.outline else None,
        opacity=_opacity(first.opacity),
    )
    if not first.is_hatched:
        return filled
    return joined(filled, element("path", d=d, fill=f"url(#{id_}-hatch)", fill_rule="evenodd"))


def _mark(mark: Mark) -> Html:
    d = "".join(_ring_path(ring) for ring in mark_rings(mark.shape, mark.x, mark.y, mark.radius))
    return element("path", element("title", mark.name) if mark.name else None, d=d)


def _label(label: Label) -> Html:
    lines = label.words.split("\n")
    top = label.y - (len(lines) - 1) / 2 * label.size * 1.05
    return joined(
        *(
            element(
                "text",
                words,
                x=label.x,
                y=top + place * label.size * 1.05,
                font_size=label.size,
                fill=label.colour,
                stroke=label.halo,
                stroke_width=max(label.size * 0.16, 2),
                font_weight=700 if label.is_strong else None,
            )
            for place, words in enumerate(lines)
        )
    )


def _ring_path(ring: Ring) -> str:
    """A closed ring in steps from corner to corner, in tenths of a point."""
    return f"{_line_path(ring)}z" if len(ring) else ""


def _line_path(points: Ring) -> str:
    corners = np.rint(np.asarray(points, np.float64) * 10).astype(np.int64)
    if not len(corners):
        return ""
    steps = np.diff(corners, axis=0)
    steps = steps[np.any(steps != 0, axis=1)]
    words = "".join(_step(x, y) for x, y in steps.tolist())
    return f"M{_tenths(corners[0, 0])} {_tenths(corners[0, 1])}" + (f"l{words.strip()}" if words else "h.1")


def _step(x: int, y: int) -> str:
    right, down = _tenths(x), _tenths(y)
    return f" {right}{down}" if down.startswith("-") else f" {right} {down}"


def _tenths(value: int) -> str:
    """A number of tenths as short as SVG takes it: ``-.5``, ``12``, ``3.4``."""
    whole, part = divmod(abs(int(value)), 10)
    text = f"{whole or ''}.{part}" if part else str(whole)
    return f"-{text}" if value < 0 and text != "0" else text


def _patterns(shapes: Iterable[Shape], id_: str) -> Html | None:
    if not any(isinstance(shape, Area) and shape.is_hatched for shape in shapes):
        return None
    step = _HATCH_STEP
    return element(
        "defs",
        element(
            "pattern",
            element("path", d=_STRIPES),
            id=f"{id_}-hatch",
            class_="map-hatch",
            width=step,
            height=step,
            patternUnits="userSpaceOnUse",
        ),
    )


def _scale_bar(picture: Picture, size: float) -> Html:
    """The scale in the lower left corner: a bar and what it comes to."""
    y = picture.height - 16
    end = 16 + picture.scale_length
    bar = element("path", class_="map-scale", d=f"M16 {number(y - 8)}v8H{number(end)}v-8", fill="none")
    words = element(
        "text",
        picture.scale_words,
        x=end + size * 0.4,
        y=y - size * 0.3,
        font_size=size,
        class_="map-scale-words",
    )
    return element("g", bar, words)


def _opacity(opacity: float) -> float | None:
    return opacity if opacity < 1 else None
