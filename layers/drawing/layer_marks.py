"""Marks of places: their shape by class, their size by value, side by side where places coincide."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from layers.base import Points
from layers.drawing.classes import HIDDEN, MISSING, NONE, QUIET, Classed, class_colours, quiet_colour
from layers.drawing.frame import Floats, Frame
from layers.drawing.ink import ramp_colours
from layers.drawing.labels import Wish
from layers.drawing.layer_shapes import Hand
from layers.drawing.picture import Mark

_BARE_SHARE = 0.55
_FEW_MARKS = 12
"""Up to so many marks of the least size are named too."""


def marks(found: Classed, points: Points, frame: Frame, hand: Hand, *, opacity: float) -> list[Mark]:
    """The marks of a layer in a frame, the largest first; those at one place stand side by side."""
    places = frame.at(points.lon, points.lat)
    radii = mark_radii(found, hand)
    rows = np.flatnonzero(frame.holds(places))
    rows = rows[np.argsort(-radii[rows], kind="stable")]
    shifted = _side_by_side(places[rows], radii[rows])
    shapes = dict(found.layer.style.shapes)
    looks = mark_looks(found, hand)
    drawn = []
    for row, (x, y) in zip(rows.tolist(), shifted.tolist(), strict=True):
        fill, edge, strength = looks[int(found.codes[row])]
        drawn.append(
            Mark(
                x=round(x, 1),
                y=round(y, 1),
                radius=round(float(radii[row]), 1),
                shape=shapes.get(points.classes[row], "circle"),
                fill=fill,
                outline=edge,
                opacity=round(opacity * strength, 2),
                name=points.names[row],
            )
        )
    return sorted(drawn, key=lambda mark: mark.opacity)


def mark_radii(found: Classed, hand: Hand) -> Floats:
    """Radius of each mark, points: area grows with the value, what has none gets the smallest."""
    size = found.layer.style.size
    least, most = (size.minimum_px, size.maximum_px) if size else (4.0, 14.0)
    is_class = (found.codes != NONE) & found.is_shown()
    values = np.where(is_class, np.abs(found.values), 0.0)
    largest = max(float(values.max(initial=0.0)), 1e-9)
    result: Floats = hand.size / 15 * np.maximum(least, most * np.sqrt(values / largest))
    return result


def mark_looks(found: Classed, hand: Hand) -> dict[int, tuple[str, str, float]]:
    """Fill, edge and strength of each code of a mark."""
    ink = hand.ink
    looks = {NONE: (ink.land, ink.outline, _BARE_SHARE), MISSING: (ink.land, ink.outline, _BARE_SHARE)}
    size = found.layer.style.size
    if size and size.minimum_px == size.maximum_px:
        colour = ramp_colours(found.layer.style.ramp, hand.theme)[-1]
        looks = dict.fromkeys((NONE, MISSING), (colour, ink.mark_edge, 1.0))
    for place, colour in enumerate(class_colours(found, hand.theme, ink), start=1):
        looks[place] = (colour, ink.mark_edge, 1.0)
        looks[place + QUIET] = (quiet_colour(colour, ink), colour, 1.0)
    looks[HIDDEN] = (ink.hidden, ink.outline, 1.0)
    return looks


def mark_wishes(found: Classed, marked: Iterable[Mark], hand: Hand) -> list[Wish]:
    """Names of the marks that are larger than the smallest, around them."""
    drawn = list(marked)
    least = min(mark_radii(found, hand).tolist(), default=0.0)
    is_few = len(drawn) <= _FEW_MARKS
    return [
        Wish(x=mark.x, y=mark.y, name=mark.name.partition(",")[0], strength=mark.radius, radius=mark.radius)
        for mark in drawn
        if mark.radius > least * 1.5 or is_few
    ]


def _side_by_side(places: Floats, radii: Floats) -> Floats:
    """Places moved along a row where several are within a point of each other."""
    groups: dict[tuple[int, int], list[int]] = {}
    for row, (x, y) in enumerate(np.rint(places).astype(int).tolist()):
        groups.setdefault((x, y), []).append(row)
    moved = places.copy()
    for rows in groups.values():
        if len(rows) > 1:
            widths = 2 * radii[rows]
            starts = np.cumsum(widths) - widths
            moved[rows, 0] += starts + widths / 2 - widths.sum() / 2
    return moved
