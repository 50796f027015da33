"""Which units touch: by edges, over water, as the plan says, and after cuts."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import pytest
import shapely
from hypothesis import given, settings

from data.errors import PlanError
from data.plans.adjacency import neighbours
from data.plans.applied import apply
from data.plans.contiguity import pieces
from data.plans.county_links import county_neighbours, water_links
from data.plans.edits import Assign, CutUnit
from data.plans.membership import units_of
from data.plans.plan import Plan, Rules
from data.plans.unit_shapes import county_shapes, unit_shape
from tests.data.plans.plan_cases import (
    CULBERSON,
    EL_PASO,
    HUDSPETH,
    Picked,
    across,
    counties_touched,
    dealt,
    edit_lists,
    random_edit,
    with_regions,
)

NANTUCKET, DUKES, SAN_JUAN = "25019", "25007", "53055"
NORTH_SLOPE = "02185"
_APART = {"02": "Alaska", "15": "Hawaii", "60": "Samoa", "66": "Marianas", "69": "Marianas"}
_APART |= {"72": "Antilles", "78": "Antilles"}


def test_counties_that_share_an_edge_touch_and_a_corner_is_not_enough() -> None:
    around = county_neighbours()
    assert HUDSPETH in around[EL_PASO]
    assert CULBERSON not in around[EL_PASO]
    utah_corner, new_mexico_corner = "49037", "35045"
    assert new_mexico_corner not in around[utah_corner]
    assert shapely.touches(county_shapes()[utah_corner], county_shapes()[new_mexico_corner])


def test_touching_goes_both_ways_and_nothing_touches_itself() -> None:
    around = neighbours(dealt())
    assert all(unit in around[other] for unit, others in around.items() for other in others)
    assert not any(unit in others for unit, others in around.items())


def test_every_part_of_the_country_hangs_together_and_none_with_another() -> None:
    graph = nx.Graph({unit: list(others) for unit, others in neighbours(Plan()).items()})
    found = list(nx.connected_components(graph))
    areas = [{_APART.get(unit[:2], "mainland") for unit in group} for group in found]
    assert sorted(map(sorted, areas)) == [
        ["Alaska"],
        ["Antilles"],
        ["Hawaii"],
        ["Marianas"],
        ["Samoa"],
        ["mainland"],
    ]


def test_islands_are_linked_to_the_nearest_county() -> None:
    links = water_links()
    assert (DUKES, NANTUCKET) in links
    assert any(SAN_JUAN in link for link in links)
    groups = nx.Graph({unit: list(others) for unit, others in county_neighbours().items()})
    assert len(links) == nx.number_connected_components(groups) - 6


def test_a_plan_may_link_and_part_units() -> None:
    plan = Plan()
    linked = replace(plan, rules=Rules(bridged=frozenset({(CULBERSON, EL_PASO)})))
    assert EL_PASO in neighbours(linked)[CULBERSON]
    parted = replace(plan, rules=Rules(parted=frozenset({(DUKES, NANTUCKET), (EL_PASO, HUDSPETH)})))
    assert not neighbours(parted)[NANTUCKET]
    assert HUDSPETH not in neighbours(parted)[EL_PASO]


def test_a_link_of_a_cut_unit_holds_for_its_nearest_part() -> None:
    rules = Rules(bridged=frozenset({(CULBERSON, EL_PASO)}), parted=frozenset({(EL_PASO, HUDSPETH)}))
    plan = replace(Plan(), rules=rules)
    cut = apply(plan, CutUnit(unit=EL_PASO, line=across(EL_PASO))).plan
    around = neighbours(cut)
    linked = [part for part in (f"{EL_PASO}/1", f"{EL_PASO}/2") if part in around[CULBERSON]]
    assert len(linked) == 1
    east = max((f"{EL_PASO}/1", f"{EL_PASO}/2"), key=lambda part: unit_shape(cut, part).centroid.x)
    assert linked == [east]
    assert HUDSPETH not in around[east]


@settings(max_examples=40)
@given(edit_lists(("cut", "draw", "join", "assign"), fewest=1, most=4))
def test_parts_touch_what_shares_a_line_with_them(steps: list[tuple[str, Picked]]) -> None:
    plan = dealt()
    for kind, picked in steps:
        try:
            plan = apply(plan, random_edit(plan, kind, picked)).plan
        except PlanError:
            continue
    around = neighbours(plan)
    assert around.keys() == set(units_of(plan))
    near = counties_touched(plan)
    units = [unit for unit in units_of(plan) if unit[:5] in near]
    for unit in (found for found in units if "/" in found):
        edge = shapely.boundary(unit_shape(plan, unit))
        expected = {
            other
            for other in units
            if other != unit
            and shapely.length(shapely.intersection(edge, shapely.boundary(unit_shape(plan, other)))) > 0
        }
        assert around[unit] == expected


def test_pieces_are_those_of_networkx_the_one_with_most_units_first() -> None:
    plan = dealt()
    graph = nx.Graph({unit: list(others) for unit, others in neighbours(plan).items()})
    for region in plan.regions:
        mine = {unit for unit, key in plan.assigned.items() if key == region.key}
        expected = {frozenset(group) for group in nx.connected_components(graph.subgraph(mine))}
        found = pieces(plan, region.key)
        assert set(found) == expected
        counts = [len(piece) for piece in found]
        assert counts == sorted(counts, reverse=True)


def test_islands_of_one_region_are_one_piece_and_what_lies_far_off_another() -> None:
    plan = apply(with_regions(1), Assign(units=(NANTUCKET, DUKES, EL_PASO), region="r1")).plan
    assert pieces(plan, "r1") == (frozenset({NANTUCKET, DUKES}), frozenset({EL_PASO}))


def test_the_one_large_county_strays_from_the_many_small_ones_and_area_parts_a_tie() -> None:
    large = apply(with_regions(1), Assign(units=(NANTUCKET, DUKES, NORTH_SLOPE), region="r1")).plan
    assert pieces(large, "r1") == (frozenset({NANTUCKET, DUKES}), frozenset({NORTH_SLOPE}))
    tied = apply(with_regions(1), Assign(units=(EL_PASO, NORTH_SLOPE), region="r1")).plan
    assert pieces(tied, "r1") == (frozenset({NORTH_SLOPE}), frozenset({EL_PASO}))


def test_an_empty_region_has_no_pieces_and_an_unknown_one_is_refused() -> None:
    assert pieces(with_regions(1), "r1") == ()
    with pytest.raises(PlanError, match="no region 'r2'"):
        pieces(with_regions(1), "r2")
