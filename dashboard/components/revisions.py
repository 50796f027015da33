"""How one count was known in earlier data versions."""

from __future__ import annotations

from dash import html

from dashboard.access import actor_of_request
from dashboard.components.breakdown_view import fact_list
from dashboard.services import Services
from data.answers.question import Question


def revisions(services: Services, question: Question) -> html.Section:
    """The total of the question in the versions that changed it, newest first."""
    known = services.gate.history(actor_of_request(), question)
    facts = [
        (f"{one.version}, from {one.published_at:%d %b %Y %H:%M} UTC on", one.answer.words()) for one in known
    ]
    return html.Section([html.H3("How it was known"), fact_list(facts)])
