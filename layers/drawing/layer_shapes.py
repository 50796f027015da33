"""What each kind of layer is drawn as: filled regions, outlines, cells and marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from data.answers.cells import Occupied
from data.answers.disclosure import State
from data.answers.question import Form
from data.geography.grid import cell_bounds
from data.geography.regions import region_set
from layers.base import Layer
from layers.drawing.classes import HIDDEN, NONE, QUIET, Classed, class_colours, quiet_colour
from layers.drawing.coverage import outline, region_shapes, rings_of
from layers.drawing.frame import Frame
from layers.drawing.ink import Ink, over, ramp_colours
from layers.drawing.labels import Wish, without_common_words
from layers.drawing.picture import Area, Line, Shape, Theme
from layers.words import value_words

FEW_REGIONS = 60
"""Up to so many regions are outlined; of more only the fills are told apart."""


@dataclass(frozen=True, kw_only=True)
class Hand:
    """How things are drawn: theme and colours, the width of a pen, the size of words, in points."""

    theme: Theme
    ink: Ink
    pen: float
    size: float


@dataclass(frozen=True, kw_only=True)
class Look:
    """How one class looks."""

    fill: str
    is_hatched: bool = False


def looks_of(found: Classed, hand: Hand, *, opacity: float) -> dict[int, Look]:
    """How each code looks over the ground; codes that are not drawn are no keys.

    Print tells less from more by hatching, as both ends of the ramp are as dark.
    """
    ink = hand.ink
    strength = opacity * (ink.fill if found.layer.region_set else ink.cell)
    is_print = hand.theme is Theme.PRINT
    looks: dict[int, Look] = {}
    for place, colour in enumerate(class_colours(found, hand.theme, ink), start=1):
        is_less = found.is_signed and place <= sum(limit < 0 for limit in found.breaks)
        looks[place] = Look(fill=over(colour, ink.home, strength), is_hatched=is_print and is_less)
        quiet = over(quiet_colour(colour, ink), ink.home, strength)
        looks[place + QUIET] = Look(fill=quiet, is_hatched=not is_print)
    looks[HIDDEN] = Look(fill=over(ink.hidden, ink.home, strength), is_hatched=True)
    if found.layer.style.none_words:
        looks[NONE] = Look(fill=over(ink.same, ink.home, strength))
    return looks


def filled_regions(found: Classed, frame: Frame, hand: Hand, *, opacity: float) -> Iterator[Shape]:
    """The regions of a layer in a frame, class by class, and their outlines where they are few."""
    set_key = found.layer.region_set or ""
    shapes = region_shapes(set_key, frame)
    names = [region.name for region in region_set(set_key).regions]
    is_few = len(shapes) <= FEW_REGIONS
    looks = looks_of(found, hand, opacity=opacity)
    for code in sorted(set(found.codes.tolist()) & set(looks)):
        look = looks[code]
        for row in np.flatnonzero(found.codes == code).tolist():
            rings = rings_of(shapes[row])
            if rings:
                yield Area(
                    rings=rings,
                    fill=look.fill,
                    outline=look.fill,
                    outline_width=round(0.25 * hand.pen, 2),
                    is_hatched=look.is_hatched,
                    name=names[row],
                )
    if is_few:
        width = round(0.55 * hand.pen, 2)
        dash = (3 * hand.pen, 2 * hand.pen) if found.layer.is_approximate else ()
        for line in outline(set_key, frame):
            yield Line(points=line, colour=hand.ink.outline, width=width, dash=dash)


def outlined_regions(layer: Layer, frame: Frame, hand: Hand, *, opacity: float) -> Iterator[Shape]:
    """The outlines of the regions of a layer in a frame."""
    colour = ramp_colours(layer.style.ramp, hand.theme)[-1]
    dash = (3 * hand.pen, 2 * hand.pen) if layer.is_approximate else ()
    for line in outline(layer.region_set or "", frame):
        yield Line(
            points=line,
            colour=colour,
            width=round(0.9 * hand.pen, 2),
            dash=dash,
            opacity=0.25 + 0.75 * opacity,
        )


def cells(found: Classed, occupied: Occupied, frame: Frame, hand: Hand, *, opacity: float) -> Iterator[Shape]:
    """The cells of a layer in a frame, one area for each class."""
    west, south, east, north = cell_bounds(occupied.codes, occupied.level)
    middles = frame.at((west + east) / 2, (south + north) / 2)
    looks = looks_of(found, hand, opacity=opacity)
    in_frame = frame.holds(middles)
    for code in sorted(set(found.codes.tolist()) & set(looks)):
        rows = np.flatnonzero((found.codes == code) & in_frame)
        if not len(rows):
            continue
        corners = [
            frame.at(lon[rows], lat[rows])
            for lon, lat in ((west, north), (east, north), (east, south), (west, south))
        ]
        rings = np.stack(corners, axis=1).astype(np.float32)
        look = looks[code]
        yield Area(rings=tuple(rings), fill=look.fill, is_hatched=look.is_hatched)


def region_wishes(found: Classed, frame: Frame, hand: Hand) -> list[Wish]:
    """Names of the regions with the largest values, with these values: in each, or beside a thin one."""
    set_key = found.layer.region_set or ""
    if len(region_set(set_key).regions) > 10 * FEW_REGIONS:
        return []
    names = without_common_words(region.name for region in region_set(set_key).regions)
    shapes = region_shapes(set_key, frame)
    wishes = []
    for row in np.flatnonzero(found.is_shown() & (found.codes != NONE)).tolist():
        if shapes[row].is_empty or (found.is_signed and found.codes[row] > QUIET):
            continue
        middle = _middle(shapes[row])
        wishes.append(
            Wish(
                x=middle.x,
                y=middle.y,
                name=names[row],
                strength=abs(float(found.values[row])),
                value=_shown_words(found, row),
                radius=_half_height(shapes[row], hand),
            )
        )
    return wishes


def _shown_words(found: Classed, row: int) -> str:
    form = found.answer.question.form
    words = value_words(float(found.values[row]), State.SHOWN, form=form, floor=found.answer.floor)
    if form is not Form.CHANGE:
        return words
    return f"{'▲' if found.values[row] > 0 else '▼'} {words}"


def _half_height(shape: BaseGeometry, hand: Hand) -> float:
    """Half the height of a region in which its name has no room; 0 where it has."""
    left, top, right, bottom = shape.bounds
    is_thin = bottom - top < 4 * hand.size or right - left < 5 * hand.size
    return (bottom - top) / 2 if is_thin else 0.0


def _middle(shape: BaseGeometry) -> shapely.Point:
    parts = shapely.get_parts(shape)
    largest = parts[np.argmax(shapely.area(parts))]
    middle: shapely.Point = shapely.centroid(largest)
    if not largest.contains(middle):
        middle = shapely.point_on_surface(largest)
    return middle
