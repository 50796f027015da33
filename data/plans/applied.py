"""What becomes of a plan by an edit: ``apply``, the one way in which plans change."""

from __future__ import annotations

from data.errors import PlanError
from data.plans.assigning import assign, fill_gaps, merge_regions, remove_region
from data.plans.cutting import cut_unit, join_parts
from data.plans.drawn import draw_region
from data.plans.edits import (
    AddRegion,
    Adopt,
    Assign,
    CutUnit,
    DrawRegion,
    Edit,
    FillGaps,
    JoinParts,
    LabelRegion,
    MergeRegions,
    RemoveRegion,
    SetLock,
    SetReason,
    SetResources,
    SetRules,
)
from data.plans.labelling import add_region, label_region, set_lock, set_reason, set_resources, set_rules
from data.plans.limits import MOST_UNITS
from data.plans.locks import check_locks
from data.plans.outcome import NOTHING_CHANGED, Applied, Changed, moved_between
from data.plans.plan import Plan
from data.plans.soundness import check_plan

__all__ = ["Applied", "apply"]


def apply(plan: Plan, edit: Edit) -> Applied:
    """The plan that an edit makes of this one, what was done besides, and which units moved.

    The plan that is given is not changed. An edit that changes nothing gives the same plan, and says
    so. ``notes`` has a sentence for each snap, cut, repair and lock that the edit met with.

    Raises
    ------
    PlanError
        If the edit speaks of what the plan does not have, or a value is beyond its limits.
    LockedError
        If the edit would move what is locked. A brush (``Assign``, ``DrawRegion``) and ``FillGaps``
        leave locked units where they are, and are refused only if nothing else would move.
    PolygonError
        If a drawn polygon is unusable.

    Examples
    --------
    >>> apply(Plan(), AddRegion(name="Rio Grande", colour=3)).plan.regions[0].key
    'r1'
    """
    units = getattr(edit, "units", ())
    if len(units) > MOST_UNITS:
        raise PlanError(
            f"{len(units):,} units, expected at most {MOST_UNITS:,}", remedy="Name each unit once"
        )
    changed = _moving(plan, edit)
    if changed.plan == plan:
        return Applied(plan=plan, notes=(*changed.notes, NOTHING_CHANGED), moved=frozenset())
    check_locks(plan, changed.plan)
    return Applied(plan=changed.plan, notes=changed.notes, moved=moved_between(plan, changed.plan))


def _moving(plan: Plan, edit: Edit) -> Changed:  # noqa: PLR0911 - one line for each kind of edit
    match edit:
        case Assign():
            return assign(plan, edit)
        case DrawRegion():
            return draw_region(plan, edit)
        case CutUnit():
            return cut_unit(plan, edit)
        case JoinParts():
            return join_parts(plan, edit)
        case RemoveRegion():
            return remove_region(plan, edit)
        case MergeRegions():
            return merge_regions(plan, edit)
        case FillGaps():
            return fill_gaps(plan, edit)
        case Adopt():
            check_plan(edit.plan)
            return Changed(plan=edit.plan)
        case _:
            return _labelled(plan, edit)


def _labelled(
    plan: Plan, edit: AddRegion | LabelRegion | SetLock | SetRules | SetReason | SetResources
) -> Changed:
    match edit:
        case AddRegion():
            return add_region(plan, edit)
        case LabelRegion():
            return label_region(plan, edit)
        case SetLock():
            return set_lock(plan, edit)
        case SetRules():
            return set_rules(plan, edit)
        case SetReason():
            return set_reason(plan, edit)
        case SetResources():
            return set_resources(plan, edit)
