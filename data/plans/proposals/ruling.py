"""How long a search may go on, and what makes a plan valid."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from data.plans.proposals.objectives import Marks

Floats = NDArray[np.float64]
ROUNDING = 1e-9
"""By so much a rule may be missed, as sums of weights are rounded."""


@dataclass(kw_only=True)
class Limits:
    """How long a search may go on: so many steps, until a moment of ``time.monotonic``, until told to end."""

    steps: int
    until: float
    is_cancelled: Callable[[], bool]
    taken: int = 0
    is_cut_short: bool = False
    was_cancelled: bool = False

    def is_over(self) -> bool:
        """Whether the search shall end now."""
        if self.taken >= self.steps:
            return True
        self.was_cancelled = self.was_cancelled or self.is_cancelled()
        self.is_cut_short = self.is_cut_short or time.monotonic() >= self.until
        return self.was_cancelled or self.is_cut_short


class Judged(NamedTuple):
    """What is worked out of a plan once: its marks, and how far each region is off."""

    marks: Marks
    off: Floats


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """The rules of a search: what makes a plan valid, and whether regions must be in one piece.

    ``tolerance`` is that of the board, or wider where no plan within it was found.
    """

    tolerance: float
    coverage_at_least: float
    is_whole: bool = True

    def excess(self, judged: Judged) -> float:
        """How far a plan is from valid, 0 if it is: deviations over tolerance, ports short of the share.

        Squares count too, so that two neighbours who even out are nearer even if neither is within
        tolerance yet.
        """
        over = np.maximum(np.abs(judged.off) - self.tolerance - ROUNDING, 0)
        short = max(0.0, self.coverage_at_least - (1 - judged.marks.uncovered) - ROUNDING)
        return float((over * (1 + over)).sum()) + short
