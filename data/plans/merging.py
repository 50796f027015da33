"""Whether an edit and what somebody else did meanwhile leave each other alone.

They do if they touch no county and no region in common, where a region is touched too if a unit comes to
it or leaves it, and if the edit does the same to the newest plan as to the one that its author saw.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from data.errors import PlanError
from data.plans.applied import apply
from data.plans.edits import Edit
from data.plans.outcome import Applied
from data.plans.plan import Plan
from data.plans.units import county_of


def touched(before: Plan, after: Plan) -> frozenset[str]:
    """Keys of the counties and regions in which two plans differ, and ``rules`` if those do."""
    moved = list(_differing(before.assigned, after.assigned))
    units = {
        *moved,
        *_differing(before.cuts, after.cuts),
        *_differing(before.reasons, after.reasons),
        *(before.locked ^ after.locked),
    }
    regions = {
        *(key for unit in moved for key in (before.assigned.get(unit), after.assigned.get(unit)) if key),
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
    if ours & touched(base, newest):
        return None
    try:
        applied = apply(newest, edit)
    except PlanError:
        return None
    return applied if touched(newest, applied.plan) == ours else None


def _differing(before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[str]:
    keys: Iterable[str] = before.keys() | after.keys()
    return (key for key in keys if before.get(key) != after.get(key))


def _by_key(plan: Plan) -> dict[str, object]:
    return {region.key: region for region in plan.regions}
