"""A plan as a scene names it: by its id and one of its edits, with the name of that version."""

from __future__ import annotations

from dataclasses import dataclass

from data.briefs.occasion import Occasion
from data.plans.keeping.rights import require_planner
from data.plans.plan import Plan


@dataclass(frozen=True, kw_only=True)
class PlanVersion:
    """A plan as one of its edits left it; ``words`` name both, ``link`` leads to it at the desk."""

    plan_id: int
    edit_id: int
    name: str
    plan: Plan
    words: str
    link: str


def opened_plan(occasion: Occasion, plan_id: int, edit_id: int) -> PlanVersion:
    """The plan at an edit; 0 is the plan as it is now.

    Raises
    ------
    AccessDeniedError
        If the actor may neither edit nor review plans.
    UnknownPlanError
        If there is no such plan, or no such edit of it.
    PlanStoreError
        If the database cannot be read.
    """
    require_planner(occasion.actor)
    plans = occasion.plans
    head = plans.open(plan_id)
    plan = plans.plan_at(plan_id, edit_id) if edit_id else head.plan
    named = [one.name for one in plans.versions.of(plan_id) if one.edit_id == (edit_id or head.edit_id)]
    version = f", {named[-1]}" if named else f", edit {edit_id}" if edit_id else ", as it is now"
    return PlanVersion(
        plan_id=plan_id,
        edit_id=edit_id or head.edit_id,
        name=head.name,
        plan=plan,
        words=f"{head.name}{version}",
        link=f"/planner?plan={plan_id}",
    )
