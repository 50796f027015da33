"""Ports of entry: shape by kind, size by published crossings."""

from __future__ import annotations

from functools import cache

from data.answers.filters import Filter
from data.answers.question import By, Question
from data.reference.tables import load
from layers.base import Group, Kind, Layer, Points, Size, Style, View
from layers.palette import BRASS


def _ask(filter_: Filter, _view: View) -> Question:
    return Question(measure="crossings-personal-vehicle-passengers", filter=filter_, by=By.PLACE)


@cache
def _points() -> Points:
    """Ports of entry in use; user-fee airports are not ports of entry and are left out."""
    table = load("ports_of_entry")
    table = table[(table["port_class"] == "port_of_entry") & (table["status"] != "closed")]
    return Points(
        ids=tuple(table["port_code"]),
        names=tuple(table["name"] + ", " + table["state"]),
        classes=tuple(table["mode"]),
        lon=tuple(table["lon"]),
        lat=tuple(table["lat"]),
    )


LAYER = Layer(
    key="ports_of_entry",
    title="Ports of entry",
    group=Group.PUBLISHED,
    order=60,
    kind=Kind.POINTS,
    asks="Where are the ports of entry, and how many passengers in personal vehicles entered at each?",
    ask=_ask,
    style=Style(
        ramp=BRASS,
        size=Size(minimum_px=3, maximum_px=16),
        shapes=(("land", "circle"), ("sea", "square"), ("air", "triangle")),
    ),
    legend_title="Passengers in personal vehicles, entering",
    caveat="Crossings are published for land and ferry ports only; "
    "other ports are drawn at the smallest size.",
    is_on_at_start=True,
    points=_points,
)
