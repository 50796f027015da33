"""What an edit makes of a plan."""

from __future__ import annotations

from dataclasses import dataclass

from data.plans.plan import Plan
from data.plans.units import UnitId
from data.plans.whereabouts import differing, is_all_in

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
    """Units of ``after`` whose area was, wholly or in part, in another region in ``before``."""
    return frozenset(
        unit
        for unit in differing(after, before)
        if not is_all_in(before, after.assigned.get(unit), unit=unit, of=after)
    )
