"""Whoever may ask of some regions is told of nothing beyond them, whatever they ask (A5)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import box

from data.answers.disclosure import State
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.question import Answer, By, Cell, Form, Question
from data.answers.within import narrowed, require_regions
from data.errors import AccessDeniedError
from data.geography.grid import cell_of, code_of_cell
from data.geography.reach import reach_of_counties
from data.geography.regions import counties_of, region_set
from data.roles import LOCAL_ACTOR, Actor, Role
from tests.data.answers.attacker import Attacker
from tests.data.answers.test_gate import recount, some_filters

REGIONS = (
    "sector:tucson",
    "sector:el-paso",
    "sector:san-diego",
    "best:el-paso",
    "county:04023",
    "county:48141",
    "state:az",
    "state:tx",
)
SETS = ("sector", "county", "state", "best", "field_office")
LOOKERS = (Role.DEVICE, Role.VIEWER, Role.LEADER, Role.ANALYST, Role.PLANNER, Role.APPROVER, Role.STEWARD)
RELAXED = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@st.composite
def actors(draw: st.DrawFn) -> Actor:
    """Somebody who may ask of one, two or three regions."""
    regions = draw(st.lists(st.sampled_from(REGIONS), min_size=1, max_size=3, unique=True))
    return Actor(name="ada", role=draw(st.sampled_from(LOOKERS)), regions=tuple(regions))


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """Anything that can be asked about incidents, with or without regions of its own."""
    filter_ = draw(some_filters())
    regions = draw(st.lists(st.sampled_from(REGIONS), max_size=2))
    form = draw(st.sampled_from([Form.COUNT, Form.COUNT, Form.SHARE, Form.CHANGE]))
    by = draw(st.sampled_from([By.TOTAL, By.MONTH, By.CATEGORY, By.MODE, By.REGION, By.CELL, By.REACH]))
    asked = Question(measure="incidents", filter=replace(filter_, regions=tuple(regions)), by=by, form=form)
    if (by, form) in {(By.TOTAL, Form.SHARE), (By.MONTH, Form.CHANGE)}:
        return replace(asked, form=Form.COUNT)
    if by is By.REGION:
        return replace(asked, region_set=draw(st.sampled_from(SETS)))
    if by is By.CELL:
        return replace(asked, form=Form.COUNT, level=draw(st.sampled_from([8, 10])))
    if by in {By.TOTAL, By.MONTH, By.CATEGORY, By.MODE} and draw(st.booleans()):
        west, south = draw(st.floats(-119, -96)), draw(st.floats(25, 33))
        return replace(asked, polygon=box(west, south, west + 8, south + 6))
    return asked if by is not By.MONTH or form is not Form.CHANGE else replace(asked, form=Form.COUNT)


def own_rows(rows: pa.Table, actor: Actor) -> pa.Table:
    """The stored rows that lie in the actor's regions."""
    own = counties_of(actor.regions)
    return rows.filter(pa.array([fips in own for fips in rows["county_fips"].to_pylist()]))


def counted(rows: pa.Table, question: Question) -> dict[object, int]:
    """Rows by key, counted one by one in plain Python."""
    found: dict[object, int] = {}
    if question.polygon is not None:
        inside = shapely.intersects_xy(question.polygon, rows["lon"].to_numpy(), rows["lat"].to_numpy())
        rows = rows.filter(pa.array(inside))
    for row in rows.filter(pa.array(recount(rows, question.filter))).to_pylist():
        key = _key(row, question)
        found[key] = found.get(key, 0) + 1
    return found


def _key(row: dict[str, object], question: Question) -> object:
    match question.by:
        case By.TOTAL:
            return "total"
        case By.MONTH:
            return row["occurred_at"].date().replace(day=1)  # type: ignore[attr-defined]
        case By.REGION:
            members = region_set(question.region_set or "").members
            return members.get(str(row["county_fips"]), "")
        case By.REACH:
            return reach_of_counties().get(str(row["county_fips"]), "")
        case By.CELL:
            x, y = cell_of([float(row["lon"])], [float(row["lat"])], level=question.level or 0)  # type: ignore[arg-type]
            return int(code_of_cell(int(x[0]), int(y[0])))
        case _:
            return row[question.by.value]


def assert_own(answer: Answer, rows: pa.Table, actor: Actor) -> None:
    """Each row that is shown is counted from the actor's own rows, and each key is of their regions."""
    question = answer.question
    exact = counted(own_rows(rows, actor), question)
    table = answer.table
    name = "now" if question.form is Form.CHANGE else "value"
    for key, value, state in zip(
        *(table[column].to_pylist() for column in (question.by.value, name, "state")), strict=True
    ):
        if question.by is By.REGION and key:
            assert counties_of([key]) & counties_of(actor.regions)
        if question.form is Form.COUNT and state == State.SHOWN:
            assert value == exact.get(key, 0)
    if question.by is By.CELL:
        everything = counted(own_rows(rows, actor), replace(question, filter=Filter()))
        assert set(table["cell"].to_pylist()) == set(everything)


@given(actor=actors(), question=questions())
@RELAXED
def test_no_answer_is_about_more_than_an_actors_regions(
    gate: Gate, incident_rows: pa.Table, actor: Actor, question: Question
) -> None:
    try:
        answer = gate.ask(actor, question)
    except AccessDeniedError:
        regions = question.filter.regions
        assert not regions or not counties_of(regions) <= counties_of(actor.regions)
    else:
        assert counties_of(question.filter.regions) <= counties_of(actor.regions)
        assert_own(answer, incident_rows, actor)


@given(actor=actors(), question=questions())
@RELAXED
def test_a_question_of_no_regions_is_answered_of_the_actors_own(
    gate: Gate, incident_rows: pa.Table, actor: Actor, question: Question
) -> None:
    wide = replace(question, filter=replace(question.filter, regions=()))
    with pytest.raises(AccessDeniedError):
        gate.ask(actor, wide)
    asked = replace(wide, filter=narrowed(actor, wide.filter))
    answer = gate.ask(actor, asked)
    assert_own(answer, incident_rows, actor)
    # What somebody of everywhere is told of the same regions is remembered apart, and is no other number.
    whole = gate.ask(LOCAL_ACTOR, asked)
    if question.polygon is None and question.by not in {By.REGION, By.CELL}:
        assert answer.table.equals(whole.table)


@given(actor=actors(), level=st.sampled_from([8, 9, 11]))
@RELAXED
def test_the_cells_of_an_actor_hold_incidents_of_their_regions(
    gate: Gate, incident_rows: pa.Table, actor: Actor, level: int
) -> None:
    cells = gate.cells(actor, Filter(), level)
    asked = Question(measure="incidents", filter=narrowed(actor, Filter()), by=By.CELL, level=level)
    assert set(cells.codes.tolist()) == set(counted(own_rows(incident_rows, actor), asked))
    assert gate.ask(actor, asked).table["cell"].to_pylist() == cells.codes.tolist()
    assert len(cells.codes) == len(cells.x) == len(cells.y)


@given(actor=actors(), key=st.sampled_from(["sector", "county", "state"]))
@RELAXED
def test_monthly_counts_are_of_regions_that_lie_whole_in_the_actors(
    gate: Gate, actor: Actor, key: str
) -> None:
    whole, own = (gate.monthly_counts(one, Filter(), key) for one in (LOCAL_ACTOR, actor))
    assert whole is not None
    assert own is not None
    inside = [one for one in whole.regions if counties_of([one]) <= counties_of(actor.regions)]
    assert list(own.regions) == inside
    rows = [whole.regions.index(one) for one in inside]
    np.testing.assert_array_equal(own.values, whole.values[rows])


def test_a_cell_on_the_edge_counts_what_lies_within_only(gate: Gate, incident_rows: pa.Table) -> None:
    actor = Actor(name="ada", role=Role.VIEWER, regions=("sector:tucson",))
    asked = Question(measure="incidents", filter=narrowed(actor, Filter()), by=By.CELL, level=8)
    for code in gate.ask(actor, asked).table["cell"].to_pylist():
        one = replace(asked, by=By.TOTAL, level=None, cell=Cell(level=8, code=code))
        exact = counted(own_rows(incident_rows, actor), asked).get(code, 0)
        assert gate.ask(actor, one).total in {exact, None}


def test_history_and_undisclosed_counts_hold_the_regions_too(gate: Gate) -> None:
    actor = Actor(name="ada", role=Role.ANALYST, regions=("sector:tucson",))
    for filter_ in (Filter(), Filter(regions=("sector:yuma",))):
        question = Question(measure="incidents", filter=filter_)
        for ask in (gate.history, gate.undisclosed, gate.ask):
            with pytest.raises(AccessDeniedError, match="Tucson Sector only"):
                ask(actor, question)


def test_what_no_region_is_known_of_is_refused_and_what_every_copy_holds_is_told(gate: Gate) -> None:
    actor = Actor(name="ada", role=Role.LEADER, regions=("sector:tucson",))
    with pytest.raises(AccessDeniedError, match="not known by region"):
        gate.ask(actor, Question(measure="programme-custody-held", filter=narrowed(actor, Filter())))
    lists = Question(measure="task-forces-best", filter=Filter())
    assert gate.ask(actor, lists).words() == gate.ask(LOCAL_ACTOR, lists).words()


def test_regions_of_something_else_are_refused_in_words() -> None:
    actor = Actor(name="ada", role=Role.ANALYST, regions=("sector:tucson",))
    require_regions(actor, ["county:04003"], what="the alert")
    with pytest.raises(AccessDeniedError, match="the alert is about other regions"):
        require_regions(actor, ["county:04003", "sector:yuma"], what="the alert")


class Limited(Attacker):
    """The attacker as somebody of some regions, who puts these into each question."""

    def answer(self, question: Question) -> Answer:
        """What the gate says of their regions."""
        actor = Actor(name=self.name, role=Role.VIEWER, regions=("sector:tucson", "sector:el-paso"))
        return self.gate.ask(actor, replace(question, filter=narrowed(actor, question.filter)))


@pytest.mark.parametrize("seed", range(6))
def test_subtracting_within_an_entitlement_gives_no_small_count_away(attacked: Gate, seed: int) -> None:
    random = np.random.default_rng(seed)
    attacker = Limited(attacked, name=f"limited {seed}")
    west, south = random.uniform(-112, -106), random.uniform(30.5, 32)
    asked = Question(measure="incidents", filter=Filter())
    shape = box(west - 2, south - 2, west + 2, south + 2)
    for step in np.linspace(0.01, 0.8, 12):
        less = box(west - 2 + step, south - 2, west + 2, south + 2)
        difference = attacker.difference(replace(asked, polygon=shape), replace(asked, polygon=less))
        assert not attacker.wins(difference)
        regions = ("sector:tucson", "sector:el-paso")
        whole = replace(asked, filter=Filter(regions=regions))
        assert not attacker.wins(attacker.difference(whole, replace(asked, polygon=less)))
    for region in ("sector:tucson", "sector:el-paso"):
        one = replace(asked, filter=Filter(regions=(region,)))
        counties = [f"county:{fips}" for fips in sorted(counties_of([region]))]
        parts = [replace(asked, filter=Filter(regions=(county,))) for county in counties]
        for left_out in range(len(parts)):
            rest = [part for number, part in enumerate(parts) if number != left_out]
            assert not attacker.wins(attacker.difference(one, *rest))
