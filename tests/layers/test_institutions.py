"""Each row of the tables of institutions is on exactly one layer, and says how sure it is."""

from __future__ import annotations

from collections import Counter

import pytest

from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.question import By
from data.geography.regions import region_set
from data.reference.tables import load
from data.roles import LOCAL_ACTOR
from layers.base import Kind, Layer, Points
from layers.discovery import discover, layer
from layers.frames import legend_note
from layers.geometry import geometry_of
from layers.institutions import rows_of
from layers.table_twin import table_twin
from tests.layers.decoded import EVERY, answered, decode

TABLES = ("task_forces", "fusion_centers", "overseas_posts", "detention_facilities", "agreements_287g")
OF_INSTITUTIONS = [one for one in discover() if one.institutions]
EVERY_INSTITUTION = pytest.mark.parametrize("asked", OF_INSTITUTIONS, ids=lambda found: found.key)


@pytest.mark.parametrize("table", TABLES)
def test_every_row_is_on_exactly_one_layer(table: str) -> None:
    shown = Counter(
        row["id"]
        for one in OF_INSTITUTIONS
        if one.institutions and one.institutions.table == table
        for row in rows_of(one.institutions)
    )
    assert dict(shown) == dict.fromkeys(load(table)["id"], 1)


def test_every_port_is_on_the_layer_of_ports_or_of_user_fee_airports() -> None:
    drawn = Counter(
        code for key in ("ports_of_entry", "user_fee_airports") for code in _points(layer(key)).ids
    )
    assert dict(drawn) == dict.fromkeys(load("ports_of_entry")["port_code"], 1)


@EVERY_INSTITUTION
def test_its_answer_is_of_the_same_rows(asked: Layer, whole_gate: Gate) -> None:
    answer = answered(asked, whole_gate)
    rows = _rows(asked)
    if answer.question.by is By.PLACE:
        assert set(answer.table.column("place").to_pylist()) == {row["id"] for row in rows}
    else:
        assert sum(answer.table.column("value").to_pylist()) == len(rows)


@EVERY_INSTITUTION
def test_a_row_without_a_place_on_the_map_is_in_the_table_twin(asked: Layer, whole_gate: Gate) -> None:
    twin = {row.key: row for row in table_twin(asked, answered(asked, whole_gate))}
    unplaced = [row for row in _rows(asked) if (row.get("county_fips") or row.get("lon")) is None]
    assert bool(unplaced) == (asked.kind is Kind.REGIONS or asked.key == "detention_facilities")
    for row in unplaced:
        assert "no " in twin[row["id"]].note.lower()
        assert "," in twin[row["id"]].name
    if asked.kind is Kind.REGIONS:
        assert sum(row.order for row in twin.values()) == len(_rows(asked))


@EVERY_INSTITUTION
def test_a_row_that_is_not_of_high_confidence_says_so_on_the_map_and_in_the_legend(
    asked: Layer, whole_gate: Gate
) -> None:
    grades = {row["id"]: row["confidence"] for row in _rows(asked)}
    if asked.points:
        points = _points(asked)
        for place_id, note in zip(points.ids, points.notes, strict=True):
            grade = grades[place_id]
            assert (f"{grade} confidence" in note.lower()) == (grade != "high")
    said = legend_note(asked, answered(asked, whole_gate))
    assert "onfidence: " in said
    for grade in set(grades.values()):
        assert grade in said


@EVERY
def test_an_approximate_boundary_is_said_to_be_so_wherever_it_is_drawn(
    asked: Layer, whole_gate: Gate
) -> None:
    if asked.kind is not Kind.REGIONS:
        return
    geometry = geometry_of(asked, whole_gate, LOCAL_ACTOR, filter_=Filter(), level=None)
    header, _ = decode(geometry.frame)
    regions = region_set(asked.region_set or "").regions
    notes: list[str] = header["notes"]  # type: ignore[assignment]
    for region, note in zip(regions, notes, strict=True):
        assert ("pproximate" in note) == region.approximate
        assert (f"{region.confidence} confidence" in note.lower()) == (region.confidence != "high")
    if region_set(asked.region_set or "").approximate:
        assert asked.is_approximate
        assert "Approximate" in legend_note(asked, answered(asked, whole_gate))
        assert "pproximate" in asked.caveat or "known to be in it" in asked.caveat


def test_oversight_stands_beside_activity() -> None:
    stays = _points(layer("detention_facilities")).notes
    assert all("average stay" in note.lower() for note in stays)
    signed = layer("agreements_287g_task_force_model").notes
    assert signed
    assert all(note.startswith("signed 20") for note in signed().values())


def _rows(asked: Layer) -> tuple[dict[str, object], ...]:
    assert asked.institutions
    return tuple(dict(row) for row in rows_of(asked.institutions))


def _points(asked: Layer) -> Points:
    assert asked.points
    return asked.points()
