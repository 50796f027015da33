"""Incident density: exact counts in square cells that grow and shrink with the zoom."""

from __future__ import annotations

from data.answers.filters import Filter
from data.answers.question import By, Question
from layers.base import Group, Kind, Layer, Style, View
from layers.palette import EMBER

_COARSEST, _FINEST = 9, 15
_LEVELS_BEYOND_ZOOM = 7
"""A cell of this many levels beyond the zoom is 4 to 8 CSS pixels wide on 512-pixel tiles."""


def _ask(filter_: Filter, view: View) -> Question:
    level = min(max(int(view.zoom) + _LEVELS_BEYOND_ZOOM, _COARSEST), _FINEST)
    return Question(measure="incidents", filter=filter_, by=By.CELL, level=level)


LAYER = Layer(
    key="incident_density",
    title="Incident density",
    group=Group.INCIDENTS,
    order=20,
    kind=Kind.CELLS,
    asks="How many incidents fall in each cell of the map?",
    ask=_ask,
    style=Style(ramp=EMBER, is_clickable=False),
    legend_title="Incidents per cell",
    caveat="Density follows reporting and patrol effort as well as activity.",
    is_on_at_start=True,
)
