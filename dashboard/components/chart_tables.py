"""The charts as tables: the same counts, for those who read rather than look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from dashboard.access import actor_of_request
from dashboard.components.asked_table import (
    AskedTable,
    Column,
    TableRow,
    Value,
    change_columns,
    change_row,
    with_papers,
)
from dashboard.components.comparison import change_answer
from dashboard.components.periods import months_before
from dashboard.services import Services
from dashboard.view_state import ViewState
from data.answers.changes import changes
from data.answers.filters import Filter
from data.answers.question import Answer, By, Question
from data.answers.words import COMPONENT_WORDS, MODE_WORDS

CHARTS: Mapping[str, str] = {
    "month": "By month",
    "category": "By category",
    "component": "By component",
    "mode": "By mode",
}
"""Title of each table, by its key."""
_FREED: Mapping[str, Mapping[str, Any]] = {
    "category": {"categories": ()},
    "component": {"components": ()},
    "mode": {"modes": ()},
}
"""A chart leaves its own filter out, and so does its table."""
_NAMES: Mapping[str, str] = {**COMPONENT_WORDS, **MODE_WORDS}
_YEAR_MONTHS = 12


def chart_table(services: Services, key: str, state: ViewState) -> AskedTable:
    """The table of a chart; ``key`` is one of :data:`CHARTS`."""
    if key == "month":
        return _months(services, state.filter)
    answer = change_answer(services, "incidents", replace(state.filter, **_FREED[key]), by=By(key))
    rows = sorted(changes(answer), key=lambda row: (-(row.now or 0), row.key))
    columns = change_columns(rows)
    return with_papers(
        answer,
        name_title=key.capitalize(),
        columns=columns,
        rows=tuple(change_row(row, _NAMES.get(row.key, row.key), columns) for row in rows),
        title=f"{answer.title} {CHARTS[key].lower()}",
        caveat="",
    )


def _months(services: Services, chosen: Filter) -> AskedTable:
    """Each chosen month beside the same month a year before, as bars and line of the chart."""
    earlier = replace(chosen, first=_year_before(chosen.first), last=_year_before(chosen.last))
    now, before = (
        services.gate.ask(actor_of_request(), Question(measure="incidents", filter=asked, by=By.MONTH))
        for asked in (chosen, earlier)
    )
    year_ago = _by_month(before)
    rows = tuple(
        TableRow(
            key=f"{month:%Y-%m}",
            name=f"{month:%b %Y}",
            values=(value, year_ago.get(months_before(month, _YEAR_MONTHS), Value(words="not known"))),
        )
        for month, value in _by_month(now).items()
    )
    columns = (Column(key="now", title="Incidents"), Column(key="before", title="Year before"))
    return with_papers(
        now, name_title="Month", columns=columns, rows=rows, title=f"{now.title} by month", caveat=""
    )


def _by_month(answer: Answer) -> dict[date, Value]:
    months, values = (answer.table.column(name).to_pylist() for name in ("month", "value"))
    return {month: Value(words=answer.words(row), number=values[row]) for row, month in enumerate(months)}


def _year_before(day: date | None) -> date | None:
    return months_before(day, _YEAR_MONTHS) if day else None
