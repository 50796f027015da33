"""Cuts that are no longer needed go: an outline that is moved again and again leaves one line, not many.

Only what nobody would miss is tidied: a part that is locked itself stays as it is, and so do parts
with different reasons. Shapes of regions do not change.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType
from typing import cast

import shapely
from shapely import LinearRing, MultiPolygon, Polygon

from data.plans.edges import Corner, Shape
from data.plans.membership import leaves_under
from data.plans.plan import Cut, Plan
from data.plans.topology import corners_added
from data.plans.unit_shapes import county_shapes, unit_shape
from data.plans.units import UnitId, parts_of


def tidied(plan: Plan, counties: Iterable[str]) -> tuple[Plan, tuple[str, ...]]:
    """The plan without needless cuts in these counties (5-digit FIPS), and the counties that changed.

    The two parts of a unit that are in one region become it again. A county whose parts are in two
    regions has one cut between them.
    """
    changed: list[str] = []
    for county in sorted(counties):
        if county not in plan.cuts:
            continue
        before = plan
        plan = _recut(_rejoined(plan, county), county)
        if plan is not before:
            changed.append(county)
    return plan, tuple(changed)


def _rejoined(plan: Plan, county: str) -> Plan:
    """The plan with the parts of each unit of a county joined where they are in one region."""
    mine = [unit for unit in plan.cuts if unit == county or unit.startswith(f"{county}/")]
    for unit in sorted(mine, key=len, reverse=True):
        parts = parts_of(unit)
        if plan.cuts.keys().isdisjoint(parts) and _is_alike(plan, parts):
            plan = _as_units(plan, parts, cuts={unit: None}, becoming={unit: parts[0]})
    return plan


def _recut(plan: Plan, county: str) -> Plan:
    """The plan with one cut in a county, if its parts are in two regions and are cut more than once."""
    leaves = leaves_under(plan.cuts, county)
    groups: dict[str | None, list[UnitId]] = {}
    for leaf in leaves:
        groups.setdefault(plan.assigned.get(leaf), []).append(leaf)
    if len(groups) != 2 or len(leaves) == 2 or not all(_is_alike(plan, group) for group in groups.values()):
        return plan
    first, second = groups.values()
    cut = _lean(county_shapes()[county], Cut(first=_together(plan, first), second=_together(plan, second)))
    inner = {unit: None for unit in plan.cuts if unit.startswith(f"{county}/")}
    becoming = dict(zip(parts_of(county), (first[0], second[0]), strict=True))
    return _as_units(plan, leaves, cuts={**inner, county: cut}, becoming=becoming)


def _is_alike(plan: Plan, units: Iterable[UnitId]) -> bool:
    """Whether units differ in nothing but their shape: region, reason, and none is locked itself."""
    told = {(plan.assigned.get(unit), plan.reasons.get(unit)) for unit in units}
    return len(told) == 1 and plan.locked.isdisjoint(units)


def _as_units(
    plan: Plan,
    gone: Iterable[UnitId],
    *,
    cuts: dict[UnitId, Cut | None],
    becoming: dict[UnitId, UnitId],
) -> Plan:
    """The plan with other cuts, and for each new unit the region and reason of one that is gone."""
    kept = {unit: cut for unit, cut in {**plan.cuts, **cuts}.items() if cut is not None}
    without = set(gone)
    assigned, reasons = (
        {unit: text for unit, text in values.items() if unit not in without}
        | {unit: values[like] for unit, like in becoming.items() if like in values}
        for values in (plan.assigned, plan.reasons)
    )
    return replace(
        plan,
        cuts=MappingProxyType(kept),
        assigned=MappingProxyType(assigned),
        reasons=MappingProxyType(reasons),
    )


def _together(plan: Plan, units: list[UnitId]) -> Shape:
    return cast("Shape", shapely.coverage_union_all([unit_shape(plan, unit) for unit in units]))


def _lean(base: Shape, cut: Cut) -> Cut:
    """The cut without corners that former cuts have put on the unit's edges and it does not need."""
    put = {corner for _, corners in corners_added(base, cut) for corner in corners}
    shared = _corners(cut.first) & _corners(cut.second)
    needless = put - shared
    if not needless:
        return cut
    return Cut(first=_without(cut.first, needless), second=_without(cut.second, needless))


def _corners(shape: Shape) -> set[Corner]:
    return {(lon, lat) for lon, lat in shapely.get_coordinates(shape).tolist()}


def _without(shape: Shape, needless: set[Corner]) -> Shape:
    parts = [
        Polygon(_ring(part.exterior, needless), [_ring(hole, needless) for hole in part.interiors])
        for part in shapely.get_parts(shape).tolist()
    ]
    return parts[0] if isinstance(shape, Polygon) else MultiPolygon(parts)


def _ring(ring: LinearRing, needless: set[Corner]) -> list[Corner]:
    corners = shapely.get_coordinates(ring)[:-1].tolist()
    kept = [(lon, lat) for lon, lat in corners if (lon, lat) not in needless]
    return [*kept, kept[0]]
