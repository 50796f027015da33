"""``python -m benchmarks.alerts``: how often the watch is wrong on noise, what it finds of what is planted.

The tables are those of ``docs/alerts.md``. Nothing here measures time.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.answers.filters import Filter
from data.answers.gate import Gate
from data.intake.store import Store
from data.roles import LOCAL_ACTOR
from data.settings import Settings
from data.watch.detection import least_count
from data.watch.farrington import expectation
from data.watch.watch import METHOD
from tests.data.watch.noise import quiet_counts

_LEVELS = (8, 12, 30, 100, 400)
_DISPERSIONS = (1, 2, 3, 5)
_FACTORS = (1.5, 2, 3, 4)
_SERIES = 20_000
_PLACES = {
    "hot-spot-1": "sector:tucson",
    "hot-spot-2": "sector:tucson",
    "hot-spot-3": "sector:swanton",
    "hot-spot-4": "sector:el-paso",
    "step-1": "sector:el-paso",
}
"""Sector of each planted change."""
_WITHIN_MONTHS = 12


@dataclass(frozen=True, kw_only=True)
class Watched:
    """Alarms of every pair and month, bool; ``first`` is the first month that has an expectation."""

    alarms: NDArray[np.bool_]
    first: int


def main() -> None:
    """Print the tables as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, default=Path("store"))
    store = parser.parse_args().store
    for line in (*_noise(), "", *_power(), "", *_planted(store)):
        sys.stdout.write(line + "\n")


def share_of_alarms(counts: NDArray[np.int64], floor: int = 10) -> float:
    """Part of the series whose last month is an alarm."""
    usual = expectation(counts, counts.shape[1] - 1, METHOD)
    if usual is None:
        return 0.0
    now = counts[:, -1]
    return float(((now > usual.upper) & (now >= least_count(floor))).mean())


def _noise() -> Iterator[str]:
    yield "| variance over mean | " + " | ".join(f"mean {level}" for level in _LEVELS) + " |"
    yield "|---|" + "---|" * len(_LEVELS)
    for dispersion in _DISPERSIONS:
        rates = [
            share_of_alarms(
                quiet_counts(
                    level=level, dispersion=dispersion, amplitude=0.3, growth=0.1, series=_SERIES, seed=7
                )
            )
            for level in _LEVELS
        ]
        yield f"| {dispersion} | " + " | ".join(f"{1000 * rate:.1f}" for rate in rates) + " |"


def _power() -> Iterator[str]:
    yield "| usual month | " + " | ".join(f"times {factor:g}" for factor in _FACTORS) + " |"
    yield "|---|" + "---|" * len(_FACTORS)
    for level in _LEVELS:
        quiet = quiet_counts(level=level, dispersion=2, amplitude=0.3, series=_SERIES, seed=7)
        found = []
        for factor in _FACTORS:
            risen = quiet_counts(level=level * factor, dispersion=2, amplitude=0.3, series=_SERIES, seed=7)
            found.append(share_of_alarms(np.column_stack([quiet[:, :-1], risen[:, -1]])))
        yield f"| {level} | " + " | ".join(f"{100 * share:.0f} %" for share in found) + " |"


def _planted(store: Path) -> Iterator[str]:
    settings = Settings(store=store)
    counts = Gate(Store.open(store), settings).monthly_counts(LOCAL_ACTOR, Filter(), "sector")
    if counts is None:
        raise SystemExit(f"{store} holds no complete month of incidents")
    truth = json.loads(next(iter(sorted(store.glob("synthetic-truth-*.json")))).read_text(encoding="utf-8"))
    planted = {one["id"]: one for one in truth["planted"] if one["id"] in _PLACES}
    series = counts.values.reshape(-1, counts.values.shape[2])
    watched = _watched(series, settings.floor)
    months = [f"{month:%Y-%m}" for month in counts.months]
    changed = np.zeros(len(series), bool)
    yield "| planted | where | from | a month | first alarm | alarms in the first year |"
    yield "|---|---|---|---|---|---|"
    for key, one in planted.items():
        row = counts.regions.index(_PLACES[key]) * len(counts.categories) + counts.categories.index(
            one["category"]
        )
        changed[row] = True
        yield _row(one, watched.alarms[row, months.index(one["first_month"]) :], series[row], months)
    others = watched.alarms[~changed]
    looked = int(others[:, watched.first :].size)
    yield ""
    yield (
        f"Elsewhere: {int(others.sum())} alarms in {looked:,} pair-months "
        f"({1000 * others.sum() / looked:.1f} in 1,000; stated: at most {1000 * METHOD.false_alarm_rate:g})."
    )


def _row(one: dict[str, Any], alarms: NDArray[np.bool_], series: NDArray[np.int64], months: list[str]) -> str:
    begins = months.index(one["first_month"])
    year = alarms[:_WITHIN_MONTHS]
    first = f"month {int(np.flatnonzero(year)[0]) + 1}" if year.any() else "none in a year"
    before, after = series[begins - 12 : begins].mean(), series[begins : begins + 12].mean()
    return (
        f"| {one['kind']}, {one['where']} | {one['category']} | {one['first_month']} "
        f"| {before:.0f} to {after:.0f} | {first} | {int(year.sum())} of {year.size} |"
    )


def _watched(series: NDArray[np.int64], floor: int) -> Watched:
    alarms = np.zeros(series.shape, bool)
    first = series.shape[1]
    for month in range(series.shape[1]):
        usual = expectation(series, month, METHOD)
        if usual is not None:
            first = min(first, month)
            now = series[:, month]
            alarms[:, month] = (now > usual.upper) & (now >= least_count(floor))
    return Watched(alarms=alarms, first=first)


if __name__ == "__main__":
    main()
