"""Why a county is in its region: the planner's own reason first, else what can be derived."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.answers.filters import Filter
from data.answers.gate import Gate
from data.errors import PlanError
from data.geography.county_names import county_names
from data.plans.adjacency import neighbours
from data.plans.applied import apply
from data.plans.comparing.reasons import Explanation, explained
from data.plans.comparing.reasons_places import regions_beside
from data.plans.comparing.reasons_record import Ground, GroundKind
from data.plans.contiguity import pieces
from data.plans.edits import Assign, Edit, SetReason
from data.plans.figures.plan_figures import PlanFigures
from data.plans.plan import Plan
from data.plans.starts import start
from data.roles import LOCAL_ACTOR

WEBB, LOS_ANGELES, EL_PASO, ADAMS = "48479", "06037", "48141", "08001"


@pytest.fixture(scope="module")
def figures(gate: Gate) -> PlanFigures:
    """Figures over 3,000 made-up incidents along the south-west border."""
    return PlanFigures(gate)


@cache
def today() -> Plan:
    """Today's task forces."""
    return start("today")


def made(plan: Plan, *edits: Edit) -> Plan:
    """The plan after the edits."""
    for edit in edits:
        plan = apply(plan, edit).plan
    return plan


def why(plan: Plan, unit: str, figures: PlanFigures) -> Explanation:
    """Why the unit is where it is."""
    return explained(plan, unit, actor=LOCAL_ACTOR, figures=figures, filter_=Filter())


def ground(found: Explanation, kind: GroundKind) -> Ground:
    """The ground of that kind."""
    return next(one for one in found.grounds if one.kind is kind)


def test_a_recorded_reason_comes_first_and_is_called_the_planners(figures: PlanFigures) -> None:
    plan = made(today(), SetReason(units=(WEBB,), text="The bridge was moved"))
    found = why(plan, WEBB, figures)
    assert found.decisive == Ground(kind=GroundKind.RECORDED, speaks_for=True, words="The bridge was moved")
    assert found.words == "Webb County, TX is in HSI San Antonio. The planner's reason: The bridge was moved"
    assert len(found.grounds) > 1


def test_a_county_that_holds_its_region_together_is_there_for_that(figures: PlanFigures) -> None:
    found = why(today(), LOS_ANGELES, figures)
    assert found.decisive == ground(found, GroundKind.CONTIGUITY)
    assert "Without Los Angeles County, CA" in found.words
    assert "in 2 pieces, not 1" in found.words


def test_a_county_that_lies_apart_has_that_against_it(figures: PlanFigures) -> None:
    key = today().assigned[LOS_ANGELES]
    found = why(made(today(), Assign(units=(ADAMS,), region=key)), ADAMS, figures)
    assert ground(found, GroundKind.CONTIGUITY).speaks_for is False
    assert found.decisive is None or found.decisive.kind is GroundKind.BALANCE
    if found.decisive is None:
        assert "Nothing that was looked at speaks for it. Against it:" in found.words


def test_ports_sector_and_base_are_said_with_numbers(figures: PlanFigures) -> None:
    found = why(start("sectors"), EL_PASO, figures)
    office = ground(found, GroundKind.FIELD_OFFICE)
    sector = ground(found, GroundKind.SECTOR)
    base = ground(found, GroundKind.NEAREST_BASE)
    assert office.words.startswith("3 of its 3 ports are of the field office El Paso, as ")
    assert sector.words == "Of the 3 other units of the El Paso Sector, 3 are in El Paso Sector"
    assert sector.speaks_for
    assert base.words.startswith("The nearest BEST office, El Paso, is ")
    assert base.words.endswith(" km away, in El Paso Sector")
    assert base.speaks_for


def test_the_balance_says_what_moving_it_would_do(figures: PlanFigures) -> None:
    plan = start("sectors")
    texan = (unit for unit in sorted(plan.assigned) if unit.startswith("48"))
    unit = next(unit for unit in texan if regions_beside(plan, unit))
    words = ground(why(plan, unit, figures), GroundKind.BALANCE).words
    assert words.startswith("Moved to ")
    assert "off the mean" in words


def test_a_county_in_no_region_is_said_to_be_in_none_and_what_it_touches(figures: PlanFigures) -> None:
    found = why(made(today(), Assign(units=(WEBB,), region=None)), WEBB, figures)
    assert (found.region, found.grounds) == (None, ())
    assert found.words == "Webb County, TX is in no region; it touches HSI San Antonio"
    assert "it touches no region" in why(Plan(), WEBB, figures).words


def test_a_unit_that_there_is_not_is_refused(figures: PlanFigures) -> None:
    with pytest.raises(PlanError, match="no county '99999'"):
        why(today(), "99999", figures)


@settings(max_examples=15)
@given(unit=st.sampled_from(tuple(county_names())))
def test_what_is_said_of_contiguity_is_so(figures: PlanFigures, unit: str) -> None:
    found = why(today(), unit, figures)
    if found.region is None:
        return
    key = found.region.key
    before = len(pieces(today(), key))
    after = len(pieces(made(today(), Assign(units=(unit,), region=None)), key))
    beside = {today().assigned.get(other) for other in neighbours(today())[unit]}
    said = ground(found, GroundKind.CONTIGUITY).speaks_for
    if key in beside:
        assert bool(said) == (after > before)
    is_enclosed = any(one.kind is GroundKind.ENCLOSED for one in found.grounds)
    assert is_enclosed == (beside - {None} == {key})
    assert found.decisive in (*found.grounds, None)
    assert found.words.endswith(found.decisive.words if found.decisive else found.words)
