"""Locks: what is locked stays in its region, under edits and under undo alike.

A locked unit, and every unit of a locked region, keeps its region: nothing leaves a locked region.
Units may still be added to it, and it may be given another name or colour. A locked unit may be cut:
its parts are locked, and stay. Locks themselves may be set and lifted at any time.
"""

from __future__ import annotations

from data.errors import LockedError
from data.plans.membership import units_of
from data.plans.plan import Plan
from data.plans.unit_words import counted
from data.plans.units import UnitId
from data.plans.whereabouts import differing, is_all_in


def is_locked(plan: Plan, unit: UnitId) -> bool:
    """Whether a unit is locked, itself or with its region."""
    region = plan.region(plan.assigned.get(unit, ""))
    return unit in plan.locked or (region is not None and region.is_locked)


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
    locked = (unit for unit in sorted(differing(before, after)) if is_locked(before, unit))
    gone = tuple(
        unit for unit in locked if not is_all_in(after, before.assigned.get(unit), unit=unit, of=before)
    )
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
