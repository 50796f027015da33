"""Counting from memory equals counting the rows, and both equal pandas."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.answers.counting import Axis
from data.answers.engine import Engine
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.incident_index import IncidentIndex
from data.answers.incidents import Rows
from data.answers.question import By, Cell, Question
from data.answers.tally import Tally
from data.errors import QuestionError
from data.geography.grid import MAX_LEVEL
from data.geography.regions import counties_of
from data.reference.taxonomy import CATEGORIES
from data.roles import LOCAL_ACTOR
from data.schema.incidents import COMPONENTS, MODES
from tests.data.answers.test_gate import exactly, some_filters

RELAXED = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
CODES = {"category": CATEGORIES, "component": COMPONENTS, "mode": MODES}


@pytest.fixture(scope="module")
def engine(gate: Gate) -> Engine:
    """The engine under the fixture's gate."""
    return gate._open(LOCAL_ACTOR, Filter()).engine  # noqa: SLF001


@pytest.fixture(scope="module")
def tally(engine: Engine) -> Tally:
    """Counts from memory over that engine."""
    return Tally(IncidentIndex.load(engine.version))


@pytest.fixture(scope="module")
def frame(incident_rows: pa.Table) -> pd.DataFrame:
    """The same rows by pandas, with the keys that the engine gives."""
    rows: pd.DataFrame = incident_rows.to_pandas()
    rows["month"] = rows["occurred_at"].dt.year * 12 + rows["occurred_at"].dt.month - 1
    rows["county"] = rows["county_fips"].fillna("0").astype(int)
    rows["total"] = 0
    return rows


@st.composite
def some_cells(draw: st.DrawFn) -> tuple[int, int]:
    """A level, and a number to choose an occupied cell by."""
    return draw(st.integers(8, MAX_LEVEL)), draw(st.integers(0, 10_000))


def passing(frame: pd.DataFrame, chosen: Filter, cell: Cell | None) -> pd.DataFrame:
    """The rows that the filter and the cell let pass, by pandas."""
    keep = pd.Series(data=True, index=frame.index)
    if chosen.first and chosen.last:
        keep &= frame["month"].between(
            chosen.first.year * 12 + chosen.first.month - 1, chosen.last.year * 12 + chosen.last.month - 1
        )
    for name, words in (
        ("category", chosen.categories),
        ("component", chosen.components),
        ("mode", chosen.modes),
    ):
        if words:
            keep &= frame[name].isin(words)
    if chosen.regions:
        keep &= frame["county_fips"].isin(counties_of(chosen.regions))
    if cell:
        keep &= (frame["cell"] // 4 ** (MAX_LEVEL - cell.level)) == cell.code
    return frame[keep]


@pytest.mark.parametrize("axis", Axis)
@given(chosen=some_filters(), place=st.none() | some_cells())
@RELAXED
def test_three_ways_to_count_agree(
    tally: Tally,
    engine: Engine,
    frame: pd.DataFrame,
    axis: Axis,
    chosen: Filter,
    place: tuple[int, int] | None,
) -> None:
    cell = None
    if place:
        level, number = place
        codes = np.unique(frame["cell"].to_numpy() >> (2 * (MAX_LEVEL - level)))
        cell = Cell(level=level, code=int(codes[number % len(codes)]))
    rows = passing(frame, chosen, cell)[axis.value].value_counts()
    vocabulary = CODES.get(axis.value)
    exact = {vocabulary.index(key) if vocabulary else int(key): int(n) for key, n in rows.items()}
    for counter in (tally, Rows(engine=engine)):
        found = counter.grouped(axis, chosen, cell)
        assert {key: count for key, count in found.items() if count} == exact


@given(chosen=some_filters(), level=st.integers(8, MAX_LEVEL))
@RELAXED
def test_cells_from_memory_equal_cells_by_rows_and_by_pandas(
    gate: Gate, tally: Tally, engine: Engine, frame: pd.DataFrame, chosen: Filter, level: int
) -> None:
    cells = gate.cells(LOCAL_ACTOR, chosen, level)
    counts = tally.by_cell(chosen, cells)
    np.testing.assert_array_equal(counts, Rows(engine=engine).by_cell(chosen, cells))
    rows = passing(frame, chosen, None)
    exact = dict((rows["cell"] // 4 ** (MAX_LEVEL - level)).value_counts())
    found = zip(cells.codes.tolist(), counts.tolist(), strict=True)
    assert {code: count for code, count in found if count} == exact


@given(chosen=some_filters(), place=some_cells())
@RELAXED
def test_questions_of_one_cell_add_up_and_equal_its_share_of_the_map(
    gate: Gate, chosen: Filter, place: tuple[int, int]
) -> None:
    level, number = place
    codes = gate.cells(LOCAL_ACTOR, chosen, level).codes
    row = number % len(codes)
    question = Question(measure="incidents", filter=chosen, cell=Cell(level=level, code=int(codes[row])))
    whole = exactly(gate, question)
    assert whole == [
        exactly(gate, Question(measure="incidents", filter=chosen, by=By.CELL, level=level))[row]
    ]
    for by in (By.MONTH, By.CATEGORY, By.COMPONENT, By.MODE):
        assert sum(exactly(gate, replace(question, by=by))) == whole[0]
    assert sum(exactly(gate, replace(question, by=By.REGION, region_set="county"))) == whole[0]


def test_a_cell_where_nothing_happened_is_zero(gate: Gate) -> None:
    question = Question(measure="incidents", filter=Filter(), cell=Cell(level=12, code=0))
    assert gate.ask(LOCAL_ACTOR, question).total == 0


@pytest.mark.parametrize(
    "question",
    [
        Question(measure="incidents", filter=Filter(), by=By.CELL, level=9, cell=Cell(level=9, code=1)),
        Question(measure="encounters", filter=Filter(), cell=Cell(level=9, code=1)),
        Question(measure="incidents", filter=Filter(), place="2504"),
        Question(measure="fusion-centers", filter=Filter(), cell=Cell(level=9, code=1)),
    ],
)
def test_a_restriction_that_does_not_apply_is_refused(gate: Gate, question: Question) -> None:
    with pytest.raises(QuestionError) as refusal:
        gate.ask(LOCAL_ACTOR, question)
    assert refusal.value.remedy


@pytest.mark.parametrize(("level", "code"), [(17, 0), (-1, 0), (8, 4**8), (8, -1)])
def test_what_is_no_cell_is_refused(level: int, code: int) -> None:
    with pytest.raises(QuestionError, match=f"level {level}"):
        Cell(level=level, code=code)


def test_a_store_without_incidents_counts_none(empty_gate: Gate) -> None:
    for by in (By.TOTAL, By.CATEGORY, By.REACH):
        assert sum(exactly(empty_gate, Question(measure="incidents", filter=Filter(), by=by))) == 0
    for by, level in ((By.MONTH, None), (By.CELL, 9)):
        question = Question(measure="incidents", filter=Filter(), by=by, level=level)
        assert empty_gate.ask(LOCAL_ACTOR, question).table.num_rows == 0
    assert empty_gate.span(LOCAL_ACTOR, Filter()) is None
