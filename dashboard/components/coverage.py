"""Overlap and gap of the task forces as numbers: how much area, and what share of the incidents."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dash import html

from dashboard.access import actor_of_request
from dashboard.services import Services
from dashboard.view_state import ViewState
from data.answers.filters import Filter
from data.answers.question import Answer, By, Question
from data.geography.region_areas import area_sq_mi
from data.geography.regions import counties_of
from layers.base import View
from layers.discovery import layer

REACH = "task_force_reach"
"""The layer that the panel goes with."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """Counties that no, one, or several forums reach: how many, their area, their incidents."""

    title: str
    counties: int
    area_sq_mi: float
    incidents: Answer | None


def coverage(services: Services, state: ViewState) -> html.Section | None:
    """The panel; ``None`` unless the layer of reach is on."""
    if REACH not in {shown.key for shown in state.layers}:
        return None
    shown = layer(REACH)
    reach = services.gate.ask(actor_of_request(), shown.question(state.filter, View()))
    parts = [
        _part(services, state.filter, title, ids) for title, ids in _grouped(reach, state.filter).items()
    ]
    whole = services.gate.ask(actor_of_request(), Question(measure="incidents", filter=state.filter))
    area = sum(part.area_sq_mi for part in parts) or 1.0
    kept_back = _kept_back(parts)
    rows = [_row(part, area, whole, kept_back) for part in parts]
    head = html.Tr([html.Th(words, scope="col") for words in ("", "Counties", "Area, sq mi", "Incidents")])
    return html.Section(
        [
            html.H2("Task-force reach"),
            html.Table(
                [html.Thead(head), html.Tbody([_row(part, area, whole, kept_back) for part in parts])]
            ),
            html.P(f"{shown.caveat} Area: land and inland water.", className="note"),
        ],
        className="coverage",
        **{"aria-label": "Overlap and gap of the task forces"},
    )


def _grouped(reach: Answer, chosen: Filter) -> dict[str, list[str]]:
    inside = {f"county:{fips}" for fips in counties_of(chosen.regions)} if chosen.regions else None
    groups: dict[str, list[str]] = {"Gap: no forum": [], "One forum": [], "Overlap: two or more": []}
    titles = list(groups)
    for row in reach.table.to_pylist():
        if row["region"] and row["value"] is not None and (inside is None or row["region"] in inside):
            groups[titles[min(int(row["value"]), 2)]].append(row["region"])
    return groups


def _part(services: Services, chosen: Filter, title: str, ids: list[str]) -> Part:
    areas = area_sq_mi("county")
    question = Question(measure="incidents", filter=replace(chosen, regions=tuple(ids)), by=By.TOTAL)
    return Part(
        title=title,
        counties=len(ids),
        area_sq_mi=sum(areas.get(key, 0.0) for key in ids),
        # No county at all would be a filter that restricts nothing.
        incidents=services.gate.ask(actor_of_request(), question) if ids else None,
    )


def _kept_back(parts: list[Part]) -> Part | None:
    """The smallest part that is shown, where one alone is not: else the whole would give that one away."""
    shown = [part for part in parts if part.incidents and part.incidents.total]
    hidden = [part for part in parts if part.incidents and part.incidents.total is None]
    if len(hidden) != 1 or not shown:
        return None
    return min(shown, key=lambda part: part.incidents.total or 0 if part.incidents else 0)


def _row(part: Part, area: float, whole: Answer, kept_back: Part | None) -> html.Tr:
    cells = (
        f"{part.counties:,}",
        f"{part.area_sq_mi:,.0f} ({100 * part.area_sq_mi / area:.0f} %)",
        "withheld" if part is kept_back else _incident_words(part, whole),
    )
    return html.Tr([html.Th(part.title, scope="row"), *(html.Td(words) for words in cells)])


def _incident_words(part: Part, whole: Answer) -> str:
    if part.incidents is None:
        return "none"
    words = part.incidents.words()
    if part.incidents.total is None or not whole.total:
        return words
    return f"{words} ({100 * part.incidents.total / whole.total:.0f} %)"
