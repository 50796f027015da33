"""Where a region's boundary runs on a day: as packaged, or as the approved plan in force has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.geography.regions import counties_of, region
from data.plans.keeping.store import PlanStore
from data.plans.limits import LONGEST_NAME
from data.plans.membership import members
from data.plans.plan import Plan
from data.plans.units import is_part

_PLANNED_SETS = ("best", "sector", "field_office")
"""Sets that a plan can start from; a plan's region stands for the packaged one of the same name."""


@dataclass(frozen=True, kw_only=True)
class Boundary:
    """A boundary as regions of a filter: the packaged ones, or the counties of a plan's.

    ``plan`` names the approved plan in force that has one of the regions, and is empty without such a
    plan. ``notes`` are sentences on what could not be followed of it.
    """

    regions: tuple[str, ...]
    plan: str = ""
    notes: tuple[str, ...] = ()


def boundary_on(plans: PlanStore, day: date, regions: tuple[str, ...]) -> Boundary:
    """The boundary of some regions on a day, by id, such as ``best:arizona``.

    A region that the plan in force names in the same words has the plan's counties. Where the plan cuts
    one of them, or leaves the region none, the packaged boundary stands and a note says so: a count
    within a part of a county is not told by region.

    Raises
    ------
    FilterError
        If one of the ids is not a region.
    PlanStoreError
        If the database of plans cannot be read.
    """
    approved = plans.approved_on(day) if regions else None
    if approved is None:
        return Boundary(regions=regions)
    found: list[str] = []
    notes: list[str] = []
    is_followed = False
    for region_id in regions:
        planned = _planned(approved.plan, region_id)
        if isinstance(planned, frozenset):
            is_followed = True
            is_same = planned == counties_of([region_id])
            found += [region_id] if is_same else [f"county:{fips}" for fips in sorted(planned)]
        else:
            found.append(region_id)
            notes += [f"{planned} The packaged boundary is used."] if planned else []
    return Boundary(
        regions=tuple(sorted(set(found))), plan=approved.name if is_followed else "", notes=tuple(notes)
    )


def _planned(plan: Plan, region_id: str) -> frozenset[str] | str:
    """5-digit FIPS of the plan's region of that name; otherwise why it cannot be followed, or nothing."""
    name = region(region_id).name[:LONGEST_NAME]
    keys = [found.key for found in plan.regions if found.name == name]
    if region_id.partition(":")[0] not in _PLANNED_SETS or len(keys) != 1:
        return ""
    units = members(plan, keys[0])
    if any(is_part(unit) for unit in units):
        return f"The approved plan cuts a county of {name}."
    return frozenset(units) or f"The approved plan has no county in {name}."
