"""Incidents per available officer, with an interval: by who can be sent, not by headcount."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.answers.intervals import poisson_interval
from data.plans.plan import Resources

NO_OFFICERS = "no officers entered"
Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Workload:
    """Incidents of the period for each officer or agent who can be sent at any time.

    ``available`` is (officers + agents) times availability. ``ratio`` is of incidents shown; ``low``
    and ``high`` bound it with 95 % confidence, counts that are not shown included; ``high`` is ``None``
    where these have no known bound. All but ``available`` are ``None`` where nobody is available.
    """

    available: float
    ratio: float | None
    low: float | None
    high: float | None
    words: str


def workloads(
    resources: Sequence[Resources], least: Floats, most: Floats, *, shown: Floats
) -> tuple[Workload, ...]:
    """The workload of each region, shape ``(regions,)``.

    Its incidents lie from ``least`` to ``most``, infinite where unknown; ``shown`` are those shown.
    """
    available = np.array([(one.officers + one.agents) * one.availability for one in resources], np.float64)
    is_known = np.isfinite(most)
    low, high = poisson_interval(least, np.where(is_known, most, 0))
    rows = zip(
        available.tolist(), shown.tolist(), low.tolist(), high.tolist(), is_known.tolist(), strict=True
    )
    return tuple(
        _workload(people, count, bottom, top if has_top else None)
        for people, count, bottom, top, has_top in rows
    )


def _workload(available: float, shown: float, low: float, high: float | None) -> Workload:
    if available <= 0:
        return Workload(available=available, ratio=None, low=None, high=None, words=NO_OFFICERS)
    ratio, bottom, top = shown / available, low / available, None if high is None else high / available
    span = f"{bottom:,.1f} or more" if top is None else f"{bottom:,.1f} to {top:,.1f}"
    return Workload(available=available, ratio=ratio, low=bottom, high=top, words=f"{ratio:,.1f} ({span})")
