"""A new plan starts from a set of regions, county for county."""

from __future__ import annotations

from collections import Counter

import pytest

from data.errors import PlanError
from data.geography.regions import region_set
from data.plans.county_links import county_neighbours
from data.plans.plan import COLOURS, Plan
from data.plans.soundness import check_plan
from data.plans.starts import START_TITLES, start

_SETS = {"today": "best", "sectors": "sector", "field_offices": "field_office"}


@pytest.mark.parametrize("key", _SETS)
def test_a_start_has_the_regions_and_counties_of_its_set(key: str) -> None:
    plan, chosen = start(key), region_set(_SETS[key])
    assert [region.name for region in plan.regions] == [region.name for region in chosen.regions]
    ids = {region.key: found.id for region, found in zip(plan.regions, chosen.regions, strict=True)}
    assert {unit: ids[region] for unit, region in plan.assigned.items()} == dict(chosen.members)
    assert plan.next_region == len(plan.regions) + 1
    check_plan(plan)


@pytest.mark.parametrize("key", _SETS)
def test_regions_that_touch_have_different_colours(key: str) -> None:
    plan = start(key)
    colours = {region.key: region.colour for region in plan.regions}
    assert set(colours.values()) <= set(range(COLOURS))
    for unit, others in county_neighbours().items():
        regions = {plan.assigned[found] for found in (unit, *others) if found in plan.assigned}
        mine = plan.assigned.get(unit)
        assert all(colours[other] != colours[mine] for other in regions if mine and other != mine)
    assert max(Counter(colours.values()).values()) <= 2


def test_the_empty_start_is_an_empty_plan() -> None:
    assert start("empty") == Plan()


def test_every_start_has_a_title_and_no_other_is_known() -> None:
    assert set(START_TITLES) == {"empty", *_SETS}
    with pytest.raises(PlanError, match="no starting point 'yesterday'"):
        start("yesterday")
