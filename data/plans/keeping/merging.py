"""Whether an edit and what somebody else did meanwhile leave each other alone.

They do if they touch no county in common, and no region that either of them renames, locks, merges, takes
away or gives resources; that both deal units to a region or away from it is no meeting. And the edit must
do the same to the newest plan as to the one that its author saw.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from data.errors import PlanError
from data.plans.applied import apply
from data.plans.edits import Edit
from data.plans.outcome import Applied
from data.plans.plan import Plan
from data.plans.units import county_of

_UNITS = " units"
"""After a region's key: units come to it or leave it, and nothing else of it differs."""


def touched(before: Plan, after: Plan) -> frozenset[str]:
    """Keys of the counties and regions in which two plans differ, and ``rules`` if those do.

    A region that only gains or loses units is told as ``r1 units``.
    """
    moved = list(_differing(before.assigned, after.assigned))
    units = {
        *moved,
        *_differing(before.cuts, after.cuts),
        *_differing(before.reasons, after.reasons),
        *(before.locked ^ after.locked),
    }
    dealt = {key for unit in moved for key in (before.assigned.get(unit), after.assigned.get(unit)) if key}
    regions = {
        *(f"{key}{_UNITS}" for key in dealt),
        *_differing(_by_key(before), _by_key(after)),
        *_differing(before.resources, after.resources),
    }
    rules = {"rules"} if before.rules != after.rules else set()
    return frozenset({county_of(unit) for unit in units} | regions | rules)


def merged(edit: Edit, *, base: Plan, newest: Plan, wanted: Plan) -> Applied | None:
    """The edit on top of the newest plan; ``None`` if it and what was done since would meet.

    Parameters
    ----------
    edit
        What somebody did while they saw ``base``.
    base
        The plan that they saw.
    newest
        The plan as others have made it since.
    wanted
        What the edit makes of ``base``.
    """
    ours = touched(base, wanted)
    if _meet(ours, touched(base, newest)):
        return None
    try:
        applied = apply(newest, edit)
    except PlanError:
        return None
    return applied if touched(newest, applied.plan) == ours else None


def _meet(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    is_shared = any(not key.endswith(_UNITS) for key in ours & theirs)
    return is_shared or _changes_what_is_dealt(ours, theirs) or _changes_what_is_dealt(theirs, ours)


def _changes_what_is_dealt(one: frozenset[str], other: frozenset[str]) -> bool:
    return any(f"{key}{_UNITS}" in other for key in one)


def _differing(before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[str]:
    keys: Iterable[str] = before.keys() | after.keys()
    return (key for key in keys if before.get(key) != after.get(key))


def _by_key(plan: Plan) -> dict[str, object]:
    return {region.key: region for region in plan.regions}
