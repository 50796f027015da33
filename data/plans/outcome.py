"""What an edit makes of a plan."""

from __future__ import annotations

from dataclasses import dataclass

from data.plans.membership import leaves_under, unit_set
from data.plans.plan import Plan
from data.plans.units import UnitId, county_of
from data.plans.whereabouts import is_all_in

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
    differing = before.assigned.items() ^ after.assigned.items()
    if before.cuts is after.cuts:
        return frozenset(unit for unit, _ in differing) & unit_set(after)
    recut = _recut(before, after)
    units = {unit for unit, _ in differing if county_of(unit) not in recut} & unit_set(after)
    parts = (leaf for county in recut for leaf in leaves_under(after.cuts, county))
    moved = (unit for unit in parts if not is_all_in(before, after.assigned.get(unit), unit=unit, of=after))
    return frozenset(units.union(moved))


def _recut(before: Plan, after: Plan) -> frozenset[str]:
    """Counties in which the cuts differ."""
    units = before.cuts.keys() | after.cuts.keys()
    return frozenset(county_of(unit) for unit in units if before.cuts.get(unit) != after.cuts.get(unit))
