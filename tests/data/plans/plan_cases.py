"""Plans to try edits on, random edits, and what must hold of every plan."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import shapely
from hypothesis import strategies as st
from shapely import LineString

from data.geography.region_areas import area_km2_by_county
from data.plans.applied import apply
from data.plans.county_links import county_neighbours
from data.plans.edits import (
    AddRegion,
    Assign,
    CutUnit,
    DrawRegion,
    Edit,
    FillGaps,
    JoinParts,
    LabelRegion,
    MergeRegions,
    RemoveRegion,
    SetLock,
    SetReason,
)
from data.plans.membership import leaves_under, units_of
from data.plans.plan import Plan
from data.plans.unit_shapes import county_shapes, unit_area_km2, unit_shape
from data.plans.units import UnitId, county_of

EL_PASO, HUDSPETH, CULBERSON, DONA_ANA = "48141", "48229", "48109", "35013"
GALVESTON = "48167"
"""A county of several islands."""
PANHANDLE = (
    *("48011", "48045", "48065", "48117", "48129", "48153", "48179", "48189", "48191", "48233", "48341"),
    *("48345", "48359", "48369", "48375", "48381", "48393", "48437", "48483"),
)
"""Counties of the Texas Panhandle: they lie in a grid and have few corners, so much can be tried."""
NATION_KM2 = sum(area_km2_by_county().values())

Picked = tuple[int, int, int]


def with_regions(count: int, plan: Plan | None = None) -> Plan:
    """The plan with so many more regions."""
    made = plan or Plan()
    for number in range(count):
        made = apply(made, AddRegion(name=f"Region {number}", colour=number % 24)).plan
    return made


def dealt(count: int = 3) -> Plan:
    """So many regions, with the counties of the Panhandle dealt out to them, some to none."""
    plan = with_regions(count)
    for number in range(count):
        units = PANHANDLE[number :: count + 1]
        plan = apply(plan, Assign(units=units, region=f"r{number + 1}")).plan
    return plan


def across(
    unit: UnitId, share: float = 0.5, *, is_upright: bool = True, plan: Plan | None = None
) -> LineString:
    """A line, OGC:CRS84, straight across a unit at a share of its width or height."""
    west, south, east, north = unit_shape(plan or Plan(), unit).bounds
    if is_upright:
        lon = west + share * (east - west)
        return LineString([(lon, south - 0.1), (lon, north + 0.1)])
    lat = south + share * (north - south)
    return LineString([(west - 0.1, lat), (east + 0.1, lat)])


def counties_touched(plan: Plan) -> frozenset[str]:
    """Counties with cuts, and those beside them."""
    cut = {county_of(unit) for unit in plan.cuts}
    return frozenset(cut.union(*(county_neighbours()[county] for county in cut)))


def check_partition(plan: Plan) -> None:
    """Every unit once, every area kept, and no gap or overlap between units."""
    units, cut = set(units_of(plan)), {county_of(unit) for unit in plan.cuts}
    assert len(units) == len(units_of(plan)) == 3233 + len(plan.cuts)
    assert county_shapes().keys() - cut <= units
    assert plan.assigned.keys() | plan.locked | plan.reasons.keys() <= units
    assert set(plan.assigned.values()) <= {region.key for region in plan.regions}
    for county in cut:
        areas = (unit_area_km2(plan, unit) for unit in leaves_under(plan.cuts, county))
        assert sum(areas) == pytest.approx(area_km2_by_county()[county], rel=1e-9)
    by_region = {
        region: sum(unit_area_km2(plan, unit) for unit in chosen)
        for region, chosen in _by_region(plan, units).items()
    }
    assert sum(by_region.values()) == pytest.approx(NATION_KM2, rel=1e-9)
    check_shapes(plan)


def _by_region(plan: Plan, units: set[UnitId]) -> dict[str, list[UnitId]]:
    found = {"": list(units - plan.assigned.keys())}
    for unit, key in plan.assigned.items():
        found.setdefault(key, []).append(unit)
    return found


def check_shapes(plan: Plan) -> None:
    """Units in and around the cut counties are valid and meet corner for corner."""
    near = [leaf for county in sorted(counties_touched(plan)) for leaf in leaves_under(plan.cuts, county)]
    if near:
        shapes = np.array([unit_shape(plan, unit) for unit in near], np.object_)
        assert shapely.is_valid(shapes).all()
        assert shapely.coverage_is_valid(shapes)


def random_edit(plan: Plan, kind: str, picked: Picked) -> Edit:
    """An edit of that kind whose units and regions are picked from those that the plan has."""
    return _MAKERS[kind](plan, picked)


def edit_lists(
    kinds: tuple[str, ...], *, fewest: int, most: int
) -> st.SearchStrategy[list[tuple[str, Picked]]]:
    """Lists of kinds of edits, with numbers to pick units and regions by; four bytes make one."""
    return st.binary(min_size=4 * fewest, max_size=4 * most).map(
        lambda drawn: [
            (kinds[drawn[at] % len(kinds)], (drawn[at + 1], drawn[at + 2], drawn[at + 3]))
            for at in range(0, len(drawn) - 3, 4)
        ]
    )


def _unit(plan: Plan, number: int) -> UnitId:
    leaves = [leaf for county in PANHANDLE for leaf in leaves_under(plan.cuts, county)]
    return leaves[number % len(leaves)]


def _key(plan: Plan, number: int) -> str:
    return plan.regions[number % len(plan.regions)].key if plan.regions else "r0"


def _key_or_none(plan: Plan, number: int) -> str | None:
    keys = [None, *(region.key for region in plan.regions)]
    return keys[number % len(keys)]


def _assign(plan: Plan, picked: Picked) -> Edit:
    first, count, region = picked
    units = {_unit(plan, first + 3 * step) for step in range(1 + count % 6)}
    return Assign(units=tuple(sorted(units)), region=_key_or_none(plan, region))


def _cut(plan: Plan, picked: Picked) -> Edit:
    unit = _unit(plan, picked[0])
    share = (0.31, 0.5, 0.67)[picked[1] % 3]
    return CutUnit(unit=unit, line=across(unit, share, is_upright=picked[2] % 2 == 0, plan=plan))


def _join(plan: Plan, picked: Picked) -> Edit:
    cut = sorted(plan.cuts) or [PANHANDLE[0]]
    return JoinParts(unit=cut[picked[0] % len(cut)], region=_key_or_none(plan, picked[1]))


def _draw(plan: Plan, picked: Picked) -> Edit:
    west, south = -102.9 + picked[0] % 23 / 10, 34.2 + picked[1] % 19 / 10
    width, height = 0.2 + picked[2] % 7 / 5, 0.2 + picked[2] % 5 / 5
    only = (None, None, "", _key_or_none(plan, picked[0] + picked[1]))[picked[2] % 4]
    box = shapely.box(west, south, west + width, south + height)
    return DrawRegion(polygon=box, region=_key_or_none(plan, picked[2]), only_from=only)


_MAKERS: dict[str, Callable[[Plan, Picked], Edit]] = {
    "assign": _assign,
    "cut": _cut,
    "join": _join,
    "draw": _draw,
    "add": lambda _, picked: AddRegion(name=f"New {picked[0]}", colour=picked[1] % 24),
    "remove": lambda plan, picked: RemoveRegion(region=_key(plan, picked[0])),
    "merge": lambda plan, picked: MergeRegions(into=_key(plan, picked[0]), gone=_key(plan, picked[1])),
    "label": lambda plan, picked: LabelRegion(
        region=_key(plan, picked[0]), name="Renamed", colour=picked[1] % 24
    ),
    "lock": lambda plan, picked: SetLock(
        units=(_unit(plan, picked[0]),),
        regions=(_key(plan, picked[1]),) if plan.regions and picked[2] % 4 == 0 else (),
        is_locked=picked[2] % 3 == 0,
    ),
    "fill": lambda plan, picked: FillGaps(region=_key(plan, picked[0])),
    "reason": lambda plan, picked: SetReason(
        units=(_unit(plan, picked[0]),), text=("", "Near a port")[picked[1] % 2]
    ),
}
KINDS = tuple(_MAKERS)
