"""Locks: what is locked stays in its region, under edits and under undo alike.

A locked unit, and every unit of a locked region, keeps its region: nothing leaves a locked region.
Units may still be added to it, and it may be given another name or colour. A locked unit may be cut:
its parts are locked, and stay. Locks themselves may be set and lifted at any time.
"""

from __future__ import annotations

import shapely

from data.errors import LockedError
from data.plans.membership import ancestors, leaves_under, unit_set, units_of
from data.plans.plan import Plan
from data.plans.unit_words import counted
from data.plans.units import UnitId, county_of

_SAME_AREA = 1e-9
"""Share of an area by which two ways to compute it may differ."""


def is_locked(plan: Plan, unit: UnitId) -> bool:
    """Whether a unit is locked, itself or with its region."""
    return unit in plan.locked or plan.assigned.get(unit, "") in locked_regions(plan)


def locked_regions(plan: Plan) -> frozenset[str]:
    """Keys of the regions that are locked."""
    return frozenset(region.key for region in plan.regions if region.is_locked)


def locked_units(plan: Plan) -> tuple[UnitId, ...]:
    """Units that may not move, in order: locked themselves or in a locked region."""
    regions = locked_regions(plan)
    if not regions and not plan.locked:
        return ()
    return tuple(
        unit for unit in units_of(plan) if unit in plan.locked or plan.assigned.get(unit, "") in regions
    )


def check_locks(before: Plan, after: Plan) -> None:
    """Return if nothing that is locked in ``before`` is in another region in ``after``.

    Raises
    ------
    LockedError
        If a unit that is locked in ``before``, or is in a region that is, or any of its area, is in
        another region, or in none, in ``after``; it names the units and their region.
    """
    gone = tuple(unit for unit in locked_units(before) if not _stays(before, after, unit))
    if gone:
        raise refusal(before, gone)


def refusal(plan: Plan, units: tuple[UnitId, ...]) -> LockedError:
    """The error that says that these units are locked, and in which region."""
    key = plan.assigned.get(units[0])
    region = None if key is None else plan.region(key)
    where = f"in {region.name!r} ({region.key})" if region else "in no region"
    what = f"{counted(units)} {'is' if len(units) == 1 else 'are'} locked {where}"
    if region is not None and region.is_locked:
        return LockedError(f"{what}, which is locked", remedy=f"Unlock {region.name!r} first")
    return LockedError(what, remedy="Unlock what is to move first")


def _stays(before: Plan, after: Plan, unit: UnitId) -> bool:
    region = before.assigned.get(unit)
    if _has_same_parts(before, after, unit):
        known = unit_set(after)
        above = next((other for other in ancestors(unit) if other in known), None)
        inside = (above,) if above is not None else leaves_under(after.cuts, unit)
        return all(after.assigned.get(other) == region for other in inside)
    return _covers(before, after, unit)


def _has_same_parts(before: Plan, after: Plan, unit: UnitId) -> bool:
    """Whether ids mean the same area: each unit above is cut as before, or not at all any more."""
    above = [other for other in ancestors(unit) if other != unit]
    return all(after.cuts.get(other) in {None, before.cuts[other]} for other in above)


def _covers(before: Plan, after: Plan, unit: UnitId) -> bool:
    """Whether the region has all of the unit's area, in degrees squared, though cut another way."""
    cut = before.cuts[unit.rpartition("/")[0]]
    shape = cut.first if unit.endswith("/1") else cut.second
    region = before.assigned.get(unit)
    leaves = leaves_under(after.cuts, county_of(unit))
    mine = [_part(after, leaf) for leaf in leaves if after.assigned.get(leaf) == region]
    return sum(shapely.intersection(shape, part).area for part in mine) >= shape.area * (1 - _SAME_AREA)


def _part(plan: Plan, unit: UnitId) -> shapely.Geometry:
    cut = plan.cuts[unit.rpartition("/")[0]]
    return cut.first if unit.endswith("/1") else cut.second
