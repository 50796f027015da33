"""Posts abroad: shape by kind, over the whole world."""

from __future__ import annotations

from data.answers.filters import Filter
from data.answers.question import By, Question
from layers.base import Group, Institutions, Kind, Layer, Row, Size, Style, View
from layers.facts import of_institutions, told
from layers.institutions import confidence_of, placed
from layers.palette import AZURE


def _name(row: Row) -> str:
    site = f" ({row['site']})" if row["site"] else ""
    return f"{row['city']}{site}, {row['country_iso3']}"


_ROWS = Institutions(table="overseas_posts", name_of=_name)


def _ask(filter_: Filter, _view: View) -> Question:
    return Question(measure="overseas-posts", filter=filter_, by=By.PLACE)


LAYER = Layer(
    key="overseas_posts",
    title="Posts abroad",
    group=Group.PROGRAMMES,
    order=77,
    kind=Kind.POINTS,
    asks="Where does border work begin abroad: preclearance, container security, advisers, attachés?",
    ask=_ask,
    style=Style(
        ramp=AZURE,
        size=Size(minimum_px=6, maximum_px=6),
        shapes=(
            ("preclearance", "triangle"),
            ("immigration advisory program airport", "cross"),
            ("Container Security Initiative port", "square"),
            ("attaché office", "circle"),
        ),
    ),
    legend_title="One mark for each post",
    caveat="Drawn at the middle of the town or airport; posts of one town stand around it. "
    "When a post was last seen in print is told in its card: some are not current.",
    points=placed(
        _ROWS,
        class_of=lambda row: str(row["kind"]),
        about=lambda row: f"{row['component']}; {row['status']}",
    ),
    place_words="Post abroad",
    institutions=_ROWS,
    facts=of_institutions(
        _ROWS,
        ("Component", told("component")),
        ("Kind", told("kind")),
        ("Status", told("status")),
        ("Site", told("site")),
    ),
    summary=confidence_of(_ROWS),
)
