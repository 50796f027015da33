"""What an edit makes of a plan."""

from __future__ import annotations

from dataclasses import dataclass

from data.plans.membership import ancestors, unit_set, units_of
from data.plans.plan import Plan
from data.plans.units import UnitId

NOTHING_CHANGED = "Nothing changed"


@dataclass(frozen=True, kw_only=True)
class Changed:
    """A new plan, and a sentence for each thing that was done and not asked for."""

    plan: Plan
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Applied:
    """A new plan after an edit.

    ``notes`` has a sentence for each automatic change: what was snapped, cut, repaired, left out.
    ``moved`` are units of the new plan whose area was, wholly or in part, in another region before.
    """

    plan: Plan
    notes: tuple[str, ...]
    moved: frozenset[UnitId]


def moved_between(before: Plan, after: Plan) -> frozenset[UnitId]:
    """Units of ``after`` whose area was, wholly or in part, in another region in ``before``.

    A unit that was cut both times is compared by its id; geometry is not looked at.
    """
    if before.cuts.keys() == after.cuts.keys():
        differing = before.assigned.items() ^ after.assigned.items()
        return frozenset(unit for unit, _ in differing) & unit_set(after)
    known = unit_set(before)
    return frozenset(
        unit for unit in units_of(after) if _was_elsewhere(before, after, unit=unit, known=known)
    )


def _was_elsewhere(before: Plan, after: Plan, *, unit: UnitId, known: frozenset[UnitId]) -> bool:
    region = after.assigned.get(unit)
    if unit in known:
        return before.assigned.get(unit) != region
    above = next((other for other in ancestors(unit) if other in known), None)
    if above is not None:
        return before.assigned.get(above) != region
    inside = (other for other in known if other.startswith(f"{unit}/"))
    return any(before.assigned.get(other) != region for other in inside)
