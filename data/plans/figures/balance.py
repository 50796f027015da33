"""Balance: how far each region lies off the mean of a weighted mix of measures.

Each measure of the mix is taken over its national total, so that events, miles and vehicles can be
added: a load of 0.01 is one percent of the nation's mix. What a mix may hold is a list of what happens
and what is there. Nothing about who lives there is on it, so no protected trait can be a weight.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from data.errors import PlanError
from data.plans.figures.columns import AREA_KM2, BORDER_MILES, CROSSINGS, INCIDENTS, PORTS
from data.plans.plan import Rules

Floats = NDArray[np.float64]

WEIGHABLE: Mapping[str, str] = MappingProxyType(
    {
        INCIDENTS: "Incidents",
        **{group.column.key: group.column.title for group in CROSSINGS},
        PORTS: "Ports of entry",
        BORDER_MILES: "Miles of land border",
        AREA_KM2: "Area",
    }
)
"""Key to title of every measure that a mix may hold."""


class BalanceState(StrEnum):
    """Whether all regions are within tolerance; ``NOT_YET`` while units are still to be dealt out."""

    WITHIN = "within"
    NOT_YET = "not yet"
    OFF = "off"


@dataclass(frozen=True, kw_only=True)
class Balance:
    """How the mix is shared out, region by region in the plan's order.

    ``loads`` are shares of the nation's mix, 0 to 1; ``mean`` is theirs. ``deviations`` are shares of
    the mean: 0.1 is ten percent above it, -1 an empty region; ``None`` where the mean is 0, and so is
    then ``within``. ``weights`` add up to 1.
    """

    weights: Mapping[str, float]
    tolerance: float
    loads: tuple[float, ...]
    mean: float
    deviations: tuple[float | None, ...]
    within: tuple[bool | None, ...]
    state: BalanceState
    words: str


def check_weights(weights: Mapping[str, float]) -> None:
    """Return if a plan may be balanced by this mix.

    Raises
    ------
    PlanError
        If a measure is none of :data:`WEIGHABLE`, a weight is no number of 0 or more, or all are 0.
    """
    for key, weight in weights.items():
        if key not in WEIGHABLE:
            raise PlanError(
                f"a weight is on {key!r}, which regions may not be balanced by: they are weighed by what "
                "happens and what is there, never by who lives there",
                remedy=f"Choose from {', '.join(WEIGHABLE)}",
            )
        if not math.isfinite(weight) or weight < 0:
            raise PlanError(f"the weight on {key} is {weight}", remedy="Give a number of 0 or more")
    if not any(weights.values()):
        raise PlanError(f"the weights are {dict(weights)}", remedy="Put a weight above 0 on one measure")


def mixed(weights: Mapping[str, float], values: Mapping[str, Floats], totals: Mapping[str, float]) -> Floats:
    """The weighted mix of some places, units or regions alike, as shares of the nation's; shape ``(n,)``.

    ``values`` has the figures of each measure, shape ``(n,)``, ``totals`` its national total. A measure
    whose total is 0 adds nothing.

    Raises
    ------
    PlanError
        As :func:`check_weights`.
    """
    check_weights(weights)
    whole = sum(weights.values())
    parts = [
        values[key] * (weight / whole / totals[key]) for key, weight in weights.items() if totals[key] > 0
    ]
    size = len(next(iter(values.values())))
    return np.sum(parts, axis=0) if parts else np.zeros(size)


def balance(loads: Floats, rules: Rules, *, left: int, has_parts: bool = False) -> Balance:
    """The balance of regions whose loads are those, shape ``(regions,)``.

    ``left`` counts the units that are in no region; ``has_parts`` says that some may be parts of counties.
    """
    mean = float(loads.mean()) if len(loads) else 0.0
    deviations: tuple[float | None, ...] = (None,) * len(loads)
    if mean > 0:
        deviations = tuple((loads / mean - 1).tolist())
    within = tuple(None if off is None else abs(off) <= rules.tolerance for off in deviations)
    state = BalanceState.NOT_YET if left else BalanceState.OFF
    if within and all(within):
        state = BalanceState.WITHIN
    weights = MappingProxyType(
        {key: weight / sum(rules.weights.values()) for key, weight in rules.weights.items()}
    )
    return Balance(
        weights=weights,
        tolerance=rules.tolerance,
        loads=tuple(loads.tolist()),
        mean=mean,
        deviations=deviations,
        within=within,
        state=state,
        words=_words(within, rules.tolerance, rest=_left_words(left, has_parts=has_parts)),
    )


def _words(within: tuple[bool | None, ...], tolerance: float, *, rest: str) -> str:
    if not within:
        return "No regions yet"
    if all(one is None for one in within):
        return "Nothing to balance yet"
    band = f"within {tolerance:.0%} of the mean"
    if all(within):
        return f"All {len(within)} regions {band}"
    return f"{sum(map(bool, within))} of {len(within)} regions {band}{rest}"


def _left_words(left: int, *, has_parts: bool) -> str:
    """How many units are in no region; empty if none is."""
    if not left:
        return ""
    one, more = ("county or part", "counties and parts of counties") if has_parts else ("county", "counties")
    return f"; {left:,} {one if left == 1 else more} {'is' if left == 1 else 'are'} in no region yet"
