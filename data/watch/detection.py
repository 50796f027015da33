"""Which rules fire in the latest complete month: exact, and therefore not for people's eyes yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from data.answers.monthly_counts import MonthlyCounts
from data.watch.farrington import Expectation, Method, expectation
from data.watch.rules import Kind, Rule

HISTORY_MONTHS = 36
_LEAST_EXPECTED = 1.0


@dataclass(frozen=True, kw_only=True)
class Usual:
    """Expected count and the bounds of the usual."""

    expected: float
    lower: float
    upper: float


@dataclass(frozen=True, kw_only=True)
class History:
    """In how many of the months before this one a rule would have fired."""

    fired: int
    months: int


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A rule that fires in ``month``; ``excess`` is the count over the bound or threshold.

    ``usual`` goes with a rule for the unusual, ``history`` with a threshold.
    """

    rule: Rule
    month: date
    excess: float
    usual: Usual | None = None
    history: History | None = None


@dataclass(frozen=True, kw_only=True)
class Search:
    """What a search for the unusual found, and in how many pairs of region and category it looked.

    ``pairs`` leaves out those where less than one event is expected: they cannot fire by chance.
    It is 0 if the past is too short for any expectation.
    """

    findings: tuple[Finding, ...]
    pairs: int


def least_count(floor: int) -> int:
    """The minimum count of an unusual month: twice the disclosure floor, so that no small count is told.

    >>> least_count(10)
    20
    """
    return 2 * floor


def unusual(counts: MonthlyCounts, *, floor: int, method: Method) -> Search:
    """Pairs of region and category whose latest month is above the usual, most above first."""
    regions, categories, months = counts.values.shape
    series = counts.values.reshape(regions * categories, months)
    usual = expectation(series, months - 1, method)
    if usual is None:
        return Search(findings=(), pairs=0)
    now = series[:, -1]
    fires = (now > usual.upper) & (now >= least_count(floor))
    findings = (
        Finding(
            rule=Rule(
                kind=Kind.UNUSUAL,
                region=counts.regions[i // categories],
                category=counts.categories[i % categories],
            ),
            month=counts.months[-1],
            excess=float(now[i] / usual.upper[i]),
            usual=_usual(usual, i),
        )
        for i in np.flatnonzero(fires).tolist()
    )
    return Search(
        findings=tuple(sorted(findings, key=lambda found: -found.excess)),
        pairs=int((usual.expected >= _LEAST_EXPECTED).sum()),
    )


def reached(counts: MonthlyCounts, thresholds: Iterable[Rule]) -> tuple[Finding, ...]:
    """The thresholds that the latest month reaches, with how often they did before."""
    found = []
    for rule in thresholds:
        series = _series(counts, rule)
        if rule.least is not None and series.size and series[-1] >= rule.least:
            found.append(
                Finding(
                    rule=rule,
                    month=counts.months[-1],
                    excess=float(series[-1] / rule.least),
                    history=history(counts, rule),
                )
            )
    return tuple(sorted(found, key=lambda one: -one.excess))


def history(counts: MonthlyCounts, rule: Rule) -> History:
    """How often a threshold was reached in the months before the latest, at most 36 of them."""
    past = _series(counts, rule)[-HISTORY_MONTHS - 1 : -1]
    return History(fired=int((past >= (rule.least or 0)).sum()), months=int(past.size))


def _series(counts: MonthlyCounts, rule: Rule) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    place = counts.regions.index(rule.region)
    series: np.ndarray[tuple[int], np.dtype[np.int64]] = counts.values[
        place, counts.categories.index(rule.category)
    ]
    return series


def _usual(found: Expectation, i: int) -> Usual:
    return Usual(expected=float(found.expected[i]), lower=float(found.lower[i]), upper=float(found.upper[i]))
