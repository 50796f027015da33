"""BEST task-force regions, as the areas of the HSI offices that host them."""

from __future__ import annotations

from data.answers.filters import Filter
from data.answers.question import By, Question
from layers.base import Group, Kind, Layer, Style, View
from layers.palette import SLATE


def _ask(filter_: Filter, _view: View) -> Question:
    return Question(measure="incidents", filter=filter_, by=By.REGION, region_set="best")


LAYER = Layer(
    key="best_regions",
    title="BEST / HSI regions",
    group=Group.BOUNDARIES,
    order=40,
    kind=Kind.REGIONS,
    asks="In which task-force region does a place lie, and how many incidents are in it?",
    ask=_ask,
    style=Style(ramp=SLATE, is_outline_only=True),
    legend_title="Task-force region",
    caveat="Approximate: no agency publishes BEST boundaries. "
    "Areas of HSI offices, from published descriptions.",
    is_on_at_start=True,
    is_approximate=True,
    region_set="best",
)
