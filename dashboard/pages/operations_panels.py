"""What each panel of the commander's page shows for a view: parse, ask, present."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dash import html

from dashboard.access import actor_of_request
from dashboard.access.views import asked_view
from dashboard.components.chips import chips
from dashboard.components.comparison import change_answer, with_year_before
from dashboard.components.coverage import coverage
from dashboard.components.figures import bars, trend
from dashboard.components.marking_banner import release_note
from dashboard.components.numerals import incident_numeral, published_numeral
from dashboard.components.periods import days_of, month_count, months_before
from dashboard.components.table_rows import asked_table
from dashboard.components.tables import column_definitions, grid_rows, note
from dashboard.components.themes import CHART_COLOURS
from dashboard.services import Services
from data.answers.changes import changes
from data.answers.filters import Filter
from data.answers.question import Answer, By, Question
from data.answers.words import SHORT_NAMES

PUBLISHED = (
    ("Encounters (CBP)", "encounters"),
    ("Passengers by car, land", "crossings-personal-vehicle-passengers"),
)
"""Label and measure of the numerals beside the incidents."""
BREAKDOWNS = ("category", "component", "mode")
"""The breakdowns that have a chart, and whose bars toggle their filter."""
_CONTEXT_MONTHS = 12
_ZOOM_UNKNOWN = 4.0
"""Zoom at which a layer's table is asked for before the map has told its own."""


def reading(services: Services, text: str) -> tuple[Any, list[Any], list[html.Article], Any]:
    """The filter in words, its chips, the numerals, and the overlap and gap if their layer is on."""
    state = asked_view(text)
    chosen = state.filter
    span = services.gate.span(actor_of_request(), chosen)
    incidents = change_answer(services, "incidents", chosen, by=By.TOTAL)
    first = incident_numeral("Incidents (events)", incidents, changes(incidents)[0])
    others = [_published(services, label, key, chosen) for label, key in PUBLISHED]
    papers = {"data-version": incidents.version, "data-marking": incidents.marking}
    version = html.Span(**papers, **release_note(services, incidents.version))
    return (
        [chosen.sentence(), version],
        chips(chosen, span, own=actor_of_request().regions),
        [first, *others],
        coverage(services, state),
    )


def charts(services: Services, text: str, theme: str | None) -> tuple[Any, ...]:
    """Incidents by month, and by category, component and mode; each leaves its own filter out."""
    chosen = asked_view(text).filter
    made = [
        bars(answer, picked, theme=_known(theme), names=SHORT_NAMES)
        for answer, picked in (_breakdown(services, name, chosen) for name in BREAKDOWNS)
    ]
    months = _months_around(services, chosen)
    return trend(months, (chosen.first, chosen.last), theme=_known(theme)), *made


def table_rows(
    services: Services,
    text: str,
    choice: str,
    is_narrow: bool | None,  # noqa: FBT001 - Dash hands over what the store holds
    viewport: dict[str, float] | None,
) -> tuple[Any, Any, str]:
    """Rows, columns and note of the table: a region set, or the twin of a map layer."""
    zoom = (viewport or {}).get("zoom", _ZOOM_UNKNOWN)
    asked = asked_table(services, choice, asked_view(text), zoom=zoom)
    return grid_rows(asked), column_definitions(asked, is_narrow=bool(is_narrow)), note(asked)


def _known(theme: str | None) -> str:
    """The theme, or the first one where the browser names none that there is."""
    return theme if theme in CHART_COLOURS else "dark"


def _published(services: Services, label: str, measure: str, chosen: Filter) -> html.Article:
    now, before = with_year_before(services, measure, chosen)
    last = now.last
    shape = replace(chosen, first=months_before(last, 23), last=last) if last else chosen
    months = services.gate.ask(actor_of_request(), Question(measure=measure, filter=shape, by=By.MONTH))
    return published_numeral(label, now, before, months)


def _breakdown(services: Services, name: str, chosen: Filter) -> tuple[Answer, tuple[str, ...]]:
    free, picked = {
        "category": (replace(chosen, categories=()), chosen.categories),
        "component": (replace(chosen, components=()), chosen.components),
        "mode": (replace(chosen, modes=()), chosen.modes),
    }[name]
    question = Question(measure="incidents", filter=free, by=By(name))
    return services.gate.ask(actor_of_request(), question), picked


def _months_around(services: Services, chosen: Filter) -> Answer:
    """Incidents by month: the period, as much again on either side, and a year before all that."""
    span = services.gate.span(actor_of_request(), chosen)
    if span is None:
        return services.gate.ask(
            actor_of_request(), Question(measure="incidents", filter=chosen, by=By.MONTH)
        )
    least, most = days_of(span)
    first, last = chosen.first or least, chosen.last or most
    around = max(_CONTEXT_MONTHS, month_count(first, last))
    wide = replace(
        chosen,
        first=max(least, months_before(first, around + 12)),
        last=min(most, months_before(last, -around)),
    )
    return services.gate.ask(actor_of_request(), Question(measure="incidents", filter=wide, by=By.MONTH))
