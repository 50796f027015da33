"""Why a county, or a part of one, is in its region: the planner's own reason, or what can be derived.

A derived ground says what speaks for the region or against it today. It is no record of why anybody
chose it; where there is such a record it comes first.
"""

from __future__ import annotations

import numpy as np

from data.answers.filters import Filter
from data.errors import PlanError
from data.plans.comparing.reasons_places import (
    contiguity,
    enclosed,
    field_office,
    nearest_base,
    regions_beside,
    sector,
)
from data.plans.comparing.reasons_record import Explanation, Ground, GroundKind
from data.plans.figures.balance import mixed
from data.plans.figures.plan_figures import PlanFigures
from data.plans.membership import check_units, region_of
from data.plans.plan import Plan, PlanRegion
from data.plans.unit_words import unit_name
from data.plans.units import UnitId
from data.roles import Actor

__all__ = ["Explanation", "explained"]


def explained(
    plan: Plan, unit: UnitId, *, actor: Actor, figures: PlanFigures, filter_: Filter
) -> Explanation:
    """Why the unit is in its region: all grounds that were looked at, and the one that decides.

    The first that speaks for the region decides, in the order of
    :class:`~data.plans.comparing.reasons_record.GroundKind`. Balance is counted under the filter.

    Raises
    ------
    AccessDeniedError
        If the actor may not view.
    PlanError
        If the plan has no such unit, the filter names regions, or the weights are none to balance by.
    """
    check_units(plan, (unit,))
    region = plan.region(region_of(plan, unit) or "")
    if region is None:
        return _of_none(plan, unit)
    found = (
        _recorded(plan, unit),
        enclosed(plan, unit, region),
        contiguity(plan, unit, region),
        field_office(plan, unit, region),
        sector(plan, unit, region),
        nearest_base(plan, unit, region),
        _balance(plan, unit, region=region, actor=actor, figures=figures, filter_=filter_),
    )
    grounds = tuple(ground for ground in found if ground is not None)
    decisive = next((ground for ground in grounds if ground.speaks_for), None)
    return Explanation(
        unit=unit,
        region=region,
        grounds=grounds,
        decisive=decisive,
        words=_words(unit, region, grounds=grounds, decisive=decisive),
    )


def _of_none(plan: Plan, unit: UnitId) -> Explanation:
    beside = [region.name for region in plan.regions if region.key in regions_beside(plan, unit)]
    touches = f"; it touches {', '.join(beside)}" if beside else "; it touches no region"
    recorded = _recorded(plan, unit)
    return Explanation(
        unit=unit,
        region=None,
        grounds=(recorded,) if recorded else (),
        decisive=recorded,
        words=f"{unit_name(unit)} is in no region{f': {recorded.words}' if recorded else touches}",
    )


def _recorded(plan: Plan, unit: UnitId) -> Ground | None:
    text = plan.reasons.get(unit)
    return Ground(kind=GroundKind.RECORDED, speaks_for=True, words=text) if text else None


def _words(unit: UnitId, region: PlanRegion, *, grounds: tuple[Ground, ...], decisive: Ground | None) -> str:
    name = f"{unit_name(unit)} is in {region.name}"
    if decisive is not None and decisive.kind is GroundKind.RECORDED:
        return f"{name}. The planner's reason: {decisive.words}"
    if decisive is not None:
        return f"{name}. {decisive.words}"
    against = [ground.words for ground in grounds if ground.speaks_for is False]
    doubt = f". Against it: {'. '.join(against)}" if against else ""
    return f"{name}. Nothing that was looked at speaks for it{doubt}"


def _balance(
    plan: Plan, unit: UnitId, *, region: PlanRegion, actor: Actor, figures: PlanFigures, filter_: Filter
) -> Ground | None:
    """What moving the unit to the neighbour that suits best would do to the larger of two deviations."""
    beside = regions_beside(plan, unit)
    judged = figures.of(actor, plan, filter_).balance
    if not beside or judged.mean == 0:
        return None
    load = _load(plan, unit, actor=actor, figures=figures, filter_=filter_)
    off = {
        other.key: loads / judged.mean - 1 for other, loads in zip(plan.regions, judged.loads, strict=True)
    }
    step = load / judged.mean
    here = off[region.key]

    def worst_after(key: str) -> float:
        return max(abs(here - step), abs(off[key] + step))

    best = min(beside, key=lambda key: worst_after(key) - max(abs(here), abs(off[key])))
    change = worst_after(best) - max(abs(here), abs(off[best]))
    other = plan.region(best)
    if other is None:
        raise PlanError(f"the plan has no region {best!r}", remedy="Reload the plan")
    words = (
        f"Moved to {other.name}, {region.name} would go from {here:+.1%} off the mean to {here - step:+.1%}, "
        f"and {other.name} from {off[best]:+.1%} to {off[best] + step:+.1%}"
    )
    speaks_for = None if abs(change) < 5e-4 else change > 0
    return Ground(kind=GroundKind.BALANCE, speaks_for=speaks_for, words=words)


def _load(plan: Plan, unit: UnitId, *, actor: Actor, figures: PlanFigures, filter_: Filter) -> float:
    """The unit's share of the nation's mix."""
    own, weights = figures.units(actor, plan, filter_), plan.rules.weights
    known = [key for key in weights if key in own.numbers]
    values = {key: own.of(key)[[own.places[unit]]] for key in known}
    totals = figures.table(actor, filter_).totals(known)
    return float(np.sum(mixed(weights, values, totals)))
