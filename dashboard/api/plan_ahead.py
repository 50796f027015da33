"""``GET /api/plans/ahead``: what the first panel of any plan waits for, made before there is one."""

from __future__ import annotations

from flask import Response, jsonify

from dashboard.api.plan_routes import NEWEST, Asked, PlanRoutes
from dashboard.api.tagged import tagged
from dashboard.components.periods import start_filter
from data.answers.filters import Filter
from data.geography.border_miles import county_land_line
from data.plans.adjacency import neighbours
from data.plans.plan import Plan


def add_ahead(routes: PlanRoutes) -> None:
    """Add the one route."""
    routes.get("/ahead", ahead)


def ahead(asked: Asked) -> Response:
    """The data version by which panels are ready, once they are.

    The table of counties is kept for every incident, by which a ledger is checked before a save, and for the
    latest twelve months, with which the desk opens; which county is beside which, and the land border, are
    the same for every plan.

    Raises
    ------
    StoreError
        If the store holds no data yet.
    """
    county_land_line()
    neighbours(Plan())
    services, actor = asked.services, asked.actor
    everything = services.figures.table(actor, Filter())
    services.figures.table(actor, start_filter(services.gate.span(actor, Filter())))
    return tagged(jsonify(version=everything.papers.version), NEWEST)
