"""Ends and marks of the value axis of a chart, and where a waterfall's bars stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from data.briefs.content import Chart, ChartKind

_SMALL_STEPS = 0.35
"""If a waterfall's steps span less than this share of its totals, its axis is cut."""


@dataclass(frozen=True, kw_only=True)
class Axis:
    """A value axis from ``low`` to ``high`` with its marks; ``is_cut`` if it does not begin at zero."""

    low: float
    high: float
    marks: tuple[float, ...]
    is_cut: bool = False

    def share(self, value: float) -> float:
        """How far along the axis a value is, 0 to 1."""
        return (value - self.low) / (self.high - self.low)


@dataclass(frozen=True, kw_only=True)
class Step:
    """A bar of a waterfall: from where to where, ``None`` where the value is not shown."""

    start: float
    end: float | None
    is_total: bool


def axis(values: Sequence[float], *, from_zero: bool = True, marks: int = 4) -> Axis:
    """An axis over the values with marks at round numbers; it begins at zero unless told otherwise."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if high <= low:
        high = low + 1
    step = _round_step((high - low) / marks)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    found = tuple(step * index for index in range(first, last + 1))
    return Axis(low=found[0], high=found[-1], marks=found, is_cut=found[0] > 0)


def chart_axis(chart: Chart, *, marks: int = 4) -> Axis:
    """The axis of a chart with its intervals; that of a waterfall of small steps is cut."""
    if chart.kind is ChartKind.WATERFALL:
        return _waterfall_axis(chart, marks)
    values = [value for series in chart.series for value in series.values if value is not None]
    values += [end for series in chart.series for pair in series.intervals if pair for end in pair]
    return axis(values, marks=marks)


def steps_of(chart: Chart) -> tuple[Step, ...]:
    """The bars of a waterfall: first and last stand on the ground, each other where the one before ends."""
    values = chart.series[0].values
    steps: list[Step] = []
    level = 0.0
    for index, value in enumerate(values):
        is_total = index in {0, len(values) - 1}
        start = 0.0 if is_total else level
        end = None if value is None else start + value
        steps.append(Step(start=start, end=end, is_total=is_total))
        level = level if end is None else end
    return tuple(steps)


def step_intervals(chart: Chart) -> tuple[tuple[float, float] | None, ...]:
    """The interval of each bar of a waterfall, where its end may lie."""
    found: tuple[tuple[float, float] | None, ...] = chart.series[0].intervals
    if not found:
        return (None,) * len(chart.labels)
    return tuple(
        (step.start + pair[0], step.start + pair[1]) if pair else None
        for step, pair in zip(steps_of(chart), found, strict=True)
    )


def _waterfall_axis(chart: Chart, marks: int) -> Axis:
    steps = steps_of(chart)
    ends = [step.end for step in steps if step.end is not None]
    ends += [end for pair in step_intervals(chart) if pair for end in pair]
    low, high = min(ends, default=0.0), max(ends, default=1.0)
    if low > 0 and high - low < _SMALL_STEPS * high:
        return axis([low - 0.35 * max(high - low, high * 0.001), high], from_zero=False, marks=marks)
    return axis(ends, marks=marks)


def _round_step(least: float) -> float:
    """The smallest of 1, 2, 2.5, 5 times a power of ten that is at least this."""
    power = 10.0 ** floor(log10(least)) if least > 0 else 1.0
    return next(power * part for part in (1, 2, 2.5, 5, 10) if power * part >= least * (1 - 1e-9))


def mark_words(value: float) -> str:
    """A mark of an axis: ``1,500``, ``0.25``."""
    words = f"{value:,.0f}" if abs(value) >= 10 or value == round(value) else f"{value:,.2f}".rstrip("0")
    return words.replace("-", "−")
