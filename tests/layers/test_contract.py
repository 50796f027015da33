"""What every layer must hold; a further layer file is held to it with no further work."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import numpy as np
import pytest

from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.measures import measure
from data.answers.question import By
from data.roles import LOCAL_ACTOR
from layers.base import Kind, Layer, View
from layers.describe import describe
from layers.discovery import discover, layer
from layers.documents import layers_page
from layers.frames import values_frame
from layers.geometry import CELL_KINDS, geometry_key, geometry_of, ids_of
from layers.table_twin import table_twin
from layers.values import NO_DATA, SUPPRESSED

EVERY = pytest.mark.parametrize("asked", discover(), ids=lambda found: found.key)


def decode(frame: bytes) -> tuple[dict[str, object], dict[str, np.ndarray]]:
    """Header and arrays of a frame, read as the map reads them."""
    assert frame[:4] == b"BOP1"
    (length,) = struct.unpack("<I", frame[4:8])
    assert (8 + length) % 4 == 0
    header = json.loads(frame[8 : 8 + length])
    arrays, at = {}, 8 + length
    for listed in header["arrays"]:
        size = 4 * listed["length"]
        arrays[listed["name"]] = np.frombuffer(
            frame[at : at + size], np.dtype(listed["dtype"]).newbyteorder("<")
        )
        at += size
    assert at == len(frame)
    return header, arrays


@EVERY
def test_it_says_what_it_asks_and_what_to_beware_of(asked: Layer) -> None:
    assert asked.asks.endswith("?")
    assert asked.caveat.endswith(".")
    assert asked.legend_title
    assert layer(asked.key) is asked


@EVERY
def test_its_question_is_of_a_known_measure_with_a_unit(asked: Layer) -> None:
    question = asked.question(Filter(), View(zoom=5.0))
    assert measure(question.measure).unit
    expected = {Kind.CELLS: By.CELL, Kind.HEAT: By.CELL, Kind.POINTS: By.PLACE, Kind.REGIONS: By.REGION}
    assert question.by is expected[asked.kind]


@EVERY
def test_its_description_is_plain_json(asked: Layer) -> None:
    description = describe(asked, floor=10)
    assert json.loads(json.dumps(description)) == description
    assert len({len(colours) for colours in description["colours"].values()}) == 1


@EVERY
def test_its_geometry_has_one_row_per_value(asked: Layer, gate: Gate) -> None:
    question = asked.question(Filter(), View(zoom=5.0))
    answer = gate.ask(LOCAL_ACTOR, question)
    key = geometry_key(asked, answer.version, question.level)
    geometry = geometry_of(asked, gate, LOCAL_ACTOR, filter_=Filter(), level=question.level)
    header, arrays = decode(geometry.frame)
    values_header, values = decode(values_frame(asked, answer, ids=ids_of(asked), geometry_key=key))
    rows = len(arrays["x"]) if asked.kind in CELL_KINDS else len(header["ids"])
    assert values_header["geometry"] == header["key"] == geometry.key
    assert len(values["values"]) == rows > 0


@EVERY
def test_its_frame_carries_its_papers(asked: Layer, gate: Gate) -> None:
    answer = gate.ask(LOCAL_ACTOR, asked.question(Filter(), View(zoom=5.0)))
    header, _ = decode(values_frame(asked, answer, ids=ids_of(asked), geometry_key="k"))
    for paper in ("unit", "sentence", "source", "caveat", "version", "title"):
        assert header[paper]
    assert asked.caveat in str(header["caveat"])
    assert header["is_synthetic"] == answer.is_synthetic


@EVERY
def test_no_small_count_is_on_the_wire_or_in_the_twin(asked: Layer, gate: Gate) -> None:
    answer = gate.ask(LOCAL_ACTOR, asked.question(Filter(), View(zoom=5.0)))
    _, values = decode(values_frame(asked, answer, ids=ids_of(asked), geometry_key="k"))
    sent = values["values"]
    assert not np.any((sent > 0) & (sent < answer.floor))
    assert set(sent[sent >= NO_DATA].tolist()) <= {NO_DATA, SUPPRESSED}
    for row in table_twin(asked, answer):
        assert not (row.words.isdecimal() and 0 < int(row.words) < answer.floor)


@EVERY
def test_it_is_drawn_when_nothing_or_only_small_counts_are_there(
    asked: Layer, empty_gate: Gate, sparse_gate: Gate
) -> None:
    for gate in (empty_gate, sparse_gate):
        answer = gate.ask(LOCAL_ACTOR, asked.question(Filter(), View(zoom=5.0)))
        header, values = decode(values_frame(asked, answer, ids=ids_of(asked), geometry_key="k"))
        assert header["unit"]
        if answer.question.measure == "incidents":
            assert header["breaks"] == []
            assert np.all((values["values"] == 0) | (values["values"] >= NO_DATA))
        table_twin(asked, answer)


def test_the_documentation_page_is_current() -> None:
    page = Path(__file__).parents[2] / "docs" / "layers.md"
    assert page.read_text(encoding="utf-8") == layers_page(), "run: make docs"
