"""A measured figure: what it is of, in words, and the value."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One line of the report: the part it belongs to, what was measured, the value in words."""

    part: str
    label: str
    words: str


def milliseconds(value: float) -> str:
    """The duration as ``1,234 ms``."""
    return f"{value:,.0f} ms"


def kilobytes(count: float) -> str:
    """The number of bytes as ``1,234 kB`` (1,000 bytes)."""
    return f"{count / 1000:,.0f} kB" if count >= 10_000 else f"{count / 1000:,.1f} kB"


def spread(values: Sequence[float]) -> str:
    """Median and 95th percentile (nearest rank) of durations in milliseconds."""
    ordered = sorted(values)
    at_95 = ordered[math.ceil(0.95 * len(ordered)) - 1]
    return f"p50 {milliseconds(statistics.median(ordered))}, p95 {milliseconds(at_95)} (n = {len(ordered)})"
