"""Incident density: exact counts in square cells that follow the zoom, and the same cells smoothed."""

from __future__ import annotations

from data.answers.filters import Filter
from data.answers.question import By, Form, Question
from layers.base import Group, Kind, Layer, Style, View
from layers.palette import EMBER

_COARSEST, _FINEST = 9, 15
_LEVELS_BEYOND_ZOOM = 7
"""A cell of this many levels beyond the zoom is 4 to 8 CSS pixels wide on 512-pixel tiles."""
_CAVEAT = "Density follows reporting and patrol effort as well as activity."


def _ask(filter_: Filter, view: View) -> Question:
    level = min(max(int(view.zoom) + _LEVELS_BEYOND_ZOOM, _COARSEST), _FINEST)
    return Question(measure="incidents", filter=filter_, by=By.CELL, level=level, form=view.form)


LAYERS = (
    Layer(
        key="incident_heat",
        title="Incident density, smooth",
        group=Group.INCIDENTS,
        order=19,
        kind=Kind.HEAT,
        asks="Where do incidents gather?",
        ask=_ask,
        style=Style(ramp=EMBER, is_clickable=False),
        legend_title="Events, smoothed",
        caveat=f"{_CAVEAT} Smoothed over neighbouring cells for the eye: read numbers from the cells. "
        "Cells with small counts are left out of it.",
    ),
    Layer(
        key="incident_density",
        title="Incident density",
        group=Group.INCIDENTS,
        order=20,
        kind=Kind.CELLS,
        asks="How many incidents fall in each cell of the map: in all, and against the year before?",
        ask=_ask,
        style=Style(ramp=EMBER),
        legend_title="Events in each cell",
        caveat=_CAVEAT,
        forms=(Form.COUNT, Form.CHANGE),
        is_on_at_start=True,
    ),
)
