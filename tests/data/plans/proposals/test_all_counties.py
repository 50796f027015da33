from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from data.plans.contiguity import pieces
from data.plans.plan import Plan, Rules
from data.plans.proposals.ground import Ground, ground_of
from data.plans.proposals.outcome import Outcome
from data.plans.proposals.propose import propose
from data.plans.proposals.request import Request
from data.plans.proposals.unit_measures import UnitMeasures
from data.plans.starts import start

REQUEST = Request(steps=1200, seconds=600, count=6, seed=5)


@pytest.fixture(scope="module")
def base() -> Plan:
    return replace(start("today"), rules=Rules(tolerance=0.8))


@pytest.fixture(scope="module")
def ground(base: Plan) -> Ground:
    return ground_of(base)


@pytest.fixture(scope="module")
def measures(ground: Ground) -> UnitMeasures:
    """A third of all counties weighs nothing; the others differ by a factor of about fifty."""
    rng = np.random.default_rng(7)
    weight = rng.lognormal(0, 1, len(ground.units)) * (rng.random(len(ground.units)) > 1 / 3)
    return UnitMeasures(units=ground.units, weight=weight / weight.sum())


@pytest.fixture(scope="module")
def outcome(base: Plan, ground: Ground, measures: UnitMeasures) -> Outcome:
    return propose(base, measures, request=REQUEST, ground=ground)


def test_all_counties_are_dealt_out_anew_from_a_map_far_out_of_balance(base: Plan, outcome: Outcome) -> None:
    assert outcome.start.over_tolerance > 0.3
    assert len(outcome.proposals) >= 5
    for proposal in outcome.proposals:
        assert set(base.assigned) <= set(proposal.plan.assigned)
        assert proposal.plan.rules == base.rules
        assert proposal.marks.moved > 0


def test_regions_are_in_no_more_pieces_than_islands_make_them(base: Plan, outcome: Outcome) -> None:
    before = {region.key: len(pieces(base, region.key)) for region in base.regions}
    for proposal in outcome.proposals:
        after = {region.key: len(pieces(proposal.plan, region.key)) for region in proposal.plan.regions}
        assert all(number <= before.get(key, 1) for key, number in after.items())
        assert proposal.distance.stray_pieces == 0


def test_what_lies_on_land_of_its_own_stays_with_its_region(base: Plan, outcome: Outcome) -> None:
    apart = [unit for unit in base.assigned if unit[:2] in {"02", "15", "72"}]
    assert len(apart) > 100
    for proposal in outcome.proposals:
        assert all(proposal.plan.assigned[unit] == base.assigned[unit] for unit in apart)
    assert any("land of" in note for note in outcome.notes)


def test_the_same_seed_gives_the_same_plans_over_all_counties(
    base: Plan, ground: Ground, measures: UnitMeasures, outcome: Outcome
) -> None:
    short = replace(REQUEST, steps=200)
    once, again = (propose(base, measures, request=short, ground=ground) for _ in range(2))
    assert once == again
    assert once.proposals
    assert once != outcome
