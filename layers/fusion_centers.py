"""Fusion centers."""

from __future__ import annotations

from data.answers.filters import Filter
from data.answers.question import By, Question
from layers.base import Group, Institutions, Kind, Layer, Size, Style, View
from layers.facts import of_institutions, told
from layers.institutions import confidence_of, placed
from layers.palette import ROSE

_ROWS = Institutions(table="fusion_centers", name_of=lambda row: f"{row['name']}, {row['state']}")


def _ask(filter_: Filter, _view: View) -> Question:
    return Question(measure="fusion-centers", filter=filter_, by=By.PLACE)


LAYER = Layer(
    key="fusion_centers",
    title="Fusion centers",
    group=Group.PROGRAMMES,
    order=79,
    kind=Kind.POINTS,
    asks="Where are the state and major urban area fusion centers?",
    ask=_ask,
    style=Style(
        ramp=ROSE,
        size=Size(minimum_px=6, maximum_px=6),
        shapes=(("fusion center", "ring"),),
    ),
    legend_title="One mark for each center",
    caveat="Drawn at the middle of the town; centers of one town stand around it.",
    points=placed(
        _ROWS,
        class_of=lambda _row: "fusion center",
        about=lambda row: str(row["kind"]),
    ),
    place_words="Fusion center",
    institutions=_ROWS,
    facts=of_institutions(
        _ROWS,
        ("Kind", told("kind")),
        ("Town", lambda row: f"{row['city']}, {row['state']}"),
    ),
    summary=confidence_of(_ROWS),
)
