"""Before a plan is kept: its parts, as counted, add up to the whole, or it is not kept."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from dashboard.api.plan_routes import Asked
from data.answers.filters import Filter
from data.errors import PlanError, PolygonError
from data.plans.applied import apply
from data.plans.codec import digest
from data.plans.edits import Edit
from data.plans.figures.ledger import check_closed
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


def closed_check(asked: Asked, plan_id: int, edit: Edit) -> Callable[[Plan], None]:
    """What the store calls on the plan that it is about to keep: it raises if the ledger is open.

    The ledger of the edit on top of the plan as it is now is counted here, before the store holds anything
    that others wait for. What the store keeps is nearly always that plan; if somebody else was faster it is
    another, which is counted then. An edit that cannot be put there is left to the store, which says more.

    Raises
    ------
    PlanError
        If the ledger is open already.
    UnknownPlanError
        If there is no such plan.
    """
    newest, counted = asked.heads.newest(plan_id), ""
    with suppress(PlanError, PolygonError):
        wanted = apply(newest.plan, edit).plan
        counted = digest(wanted)
    if counted:
        check_closed_for(asked, wanted)

    def check(plan: Plan) -> None:
        if digest(plan) != counted:
            check_closed_for(asked, plan)

    return check
