"""Edits that deal whole units out: brush, remove, merge, fill."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from data.errors import PlanError
from data.plans.adjacency import neighbours
from data.plans.contiguity import components
from data.plans.edits import Assign, FillGaps, MergeRegions, RemoveRegion
from data.plans.locks import is_locked, refusal
from data.plans.membership import check_region, dealt_units, members
from data.plans.outcome import Changed
from data.plans.plan import Plan, Resources
from data.plans.unit_shapes import unit_area_km2
from data.plans.unit_words import counted
from data.plans.units import UnitId


def assign(plan: Plan, edit: Assign) -> Changed:
    """The plan with units in a region, or in none; locked ones stay, and it is said.

    A unit that was cut stands for all of its parts.

    Raises
    ------
    PlanError
        If a unit or the region is not in the plan.
    LockedError
        If every unit that would move is locked.
    """
    check_region(plan, edit.region)
    return moved_to(plan, edit.region, units=dealt_units(plan, edit.units))


def moved_to(plan: Plan, region: str | None, *, units: Iterable[UnitId]) -> Changed:
    """The plan with those of the units that are not locked in a region, or in none.

    Raises
    ------
    LockedError
        If every unit that would move is locked.
    """
    moving = [unit for unit in dict.fromkeys(units) if plan.assigned.get(unit) != region]
    held = tuple(unit for unit in moving if is_locked(plan, unit))
    if held and len(held) == len(moving):
        raise refusal(plan, held)
    free = frozenset(moving).difference(held)
    notes = (f"Locked and left where they are: {counted(held)}",) if held else ()
    return Changed(plan=_with_region(plan, region, units=free), notes=notes)


def remove_region(plan: Plan, edit: RemoveRegion) -> Changed:
    """The plan without a region; its units are in none, and its resources go.

    Raises
    ------
    PlanError
        If there is no such region.
    """
    check_region(plan, edit.region)
    notes = ("The resources of the region went with it",) if edit.region in plan.resources else ()
    emptied = _with_region(plan, None, units=members(plan, edit.region))
    return Changed(plan=_without(emptied, edit.region), notes=notes)


def merge_regions(plan: Plan, edit: MergeRegions) -> Changed:
    """The plan with the units and resources of one region in another; availability is averaged.

    Raises
    ------
    PlanError
        If one of the regions is not in the plan, or both are the same.
    """
    check_region(plan, edit.into)
    check_region(plan, edit.gone)
    if edit.into == edit.gone:
        raise PlanError(f"{edit.into} cannot be merged with itself", remedy="Choose two different regions")
    merged = _without(_with_region(plan, edit.into, units=members(plan, edit.gone)), edit.gone)
    had = plan.resources.get(edit.gone)
    if had is None:
        return Changed(plan=merged)
    total = _together(plan.resources.get(edit.into), had)
    resources = MappingProxyType({**merged.resources, edit.into: total})
    note = "The resources of both regions were added up, and their availability averaged by head"
    return Changed(plan=replace(merged, resources=resources), notes=(note,))


def fill_gaps(plan: Plan, edit: FillGaps) -> Changed:
    """The plan with the gaps that a region encloses in it, and a note that names them.

    A gap is a set of unassigned units that hang together. A region encloses it if every other unit
    that touches one of them (:func:`~data.plans.adjacency.neighbours`) is in the region, there is at
    least one, and the gap has less area than the region. So a gap may lie at the shore or at the
    international line; what lies around a small region is no gap in it. Locked units stay.

    Raises
    ------
    PlanError
        If there is no such region.
    LockedError
        If all that the region encloses is locked.
    """
    check_region(plan, edit.region)
    limit = _area_km2(plan, members(plan, edit.region))
    around = neighbours(plan)
    gaps = [
        gap
        for gap in components(around, members(plan, None))
        if _touching(plan, gap, around=around) == {edit.region} and _area_km2(plan, gap) < limit
    ]
    filled = sorted(unit for gap in gaps for unit in gap)
    if not filled:
        return Changed(plan=plan, notes=("The region encloses no unassigned unit",))
    changed = moved_to(plan, edit.region, units=filled)
    return replace(changed, notes=(f"Filled: {counted(filled)}", *changed.notes))


def _touching(
    plan: Plan, gap: frozenset[UnitId], *, around: Mapping[UnitId, frozenset[UnitId]]
) -> set[str | None]:
    return {plan.assigned.get(other) for unit in gap for other in around[unit] if other not in gap}


def _area_km2(plan: Plan, units: Iterable[UnitId]) -> float:
    return sum(unit_area_km2(plan, unit) for unit in units)


def _with_region(plan: Plan, region: str | None, *, units: Iterable[UnitId]) -> Plan:
    assigned = dict(plan.assigned)
    for unit in units:
        if region is None:
            assigned.pop(unit, None)
        else:
            assigned[unit] = region
    return replace(plan, assigned=MappingProxyType(assigned))


def _without(plan: Plan, key: str) -> Plan:
    regions = tuple(region for region in plan.regions if region.key != key)
    resources = {other: had for other, had in plan.resources.items() if other != key}
    return replace(plan, regions=regions, resources=MappingProxyType(resources))


def _together(one: Resources | None, other: Resources) -> Resources:
    if one is None:
        return other
    heads = [had.officers + had.agents for had in (one, other)]
    shares = heads if sum(heads) else [1, 1]
    return Resources(
        officers=one.officers + other.officers,
        agents=one.agents + other.agents,
        aircraft=one.aircraft + other.aircraft,
        vessels=one.vessels + other.vessels,
        beds=one.beds + other.beds,
        availability=(shares[0] * one.availability + shares[1] * other.availability) / sum(shares),
    )
