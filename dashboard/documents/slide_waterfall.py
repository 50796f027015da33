"""A waterfall as stacked columns: what is under each step is a column that is not seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.documents.axes import Step, chart_axis, step_intervals, steps_of
from data.briefs.content import Chart

_UNDER, _ENDS, _MORE, _FEWER, _BELOW, _WORDS = "Under", "Level", "More", "Fewer", "Below zero", "Words"

Values = tuple[float | None, ...]
Pairs = tuple[tuple[float, float] | None, ...]


@dataclass(frozen=True, kw_only=True)
class Stack:
    """Series from the lowest up, by name; those in ``unseen`` are there to hold others up.

    ``words`` names the series that carries the words over the bars. ``intervals`` are for the series whose
    upper end is the end of the step: how far each reaches under and over it. ``low`` and ``high`` are
    the ends of the axis.
    """

    series: tuple[tuple[str, Values], ...]
    unseen: frozenset[str]
    words: str
    intervals: Mapping[str, Pairs]
    low: float
    high: float
    bars: tuple[Step, ...]

    def is_total(self, at: int) -> bool:
        """Whether a bar stands on the ground."""
        return self.bars[at].is_total


def stack_of(chart: Chart, *, room: float) -> Stack:
    """The stacked columns of a waterfall; ``room`` is the share of the axis for the words over a bar."""
    bars, axis, intervals = steps_of(chart), chart_axis(chart), step_intervals(chart)
    over = room * (axis.high - axis.low)
    columns = [_column(bar) for bar in bars]
    words = tuple(_words(bar, pair, over) for bar, pair in zip(bars, intervals, strict=True))
    named = {
        name: tuple(column.get(name) for column in columns) for name in (_UNDER, _ENDS, _MORE, _FEWER, _BELOW)
    }
    used = {name: values for name, values in named.items() if name == _UNDER or any(values)}
    return Stack(
        series=(*used.items(), (_WORDS, words)),
        unseen=frozenset({_UNDER, _WORDS}),
        words=_WORDS,
        intervals=_intervals(bars, intervals),
        low=axis.low,
        high=axis.high + over,
        bars=bars,
    )


def _column(bar: Step) -> dict[str, float]:
    if bar.end is None:
        return {}
    if bar.is_total:
        return {_ENDS: bar.end}
    low, high = sorted((bar.start, bar.end))
    name = _MORE if bar.end >= bar.start else _FEWER
    if low >= 0:
        return {_UNDER: low, name: high - low}
    if high <= 0:
        return {_UNDER: high, name: low - high}
    return {name: high, _BELOW: low}


def _words(bar: Step, pair: tuple[float, float] | None, room: float) -> float | None:
    """Height of the column that carries the words: over the interval."""
    if bar.end is None:
        return None
    top = bar.end if bar.is_total else max(bar.start, bar.end)
    return max((pair[1] if pair else top) - top, 0.0) + room


def _intervals(bars: tuple[Step, ...], intervals: Pairs) -> dict[str, Pairs]:
    """Intervals by the series whose upper end is the end of the step: of a step down, what is under it."""
    carried: dict[str, list[tuple[float, float] | None]] = {
        name: [None] * len(bars) for name in (_UNDER, _ENDS, _MORE)
    }
    for at, (bar, pair) in enumerate(zip(bars, intervals, strict=True)):
        if pair is None or bar.end is None:
            continue
        name = _ENDS if bar.is_total else _MORE if bar.end >= bar.start else _UNDER
        carried[name][at] = (bar.end - pair[0], pair[1] - bar.end)
    return {name: tuple(pairs) for name, pairs in carried.items() if any(pairs)}
