"""How long work took on the wall and on the processor; the second hardly depends on what else runs."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

Made = TypeVar("Made")


@dataclass(frozen=True, kw_only=True)
class Took:
    """Milliseconds that passed, and milliseconds of all of the process's threads together."""

    wall_ms: float
    cpu_ms: float


def clocked(work: Callable[[], Made]) -> tuple[Took, Made]:
    """What the work took, and what it made."""
    cpu, wall = time.process_time(), time.perf_counter()
    made = work()
    return Took(wall_ms=(time.perf_counter() - wall) * 1000, cpu_ms=(time.process_time() - cpu) * 1000), made


def in_words(took: Sequence[Took]) -> str:
    """Medians and 95th percentiles: ``p50 1.6 ms, p95 12.4 ms; CPU 1.5 and 12.0 (n = 200)``."""
    wall, cpu = [one.wall_ms for one in took], [one.cpu_ms for one in took]
    return (
        f"p50 {statistics.median(wall):,.1f} ms, p95 {at_95(wall):,.1f} ms; "
        f"CPU {statistics.median(cpu):,.1f} and {at_95(cpu):,.1f} (n = {len(took)})"
    )


def at_95(values: Sequence[float]) -> float:
    """The 95th percentile, nearest rank."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]


def median_ratio(slow: Sequence[Took], fast: Sequence[Took]) -> float:
    """Median over pairs of how many times the processor time of the fast is that of the slow."""
    return statistics.median(
        one.cpu_ms / max(other.cpu_ms, 1e-3) for one, other in zip(slow, fast, strict=True)
    )
