"""Boundaries: the outlines of every set of regions, told apart by colour; approximate ones are dashed."""

from __future__ import annotations

from data.answers.filters import Filter
from data.answers.question import By, Question
from data.geography.regions import region_set
from layers.base import Group, Kind, Layer, Style, View
from layers.palette import COPPER, JADE, ORCHID, SLATE, STONE, Ramp

_ROWS: tuple[tuple[str, str, str, Ramp], ...] = (
    # region set, key, one region, colour
    ("county", "county_boundaries", "county", STONE),
    ("state", "state_boundaries", "state", STONE),
    ("ero_area", "ero_area_boundaries", "ERO area", JADE),
    ("field_office", "field_office_boundaries", "field office", ORCHID),
    ("sector", "sector_boundaries", "sector", COPPER),
    ("best", "best_regions", "task-force region", SLATE),
)


def _boundary(order: int, set_key: str, key: str, singular: str, ramp: Ramp) -> Layer:
    regions = region_set(set_key)

    def ask(filter_: Filter, _view: View) -> Question:
        return Question(measure="incidents", filter=filter_, by=By.REGION, region_set=set_key)

    return Layer(
        key=key,
        title=regions.title,
        group=Group.BOUNDARIES,
        order=order,
        kind=Kind.REGIONS,
        asks=f"In which {singular} does a place lie, and how many incidents are in it?",
        ask=ask,
        style=Style(ramp=ramp, is_outline_only=True),
        legend_title=singular[0].upper() + singular[1:],
        caveat=regions.caveat,
        is_on_at_start=set_key == "best",
        is_approximate=regions.approximate,
        region_set=set_key,
    )


LAYERS = tuple(_boundary(40 + place, *row) for place, row in enumerate(_ROWS))
