"""Whether a plan from outside is one: every unit once, every key known, every part of a cut in its place."""

from __future__ import annotations

import re
from collections.abc import Iterable

import shapely

from data.errors import PlanError
from data.geography.county_names import county_names
from data.plans.limits import (
    DEEPEST_CUT,
    LONGEST_NAME,
    LONGEST_REASON,
    MOST_CUTS,
    MOST_REGIONS,
    check_colour,
    check_resources,
    check_rules,
    check_text,
)
from data.plans.membership import check_units
from data.plans.plan import Plan
from data.plans.topology import corners_added
from data.plans.unit_shapes import base_shape
from data.plans.unit_words import unit_name
from data.plans.units import UnitId, county_of, parent_of

_KEY = re.compile(r"r([1-9][0-9]{0,8})")
_UNIT = re.compile(r"[0-9]{5}(/[12])*")
_LEAVE_OUT = "Leave it out"


def check_plan(plan: Plan) -> None:
    """Return if a plan is sound, as every plan that edits lead to is.

    Raises
    ------
    PlanError
        If two regions have one key, or a key is not below ``next_region``; if an assignment, a lock, a
        reason, resources or a link speak of a unit or a region that the plan does not have; if the
        parts of a cut unit are not valid, or not exactly that unit; if a value is beyond its limits.
    """
    _check_regions(plan)
    _check_cuts(plan)
    check_units(plan, plan.assigned)
    check_units(plan, plan.locked)
    check_units(plan, plan.reasons)
    keys = {region.key for region in plan.regions}
    _check_keys(set(plan.assigned.values()) - keys, "assigned")
    _check_keys(plan.resources.keys() - keys, "resources")
    for text in plan.reasons.values():
        check_text(text, "reasons", longest=LONGEST_REASON)
    for resources in plan.resources.values():
        check_resources(resources)
    check_rules(plan.rules)
    check_linked(unit for link in plan.rules.bridged | plan.rules.parted for unit in link)


def check_linked(units: Iterable[UnitId]) -> None:
    """Return if all are counties or parts of counties, whether or not they are cut now.

    Raises
    ------
    PlanError
        If one is not.
    """
    for unit in units:
        if not _UNIT.fullmatch(unit) or county_of(unit) not in county_names():
            raise PlanError(
                f"a link names {unit[:20]!r}, expected a county or a part of one",
                remedy="Give a 5-digit FIPS of 2016, or a part such as 48141/1",
            )


def _check_regions(plan: Plan) -> None:
    if len(plan.regions) > MOST_REGIONS:
        raise PlanError(
            f"there are {len(plan.regions):,} regions, expected at most {MOST_REGIONS}", remedy="Merge some"
        )
    seen: set[str] = set()
    for region in plan.regions:
        number = _KEY.fullmatch(region.key)
        if number is None or int(number[1]) >= plan.next_region:
            raise PlanError(
                f"region key {region.key[:20]!r} is not one of r1 to r{plan.next_region - 1}",
                remedy="Number the regions, and give the next number as next_region",
            )
        if region.key in seen:
            raise PlanError(f"two regions have the key {region.key}", remedy="Give each its own")
        seen.add(region.key)
        check_text(region.name, f"name of {region.key}", longest=LONGEST_NAME)
        check_colour(region.colour)


def _check_keys(unknown: set[str], field: str) -> None:
    if unknown:
        raise PlanError(f"{field} speaks of {min(unknown)[:20]!r}, which is no region", remedy=_LEAVE_OUT)


def _check_cuts(plan: Plan) -> None:
    if len(plan.cuts) > MOST_CUTS:
        raise PlanError(
            f"{len(plan.cuts):,} units are cut, expected at most {MOST_CUTS:,}", remedy="Join some"
        )
    for unit in sorted(plan.cuts):
        parent = parent_of(unit)
        if not _UNIT.fullmatch(unit) or county_of(unit) not in county_names():
            raise PlanError(f"{unit[:40]!r} is cut and is no unit", remedy=_LEAVE_OUT)
        if parent is not None and parent not in plan.cuts:
            raise PlanError(f"{unit_name(unit)} is cut, but {unit_name(parent)} is not", remedy=_LEAVE_OUT)
        if unit.count("/") >= DEEPEST_CUT:
            raise PlanError(f"{unit_name(unit)} is cut too often", remedy="Join its county, and cut it anew")
        cut = plan.cuts[unit]
        for part in (cut.first, cut.second):
            if part.is_empty or not shapely.is_valid(part):
                reason = shapely.is_valid_reason(part)
                raise PlanError(f"a part of {unit_name(unit)} is not valid: {reason}", remedy="Cut it again")
        _check_parts(plan, unit)


def _check_parts(plan: Plan, unit: UnitId) -> None:
    try:
        corners_added(base_shape(plan.cuts, unit), plan.cuts[unit])
    except PlanError as error:
        raise PlanError(f"{unit_name(unit)}: {error.found}", remedy=error.remedy) from error
