"""What moved is what lies in another region than before, whatever became of the units' ids."""

from __future__ import annotations

import shapely
from hypothesis import given, settings

from data.errors import PlanError
from data.plans.applied import apply
from data.plans.edits import Adopt, Assign, CutUnit, JoinParts
from data.plans.membership import units_of
from data.plans.outcome import moved_between
from data.plans.plan import Plan
from data.plans.unit_shapes import unit_shape
from tests.data.plans.plan_cases import (
    EL_PASO,
    HUDSPETH,
    Picked,
    across,
    dealt,
    edit_lists,
    random_edit,
    with_regions,
)

_CENT = 1e-9
"""Degrees squared that count as no area."""


@settings(max_examples=60)
@given(edit_lists(("draw", "cut", "join", "assign"), fewest=1, most=4))
def test_moved_units_are_those_that_overlap_another_region_of_before(steps: list[tuple[str, Picked]]) -> None:
    before = after = dealt()
    for kind, picked in steps:
        try:
            after = apply(after, random_edit(after, kind, picked)).plan
        except PlanError:
            continue
    assert moved_between(before, after) == _overlapping(before, after)
    assert moved_between(after, before) == _overlapping(after, before)


def _overlapping(before: Plan, after: Plan) -> frozenset[str]:
    """As above, from geometry alone."""
    counties = {unit[:5] for unit in (*before.cuts, *after.cuts, *before.assigned, *after.assigned)}
    old, new = ([unit for unit in units_of(plan) if unit[:5] in counties] for plan in (before, after))
    return frozenset(
        unit
        for unit in new
        if any(
            unit[:5] == other[:5]
            and before.assigned.get(other) != after.assigned.get(unit)
            and shapely.intersection(unit_shape(before, other), unit_shape(after, unit)).area > _CENT
            for other in old
        )
    )


def test_a_cut_moves_nothing_and_a_join_what_was_elsewhere() -> None:
    plan = apply(with_regions(2), Assign(units=(HUDSPETH,), region="r1")).plan
    cut = apply(plan, CutUnit(unit=HUDSPETH, line=across(HUDSPETH)))
    assert not cut.moved
    dealt_out = apply(cut.plan, Assign(units=(f"{HUDSPETH}/2",), region="r2")).plan
    assert apply(dealt_out, JoinParts(unit=HUDSPETH, region="r1")).moved == {HUDSPETH}
    assert not apply(cut.plan, JoinParts(unit=HUDSPETH, region="r1")).moved


def test_an_adopted_plan_moves_what_differs() -> None:
    plan = apply(with_regions(2), Assign(units=(EL_PASO, HUDSPETH), region="r1")).plan
    other = apply(plan, Assign(units=(EL_PASO,), region="r2")).plan
    assert apply(plan, Adopt(plan=other, origin="a test")).moved == {EL_PASO}
