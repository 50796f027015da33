"""ICE detention facilities: size by average daily population, with the length of stay beside it."""

from __future__ import annotations

from data.answers.filters import Filter
from data.answers.question import By, Question
from layers.base import Group, Institutions, Kind, Layer, Row, Size, Style, View
from layers.facts import measured, of_institutions, told
from layers.institutions import confidence_of, placed
from layers.palette import STONE

_ACRONYMS = frozenset(
    {
        "CCA",
        "ERO",
        "FCI",
        "FDC",
        "FL",
        "IAH",
        "ICE",
        "IPC",
        "JTF",
        "MDC",
        "MO",
        "NE",
        "NY",
        "SPC",
        "SSM",
        "TGK",
        "US",
    }
)


def _name(row: Row) -> str:
    """The name, published in capitals, as names are written."""
    words = (word if word in _ACRONYMS else word.capitalize() for word in str(row["name"]).split())
    return f"{' '.join(words)}, {row['state']}"


_ROWS = Institutions(table="detention_facilities", name_of=_name)


def _ask(filter_: Filter, _view: View) -> Question:
    return Question(measure="detention-population", filter=filter_, by=By.PLACE)


def _about(row: Row) -> str:
    return f"average stay {row['average_length_of_stay_days']:,.0f} days"


LAYER = Layer(
    key="detention_facilities",
    title="Detention facilities",
    group=Group.PROGRAMMES,
    order=78,
    kind=Kind.POINTS,
    asks="How many people does each facility hold on an average day, and how long do they stay?",
    ask=_ask,
    style=Style(
        ramp=STONE,
        size=Size(minimum_px=4, maximum_px=15),
        shapes=(("facility", "square"),),
    ),
    legend_title="People held on an average day",
    caveat="Drawn at the middle of the town; facilities of one town stand around it.",
    points=placed(
        _ROWS,
        class_of=lambda _row: "facility",
        about=_about,
    ),
    place_words="Detention facility",
    institutions=_ROWS,
    facts=of_institutions(
        _ROWS,
        ("Average length of stay", measured("average_length_of_stay_days", "days")),
        ("Guaranteed minimum (a contract floor, not capacity)", measured("guaranteed_minimum", "beds")),
        ("Type, as published", told("type")),
        ("ERO area", told("ero_area")),
        ("As of", told("as_of")),
        ("Place on the map", told("coord_basis")),
    ),
    summary=confidence_of(_ROWS),
)
