"""Is a change real? What may be said of two counts, in words."""

from __future__ import annotations

from enum import IntEnum


class Verdict(IntEnum):
    """What may be said of the difference between two counts."""

    NOISE = 0
    HIGHER = 1
    LOWER = 2
    TOO_FEW = 3


WORDS: dict[Verdict, str] = {
    Verdict.NOISE: "within noise",
    Verdict.HIGHER: "stands out, higher",
    Verdict.LOWER: "stands out, lower",
    Verdict.TOO_FEW: "too few to tell",
}
"""Each verdict as people read it."""
