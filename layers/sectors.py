"""Border Patrol sectors, as their border counties."""

from __future__ import annotations

from data.answers.filters import Filter
from data.answers.question import By, Question
from layers.base import Group, Kind, Layer, Style, View
from layers.palette import TIDE


def _ask(filter_: Filter, _view: View) -> Question:
    return Question(measure="incidents", filter=filter_, by=By.REGION, region_set="sector")


LAYER = Layer(
    key="sectors",
    title="Border Patrol sectors",
    group=Group.INCIDENTS,
    order=12,
    kind=Kind.REGIONS,
    asks="How many incidents fall in the border counties of each sector?",
    ask=_ask,
    style=Style(ramp=TIDE),
    legend_title="Incidents per sector",
    caveat="Approximate: border counties only. Whole sector areas are not published by county.",
    is_approximate=True,
    region_set="sector",
)
