"""The gate's numbers equal a recount of the rows by another route, and nothing small gets out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import duckdb
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import Polygon, box, intersects_xy

from data.answers.disclosure import State
from data.answers.engine import Statement
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.measures import measure
from data.answers.question import Answer, By, Form, Question
from data.errors import AccessDeniedError, QuestionError, UnknownVersionError
from data.geography.regions import county_to_region
from data.reference.taxonomy import CATEGORIES
from data.roles import LOCAL_ACTOR
from data.schema.incidents import COMPONENTS, MODES
from tests.data.answers.test_filters import filters

RELAXED = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
PERIODS = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted)


@st.composite
def some_filters(draw: st.DrawFn) -> Filter:
    """Filters that hit something in the fixture's months."""
    first, last = draw(PERIODS)
    return Filter(
        first=date(2023 + first // 12, first % 12 + 1, 1),
        last=date(2023 + last // 12, last % 12 + 1, 1),
        categories=tuple(draw(st.lists(st.sampled_from(CATEGORIES), max_size=4))),
        components=tuple(draw(st.lists(st.sampled_from(COMPONENTS), max_size=3))),
        modes=tuple(draw(st.lists(st.sampled_from(MODES), max_size=3))),
        regions=tuple(
            draw(st.lists(st.sampled_from(["sector:tucson", "sector:el-paso", "best:el-paso"]), max_size=2))
        ),
    )


def recount(rows: pa.Table, chosen: Filter) -> np.ndarray:
    """Mask of the rows that pass the filter, row by row in plain Python."""
    counties = {
        fips
        for region in chosen.regions
        for fips, other in county_to_region(region.split(":")[0]).items()
        if other == region
    }
    mask = []
    for row in rows.to_pylist():
        month = row["occurred_at"].date().replace(day=1)
        mask.append(
            (chosen.first is None or month >= chosen.first)
            and (chosen.last is None or month <= chosen.last)
            and (not chosen.categories or row["category"] in chosen.categories)
            and (not chosen.components or row["component"] in chosen.components)
            and (not chosen.modes or row["mode"] in chosen.modes)
            and (not chosen.regions or row["county_fips"] in counties)
        )
    return np.array(mask, bool)


def exactly(gate: Gate, question: Question) -> list[int]:
    """Values before disclosure control: conservation is a property of the exact figures."""
    figures = gate._open(LOCAL_ACTOR, question.filter)  # noqa: SLF001
    return list(figures.exact(question, measure(question.measure)).table["value"].to_pylist())


def shown(exact: int, floor: int) -> int | None:
    """What a total may show, if no other answer gives a small count away with it."""
    return None if 0 < exact < floor else exact


def assert_told(answer: Answer, exact: int) -> None:
    """The total is the exact one, small, or withheld beside other answers; zero is zero."""
    state = State(answer.table["state"][0].as_py())
    assert state is not State.MISSING
    is_small = 0 < exact < answer.floor
    assert state is not State.SHOWN if is_small else state is not State.SMALL
    assert answer.total == (exact if state is State.SHOWN else None)
    assert exact or answer.question.filter.regions or state is State.SHOWN


@given(chosen=some_filters())
@RELAXED
def test_a_total_equals_a_recount_of_the_rows(gate: Gate, incident_rows: pa.Table, chosen: Filter) -> None:
    answer = gate.ask(LOCAL_ACTOR, Question(measure="incidents", filter=chosen))
    assert_told(answer, int(recount(incident_rows, chosen).sum()))


@given(chosen=some_filters(), by=st.sampled_from([By.CATEGORY, By.COMPONENT, By.MODE, By.MONTH]))
@RELAXED
def test_each_part_that_is_shown_equals_a_recount(
    gate: Gate, incident_rows: pa.Table, chosen: Filter, by: By
) -> None:
    answer = gate.ask(LOCAL_ACTOR, Question(measure="incidents", filter=chosen, by=by))
    passing = incident_rows.filter(pa.array(recount(incident_rows, chosen))).to_pylist()
    for key, value in zip(answer.table[by.value].to_pylist(), answer.table["value"].to_pylist(), strict=True):
        if value is not None:
            found = [
                r["occurred_at"].date().replace(day=1) if by is By.MONTH else r[by.value] for r in passing
            ]
            assert value == found.count(key)


@given(chosen=some_filters(), region_set=st.sampled_from(["sector", "best", "county", "state"]))
@RELAXED
def test_regions_and_no_region_add_up_to_the_whole(gate: Gate, chosen: Filter, region_set: str) -> None:
    parts = Question(measure="incidents", filter=chosen, by=By.REGION, region_set=region_set)
    assert sum(exactly(gate, parts)) == sum(exactly(gate, replace(parts, by=By.TOTAL)))


@given(chosen=some_filters(), level=st.integers(8, 15))
@RELAXED
def test_cells_add_up_to_the_whole_at_every_level(gate: Gate, chosen: Filter, level: int) -> None:
    cells = Question(measure="incidents", filter=chosen, by=By.CELL, level=level)
    assert sum(exactly(gate, cells)) == sum(exactly(gate, replace(cells, by=By.TOTAL)))


@given(
    chosen=some_filters(),
    corners=st.tuples(st.floats(-118, -96), st.floats(25, 33), st.floats(0.5, 8), st.floats(0.5, 5)),
)
@RELAXED
def test_a_polygon_total_equals_testing_every_point(
    gate: Gate, incident_rows: pa.Table, chosen: Filter, corners: tuple[float, float, float, float]
) -> None:
    west, south, width, height = corners
    shape = Polygon([(west, south), (west + width, south), (west + width / 3, south + height)])
    inside = intersects_xy(shape, incident_rows["lon"].to_numpy(), incident_rows["lat"].to_numpy())
    exact = int((inside & recount(incident_rows, chosen)).sum())
    question = Question(measure="incidents", filter=chosen, polygon=shape)
    assert exactly(gate, question) == [exact]
    assert_told(gate.ask(LOCAL_ACTOR, question), exact)


def test_a_point_on_the_edge_or_vertex_counts(gate: Gate, incident_rows: pa.Table) -> None:
    lon, lat = incident_rows["lon"][0].as_py(), incident_rows["lat"][0].as_py()
    same = (incident_rows["lon"].to_numpy() == lon) & (incident_rows["lat"].to_numpy() == lat)
    vertex = box(lon, lat, lon + 1e-9, lat + 1e-9)
    found = exactly(gate, Question(measure="incidents", filter=Filter(), polygon=vertex))
    assert found == [int(same.sum())]
    assert found[0] >= 1


@given(filters())
@RELAXED
def test_any_allowed_filter_gets_an_answer_or_a_refusal_of_ours(gate: Gate, chosen: Filter) -> None:
    try:
        answer = gate.ask(LOCAL_ACTOR, Question(measure="incidents", filter=chosen))
    except UnknownVersionError:
        assert chosen.version is not None
    else:
        assert answer.sentence == chosen.sentence()


def test_an_answer_carries_its_papers(gate: Gate) -> None:
    answer = gate.ask(LOCAL_ACTOR, Question(measure="incidents", filter=Filter()))
    assert answer.is_synthetic
    assert answer.source
    assert answer.unit == "events"
    assert answer.version == "v000001"
    assert any("not people" in caveat for caveat in answer.caveats)


@pytest.mark.parametrize(
    "question",
    [
        Question(measure="no-such", filter=Filter()),
        Question(measure="encounters", filter=Filter(), by=By.CATEGORY),
        Question(measure="incidents", filter=Filter(), by=By.PLACE),
        Question(measure="incidents", filter=Filter(), by=By.REGION),
        Question(measure="incidents", filter=Filter(), by=By.REGION, form=Form.PER_AREA),
        Question(measure="incidents", filter=Filter(), by=By.REGION, form=Form.PER_BORDER_MILE),
        Question(measure="incidents", filter=Filter(), by=By.CELL),
        Question(measure="incidents", filter=Filter(), by=By.CELL, level=17),
        Question(measure="encounters", filter=Filter(), polygon=box(0, 0, 1, 1)),
        Question(measure="incidents", filter=Filter(), by=By.REACH, polygon=box(0, 0, 1, 1)),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(gate: Gate, question: Question) -> None:
    with pytest.raises(QuestionError) as refusal:
        gate.ask(LOCAL_ACTOR, question)
    assert refusal.value.remedy


def test_an_actor_without_the_right_is_refused(gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.roles.ALLOWED", {LOCAL_ACTOR.role: frozenset()})
    with pytest.raises(AccessDeniedError):
        gate.ask(LOCAL_ACTOR, Question(measure="incidents", filter=Filter()))


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/hostname')",
        "COPY incident TO 'out.parquet'",
        "ATTACH 'other.db'",
        "INSTALL spatial",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET memory_limit = '100GB'",
    ],
)
def test_the_connection_is_locked_down(gate: Gate, sql: str) -> None:
    engine = gate._open(LOCAL_ACTOR, Filter()).engine  # noqa: SLF001
    with pytest.raises(duckdb.Error):
        engine.run(Statement(sql=sql, parameters={}))
