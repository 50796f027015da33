"""Whether an area of one plan is in a given region of another, whatever units either has there."""

from __future__ import annotations

import shapely

from data.plans.membership import ancestors, leaves_under, unit_set
from data.plans.plan import Plan
from data.plans.unit_shapes import base_shape
from data.plans.units import UnitId, county_of

_SAME_AREA = 1e-9
"""Share of an area by which two ways to compute it may differ."""


def differing(plan: Plan, other: Plan) -> frozenset[UnitId]:
    """Units of a plan that may lie in another region in the other: all that do, and few besides."""
    named = {unit for unit, _ in plan.assigned.items() ^ other.assigned.items()}
    if plan.cuts is other.cuts:
        return unit_set(plan) & named
    cut = plan.cuts.keys() | other.cuts.keys()
    recut = {county_of(unit) for unit in cut if plan.cuts.get(unit) != other.cuts.get(unit)}
    parts = (leaf for county in recut for leaf in leaves_under(plan.cuts, county))
    return (unit_set(plan) & named).union(parts)


def is_all_in(plan: Plan, region: str | None, *, unit: UnitId, of: Plan) -> bool:
    """Whether all of the area that a unit of the plan ``of`` has is in a region, or in none, of ``plan``.

    Where both plans have cut the units above alike, ids tell; otherwise areas, in degrees squared.
    """
    above = [other for other in ancestors(unit) if other != unit]
    if all(plan.cuts.get(other) in {None, of.cuts[other]} for other in above):
        known = unit_set(plan)
        whole = next((other for other in ancestors(unit) if other in known), None)
        inside = (whole,) if whole is not None else leaves_under(plan.cuts, unit)
        return all(plan.assigned.get(other) == region for other in inside)
    shape = base_shape(of.cuts, unit)
    leaves = leaves_under(plan.cuts, county_of(unit))
    mine = [base_shape(plan.cuts, leaf) for leaf in leaves if plan.assigned.get(leaf) == region]
    return sum(shapely.intersection(shape, part).area for part in mine) >= shape.area * (1 - _SAME_AREA)
