"""What is behind a colour: the counts, the comparison and its method, the base rate, the settings.

Everything here is an answer of the gate about one place of one layer, as the map shows it. Where
the place's own count is not shown, nothing that adds up to it is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
from dash import html

from dashboard.access import actor_of_request
from dashboard.components.breakdown_view import bar_rows, fact_list, month_columns
from dashboard.components.revisions import revisions
from dashboard.services import Services
from dashboard.view_state import ViewState
from data.answers.disclosure import State
from data.answers.measure import Incidents
from data.answers.measures import measure
from data.answers.question import Answer, By, Question
from data.answers.words import COMPONENT_WORDS
from data.geography.region_areas import area_sq_mi
from layers.base import Layer, View
from layers.card_places import Place, place_of
from layers.cards import Card, card
from layers.frames import breaks_of, legend_note
from layers.values import wire_values

METHOD = (
    "Two counts are compared by an exact conditional binomial test of two Poisson rates, two-sided. Over the "
    "places of a layer, false discoveries are held at 5 % (Benjamini-Hochberg). The test knows chance only: "
    "more patrols, a new reporting rule or a late report change counts too."
)


def why_content(
    services: Services, layer: Layer, place_id: str, *, state: ViewState, zoom: float
) -> list[Any]:
    """The drawer's sections for one place of a layer.

    Raises
    ------
    QuestionError
        If the layer has no such place.
    """
    place = place_of(layer, place_id)
    told = card(layer, place_id, services.gate, actor_of_request(), filter_=state.filter)
    view = View(zoom=zoom, form=state.form)
    coloured = services.gate.ask(actor_of_request(), _levelled(layer.question(state.filter, view), place))
    return [
        html.P([html.Strong(layer.title), f": {layer.asks}"]),
        html.P(f"{told.kind_words}. {told.note}".strip(" ."), className="note"),
        fact_list([(fact.label, fact.words) for fact in told.facts]),
        *_incident_parts(services, layer, place, state),
        *(month_columns(series) for series in told.series),
        _settings(layer, coloured, state),
        _papers(told, coloured),
    ]


def _incident_parts(services: Services, layer: Layer, place: Place, state: ViewState) -> Iterator[Any]:
    asked = layer.question(state.filter, View()).measure
    if not isinstance(measure(asked).origin, Incidents):
        return
    question = _levelled(layer.question(state.filter, View()), place)
    counted = services.gate.ask(actor_of_request(), question)
    count = _row(counted, place)
    if not count or State(count["state"]) is not State.SHOWN:
        words = "The count of this place is not shown, so it is not broken down either."
        yield html.P(words, className="note")
        return
    yield _base_rate(services, layer, place, counted)
    yield html.Section([html.H3("Is the change real?"), html.P(METHOD)], className="why-method")
    within = state.filter if place.cell else replace(state.filter, regions=(place.id,))
    for by, names in ((By.CATEGORY, None), (By.COMPONENT, COMPONENT_WORDS)):
        question = Question(measure=asked, filter=within, by=by, cell=place.cell)
        yield bar_rows(f"By {by.value}", services.gate.ask(actor_of_request(), question), names)
    yield revisions(services, Question(measure=asked, filter=within, cell=place.cell))


def _base_rate(services: Services, layer: Layer, place: Place, counted: Answer) -> html.Section:
    """The place's share of all that the filter holds, and its rate beside that of the whole country."""
    asked = counted.question
    whole = services.gate.ask(actor_of_request(), Question(measure=asked.measure, filter=asked.filter))
    facts = [("All that the filter holds", f"{whole.words()} {whole.unit}")]
    count = float(_row(counted, place)["value"])
    if whole.total:
        facts.append(("Share of this place", f"{100 * count / whole.total:.2g} %"))
    if place.cell:
        shown = np.sort(counted.table.column("value").drop_null().to_numpy())
        facts.append(("Median of the cells that are shown", f"{shown[shown.size // 2]:,.0f}"))
    elif layer.region_set and whole.total and not asked.filter.regions:
        here = 1000 * count / area_sq_mi(layer.region_set)[place.id]
        country = 1000 * whole.total / sum(area_sq_mi("state").values())
        facts.append(("Rate here", f"{_figures(here)} per 1,000 sq mi: {_figures(here / country)} times"))
        facts.append(("Base rate, whole country", f"{_figures(country)} per 1,000 sq mi"))
    return html.Section([html.H3("Base rate"), fact_list(facts)])


def _figures(value: float) -> str:
    """Three figures of a rate, never with an exponent."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _settings(layer: Layer, answer: Answer, state: ViewState) -> html.Section:
    values = wire_values(answer, None)
    limits = breaks_of(layer, answer.question.form, values)
    facts = [
        ("Drawn from", legend_note(layer, answer)),
        ("Limits of the colours", ", ".join(f"{limit:,.6g}" for limit in limits)),
        ("Values shown, values held back", f"{len(values.shown):,}, {values.hidden:,}"),
        ("Least count that is shown", f"{answer.floor}" if answer.floor else "no floor: no counts of events"),
        ("Hatching", "on" if state.is_uncertainty_shown else "off"),
    ]
    return html.Section([html.H3("Settings"), fact_list(facts)])


def _papers(told: Card, answer: Answer) -> html.Section:
    tag = html.Span("SYNTHETIC", className="synthetic-tag") if told.is_synthetic else None
    as_of = f" As of {told.as_of}." if told.as_of else ""
    return html.Section(
        [
            html.H3(["Where it comes from ", tag]),
            html.P(f"{told.sentence}. Data version {answer.version}."),
            html.P(f"Source: {told.source}.{as_of}") if told.source else None,
            html.P(told.caveat, className="note"),
        ]
    )


def _levelled(question: Question, place: Place) -> Question:
    return replace(question, level=place.cell.level) if place.cell else question


def _row(answer: Answer, place: Place) -> dict[str, Any]:
    keys = answer.table.column(answer.question.by.value).to_pylist()
    wanted = place.cell.code if place.cell else place.id
    if wanted not in keys:
        return {}
    found: dict[str, Any] = answer.table.slice(keys.index(wanted), 1).to_pylist()[0]
    return found
