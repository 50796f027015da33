"""Counts inside a polygon equal those of testing every point, for every filter and breakdown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from threading import Barrier, Thread

import numpy as np
import pyarrow as pa
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from data.answers.counting import Axis
from data.answers.engine import Engine, Statement
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.incident_index import IncidentIndex
from data.answers.incidents import Rows
from data.answers.question import By, Cell, Question
from data.answers.shape_counts import ShapeCounts
from data.answers.tally import Tally
from data.errors import QuestionError
from data.geography.regions import counties_of
from data.index.segment import Columns, Segment
from data.index.word_counts import WordCounts
from data.index.words import WordShape
from data.reference.taxonomy import CATEGORIES
from data.roles import LOCAL_ACTOR
from data.schema.incidents import COMPONENTS, MODES
from tests.data.answers.test_gate import RELAXED, exactly, some_filters
from tests.data.index.shapes import KINDS, Points, Random, Shape

SEEDS = st.integers(0, 2**32 - 1)
BREAKDOWNS = (By.MONTH, By.CATEGORY, By.COMPONENT, By.MODE)


@pytest.fixture(scope="module")
def engine(gate: Gate) -> Engine:
    """The engine under the fixture's gate."""
    return gate._open(LOCAL_ACTOR, Filter()).engine  # noqa: SLF001


@pytest.fixture(scope="module")
def columns(engine: Engine) -> Columns:
    """Its incidents."""
    names = [field.name for field in fields(Columns)]
    table = engine.run(Statement(sql="SELECT * FROM incident", parameters={}))
    return Columns(**{name: table.column(name).to_numpy() for name in names})


@pytest.fixture(scope="module")
def tally(engine: Engine) -> Tally:
    """Counts from memory over that engine."""
    return Tally(IncidentIndex.load(engine.version))


def inside(columns: Columns, kind: Callable[[Random, Points], Shape], seed: int) -> tuple[Shape, np.ndarray]:
    """A shape of the kind, and for every incident whether Shapely finds it inside."""
    shape = kind(np.random.default_rng(seed), Points(lon=columns.lon, lat=columns.lat)).buffer(0)
    return shape, shapely.intersects_xy(shape, columns.lon, columns.lat)


def passing(columns: Columns, chosen: Filter) -> np.ndarray:
    """For every incident, whether the filter lets it pass, column by column."""
    keep = np.ones(len(columns.lon), bool)
    if chosen.first and chosen.last:
        keep &= columns.month >= chosen.first.year * 12 + chosen.first.month - 1
        keep &= columns.month <= chosen.last.year * 12 + chosen.last.month - 1
    for codes, words, vocabulary in (
        (columns.category, chosen.categories, CATEGORIES),
        (columns.component, chosen.components, COMPONENTS),
        (columns.mode, chosen.modes, MODES),
    ):
        if words:
            keep &= np.isin(codes, [vocabulary.index(word) for word in words])
    if chosen.regions:
        keep &= np.isin(columns.county, [int(fips) for fips in counties_of(chosen.regions)])
    return keep


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@given(seed=SEEDS, chosen=some_filters())
@RELAXED
def test_every_breakdown_in_a_shape_equals_testing_every_point(
    tally: Tally,
    engine: Engine,
    columns: Columns,
    kind: Callable[[Random, Points], Shape],
    seed: int,
    chosen: Filter,
) -> None:
    shape, is_inside = inside(columns, kind, seed)
    counted = is_inside & passing(columns, chosen)
    for axis in Axis:
        keys = np.zeros(len(counted), int) if axis is Axis.TOTAL else getattr(columns, axis)
        found, values = np.unique(keys[counted], return_counts=True)
        exact = dict(zip(found.tolist(), values.tolist(), strict=True))
        for counter in (tally.inside(shape), Rows(engine=engine).inside(shape)):
            counts = counter.grouped(axis, chosen)
            assert {key: count for key, count in counts.items() if count} == exact


@given(seed=SEEDS)
@RELAXED
def test_the_counts_of_all_words_in_a_shape_are_those_of_its_rows(columns: Columns, seed: int) -> None:
    shape, is_inside = inside(columns, KINDS[seed % len(KINDS)], seed)
    combinations = WordShape.spanning(columns.month)
    words = combinations.words(columns.month, columns.category, columns.component, columns.mode)
    exact, times = np.unique(words[is_inside], return_counts=True)
    found, counts = ShapeCounts(IncidentIndex.over(columns)).by_word(shape, Filter())
    np.testing.assert_array_equal(found, exact)
    np.testing.assert_array_equal(counts, times)


@given(seed=SEEDS, chosen=some_filters(), by=st.sampled_from(BREAKDOWNS))
@RELAXED
def test_the_parts_of_a_shape_add_up_to_its_total(
    gate: Gate, columns: Columns, seed: int, chosen: Filter, by: By
) -> None:
    shape, _ = inside(columns, KINDS[seed % len(KINDS)], seed)
    question = Question(measure="incidents", filter=chosen, polygon=shape)
    assert sum(exactly(gate, replace(question, by=by))) == sum(exactly(gate, question))


@given(seed=SEEDS, by=st.sampled_from(BREAKDOWNS))
@RELAXED
def test_small_parts_of_a_shape_are_not_shown(gate: Gate, columns: Columns, seed: int, by: By) -> None:
    shape, _ = inside(columns, KINDS[seed % len(KINDS)], seed)
    question = Question(measure="incidents", filter=Filter(), by=by, polygon=shape)
    exact = exactly(gate, question)
    values = gate.ask(LOCAL_ACTOR, question).table["value"].to_pylist()
    hidden = [count for count, value in zip(exact, values, strict=True) if value is None]
    assert all(value is None or value == count for value, count in zip(values, exact, strict=True))
    assert all(count in hidden for count in exact if 0 < count < gate.floor)
    assert len(hidden) != 1 or sum(exact) == hidden[0]


@given(
    seed=SEEDS,
    size=st.integers(1, 50),
    rows=st.integers(0, 20_000),
    runs=st.lists(st.integers(0, 20_000), max_size=9),
)
@settings(max_examples=100)
def test_runs_are_counted_as_their_rows_are(seed: int, size: int, rows: int, runs: list[int]) -> None:
    word = np.random.default_rng(seed).integers(0, size, rows).astype(np.uint8)
    ends = np.sort(np.minimum(runs[: len(runs) // 2 * 2], rows)).astype(np.int64).reshape(-1, 2)
    exact = np.zeros(size, np.int64)
    for start, end in ends:
        exact += np.bincount(word[start:end], minlength=size)
    np.testing.assert_array_equal(WordCounts.of(word, size).within(ends), exact)


def test_threads_that_ask_for_one_shape_get_one_answer(columns: Columns) -> None:
    counts = ShapeCounts(IncidentIndex.over(columns))
    shape, is_inside = inside(columns, KINDS[0], 5)
    barrier, found = Barrier(6), []

    def ask() -> None:
        barrier.wait()
        found.append(counts.inside(shape).grouped(Axis.TOTAL, Filter())[0])

    threads = [Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [int(is_inside.sum())] * 6


def test_a_shape_in_a_store_without_incidents_holds_none(empty_gate: Gate) -> None:
    world = shapely.box(-180, -90, 180, 90)
    for by in (By.TOTAL, By.CATEGORY):
        question = Question(measure="incidents", filter=Filter(), by=by, polygon=world)
        assert sum(exactly(empty_gate, question)) == 0


def test_a_shape_and_a_cell_together_are_refused(tally: Tally) -> None:
    with pytest.raises(QuestionError, match="cell 3"):
        tally.inside(shapely.box(0, 0, 1, 1)).grouped(Axis.TOTAL, Filter(), Cell(level=9, code=3))


def test_an_index_takes_less_than_thirteen_bytes_a_row() -> None:
    random = np.random.default_rng(3)
    rows = 1_000_000
    lon, lat = np.round(random.normal([[-106], [31]], 0.1, (2, rows)), 5)
    columns = Columns(
        lon=lon,
        lat=lat,
        month=random.integers(24_240, 24_276, rows).astype(np.uint16),
        category=random.integers(0, len(CATEGORIES), rows).astype(np.uint8),
        component=random.integers(0, len(COMPONENTS), rows).astype(np.uint8),
        mode=random.integers(0, len(MODES), rows).astype(np.uint8),
        county=(np.floor(lon) * 100 + np.floor(lat) + 50_000).astype(np.int32),
    )
    assert 10 < Segment.of(columns).nbytes / rows < 13


def test_incident_rows_are_what_the_columns_hold(columns: Columns, incident_rows: pa.Table) -> None:
    assert sorted(columns.lon.tolist()) == sorted(incident_rows["lon"].to_pylist())
