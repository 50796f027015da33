"""From values to classes, colours and words: the rules of the map component, class for class.

The same as ``dashboard/map/src/classes.ts`` and ``value-words.ts``; a test holds both to one table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from data.answers.change import Verdict
from data.answers.question import Answer, Form
from layers.base import Layer
from layers.breaks import decimals
from layers.drawing.ink import Ink, over, ramp_colours
from layers.drawing.picture import Theme
from layers.frames import breaks_of
from layers.palette import BALANCE
from layers.values import NO_DATA, SUPPRESSED, WireValues, wire_values

NONE, MISSING, HIDDEN = 0, 254, 255
"""Codes of what is painted; 1 to k are the classes, low to high."""
QUIET = 64
"""Added to the class of a change that does not stand out."""
_QUIET_SHARE = 0.35


@dataclass(frozen=True, kw_only=True)
class Classed:
    """An answer in the order of a geometry: values, the class of each, the limits between classes."""

    layer: Layer
    answer: Answer
    values: NDArray[np.float64]
    codes: NDArray[np.uint8]
    breaks: tuple[float, ...]
    decimals: int
    hidden: int

    @property
    def is_signed(self) -> bool:
        """Whether values are changes."""
        return self.answer.question.form is Form.CHANGE

    def is_shown(self) -> NDArray[np.bool_]:
        """Which values may be read."""
        result: NDArray[np.bool_] = (self.codes != MISSING) & (self.codes != HIDDEN)
        return result


def classed(
    layer: Layer, answer: Answer, ids: tuple[str, ...] | None, *, is_uncertainty_shown: bool = True
) -> Classed:
    """The answer of a layer in classes, in the order of ``ids`` (its own, if ``None``)."""
    wire = wire_values(answer, ids)
    form = answer.question.form
    breaks = breaks_of(layer, form, wire)
    codes = class_codes(wire.arrays["values"], breaks, is_signed=form is Form.CHANGE)
    if form is Form.CHANGE and is_uncertainty_shown:
        verdict = wire.arrays["verdict"]
        stands_out = (verdict == Verdict.HIGHER) | (verdict == Verdict.LOWER)
        codes = np.where((codes > NONE) & (codes < MISSING) & ~stands_out, codes + QUIET, codes).astype(
            np.uint8
        )
    return Classed(
        layer=layer,
        answer=answer,
        values=wire.arrays["values"].astype(np.float64),
        codes=codes,
        breaks=breaks,
        decimals=_decimals(form, breaks, wire),
        hidden=wire.hidden,
    )


def class_codes(
    values: NDArray[np.generic], breaks: Sequence[float], *, is_signed: bool
) -> NDArray[np.uint8]:
    """One code for each value of the wire (uint32 with sentinels, or float32).

    A value is of the class after the limits that it reaches; a negative limit belongs to the class
    below it, so that classes of less and of more mirror one another.
    """
    is_whole = values.dtype == np.uint32
    numbers = values.astype(np.float64)
    hidden = values == SUPPRESSED if is_whole else np.isposinf(numbers)
    missing = values == NO_DATA if is_whole else np.isnan(numbers)
    codes = np.ones(len(numbers), np.int64)
    for limit in breaks:
        codes += numbers >= limit if limit >= 0 else numbers > limit
    if not is_signed:
        codes[numbers == 0] = NONE
    codes[hidden] = HIDDEN
    codes[missing] = MISSING
    return codes.astype(np.uint8)


def class_colours(found: Classed, theme: Theme, ink: Ink) -> list[str]:
    """One colour for each class, low to high, before it covers the ground."""
    if not found.is_signed:
        return _spread(ramp_colours(found.layer.style.ramp, theme), len(found.breaks) + 1)
    ramp = ramp_colours(BALANCE, theme)
    half = len(ramp) // 2
    below = sum(limit < 0 for limit in found.breaks)
    above = sum(limit > 0 for limit in found.breaks)
    same = [ink.same] if below + above == len(found.breaks) else []
    return [*reversed(_spread(ramp[:half][::-1], below)), *same, *_spread(ramp[-half:], above)]


def quiet_colour(colour: str, ink: Ink) -> str:
    """The colour of a class where it does not stand out."""
    return over(colour, ink.home, _QUIET_SHARE)


def _spread(colours: Sequence[str], classes: int) -> list[str]:
    """One colour for each class, over the whole ramp where there are fewer classes than colours."""
    last = len(colours) - 1
    places = [last * 2 / 3] if classes == 1 else [place * last / (classes - 1) for place in range(classes)]
    return [colours[min(last, int(place + 0.5))] for place in places]


def range_words(found: Classed) -> list[str]:
    """The range of each class in words, low to high."""
    breaks = found.breaks
    if found.is_signed:
        return _signed_words(breaks)
    if found.answer.question.form is not Form.COUNT:
        words = [f"{limit:,.{found.decimals}f}" for limit in breaks]
        if not words:
            return ["any value"]
        between = [f"{low} to under {high}" for low, high in pairwise(words)]
        return [f"under {words[0]}", *between, f"{words[-1]} and over"]
    starts = [max(1, found.answer.floor), *breaks]
    ends = [int(limit) - 1 for limit in breaks]
    between = [
        f"{start:,.0f}–{end:,.0f}" if end > start else f"{min(start, end):,.0f}"
        for start, end in zip(starts, ends, strict=False)
    ]
    return [*between, f"{starts[-1]:,.0f} and over"]


def _signed_words(breaks: tuple[float, ...]) -> list[str]:
    """``−500 and under``, ``about the same (under ±50)``, ``+50 to +499``; the stronger end is open."""
    below = [-limit for limit in breaks if limit < 0]
    above = [limit for limit in breaks if limit > 0]
    nearest = above[0] if above else below[-1] if below else 0.0
    same = f"about the same (under ±{nearest:,.0f})" if nearest > 0 else "any change"
    less = [_side_words(size, below[place - 1] if place else None, "−") for place, size in enumerate(below)]
    ends = [*above[1:], None]
    more = [_side_words(size, end, "+") for size, end in zip(above, ends, strict=False)]
    return [*less, *([same] if len(below) + len(above) == len(breaks) else []), *more]


def _side_words(near: float, far: float | None, sign: str) -> str:
    if far is None:
        return f"{sign}{near:,.0f} and {'over' if sign == '+' else 'under'}"
    return f"{sign}{near:,.0f} to {sign}{far - 1:,.0f}"


def _decimals(form: Form, breaks: tuple[float, ...], wire: WireValues) -> int:
    if form in (Form.COUNT, Form.CHANGE):
        return 0
    return decimals(breaks or tuple(wire.shown[:1].tolist()))
