"""What each kind of layer is drawn as: filled regions, outlines, cells and marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from data.answers.cells import Occupied
from data.answers.disclosure import State
from data.answers.question import Form
from data.geography.grid import cell_bounds
from data.geography.regions import region_set
from layers.base import Layer, Points
from layers.drawing.classes import HIDDEN, MISSING, NONE, QUIET, Classed, class_colours, quiet_colour
from layers.drawing.coverage import outline, region_shapes, rings_of
from layers.drawing.frame import Floats, Frame
from layers.drawing.ink import Ink, over, ramp_colours
from layers.drawing.labels import Wish, without_common_words
from layers.drawing.picture import Area, Line, Mark, Shape, Theme
from layers.words import value_words

FEW_REGIONS = 60
"""Up to so many regions are outlined; of more only the fills are told apart."""
_BARE_SHARE = 0.55
_FEW_MARKS = 12
"""Up to so many marks of the least size are named too."""


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
