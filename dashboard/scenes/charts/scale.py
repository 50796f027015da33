"""From values to places along an axis, with round ticks."""

from __future__ import annotations

import math
from dataclasses import dataclass

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_BROKEN_BELOW = 0.45
"""Where all values lie in less than this share of the way from zero, the axis starts above zero."""


@dataclass(frozen=True, kw_only=True)
class Scale:
    """A straight scale from values (``low`` to ``high``) to pixels (``start`` to ``end``)."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The place of a value, pixels; values beyond the ends stand at the ends."""
        held = min(max(value, self.low), self.high)
        return self.start + (self.end - self.start) * (held - self.low) / (self.high - self.low)


def round_step(span: float, most: int) -> float:
    """The smallest round step that goes at most ``most`` times into a span.

    Examples
    --------
    >>> round_step(940, 4), round_step(0.7, 4)
    (250.0, 0.2)
    """
    rough = span / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(step for step in _STEPS if step * power >= rough * (1 - 1e-9))
    return float(f"{step * power:.6g}")


def round_ticks(low: float, high: float, most: int = 4) -> tuple[float, ...]:
    """Round ticks that reach from at or below ``low`` to at or above ``high``.

    Examples
    --------
    >>> round_ticks(0, 940)
    (0.0, 250.0, 500.0, 750.0, 1000.0)
    """
    span = high - low if high > low else max(abs(high), 1.0)
    step = round_step(span, most)
    first, last = math.floor(low / step + 1e-9), math.ceil((low + span) / step - 1e-9)
    return tuple(float(f"{number * step:.9g}") for number in range(first, last + 1))


def ground(low: float, high: float, *, is_whole: bool = True) -> float:
    """Where an axis starts: at zero, or below the lowest value where that is far from zero.

    ``is_whole`` says that lengths from zero are compared, as with bars: these always start there.

    Examples
    --------
    >>> ground(4100, 5300, is_whole=False), ground(10, 5300, is_whole=False)
    (3800.0, 0.0)
    """
    if low <= 0:
        return low
    if is_whole or high - low > _BROKEN_BELOW * high:
        return 0.0
    return max(0.0, low - 0.25 * (high - low))


def tick_words(value: float) -> str:
    """A tick's value: ``1,200``, ``0.25``, ``−500``, ``2.5 M``.

    Examples
    --------
    >>> tick_words(1200.0), tick_words(0.25), tick_words(-500.0), tick_words(2_500_000.0)
    ('1,200', '0.25', '−500', '2.5 M')
    """
    size = abs(value)
    sign = "−" if value < 0 else ""
    if size >= 1e6:
        return f"{sign}{size / 1e6:,.3g} M"
    return f"{sign}{size:,.0f}" if size >= 10 or size == int(size) else f"{sign}{size:.2g}"
