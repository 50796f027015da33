"""Figures of counties that a line cuts: whole where their parts are together, shared out where not."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from data.answers.disclosure import State
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.question import Question
from data.plans.applied import apply
from data.plans.edits import JoinParts
from data.plans.figures.columns import AREA_KM2, BASES, BORDER_MILES, INCIDENTS, PORTS
from data.plans.figures.part_figures import shared_out
from data.plans.figures.places import best_offices, county_order, parts_with, ports
from data.plans.figures.plan_figures import PlanFigures
from data.plans.membership import units_of
from data.plans.plan import Plan
from data.plans.unit_shapes import base_shape
from data.roles import LOCAL_ACTOR, Actor, Role
from tests.data.plans.figure_cases import (
    EL_PASO,
    JEFF_DAVIS,
    figures,
    figures_gate,
    figures_store,
    halved,
    plan_of,
)

__all__ = ["figures", "figures_gate", "figures_store"]
RELAXED = settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
WHOLE = plan_of(["r1", "r2"], {EL_PASO: "r1", "48229": "r1", "06073": "r2", JEFF_DAVIS: "r2"})


def parted(plan: Plan, county: str) -> Plan:
    """The plan with the county's first part in r1 and all others in r2."""
    parts = [unit for unit in units_of(plan) if unit.startswith(county)]
    moved = {unit: "r1" if unit == parts[0] else "r2" for unit in parts}
    return replace(plan, assigned=MappingProxyType({**plan.assigned, **moved}))


@given(at=st.floats(0.2, 0.8))
@RELAXED
def test_a_cut_alone_and_its_joining_change_no_number(figures: PlanFigures, at: float) -> None:
    cut = halved(WHOLE, EL_PASO, at=at)
    joined = apply(cut, JoinParts(unit=EL_PASO, region="r1")).plan
    before, between, after = (figures.of(LOCAL_ACTOR, plan, Filter()) for plan in (WHOLE, cut, joined))
    assert before == between == after


@given(at=st.floats(0.2, 0.8))
@RELAXED
def test_parts_in_two_regions_add_up_to_the_county_or_are_withheld(figures: PlanFigures, at: float) -> None:
    reader = Actor(name=f"reader {at}", role=Role.VIEWER)
    plan = parted(halved(WHOLE, EL_PASO, at=at), EL_PASO)
    whole = figures.table(reader, Filter()).figures
    place = whole.places[EL_PASO]
    units = figures.units(reader, plan, Filter())
    assert units.units == units_of(plan)
    parts = [units.places[unit] for unit in (f"{EL_PASO}/1", f"{EL_PASO}/2")]
    for number, column in enumerate(units.columns):
        states = set(units.states[number, parts].tolist())
        if column.counts_events:
            assert len(states) == 1
        if states == {State.SHOWN} and whole.states[number, place] == State.SHOWN:
            assert units.values[number, parts].sum() == pytest.approx(whole.values[number, place], rel=1e-9)
    book = figures.of(reader, plan, Filter()).ledger
    assert book.is_closed
    assert book.everything == figures.of(reader, WHOLE, Filter()).ledger.everything


def test_while_a_line_moves_nothing_is_asked_and_the_ledger_closes(figures: PlanFigures) -> None:
    reader = Actor(name="drags a line", role=Role.VIEWER)
    plan = parted(halved(WHOLE, EL_PASO), EL_PASO)
    live = figures.of(reader, plan, Filter(), is_live=True)
    assert live.ledger.is_closed
    assert live.ledger == figures.ledger(reader, plan, Filter())
    assert live.row("r1").values[INCIDENTS] == 0
    saved = figures.of(reader, plan, Filter())
    assert (saved.row("r1").values[INCIDENTS] or 0) > 0
    assert figures.of(reader, plan, Filter(), is_live=True) == saved
    for key in (AREA_KM2, BORDER_MILES, PORTS, BASES):
        assert live.row("r1").values[key] == saved.row("r1").values[key]


def test_whoever_nudges_a_cut_finds_no_step_below_the_floor(figures: PlanFigures) -> None:
    reader = Actor(name="nudges a cut", role=Role.VIEWER)
    told: list[float] = []
    for step in range(14):
        plan = parted(halved(WHOLE, EL_PASO, at=0.4 + step / 200), EL_PASO)
        units = figures.units(reader, plan, Filter())
        places = [units.places[unit] for unit in (f"{EL_PASO}/1", f"{EL_PASO}/2")]
        if (units.state_of(INCIDENTS)[places] == State.SHOWN).all():
            told += sorted(units.of(INCIDENTS)[places].tolist())[:1]
    steps = np.abs(np.subtract.outer(told, told))
    assert len(told) > 2
    assert ((steps == 0) | (steps >= 10)).all()


def test_a_part_has_the_incidents_that_lie_in_it(figures: PlanFigures, figures_gate: Gate) -> None:
    plan = parted(halved(WHOLE, EL_PASO), EL_PASO)
    units = figures.units(LOCAL_ACTOR, plan, Filter())
    for part in (f"{EL_PASO}/1", f"{EL_PASO}/2"):
        shape = base_shape(plan.cuts, part)
        question = Question(measure="incidents", filter=Filter(regions=(f"county:{EL_PASO}",)), polygon=shape)
        told = figures_gate.ask(LOCAL_ACTOR, question).total
        assert told is not None
        assert units.of(INCIDENTS)[units.places[part]] == told
    row = figures.of(LOCAL_ACTOR, plan, Filter()).row("r2")
    others = figures.of(LOCAL_ACTOR, WHOLE, Filter()).row("r2").values[INCIDENTS] or 0
    assert row.values[INCIDENTS] == others + units.of(INCIDENTS)[units.places[f"{EL_PASO}/2"]]


def test_parts_of_a_county_that_is_not_shown_are_withheld(figures: PlanFigures) -> None:
    plan = parted(halved(WHOLE, JEFF_DAVIS), JEFF_DAVIS)
    panel = figures.of(LOCAL_ACTOR, plan, Filter())
    hidden = figures.of(LOCAL_ACTOR, WHOLE, Filter())
    assert panel.row("r1").suppressed_units == hidden.row("r1").suppressed_units + 1
    assert panel.row("r2").suppressed_units == hidden.row("r2").suppressed_units
    assert [panel.row(key).values[INCIDENTS] for key in ("r1", "r2")] == [
        hidden.row(key).values[INCIDENTS] for key in ("r1", "r2")
    ]
    assert panel.ledger.suppressed == hidden.ledger.suppressed
    assert panel.ledger.is_closed


def test_parts_of_parts_add_up_too(figures: PlanFigures) -> None:
    plan = halved(WHOLE, "06073", at=0.4)
    plan = parted(halved(plan, "06073/1", at=0.5), "06073")
    panel, before = (figures.of(LOCAL_ACTOR, one, Filter()) for one in (plan, WHOLE))
    assert panel.ledger.is_closed
    assert panel.ledger.everything == before.ledger.everything
    for key in (AREA_KM2, BORDER_MILES, PORTS, BASES):
        sums = [sum(row.values[key] or 0 for row in one.rows) for one in (panel, before)]
        assert sums[0] == pytest.approx(sums[1], rel=1e-9)
    assert panel.row("r1").units == before.row("r1").units + 1


def test_a_port_and_an_office_go_to_the_part_that_they_are_in() -> None:
    plan = halved(WHOLE, EL_PASO)
    shapes = [base_shape(plan.cuts, f"{EL_PASO}/{number}") for number in (1, 2)]
    county = county_order().index(EL_PASO)
    for sites in (ports(), best_offices()):
        found = parts_with(sites, county, shapes)
        assert found
        for site, part in found.items():
            point = shapely.Point(sites.lon[site], sites.lat[site])
            assert shapes[part].distance(point) <= shapes[1 - part].distance(point)


@given(
    given_parts=hnp.arrays(
        np.int64, st.tuples(st.integers(1, 5), st.integers(2, 4)), elements=st.integers(0, 30)
    ),
    floor=st.integers(0, 15),
)
def test_shared_counts_add_up_and_none_is_below_the_floor(given_parts: np.ndarray, floor: int) -> None:
    county = given_parts.sum(axis=1).astype(np.float64)
    told = np.where((given_parts > 0) & (given_parts < floor), 0, given_parts).astype(np.float64)
    is_shown = (told == given_parts).all(axis=1)
    values, shown = shared_out(county, told, is_shown, floor)
    assert (shown <= is_shown).all()
    assert (values[shown].sum(axis=1) == county[shown]).all()
    assert not values[~shown].any()
    assert not ((values > 0) & (values < floor)).any()
