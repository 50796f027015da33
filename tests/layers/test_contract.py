"""What every layer must hold; a further layer file is held to it with no further work."""

from __future__ import annotations

import json

import numpy as np

from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.measures import measure
from data.answers.question import By, Form
from data.roles import LOCAL_ACTOR
from layers.base import Kind, Layer, View
from layers.describe import describe
from layers.discovery import discover, layer
from layers.geometry import CELL_KINDS, geometry_key, geometry_of
from layers.table_twin import table_twin
from layers.values import NO_DATA
from tests.layers.decoded import EVERY, EVERY_FORM, answered, decode, sent


def test_no_two_layers_share_a_key_a_title_or_a_place_in_the_order() -> None:
    for of_layer in (lambda one: one.key, lambda one: one.title, lambda one: one.order):
        assert len({of_layer(one) for one in discover()}) == len(discover())


@EVERY
def test_it_says_what_it_asks_and_what_to_beware_of(asked: Layer) -> None:
    assert asked.asks.endswith("?")
    assert asked.caveat.endswith(".")
    assert asked.legend_title
    assert layer(asked.key) is asked
    assert asked.forms[0] is Form.COUNT
    assert (asked.points is not None) == bool(asked.place_words) == (asked.kind is Kind.POINTS)


@EVERY_FORM
def test_its_question_is_of_a_known_measure_with_a_unit(asked: Layer, form: Form) -> None:
    question = asked.question(Filter(), View(zoom=5.0, form=form))
    assert measure(question.measure).unit
    assert question.form is form
    expected = {Kind.CELLS: By.CELL, Kind.HEAT: By.CELL, Kind.POINTS: By.PLACE, Kind.REGIONS: By.REGION}
    assert question.by is expected[asked.kind]


@EVERY
def test_a_form_that_it_cannot_take_is_answered_by_a_count(asked: Layer) -> None:
    for form in set(Form) - set(asked.forms):
        assert asked.question(Filter(), View(form=form)).form is Form.COUNT


@EVERY
def test_its_description_is_plain_json(asked: Layer) -> None:
    description = describe(asked, floor=10)
    assert json.loads(json.dumps(description)) == description
    assert len({len(colours) for colours in description["colours"].values()}) == 1


@EVERY_FORM
def test_its_geometry_has_one_row_per_value(asked: Layer, form: Form, whole_gate: Gate) -> None:
    answer = answered(asked, whole_gate, form)
    level = answer.question.level
    geometry = geometry_of(asked, whole_gate, LOCAL_ACTOR, filter_=Filter(), level=level)
    header, arrays = decode(geometry.frame)
    rows = len(arrays["x"]) if asked.kind in CELL_KINDS else len(header["ids"])  # type: ignore[arg-type]
    assert header["key"] == geometry.key == geometry_key(asked, answer.version, level)
    assert {len(array) for array in sent(asked, answer)[1].values()} == {rows}
    assert rows > 0


def test_smooth_heat_is_drawn_from_the_geometry_of_cells(whole_gate: Gate) -> None:
    heat, cells = (
        geometry_of(layer(key), whole_gate, LOCAL_ACTOR, filter_=Filter(), level=12)
        for key in ("incident_heat", "incident_density")
    )
    assert heat == cells
    assert decode(heat.frame)[0]["kind"] == "cells"


@EVERY_FORM
def test_its_frame_carries_its_papers(asked: Layer, form: Form, whole_gate: Gate) -> None:
    answer = answered(asked, whole_gate, form)
    header, _ = sent(asked, answer)
    for paper in ("unit", "sentence", "source", "caveat", "version", "title"):
        assert header[paper]
    assert asked.caveat in str(header["caveat"])
    assert header["is_synthetic"] == answer.is_synthetic


@EVERY_FORM
def test_its_twin_has_a_row_for_all_that_is_drawn(asked: Layer, form: Form, whole_gate: Gate) -> None:
    answer = answered(asked, whole_gate, form)
    twin = table_twin(asked, answer)
    assert len({row.key for row in twin}) == len(twin)
    assert all(row.name and row.words for row in twin)
    if asked.kind in CELL_KINDS:
        assert len(twin) == min(200, answer.table.num_rows)
    else:
        keys = set(answer.table.column(answer.question.by.value).to_pylist())
        assert keys - {""} <= {row.key for row in twin}
    if form is Form.CHANGE:
        assert all(row.now and row.before and row.verdict for row in twin)


@EVERY_FORM
def test_it_is_drawn_when_nothing_or_only_small_counts_are_there(
    asked: Layer, form: Form, empty_gate: Gate, sparse_gate: Gate
) -> None:
    for gate in (empty_gate, sparse_gate):
        answer = answered(asked, gate, form)
        header, arrays = sent(asked, answer)
        if answer.question.measure == "incidents":
            assert header["breaks"] == []
            values = arrays["values"]
            assert np.all((values == 0) | ~np.isfinite(values) | (values >= NO_DATA))
        table_twin(asked, answer)
