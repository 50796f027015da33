"""Counts beside those of a year before, as the gate answers the request."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dashboard.access import actor_of_request
from dashboard.components.periods import months_before
from dashboard.services import Services
from data.answers.filters import Filter
from data.answers.question import Answer, By, Form, Question


def change_answer(
    services: Services, measure: str, chosen: Filter, *, by: By, region_set: str | None = None
) -> Answer:
    """The gate's answer in the form of a change from a year before."""
    question = Question(measure=measure, filter=chosen, by=by, form=Form.CHANGE, region_set=region_set)
    return services.gate.ask(actor_of_request(), question)


def with_year_before(services: Services, measure: str, chosen: Filter) -> tuple[Answer, Answer]:
    """The total for the filter, and for a year before the months that it really covers."""
    question = Question(measure=measure, filter=chosen, by=By.TOTAL)
    now = services.gate.ask(actor_of_request(), question)
    earlier = replace(chosen, first=_year_earlier(now.first), last=_year_earlier(now.last))
    return now, services.gate.ask(actor_of_request(), replace(question, filter=earlier))


def _year_earlier(day: date | None) -> date | None:
    return months_before(day, 12) if day else None
