"""A card tells what the map shows of a place, two years of its months, and nothing that is hidden."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import UTC, date, datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from data.answers.disclosure import State
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.errors import FilterError, QuestionError
from data.reference.figures import load_figures
from data.reference.taxonomy import CATEGORIES
from data.roles import LOCAL_ACTOR
from layers.base import Kind, Layer, View
from layers.cards import Card, card
from layers.discovery import discover, layer
from layers.geometry import CELL_KINDS, ids_of
from layers.institutions import rows_of
from tests.layers.decoded import EVERY, answered

SMALL = re.compile(r"(?<![\d,.])[1-9](?![\d,.])")
YEAR = Filter(first=date(2025, 1, 1), last=date(2025, 12, 1))


def made(asked: Layer, place_id: str, gate: Gate, filter_: Filter | None = None) -> Card:
    return card(asked, place_id, gate, LOCAL_ACTOR, filter_=filter_ or Filter())


def first_id(asked: Layer, gate: Gate) -> str:
    ids = ids_of(asked)
    if ids is not None:
        return ids[0]
    cells = gate.cells(LOCAL_ACTOR, Filter(), 12)
    return f"12/{cells.x[0]}/{cells.y[0]}"


def words_of(found: Card, label: str) -> str:
    return next(fact.words for fact in found.facts if fact.label == label)


@EVERY
def test_the_first_place_of_every_layer_has_a_card_that_is_plain_json(asked: Layer, whole_gate: Gate) -> None:
    found = made(asked, first_id(asked, whole_gate), whole_gate)
    assert json.loads(json.dumps(asdict(found)))
    for said in (found.title, found.kind_words, found.sentence, found.source, found.caveat):
        assert said.strip()
    assert found.facts
    assert all(fact.label and fact.words for fact in found.facts)
    assert asked.caveat in found.caveat
    for series in found.series:
        assert len(series.months) == len(series.values) == len(series.words) <= 24
        assert list(series.months) == sorted(set(series.months))
        assert series.latest_month == series.months[-1]
        assert series.latest_words == series.words[-1]


@pytest.mark.parametrize("key", ["sectors", "states", "encounters_by_sector", "seizures_by_field_office"])
def test_the_numbers_of_a_card_are_those_of_the_map(key: str, whole_gate: Gate) -> None:
    asked = layer(key)
    answer = answered(asked, whole_gate, filter_=YEAR)
    for row, region_id in enumerate(answer.table.column("region").to_pylist()):
        if region_id:
            said = words_of(made(asked, region_id, whole_gate, YEAR), answer.title)
            assert said.removesuffix(f" {answer.unit}") == answer.words(row)


def test_the_months_of_a_card_are_a_recount(gate: Gate, incident_rows: pa.Table) -> None:
    texas = pc.starts_with(incident_rows.column("county_fips"), "48")
    times: list[datetime] = incident_rows.filter(texas).column("occurred_at").to_pylist()
    found = made(layer("states"), "state:tx", gate)
    (series,) = found.series
    assert len(series.months) == 24
    for month, value, words in zip(series.months, series.values, series.words, strict=True):
        count = sum(f"{time.astimezone(UTC):%Y-%m}" == month for time in times)
        if value is not None:
            assert value == count
        else:
            assert words in ("<10", "withheld")
            assert count > 0


def test_the_card_of_a_cell_tells_what_the_map_shows_there(gate: Gate) -> None:
    cells = gate.cells(LOCAL_ACTOR, Filter(), 10)
    answer = gate.ask(LOCAL_ACTOR, layer("incident_density").question(Filter(), View(zoom=3.0)))
    assert answer.question.level == 10
    for row in np.argsort(-np.nan_to_num(answer.table.column("value").to_numpy().astype(float)))[:5]:
        found = made(layer("incident_density"), f"10/{cells.x[row]}/{cells.y[row]}", gate)
        assert words_of(found, "Incidents").removesuffix(" events") == answer.words(int(row))
        assert found.kind_words == "Cell"
        assert "km" in found.note


def test_a_port_has_a_series_of_every_measure_that_is_published_of_it(whole_gate: Gate) -> None:
    figures = load_figures("crossings_port_month")
    for code in ("2504", "2402", "3004", "0101"):
        of_port = figures[figures["port_code"] == code]
        found = made(layer("ports_of_entry"), code, whole_gate)
        assert {f"{name} entering" for name in of_port["measure"].unique()} == {s.label for s in found.series}
        for series in found.series:
            published = of_port[of_port["measure"] + " entering" == series.label].set_index("month")["value"]
            assert series.latest_month == published.index.max()
            for month, value in zip(series.months, series.values, strict=True):
                assert value is None or value == published.get(month)


def test_a_port_ends_its_series_with_the_period(whole_gate: Gate) -> None:
    until = Filter(first=date(2019, 1, 1), last=date(2019, 6, 1))
    found = made(layer("ports_of_entry"), "2504", whole_gate, until)
    assert {series.latest_month for series in found.series if series.unit == "vehicles"} == {"2019-06"}
    assert all(len(series.months) == 24 for series in found.series if series.unit == "vehicles")


@EVERY
def test_no_small_count_is_on_any_card(asked: Layer, sparse_gate: Gate) -> None:
    if asked.question(Filter(), View()).measure != "incidents":
        return
    for place_id in _some_ids(asked, sparse_gate):
        found = made(asked, place_id, sparse_gate)
        for label in ("Incidents", "Against the year before", "Per 1,000 sq mi", "Per mile of land border"):
            said = [fact.words for fact in found.facts if fact.label == label]
            assert not any(SMALL.search(words) for words in said), said
        for series in found.series:
            assert all(value in (None, 0) for value in series.values)
            assert not any(SMALL.search(words) for words in (*series.words, series.latest_words))


def test_the_months_of_a_withheld_count_are_withheld_too(gate: Gate) -> None:
    asked = layer("states")
    withheld = [
        (region, chosen)
        for chosen in (Filter(categories=(name,)) for name in CATEGORIES)
        for region, state in _states(asked, gate, chosen)
        if state is State.WITHHELD
    ]
    assert withheld
    for region, chosen in withheld:
        found = made(asked, region, gate, chosen)
        assert words_of(found, "Incidents") == "withheld"
        assert all(value is None for series in found.series for value in series.values)


@pytest.mark.parametrize("asked", [one for one in discover() if one.institutions], ids=lambda one: one.key)
def test_every_institution_has_a_card_with_its_papers(asked: Layer, whole_gate: Gate) -> None:
    assert asked.institutions
    for row in rows_of(asked.institutions):
        county = row.get("county_fips") if asked.kind is Kind.REGIONS else None
        found = made(asked, f"county:{county}" if county else row["id"], whole_gate)
        said = " ".join(f"{fact.label} {fact.words}" for fact in found.facts)
        for told in ("signed", "agency") if asked.kind is Kind.REGIONS else ("source",):
            assert str(row[told]).replace("; ", ", ") in said.replace("; ", ", ")
        if row["confidence"] != "high":
            assert f"{row['confidence']}" in f"{said} {found.note}".lower()


def test_a_region_outside_the_filters_regions_has_no_months(gate: Gate) -> None:
    chosen = Filter(regions=("state:ca",))
    assert made(layer("sectors"), "sector:laredo", gate, chosen).series == ()
    inside = made(layer("sectors"), "sector:laredo", gate, Filter(regions=("state:tx",)))
    assert inside.series == made(layer("sectors"), "sector:laredo", gate).series


@pytest.mark.parametrize(
    ("key", "place_id"),
    [
        ("sectors", "sector:atlantis"),
        ("sectors", "county:48141"),
        ("ports_of_entry", "9999"),
        ("task_forces_best", "jttf-albany"),
        ("incident_density", "12/1"),
        ("incident_density", "12/4096/0"),
        ("incident_density", "3/1/1"),
        ("incident_density", "12/-1/0"),
        ("agreements_287g_task_force_model", ""),
    ],
)
def test_an_unknown_place_is_refused_in_words(key: str, place_id: str, gate: Gate) -> None:
    with pytest.raises((QuestionError, FilterError)) as refused:
        made(layer(key), place_id, gate)
    assert place_id in str(refused.value)
    assert refused.value.remedy


def _some_ids(asked: Layer, gate: Gate) -> tuple[str, ...]:
    """Places with a count that is not zero, or the first place."""
    if asked.kind in CELL_KINDS:
        cells = gate.cells(LOCAL_ACTOR, Filter(), 12)
        return tuple(f"12/{x}/{y}" for x, y in zip(cells.x, cells.y, strict=True))
    hidden = [region for region, state in _states(asked, gate, Filter()) if state is not State.SHOWN]
    return tuple(hidden) or ids_of(asked) or ()


def _states(asked: Layer, gate: Gate, chosen: Filter) -> list[tuple[str, State]]:
    table = answered(asked, gate, filter_=chosen).table
    pairs = zip(table.column("region").to_pylist(), table.column("state").to_pylist(), strict=True)
    return [(region, State(state)) for region, state in pairs if region]
