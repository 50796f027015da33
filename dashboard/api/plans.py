"""``/api/plans``: what the planner's desk calls, noun by noun in the modules beside this one."""

from __future__ import annotations

from flask import Blueprint, Response

from dashboard.api.plan_ahead import add_ahead
from dashboard.api.plan_approved import add_approved
from dashboard.api.plan_changing import add_changing
from dashboard.api.plan_checks import add_checks
from dashboard.api.plan_diff import add_diff
from dashboard.api.plan_files import add_files
from dashboard.api.plan_jobs import add_jobs
from dashboard.api.plan_lines import add_lines
from dashboard.api.plan_notes import add_notes
from dashboard.api.plan_panel import add_panel
from dashboard.api.plan_reading import add_reading
from dashboard.api.plan_review import add_review
from dashboard.api.plan_routes import Asked, PlanRoutes
from dashboard.api.plan_units import add_units
from dashboard.services import Services
from data.errors import UnknownPlanError
from data.roles import Action


def plans_api(services: Services) -> Blueprint:
    """The blueprint of all routes about plans."""
    routes = PlanRoutes(services)
    for add in (
        add_reading,
        add_units,
        add_lines,
        add_ahead,
        add_changing,
        add_panel,
        add_checks,
        add_notes,
        add_review,
        add_approved,
        add_diff,
        add_files,
        add_jobs,
    ):
        add(routes)
    routes.get("/<path:rest>", nowhere, action=Action.VIEW)
    return routes.blueprint


def nowhere(_: Asked, rest: str) -> Response:
    """Nothing: without this route an address that is wrong would be answered with the page itself.

    Raises
    ------
    UnknownPlanError
        Always.
    """
    raise UnknownPlanError(
        f"there is nothing at /api/plans/{rest[:80]}", remedy="docs/planner-api.md lists what there is"
    )
