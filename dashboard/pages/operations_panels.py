"""What each panel of the commander's page shows for a view: parse, ask, present."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from dash import html, no_update

from dashboard.access import actor_of_request
from dashboard.components.figures import trend
from dashboard.components.filter_bar import state_of_controls
from dashboard.components.numerals import numeral
from dashboard.components.tables import REGION_COLUMNS, TWIN_COLUMNS, region_rows, twin_rows
from dashboard.services import Services
from dashboard.view_state import ViewState
from data.answers.filters import Filter
from data.answers.question import Answer, By, Question
from data.geography.regions import region_set
from layers.base import View
from layers.discovery import layer
from layers.table_twin import table_twin

NUMERALS = (
    ("Incidents", "incidents"),
    ("Encounters, as CBP publishes them", "encounters"),
    ("Passengers in vehicles at land ports", "crossings-personal-vehicle-passengers"),
)
"""Label and measure of the big numerals."""
_ZOOM_UNKNOWN = 4.0
"""Zoom at which a layer's table is asked for before the map has told its own."""


def view_of_controls(_: Services, values: list[Any], ids: list[dict[str, str]], current: str | None) -> Any:
    """The view as query text, from the filter bar's controls; a pinned data version stays pinned."""
    state = state_of_controls({key["name"]: value for key, value in zip(ids, values, strict=True)})
    pinned = ViewState.from_text(current).filter.version
    text = replace(state, filter=replace(state.filter, version=pinned)).to_text()
    return no_update if text == current else text


def numerals(services: Services, text: str) -> tuple[str, list[html.Article]]:
    """The filter in words, and the big numerals."""
    chosen = ViewState.from_text(text).filter
    cards = [numeral(label, *with_year_before(services, key, chosen, by=By.TOTAL)) for label, key in NUMERALS]
    return chosen.sentence(), cards


def trend_figure(services: Services, text: str, theme: str | None) -> Any:
    """Incidents by month with the year before."""
    chosen = ViewState.from_text(text).filter
    now, before = with_year_before(services, "incidents", chosen, by=By.MONTH)
    return trend(now, before, theme=theme or "dark")


def table_rows(
    services: Services, text: str, choice: str, viewport: dict[str, float] | None
) -> tuple[Any, Any, str]:
    """Rows, columns and note of the table: a region set, or the twin of a map layer."""
    kind, key = choice.split("/", 1)
    chosen = ViewState.from_text(text).filter
    if kind == "layer":
        return _layer_table(services, key, chosen, zoom=(viewport or {}).get("zoom", _ZOOM_UNKNOWN))
    now, before = with_year_before(services, "incidents", chosen, by=By.REGION, region_set=key)
    return region_rows(now, before), REGION_COLUMNS, note(now, region_set(key).caveat)


def regions_after_click(_: Services, clicked: dict[str, Any] | None, chosen: list[str] | None) -> Any:
    """The chosen regions after a click on the map: the region is added, or taken away again."""
    region = (clicked or {}).get("id", "")
    if not isinstance(region, str) or ":" not in region:
        return no_update
    regions = chosen or []
    return [r for r in regions if r != region] if region in regions else [*regions, region]


def period_of_preset(_: Services, value: str | None) -> Any:
    """First and last month of a ready-made period."""
    return value.split("/") if value else no_update


def with_year_before(
    services: Services,
    measure: str,
    chosen: Filter,
    *,
    by: By,
    region_set: str | None = None,
) -> tuple[Answer, Answer]:
    """The answer for the filter, and for a year before the months that it really covers."""
    question = Question(measure=measure, filter=chosen, by=by, region_set=region_set)
    now = services.gate.ask(actor_of_request(), question)
    earlier = replace(chosen, first=_year_earlier(now.first), last=_year_earlier(now.last))
    return now, services.gate.ask(actor_of_request(), replace(question, filter=earlier))


def note(answer: Answer, caveat: str) -> str:
    """The papers of a table in one line: floor, source, date, caveats."""
    as_of = f", as of {answer.as_of:%d %b %Y}" if answer.as_of else ""
    small = f"<{answer.floor}: too small to show. withheld: would give a small count away. "
    return f"{small}{caveat} {' '.join(answer.caveats)} Source: {answer.source}{as_of}."


def _layer_table(services: Services, key: str, chosen: Filter, *, zoom: float) -> tuple[Any, Any, str]:
    asked = layer(key)
    answer = services.gate.ask(actor_of_request(), asked.question(chosen, View(zoom=zoom)))
    return (
        twin_rows(table_twin(asked, answer)),
        TWIN_COLUMNS,
        f"{answer.sentence}. {note(answer, asked.caveat)}",
    )


def _year_earlier(day: date | None) -> date | None:
    return day.replace(year=day.year - 1) if day else None
