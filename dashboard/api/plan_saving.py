"""Before a plan is kept: its parts, as counted, add up to the whole, or it is not kept."""

from __future__ import annotations

from dashboard.api.plan_routes import Asked
from data.answers.filters import Filter
from data.errors import PlanError, PolygonError
from data.plans.applied import apply
from data.plans.edits import Edit
from data.plans.ledger import check_closed
from data.plans.plan import Plan


def check_closed_for(asked: Asked, plan: Plan) -> None:
    """Return if the plan's ledger over all incidents of the newest data is closed.

    A store that holds nothing has nothing to add up.

    Raises
    ------
    PlanError
        If it is open.
    """
    services = asked.services
    if services.store.history():
        check_closed(services.figures.ledger(asked.actor, plan, Filter()))


def check_closed_after(asked: Asked, plan_id: int, edit: Edit) -> None:
    """Return if the plan's ledger is closed with the edit on top of the plan as it is now.

    An edit that cannot be put there is left to the store, which says more of it.

    Raises
    ------
    PlanError
        If it is open.
    UnknownPlanError
        If there is no such plan.
    """
    newest = asked.heads.newest(plan_id)
    try:
        wanted = apply(newest.plan, edit).plan
    except (PlanError, PolygonError):
        return
    check_closed_for(asked, wanted)
