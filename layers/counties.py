"""Counties, filled by the incidents in them."""

from __future__ import annotations

from data.answers.filters import Filter
from data.answers.question import By, Question
from layers.base import Group, Kind, Layer, Style, View
from layers.palette import TIDE


def _ask(filter_: Filter, _view: View) -> Question:
    return Question(measure="incidents", filter=filter_, by=By.REGION, region_set="county")


LAYER = Layer(
    key="counties",
    title="Counties",
    group=Group.INCIDENTS,
    order=10,
    kind=Kind.REGIONS,
    asks="How many incidents fall in each county?",
    ask=_ask,
    style=Style(ramp=TIDE),
    legend_title="Incidents per county",
    caveat="Counts, not rates: large counties hold more. Outlines are those of the 2016 census geography.",
    region_set="county",
)
