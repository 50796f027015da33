"""The card of one place on a layer: its numbers, its months, and what is known of it.

A card shows what the map shows, and nothing that the map hides: its numbers are rows of the same
answers, asked of the gate.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from data.answers.change import WORDS, Verdict
from data.answers.disclosure import State
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.measure import CountyFigures, Listing, Publication, is_packaged
from data.answers.measures import measure
from data.answers.publications import counties_of_place
from data.answers.question import Answer, By, Form, Question, in_words
from data.answers.within import own_words
from data.geography.regions import counties_of
from data.reference.tables import reference_table
from data.roles import Actor
from layers.allowed import allowed_layer
from layers.base import Fact, Kind, Layer, View
from layers.card_places import Place, place_of
from layers.card_series import Series, series_of
from layers.facts import boundary_facts
from layers.geometry import CELL_KINDS
from layers.words import value_words

_FORM_LABELS = {
    Form.PER_AREA: "Per 1,000 sq mi",
    Form.PER_BORDER_MILE: "Per mile of land border",
    Form.SHARE: "Share of the whole",
    Form.CHANGE: "Against the year before",
}


@dataclass(frozen=True, kw_only=True)
class Card:
    """A card: what the place is, how sure that is, facts, months, and the papers of its numbers.

    ``as_of`` is a date (YYYY-MM-DD), or prose for a table whose rows are of several dates.
    """

    title: str
    kind_words: str
    note: str
    facts: tuple[Fact, ...]
    series: tuple[Series, ...]
    sentence: str
    source: str
    as_of: str | None
    caveat: str
    is_synthetic: bool


def card(layer: Layer, place_id: str, gate: Gate, actor: Actor, *, filter_: Filter) -> Card:
    """The card of a place of a layer under a filter.

    ``place_id`` is an id of the layer's geometry, that of a row without a place on the map, or
    ``level/x/y`` for a cell (2**level to the side of the Web Mercator world).

    Raises
    ------
    AccessDeniedError
        If the actor may not view, or not this layer.
    QuestionError
        If the layer has no such place.
    UnknownVersionError
        If the store does not have the pinned version.
    """
    place = place_of(allowed_layer(actor, layer.key), place_id)
    if not _may_be_asked(layer, place, actor):
        return _elsewhere(layer, place, actor)
    answers = [gate.ask(actor, question) for question in _questions(layer, place, filter_)]
    sizes = [_area(layer, place, gate, actor, filter_)] if Form.PER_AREA in layer.forms else []
    counted = answers[0]
    state = State(_found(counted, place).get("state", State.MISSING))
    return Card(
        title=place.name,
        kind_words=place.kind_words,
        note=place.note,
        facts=(*_numbers(layer, answers, place), *sizes, *_told(layer, place)),
        series=series_of(layer, place, gate, actor, filter_=filter_, is_withheld=state is State.WITHHELD),
        sentence=counted.sentence,
        source=counted.source,
        as_of=_as_of(counted),
        caveat=_together(layer.caveat, *counted.caveats),
        is_synthetic=counted.is_synthetic,
    )


def _may_be_asked(layer: Layer, place: Place, actor: Actor) -> bool:
    """Whether any figure of a place is of the actor's regions."""
    origin = measure(layer.question(Filter(), View()).measure).origin
    if not actor.regions or place.cell or is_packaged(origin):
        return True
    own = counties_of(actor.regions)
    if layer.kind is not Kind.REGIONS:
        return bool(counties_of_place(place.id) & own)
    # A figure that is published of a region cannot be given for a part of it.
    counties = counties_of([place.id])
    return counties <= own if isinstance(origin, Publication) else bool(counties & own)


def _elsewhere(layer: Layer, place: Place, actor: Actor) -> Card:
    """The card of a place of which the actor may be told no figures: what it is, and why there are none."""
    asked = measure(layer.question(Filter(), View()).measure)
    return Card(
        title=place.name,
        kind_words=place.kind_words,
        note=place.note,
        facts=(Fact(label=asked.title, words="not within your regions"), *_told(layer, place)),
        series=(),
        sentence=f"You may see {own_words(actor)} only",
        source="",
        as_of=None,
        caveat=layer.caveat,
        is_synthetic=False,
    )


def _questions(layer: Layer, place: Place, filter_: Filter) -> list[Question]:
    """The layer's question in each form, the count first, at the level of a cell."""
    asked = [layer.question(filter_, View(form=form)) for form in layer.forms]
    if layer.kind in CELL_KINDS and place.cell:
        return [replace(question, level=place.cell.level) for question in asked]
    return asked


def _numbers(layer: Layer, answers: list[Answer], place: Place) -> list[Fact]:
    origin = measure(answers[0].question.measure).origin
    if isinstance(origin, Listing) and origin.value is None:
        return []
    if layer.kind is Kind.POINTS and layer.institutions is None:
        return []
    return [_number(answer, _found(answer, place)) for answer in answers]


def _told(layer: Layer, place: Place) -> tuple[Fact, ...]:
    """What the packaged tables say of the place, and what its boundary rests on."""
    is_region = layer.kind is Kind.REGIONS and ":" in place.id
    boundary = boundary_facts(place.id) if is_region else ()
    return (*(layer.facts(place.id) if layer.facts else ()), *boundary)


def _area(layer: Layer, place: Place, gate: Gate, actor: Actor, filter_: Filter) -> Fact:
    question = Question(
        measure="area-sq-mi",
        filter=Filter(version=filter_.version),
        by=By.REGION,
        region_set=layer.region_set,
    )
    answer = gate.ask(actor, question)
    return _number(answer, _found(answer, place))


def _number(answer: Answer, row: dict[str, Any]) -> Fact:
    form = answer.question.form
    state = State(row.get("state", State.MISSING))
    words = value_words(row.get("value"), state, form=form, floor=answer.floor)
    if form is Form.CHANGE and row:
        now, before = (
            in_words(row[side], State(row[f"{side}_state"]), answer.floor) for side in ("now", "before")
        )
        verdict = WORDS[Verdict(row["verdict"])]
        return Fact(label=_FORM_LABELS[form], words=f"{words} ({now} against {before}): {verdict}")
    if form is Form.COUNT:
        unit = answer.unit.removesuffix("s") if row.get("value") == 1 else answer.unit
        return Fact(label=answer.title, words=f"{words} {unit}" if state is State.SHOWN else words)
    return Fact(label=_FORM_LABELS[form], words=words)


def _found(answer: Answer, place: Place) -> dict[str, Any]:
    """The answer's row of the place; empty if it has none."""
    keys = answer.table.column(answer.question.by.value)
    row = pc.index(keys, pa.scalar(place.cell.code if place.cell else place.id, keys.type)).as_py()
    found: list[dict[str, Any]] = answer.table.slice(row, 1).to_pylist() if row >= 0 else []
    return found[0] if found else {}


def _as_of(answer: Answer) -> str | None:
    if answer.as_of:
        return answer.as_of.isoformat()
    origin = measure(answer.question.measure).origin
    if isinstance(origin, Listing):
        return reference_table(origin.table).as_of
    return origin.as_of if isinstance(origin, CountyFigures) else None


def _together(*sentences: str) -> str:
    return " ".join(dict.fromkeys(sentence for sentence in sentences if sentence))
