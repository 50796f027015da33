"""Incidents by region, filled: one layer for each set of regions."""

from __future__ import annotations

from data.answers.filters import Filter
from data.answers.question import By, Form, Question
from data.geography.regions import region_set
from layers.base import Group, Kind, Layer, Style, View
from layers.palette import TIDE

_ROWS = (
    # region set, key, words after "Incidents by"
    ("county", "counties", "county"),
    ("state", "states", "state"),
    ("sector", "sectors", "sector"),
    ("field_office", "field_offices", "field office"),
    ("ero_area", "ero_areas", "ERO area"),
    ("best", "best_incidents", "BEST / HSI region"),
)


def _filled(order: int, set_key: str, key: str, words: str) -> Layer:
    regions = region_set(set_key)

    def ask(filter_: Filter, view: View) -> Question:
        return Question(measure="incidents", filter=filter_, by=By.REGION, region_set=set_key, form=view.form)

    return Layer(
        key=key,
        title=f"Incidents by {words}",
        group=Group.INCIDENTS,
        order=order,
        kind=Kind.REGIONS,
        asks=f"How many incidents fall in each {words}: in all, for its area, for its border, "
        "and against the year before?",
        ask=ask,
        style=Style(ramp=TIDE),
        legend_title=f"Events in each {words}",
        caveat=f"Counts follow the size of a region: choose a rate to compare. {regions.caveat}",
        forms=(Form.COUNT, Form.PER_AREA, Form.PER_BORDER_MILE, Form.CHANGE),
        is_approximate=regions.approximate,
        region_set=set_key,
    )


LAYERS = tuple(_filled(10 + place, *row) for place, row in enumerate(_ROWS))
