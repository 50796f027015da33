"""``GET /api/briefs/choices``: what scenes can be made of, for the editor's forms."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Response, jsonify

from dashboard.api.brief_routes import BriefAsked, BriefRoutes
from dashboard.api.plan_routes import NEWEST
from dashboard.api.tagged import tagged
from dashboard.components.periods import start_filter
from data.answers.filters import Filter
from data.answers.measures import MEASURES
from data.briefs.brief import LEAST_SECONDS, MOST_SECONDS, USUAL_SECONDS, ChartBy
from data.briefs.limits import MOST_MEASURES, MOST_OPTIONS, MOST_QUESTIONS, MOST_SCENES
from data.briefs.programmes import PROGRAMMES
from data.geography.region_rules import RULES
from data.reference.tables import load


def add_choices(routes: BriefRoutes) -> None:
    """Add the one route."""
    routes.get("/choices", choices)


def choices(asked: BriefAsked) -> Response:
    """Measures, breakdowns, region sets, programmes and recommendations, each with its words.

    ``usual`` is the period of a view that names none, as query text: the latest twelve months.
    """
    recommendations = load("memo_recommendations")
    named = zip(recommendations["id"], recommendations["short_title"], strict=True)
    return tagged(
        jsonify(
            measures=[{"key": one.key, "title": one.title, "unit": one.unit} for one in MEASURES.values()],
            by=[by.value for by in ChartBy],
            region_sets=[{"key": key, "title": rule.title} for key, rule in RULES.items()],
            programmes=[{"key": key, "title": one.title} for key, one in PROGRAMMES.items()],
            recommendations=[{"key": key, "title": f"{key}: {title}"} for key, title in named],
            seconds={"least": LEAST_SECONDS, "most": MOST_SECONDS, "usual": USUAL_SECONDS},
            most={
                "scenes": MOST_SCENES,
                "measures": MOST_MEASURES,
                "options": MOST_OPTIONS,
                "questions": MOST_QUESTIONS,
            },
            usual=_usual(asked),
        ),
        NEWEST,
    )


def _usual(asked: BriefAsked) -> str:
    """Empty while the store holds nothing."""
    services = asked.services
    if not services.store.history():
        return ""
    return urlencode(start_filter(services.gate.span(asked.actor, Filter())).to_query())
