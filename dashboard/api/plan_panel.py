"""``GET /api/plans/<id>/panel``: the figures of every region, in the panel's own words."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, jsonify, request

from dashboard.api.plan_pieces import piece_counts
from dashboard.api.plan_routes import NEWEST, PLAN, Asked, PlanRoutes
from dashboard.api.tagged import tagged
from data.answers.change import WORDS
from data.answers.filters import Filter
from data.errors import FilterError
from data.plans.figures.panel import Panel, Papers, Row
from data.plans.plan import Plan


def add_panel(routes: PlanRoutes) -> None:
    """Add the one route."""
    routes.get(f"{PLAN}/panel", panel)


def panel(asked: Asked, plan_id: int) -> Response:
    """The panel of the plan as it is now, for the filter in the query."""
    plan = asked.heads.newest(plan_id).plan
    return tagged(jsonify(panel=panel_of(asked, plan, filter_asked())), NEWEST)


def filter_asked() -> Filter:
    """The filter in the query: that of the commander's page, without regions.

    Raises
    ------
    FilterError
        If a value is not allowed, or regions are named: a plan is of all of them.
    """
    filter_ = Filter.from_query(request.args)
    if filter_.regions:
        raise FilterError(
            f"the filter names the region {filter_.regions[0]!r}",
            remedy="Leave regions out: a plan deals with the whole nation",
        )
    return filter_


def panel_of(asked: Asked, plan: Plan, filter_: Filter, *, is_live: bool = False) -> dict[str, object]:
    """The panel of a plan as the desk reads it; ``is_live`` is of one that is not saved."""
    found = asked.services.figures.of(asked.actor, plan, filter_, is_live=is_live)
    return panel_json(found, plan)


def panel_json(found: Panel, plan: Plan) -> dict[str, object]:
    """A panel as the desk reads it; ``pieces`` of a region comes from the plan."""
    pieces = piece_counts(plan)
    return {
        "columns": [{"key": one.key, "title": one.title, "unit": one.unit} for one in found.columns],
        "rows": [_row(row, pieces) for row in found.rows],
        "ledger": _fields(found.ledger),
        "balance": {
            "mean": found.balance.mean,
            "tolerance": found.balance.tolerance,
            "weights": dict(found.balance.weights),
            "state": found.balance.state,
            "words": found.balance.words,
        },
        **papers_json(found.papers),
    }


def _row(row: Row, pieces: Mapping[str, int]) -> dict[str, object]:
    return {
        "key": row.key,
        "name": row.name,
        "values": dict(row.values),
        "words": dict(row.words),
        "units": row.units,
        "pieces": pieces.get(row.key),
        "suppressed_units": row.suppressed_units,
        "verdict": None if row.verdict is None else WORDS[row.verdict],
        "load": row.load,
        "deviation": row.deviation,
        "within": row.is_within,
        "sectors": _fields(row.sectors),
        "workload": None if row.workload is None else _fields(row.workload),
    }


def _fields(value: object) -> dict[str, object]:
    """A value's fields by name; those of a panel hold no further values."""
    return dict(vars(value))


def papers_json(papers: Papers) -> dict[str, object]:
    """Where figures come from and how they may be used."""
    return {
        "sentence": papers.sentence,
        "version": papers.version,
        "as_of": papers.as_of.isoformat() if papers.as_of else None,
        "floor": papers.floor,
        "marking": papers.marking,
        "is_synthetic": papers.is_synthetic,
        "sources": list(papers.sources),
        "caveats": list(papers.caveats),
    }
