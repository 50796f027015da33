"""Task forces and their like: one layer for each model, one shape and colour for each."""

from __future__ import annotations

from dataclasses import dataclass

from data.answers.filters import Filter
from data.answers.question import By, Question
from layers.base import Group, Institutions, Kind, Layer, Row, Size, Style, View
from layers.facts import of_institutions, told
from layers.institutions import confidence_of, placed
from layers.palette import COPPER, INDIGO, JADE, LIME, ORCHID, SKY, Ramp


@dataclass(frozen=True, kw_only=True)
class _Model:
    """A model of the table, with the mark that is its own."""

    model: str
    title: str
    words: str
    place_words: str
    ramp: Ramp
    shape: str


_MODELS = (
    _Model(
        model="JTTF",
        title="JTTF offices",
        words="Joint Terrorism Task Forces",
        place_words="JTTF office",
        ramp=ORCHID,
        shape="pentagon",
    ),
    _Model(
        model="HIDTA",
        title="HIDTA",
        words="High Intensity Drug Trafficking Areas",
        place_words="HIDTA office",
        ramp=COPPER,
        shape="cross",
    ),
    _Model(
        model="IBET",
        title="IBETs",
        words="Integrated Border Enforcement Teams",
        place_words="IBET",
        ramp=SKY,
        shape="diamond",
    ),
    _Model(
        model="Seahawk",
        title="Seahawk and seaport centers",
        words="Seahawk and other seaport operations centers",
        place_words="Seaport center",
        ramp=INDIGO,
        shape="triangle-down",
    ),
    _Model(
        model="JIATF",
        title="JIATF",
        words="Joint Interagency Task Forces",
        place_words="JIATF",
        ramp=LIME,
        shape="hexagon",
    ),
    _Model(
        model="BEST",
        title="BEST offices",
        words="Border Enforcement Security Task Forces",
        place_words="BEST office",
        ramp=JADE,
        shape="star",
    ),
)


_FACTS = (
    ("Lead agency", told("lead_agency")),
    ("Partners", told("partner_agencies")),
    ("Established", told("year_established")),
    ("Status", told("status")),
    ("Mission", told("mission")),
    ("Town", lambda row: f"{row['city']}, {row['state_or_province']}, {row['country']}"),
)


def _name(row: Row) -> str:
    return f"{row['name']}, {row['state_or_province']}"


def _about(row: Row) -> str:
    since = f"since {row['year_established']}" if row["year_established"] else ""
    return "; ".join(part for part in (since, str(row["status"])) if part)


def _of_model(found: _Model, *, order: int) -> Layer:
    rows = Institutions(table="task_forces", name_of=_name, column="model", value=found.model)

    def ask(filter_: Filter, _view: View) -> Question:
        return Question(measure=f"task-forces-{found.model.lower()}", filter=filter_, by=By.PLACE)

    return Layer(
        key=f"task_forces_{found.model.lower()}",
        title=found.title,
        group=Group.PROGRAMMES,
        order=order,
        kind=Kind.POINTS,
        asks=f"Where are the {found.words}?",
        ask=ask,
        style=Style(
            ramp=found.ramp,
            size=Size(minimum_px=7, maximum_px=7),
            shapes=((found.model, found.shape),),
        ),
        legend_title="One mark for each unit",
        caveat="When a unit was last seen in print is told in its card: many not since 2013 or before.",
        points=placed(rows, class_of=lambda row: str(row["model"]), about=_about),
        place_words=found.place_words,
        institutions=rows,
        facts=of_institutions(rows, *_FACTS),
        summary=confidence_of(rows),
    )


LAYERS = tuple(_of_model(found, order=80 + place) for place, found in enumerate(_MODELS))
