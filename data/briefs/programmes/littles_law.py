"""Little's law over a stage of custody: stock, flow and stay, and what follows where one is not known.

In a stage that is in balance the mean number held is the rate of entry times the mean stay, whatever
the order of service and the spread of stays. Everything here is pure: figures in, figures out, ``None``
where it cannot be told.

Source: J. D. C. Little, Operations Research 9 (1961), L = λ W.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

FORMULA = "People held = book-ins a day × average stay in days (Little's law)"
ASSUMPTIONS = (
    "The law holds over a span in which entries and exits balance.",
    "The published stay is of those who left, not of those who are held.",
    "Whole fiscal years only: a part of a year is not judged.",
)
_Z = 1.96
"""Standard errors on either side of a 95 % interval."""


@dataclass(frozen=True, kw_only=True)
class StageYear:
    """One fiscal year of a stage: entries in ``days`` days, mean number held, mean stay in days.

    A figure that is not known is ``None``; ``is_partial`` says that the year is not whole.
    """

    year: str
    entries: float | None
    held: float | None
    stay_days: float | None
    days: int
    is_partial: bool = False


def implied_held(year: StageYear) -> float | None:
    """The mean number held that entries and stay imply; ``None`` if a figure lacks or the year is partial.

    Examples
    --------
    >>> implied_held(StageYear(year="2023", entries=36_500.0, held=None, stay_days=30.0, days=365))
    3000.0
    """
    if year.is_partial or year.entries is None or year.stay_days is None or year.days <= 0:
        return None
    return year.entries / year.days * year.stay_days


def held_over_implied(year: StageYear) -> float | None:
    """The number held over the number implied: 1 is balance, more means that the stage was filling.

    Examples
    --------
    >>> held_over_implied(StageYear(year="2023", entries=36_500.0, held=3300.0, stay_days=30.0, days=365))
    1.1
    """
    implied = implied_held(year)
    return year.held / implied if year.held is not None and implied else None


def newest_whole(years: tuple[StageYear, ...]) -> StageYear | None:
    """The newest year that is whole and of which all is known; ``None`` if there is none."""
    known = [year for year in years if held_over_implied(year) is not None]
    return known[-1] if known else None


@dataclass(frozen=True, kw_only=True)
class DaysToFull:
    """Days until a stage is full at the present net flow, with a 95 % interval.

    ``latest`` is ``None`` where the interval has no end: the flow may as well be in balance.
    """

    days: float
    soonest: float
    latest: float | None


def days_to_full(
    *, free: float | None, entries: float | None, exits: float | None, days: int
) -> DaysToFull | None:
    """Days until ``free`` places are taken, from entries and exits in ``days`` days, taken as Poisson.

    ``None`` where a figure is not known, nothing is free, or the stage is not filling.

    Examples
    --------
    >>> days_to_full(free=300.0, entries=9_300.0, exits=9_000.0, days=30).days
    30.0
    >>> days_to_full(free=300.0, entries=9_000.0, exits=9_000.0, days=30) is None
    True
    """
    if free is None or entries is None or exits is None or free <= 0 or days <= 0:
        return None
    net, spread = entries - exits, _Z * sqrt(entries + exits)
    if net <= 0:
        return None
    least = net - spread
    return DaysToFull(
        days=free * days / net,
        soonest=free * days / (net + spread),
        latest=free * days / least if least > 0 else None,
    )


def wait_days(held: float | None, exits: float | None, days: int) -> float | None:
    """Mean days that those held now take to leave: stock over exits a day; ``None`` if it cannot be told.

    Examples
    --------
    >>> wait_days(400.0, 6_000.0, 30)
    2.0
    """
    return held * days / exits if held is not None and exits else None


def binding_stage(waits: Mapping[str, float | None]) -> str | None:
    """The stage with the longest wait; ``None`` if fewer than two waits are known.

    Examples
    --------
    >>> binding_stage({"short-term custody": 2.0, "detention": 48.0}), binding_stage({"detention": 48.0})
    ('detention', None)
    """
    known = {stage: wait for stage, wait in waits.items() if wait is not None}
    return max(known, key=lambda stage: known[stage]) if len(known) > 1 else None
