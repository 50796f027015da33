"""Whether balance holds when the load changes: season by season, and in a surge in one sector."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.plans.plan import Plan
from data.plans.proposals.unit_measures import UnitMeasures

Floats = NDArray[np.float64]
SURGE = 0.5
"""By what share incidents grow in the counties of a sector in which there is a surge."""
_ROUNDING = 1e-9


@dataclass(frozen=True, kw_only=True)
class Future:
    """One load that a plan is held against.

    ``name`` is a quarter or a sector; ``deviation`` the largest share by which a region lies off the
    mean, and ``region`` its key.
    """

    kind: str
    name: str
    deviation: float
    region: str
    is_within: bool


@dataclass(frozen=True, kw_only=True)
class Robustness:
    """The futures that a plan was held against, and the share of each kind within tolerance.

    A share is ``None`` if there is no future of its kind.
    """

    futures: tuple[Future, ...]
    seasons_within: float | None
    surges_within: float | None
    words: str


def robustness(plan: Plan, measures: UnitMeasures) -> Robustness:
    """The plan against each calendar quarter and against a surge in each sector.

    A surge adds half to the mix of every unit of the sector. The tolerance is the plan's own; all its
    regions count, locked ones too.
    """
    futures = (
        *(
            _future(plan, measures, weight, kind="season", name=name)
            for name, weight in measures.seasons.items()
        ),
        *(
            _future(plan, measures, _surging(measures, sector), kind="surge", name=sector)
            for sector in sorted(set(measures.sectors) - {""})
        ),
    )
    return Robustness(
        futures=futures,
        seasons_within=_share(futures, "season"),
        surges_within=_share(futures, "surge"),
        words="; ".join(filter(None, (_words(futures, "season"), _words(futures, "surge"))))
        or "Nothing to test",
    )


def _surging(measures: UnitMeasures, sector: str) -> Floats:
    inside = np.array([name == sector for name in measures.sectors])
    weight: Floats = measures.weight * np.where(inside, 1 + SURGE, 1.0)
    return weight


def _future(plan: Plan, measures: UnitMeasures, weight: Floats, *, kind: str, name: str) -> Future:
    place = {region.key: at for at, region in enumerate(plan.regions)}
    region = np.array(
        [place.get(plan.assigned.get(unit, ""), len(place)) for unit in measures.units], np.intp
    )
    loads = np.bincount(region, weight, minlength=len(place) + 1)[: len(place)]
    mean = float(loads.mean()) if len(loads) else 0.0
    off = np.abs(loads / mean - 1) if mean > 0 else np.zeros(max(len(loads), 1))
    worst = int(np.argmax(off))
    return Future(
        kind=kind,
        name=name,
        deviation=float(off[worst]),
        region=plan.regions[worst].key if plan.regions else "",
        is_within=bool(off[worst] <= plan.rules.tolerance + _ROUNDING),
    )


def _share(futures: tuple[Future, ...], kind: str) -> float | None:
    own = [future.is_within for future in futures if future.kind == kind]
    return sum(own) / len(own) if own else None


def _words(futures: tuple[Future, ...], kind: str) -> str:
    own = [future for future in futures if future.kind == kind]
    if not own:
        return ""
    within = sum(future.is_within for future in own)
    worst = max(own, key=lambda future: future.deviation)
    noun = "quarters" if kind == "season" else "surges"
    return (
        f"Balance holds in {within} of {len(own)} {noun}; at worst ({worst.name}) a region lies"
        f" {worst.deviation * 100:.0f} % off the mean"
    )
