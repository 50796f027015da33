"""The period of a brief that names none: the latest twelve months that incidents cover whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from data.answers.calendar import month_number, month_start
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.question import Form, Question
from data.errors import UnknownVersionError
from data.roles import Actor

LATEST_MONTHS = 12


def closed(gate: Gate, actor: Actor, filter_: Filter, today: date) -> Filter:
    """The filter with both ends of its period: an open one is that of the latest twelve whole months.

    They are those of the filter's data version. Without incidents they end with the last month before
    ``today``.

    Raises
    ------
    AccessDeniedError
        If the actor may not view.
    """
    if filter_.first is not None and filter_.last is not None:
        return filter_
    last = _last_complete(gate, actor, filter_.version) or month_start(month_number(today) - 1)
    first = month_start(month_number(last) - LATEST_MONTHS + 1)
    return replace(filter_, first=filter_.first or first, last=filter_.last or last)


def _last_complete(gate: Gate, actor: Actor, version: str | None) -> date | None:
    # Whole months are the same everywhere, but an actor of some regions may not ask of all.
    near = Filter(version=version, regions=actor.regions)
    try:
        span = gate.span(actor, near)
        if span is None:
            return None
        compared = Question(measure="incidents", filter=near, form=Form.CHANGE)
        covered = gate.ask(actor, compared).last
    except UnknownVersionError:
        return None
    return covered or date.fromisoformat(f"{span.last}-01")
