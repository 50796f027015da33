from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from data.errors import PlanError
from data.plans.plan import Plan
from data.plans.proposals.ground import Ground
from data.plans.proposals.land import pieces
from data.plans.proposals.objectives import dominates
from data.plans.proposals.outcome import Outcome
from data.plans.proposals.prepared import prepared
from data.plans.proposals.propose import propose
from data.plans.proposals.request import Request
from data.plans.proposals.unit_measures import UnitMeasures
from tests.data.plans.proposals import lattice

LAND = lattice.ground()
BASE = lattice.plan(LAND)
MEASURES = lattice.measures(LAND)
REQUEST = Request(steps=800, seconds=600, differ_at_least=0.02)


def proposed(base: Plan = BASE, request: Request = REQUEST, measures: UnitMeasures = MEASURES) -> Outcome:
    return propose(base, measures, request=request, ground=LAND)


def pieces_of(plan: Plan, key: str, land: Ground = LAND) -> int:
    inside = np.array([plan.assigned.get(unit) == key for unit in land.units])
    links = land.links[inside[land.links].all(axis=1)]
    return len(np.unique(pieces(len(land.units), links)[inside]))


def deviation_of(plan: Plan, measures: UnitMeasures = MEASURES) -> float:
    """Counted anew, unit by unit."""
    sums = dict.fromkeys((region.key for region in plan.regions), 0.0)
    for unit, weight in zip(measures.units, measures.weight.tolist(), strict=True):
        sums[plan.assigned[unit]] += weight
    mean = sum(sums.values()) / len(sums)
    return max(abs(value / mean - 1) for value in sums.values())


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return proposed()


def test_each_proposal_deals_out_every_unit_in_whole_regions_within_tolerance(outcome: Outcome) -> None:
    assert len(outcome.proposals) >= 5
    for proposal in outcome.proposals:
        plan = proposal.plan
        assert set(plan.assigned) == set(LAND.units)
        assert {region.key for region in plan.regions} == {f"r{number}" for number in range(1, 6)}
        assert [pieces_of(plan, region.key) for region in plan.regions] == [1] * 5
        assert deviation_of(plan) <= BASE.rules.tolerance + 1e-9
        assert proposal.distance.is_valid


def test_marks_are_what_a_recount_gives(outcome: Outcome) -> None:
    number = LAND.number
    for proposal in outcome.proposals:
        plan, marks = proposal.plan, proposal.marks
        region = [plan.assigned[unit] for unit in LAND.units]
        assert marks.deviation == pytest.approx(deviation_of(plan))
        assert marks.cut_edges == sum(region[one] != region[other] for one, other in LAND.links.tolist())
        assert marks.moved == sum(plan.assigned[unit] != BASE.assigned[unit] for unit in LAND.units)
        reached = [
            any(
                region[number[port.unit]] == region[number[base.unit]] and abs(port.lon - base.lon) < 1
                for base in MEASURES.bases
            )
            for port in MEASURES.ports
        ]
        assert marks.uncovered == pytest.approx(1 - sum(reached) / len(reached))


def test_no_proposal_beats_another_in_all_aims(outcome: Outcome) -> None:
    for one in outcome.proposals:
        assert not any(dominates(other.marks, one.marks) for other in outcome.proposals)


def test_proposals_differ_from_the_base_and_from_each_other(outcome: Outcome) -> None:
    plans = [BASE, *(proposal.plan for proposal in outcome.proposals)]
    for at, one in enumerate(plans):
        for other in plans[at + 1 :]:
            assert sum(one.assigned[unit] != other.assigned[unit] for unit in LAND.units) >= 2


def test_the_same_seed_gives_the_same_plans_and_another_seed_gives_others(outcome: Outcome) -> None:
    assert proposed() == outcome
    other = proposed(request=replace(REQUEST, seed=1))
    assert [one.plan for one in other.proposals] != [one.plan for one in outcome.proposals]


def test_locked_units_and_regions_stay() -> None:
    regions = tuple(replace(region, is_locked=region.key == "r1") for region in BASE.regions)
    locked = frozenset({lattice.name(2, 5), lattice.name(3, 9)})
    base = replace(BASE, regions=regions, locked=locked, rules=replace(BASE.rules, tolerance=0.8))
    outcome = proposed(base)
    assert outcome.proposals
    for proposal in outcome.proposals:
        plan = proposal.plan
        assert plan.locked == locked
        assert plan.regions[0] == regions[0]
        assert len(plan.regions) == len(regions)
        shut = {unit for unit, key in base.assigned.items() if key == "r1"}
        assert {unit for unit, key in plan.assigned.items() if key == "r1"} == shut
        assert all(plan.assigned[unit] == base.assigned[unit] for unit in locked)
    assert "locks" in {cost.rule for cost in outcome.costs}


def test_a_unit_heavier_than_a_region_may_be_is_named_before_any_search() -> None:
    weight = np.ones(len(LAND.units))
    weight[17] = 40
    heavy = replace(MEASURES, weight=weight)
    outcome = proposed(measures=heavy, request=replace(REQUEST, is_nearest_wanted=False))
    found = outcome.infeasible
    assert found is not None
    assert (found.rule, found.units, found.is_proven) == ("balance", (LAND.units[17],), True)
    assert "Unit 01007 alone has 2.02 times the mean" in found.words
    assert found.least_tolerance == pytest.approx(40 / (99 / 5) - 1)
    assert outcome.steps == 0
    assert not outcome.proposals
    assert outcome.choke is not None
    assert outcome.choke.units == (LAND.units[17],)


def test_where_balance_cannot_be_had_the_nearest_plans_even_out_the_rest() -> None:
    weight = np.ones(len(LAND.units))
    weight[17] = 40
    outcome = proposed(measures=replace(MEASURES, weight=weight))
    assert outcome.infeasible is not None
    assert outcome.proposals
    for proposal in outcome.proposals:
        assert not proposal.distance.is_valid
        sizes = [
            sum(w for unit, w in zip(LAND.units, weight, strict=True) if proposal.plan.assigned[unit] == key)
            for key in ("r1", "r2", "r3", "r4", "r5")
        ]
        rest = sorted(sizes)[:-1]
        assert max(rest) / min(rest) < 1.5


def test_a_lock_that_cuts_a_region_off_is_named() -> None:
    # Column 1 is locked in another region, so that the corner west of it cannot reach what is locked in r3.
    assigned = dict(BASE.assigned) | {lattice.name(0, 0): "r3"}
    shut = frozenset(lattice.name(row, 1) for row in range(6))
    assigned |= dict.fromkeys(shut, "r1")
    base = replace(
        BASE, assigned=assigned, locked=shut | {lattice.name(0, 0), lattice.name(2, 4), lattice.name(2, 5)}
    )
    found = proposed(base).infeasible
    assert found is not None
    assert (found.rule, found.units) == ("contiguity", (lattice.name(0, 0),))


def test_an_invalid_start_is_accepted_and_its_distance_is_told() -> None:
    assigned = dict(BASE.assigned) | {lattice.name(5, 9): "r1", lattice.name(0, 9): "r1"}
    outcome = proposed(replace(BASE, assigned=assigned))
    assert outcome.start.stray_pieces == 2
    assert outcome.start.over_tolerance > 0
    assert not outcome.start.is_valid
    assert "2 stray pieces" in outcome.start.words
    assert outcome.proposals
    assert all(proposal.distance.is_valid for proposal in outcome.proposals)


@pytest.mark.parametrize("regions", [3, 7])
def test_there_are_as_many_regions_as_asked_for(regions: int) -> None:
    base = replace(BASE, rules=replace(BASE.rules, tolerance=0.4))
    outcome = proposed(base, replace(REQUEST, regions=regions))
    assert outcome.proposals
    for proposal in outcome.proposals:
        assert len(proposal.plan.regions) == regions
        assert set(proposal.plan.assigned.values()) == {region.key for region in proposal.plan.regions}
        new = [region for region in proposal.plan.regions if region.key not in {r.key for r in BASE.regions}]
        assert proposal.plan.next_region == 6 + len(new)
        assert all(region.name.startswith("Around Unit ") for region in new)


def test_a_region_that_shares_nothing_with_its_namesake_is_a_new_one() -> None:
    start = prepared(BASE, MEASURES, request=REQUEST, ground=LAND)
    shifted = (start.board.start + 1) % 5
    plan = start.maker.plan(shifted)
    assert [region.key for region in plan.regions] == ["r6", "r7", "r8", "r9", "r10"]
    assert plan.next_region == 11
    heaviest = max(zip(MEASURES.weight.tolist(), LAND.units, strict=True))[1]
    assert f"Around Unit {heaviest}" in {region.name for region in plan.regions}
    assert start.maker.plan(start.board.start) == BASE


def test_regions_grow_from_seeds_which_stay_in_their_own() -> None:
    seeds = (lattice.name(0, 0), lattice.name(5, 9), lattice.name(3, 4))
    outcome = proposed(Plan(rules=replace(BASE.rules, tolerance=0.3)), replace(REQUEST, seeds=seeds))
    assert outcome.proposals
    for proposal in outcome.proposals:
        plan = proposal.plan
        assert [region.name for region in plan.regions] == [f"Around Unit {seed}" for seed in seeds]
        assert len({plan.assigned[seed] for seed in seeds}) == 3
        assert set(plan.assigned) == set(LAND.units)
        assert not plan.locked


def test_a_plan_without_regions_or_a_seed_that_is_none_is_refused() -> None:
    with pytest.raises(PlanError, match="0 regions"):
        proposed(Plan())
    with pytest.raises(PlanError, match="'99999' is no unit"):
        proposed(Plan(), replace(REQUEST, seeds=("99999",)))


def test_a_coverage_limit_is_kept() -> None:
    base = replace(BASE, rules=replace(BASE.rules, tolerance=0.4))
    outcome = proposed(base, replace(REQUEST, coverage_at_least=0.5, steps=1600))
    assert outcome.proposals
    assert outcome.infeasible is None
    assert all(1 - proposal.marks.uncovered >= 0.5 for proposal in outcome.proposals)


def test_a_coverage_limit_beyond_reach_names_a_port() -> None:
    far = replace(MEASURES, bases=MEASURES.bases[:1])
    found = proposed(
        measures=far, request=replace(REQUEST, reach_km=15, coverage_at_least=1, is_nearest_wanted=False)
    ).infeasible
    assert found is not None
    assert (found.rule, found.units) == ("coverage", (lattice.name(0, 3),))


def test_every_rule_has_a_cost_and_none_is_negative(outcome: Outcome) -> None:
    assert {cost.rule for cost in outcome.costs} == {"balance", "contiguity"}
    assert all(gain >= 0 for cost in outcome.costs for gain in cost.gains.values())
    balance = next(cost for cost in outcome.costs if cost.rule == "balance")
    # The base is off balance by more than the tolerance: without the rule, nothing need move.
    least = min(proposal.marks.moved for proposal in outcome.proposals)
    assert 0 < balance.gains["moved"] <= least
    assert outcome.binding in {"balance", "contiguity"}
