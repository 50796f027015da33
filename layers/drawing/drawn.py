"""``draw_map``: a view as a picture, ground first, then its layers from the lowest to the highest."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import shapely

from data.answers.cells import Occupied
from data.answers.gate import Gate
from data.answers.question import Form
from data.roles import Actor
from layers.allowed import allowed_layer
from layers.base import Kind, Layer, View
from layers.drawing.classes import MISSING, NONE, Classed, classed
from layers.drawing.coverage import region_shapes
from layers.drawing.frame import MERCATOR, Frame, frames_of, metres_per_point, projected
from layers.drawing.ground import border_shapes, ground_shapes, lake_shapes, plan_shapes, state_lines
from layers.drawing.ink import ink
from layers.drawing.labels import Names, Wish
from layers.drawing.layer_marks import mark_wishes, marks
from layers.drawing.layer_shapes import Hand, cells, filled_regions, outlined_regions, region_wishes
from layers.drawing.legend import legend_part
from layers.drawing.picture import LegendPart, Mark, Picture, Shape, Theme
from layers.drawing.viewed import PlanRegion, Surroundings, Viewed
from layers.geometry import CELL_KINDS, ids_of

USUAL_SIZE = 8.5
"""Size of words on paper, points."""
_CELL_POINTS = 7.0
_LEVELS_BEYOND_ZOOM = 7
_MOST_NAMES = 9
_SEEN = 0.6
"""Names keep off marks that are as strong as that."""
_FAR_METRES = 1000.0
"""Where a point comes to more than that, marks are not named beside regions."""
_METRES_PER_MILE = 1609.344
_SCALE_STEPS = (1, 2, 5)


@dataclass(frozen=True, kw_only=True)
class _Shown:
    """A layer with its answer in classes, and its opacity from 0 to 1."""

    layer: Layer
    found: Classed
    opacity: float


def draw_map(
    gate: Gate,
    actor: Actor,
    view: Viewed,
    *,
    width: float,
    height: float,
    theme: Theme,
    plan_regions: Sequence[PlanRegion] = (),
    surroundings: Surroundings | None = None,
    size: float = USUAL_SIZE,
) -> Picture:
    """The picture of a view, ``width`` by ``height`` points, its words of ``size`` points.

    Classes, colours and hatching are those of the map component. Layers of cells lie over filled
    regions, marks over both, names over all; heat is drawn as cells. ``surroundings`` is the land
    around the United States; without it the ground is that of the states alone. ``plan_regions``
    are drawn as outlines with names.

    Raises
    ------
    AccessDeniedError
        If the actor may not view, or not one of the layers.
    QuestionError
        If the view names a layer that there is not, or a layer cannot be asked as it says.
    UnknownVersionError
        If the view pins a data version that the store does not have.
    """
    hand = Hand(theme=theme, ink=ink(theme), pen=size / 14, size=size)
    frames = frames_of(view, width, height, foot=2.2 * size)
    shown = [_shown(gate, actor, view, row, frames[0]) for row in reversed(view.layers)]
    frames = (frames[0], *(frame for frame in frames[1:] if _has_data(shown, frame)))
    names = Names((0.0, 0.0, width, height), size=size, ink=hand.ink)
    shapes: list[Shape] = []
    around = surroundings or Surroundings()
    drawn: list[tuple[_Shown, list[Mark]]] = []
    for frame in frames:
        if frame is not frames[0]:
            names.keep_free(frame.box)
        shapes += _frame_shapes(shown, frame, hand, around, partial(gate.cells, actor, view.filter))
        shapes += plan_shapes(plan_regions, frame, hand)
        if frame is frames[0]:
            drawn = [(one, _marks_of(one, frame, hand)) for one in shown if one.layer.points]
            shapes += [mark for _, found in drawn for mark in found]
        else:
            shapes += [mark for one in shown if one.layer.points for mark in _marks_of(one, frame, hand)]
    length, words = _scale(frames[0], width)
    names.keep_free((0, height - 2 * size, 30 + length + size * 4, height))
    names.grant(_plan_wishes(plan_regions, frames[0]), most=2 * _MOST_NAMES)
    _name(names, shown, drawn, frames[0], hand)
    return Picture(
        width=width,
        height=height,
        background=hand.ink.water,
        shapes=(*shapes, *names.labels),
        legend=_legend(shown, hand),
        alt=_alt(shown, view),
        scale_words=words,
        scale_length=length,
    )


def _shown(gate: Gate, actor: Actor, view: Viewed, row: tuple[str, int], frame: Frame) -> _Shown:
    key, percent = row
    chosen = allowed_layer(actor, key)
    question = chosen.question(view.filter, View(zoom=_zoom(frame), form=view.form))
    answer = gate.ask(actor, question)
    found = classed(chosen, answer, ids_of(chosen), is_uncertainty_shown=view.is_uncertainty_shown)
    return _Shown(layer=chosen, found=found, opacity=percent / 100)


def _zoom(frame: Frame) -> float:
    """The zoom at which cells are about :data:`_CELL_POINTS` to the side."""
    side = _CELL_POINTS / frame.scale if frame.crs == MERCATOR else _CELL_POINTS / frame.scale * 1.2
    return max(math.log2(2 * math.pi * 6378137.0 / side) - _LEVELS_BEYOND_ZOOM, 0.0)


def _frame_shapes(
    shown: list[_Shown], frame: Frame, hand: Hand, around: Surroundings, cells_of: Callable[[int], Occupied]
) -> Iterator[Shape]:
    """All of a frame but its marks and names; ``cells_of`` gives the occupied cells of a level."""
    yield from ground_shapes(frame, around, hand)
    kinds = [(one, one.layer.kind) for one in shown]
    for one, kind in kinds:
        if kind is Kind.REGIONS and not one.layer.style.is_outline_only:
            yield from filled_regions(one.found, frame, hand, opacity=one.opacity)
    yield from lake_shapes(frame, around, hand)
    for one, kind in kinds:
        if kind in CELL_KINDS:
            level = one.found.answer.question.level or 0
            yield from cells(one.found, cells_of(level), frame, hand, opacity=one.opacity)
    yield from state_lines(frame, hand)
    for one, _ in kinds:
        if one.layer.style.is_outline_only:
            yield from outlined_regions(one.layer, frame, hand, opacity=one.opacity)
    yield from border_shapes(frame, around, hand)


def _marks_of(one: _Shown, frame: Frame, hand: Hand) -> list[Mark]:
    points = one.layer.points
    return marks(one.found, points(), frame, hand, opacity=one.opacity) if points else []


def _name(
    names: Names, shown: list[_Shown], drawn: list[tuple[_Shown, list[Mark]]], frame: Frame, hand: Hand
) -> None:
    """Names of the uppermost filled regions, then of marks where these are near or alone."""
    filled = [one for one in shown if one.layer.kind is Kind.REGIONS and not one.layer.style.is_outline_only]
    if filled:
        names.grant(region_wishes(filled[-1].found, frame, hand), most=_MOST_NAMES)
    if names.labels and metres_per_point(frame) > _FAR_METRES:
        return
    for mark in (mark for _, found in drawn for mark in found if mark.opacity >= _SEEN):
        r = 0.8 * mark.radius
        names.keep_free((mark.x - r, mark.y - r, mark.x + r, mark.y + r))
    for one, found in reversed(drawn):
        names.grant(mark_wishes(one.found, found, hand), most=_MOST_NAMES - 3)


def _has_data(shown: list[_Shown], inset: Frame) -> bool:
    """Whether any layer has a value or a mark in an inset."""
    for one in shown:
        if one.layer.points:
            found = one.layer.points()
            rows = inset.holds(inset.at(found.lon, found.lat))
            if (rows & (one.found.codes != MISSING)).any():
                return True
        set_key = one.layer.region_set
        if set_key and not one.layer.style.is_outline_only:
            shapes = region_shapes(set_key, inset)
            is_there = [not shape.is_empty for shape in shapes]
            if (is_there & (one.found.codes != MISSING) & (one.found.codes != NONE)).any():
                return True
    return False


def _plan_wishes(regions: Sequence[PlanRegion], frame: Frame) -> list[Wish]:
    """Names of a plan's regions at their middles, larger ones first."""
    if not regions:
        return []
    shapes = frame.clipped(projected(np.array([region.shape for region in regions], object), frame.crs))
    middles = shapely.point_on_surface(shapes)
    return [
        Wish(x=middle.x, y=middle.y, name=region.name, strength=float(shape.area))
        for region, shape, middle in zip(regions, shapes, middles, strict=True)
        if not shape.is_empty
    ]


def _classes(layer: Layer) -> tuple[str, ...]:
    return layer.points().classes if layer.points else ()


def _legend(shown: list[_Shown], hand: Hand) -> tuple[LegendPart, ...]:
    """The legend of each layer, the uppermost first; like titles give way to those of the layers."""
    pairs = [
        (one.layer.title, legend_part(one.found, _classes(one.layer), hand, opacity=one.opacity))
        for one in reversed(shown)
    ]
    titles = [part.title for _, part in pairs]
    return tuple(
        replace(part, title=title) if titles.count(part.title) > 1 else part for title, part in pairs
    )


def _alt(shown: list[_Shown], view: Viewed) -> str:
    titles = " and ".join(one.layer.title for one in reversed(shown)) or "No layers"
    form = ", change from a year before" if view.form is Form.CHANGE else ""
    return f"Map: {titles}{form}. {view.filter.sentence()}."


def _scale(frame: Frame, width: float) -> tuple[float, str]:
    """Length of the scale bar in points, and its miles in words: at most a sixth of the width."""
    most = metres_per_point(frame) * width / 6 / _METRES_PER_MILE
    power = 10.0 ** math.floor(math.log10(most))
    miles = max(step * power for step in _SCALE_STEPS if step * power <= most)
    return miles * _METRES_PER_MILE / metres_per_point(frame), f"{miles:g} mi"
