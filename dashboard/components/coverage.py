"""Overlap and gap of the task forces as numbers: how much area, and what share of the incidents."""

from __future__ import annotations

from dataclasses import replace

from dash import html

from dashboard.access import actor_of_request
from dashboard.services import Services
from dashboard.view_state import ViewState
from data.answers.disclosure import State
from data.answers.filters import Filter
from data.answers.question import Answer, By, Form, Question
from data.geography.reach import Reach
from layers.base import View
from layers.discovery import layer
from layers.words import value_words

REACH = "task_force_reach"
"""The layer that the panel goes with."""
_TITLES = {
    Reach.GAP: "Gap: no forum",
    Reach.ONE: "One forum",
    Reach.OVERLAP: "Overlap: two or more",
}
_COLUMNS = (("Area, sq mi", "area-sq-mi"), ("Incidents", "incidents"))


def coverage(services: Services, state: ViewState) -> html.Section | None:
    """The panel; ``None`` unless the layer of reach is on."""
    if REACH not in {shown.key for shown in state.layers}:
        return None
    shown = layer(REACH)
    columns = [_column(services, measure, state.filter) for _, measure in _COLUMNS]
    head = html.Tr([html.Th(words, scope="col") for words in ("", *(title for title, _ in _COLUMNS))])
    body = [
        html.Tr([html.Th(title, scope="row"), *(html.Td(column[reach]) for column in columns)])
        for reach, title in _TITLES.items()
    ]
    return html.Section(
        [
            html.H2("Task-force reach"),
            html.Table([html.Thead(head), html.Tbody(body)]),
            html.P(f"{_counties(services, state)} {shown.caveat}".strip(), className="note"),
        ],
        className="coverage",
        **{"aria-label": "Overlap and gap of the task forces"},
    )


def _counties(services: Services, state: ViewState) -> str:
    """How many counties are of each kind, as the legend says it."""
    shown = layer(REACH)
    answer = services.gate.ask(actor_of_request(), shown.question(state.filter, View()))
    words = shown.summary(answer) if shown.summary else ""
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def _column(services: Services, measure: str, chosen: Filter) -> dict[str, str]:
    """By reach: the value in words, with its share where that is shown."""
    question = Question(measure=measure, filter=chosen, by=By.REACH)
    values = _by_reach(services.gate.ask(actor_of_request(), question))
    shares = _by_reach(services.gate.ask(actor_of_request(), replace(question, form=Form.SHARE)))
    return {reach: _words(values.get(reach, "0"), shares.get(reach, "")) for reach in _TITLES}


def _words(value: str, share: str) -> str:
    return f"{value} ({share} %)" if share[:1].isdigit() else value


def _by_reach(answer: Answer) -> dict[str, str]:
    form, floor = answer.question.form, answer.floor
    return {
        row["reach"]: value_words(row["value"], State(row["state"]), form=form, floor=floor)
        for row in answer.table.to_pylist()
    }
