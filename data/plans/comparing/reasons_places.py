"""Grounds for a unit's region in where things are: neighbours, ports, sectors, bases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

import numpy as np
import shapely
from pyproj import Geod

from data.geography.regions import region_set
from data.plans.adjacency import neighbours
from data.plans.comparing.reasons_record import Ground, GroundKind
from data.plans.contiguity import components
from data.plans.figures.places import NOWHERE, Sites, best_offices, county_order, county_places, ports
from data.plans.figures.unit_at import unit_at
from data.plans.membership import members, region_of, units_of
from data.plans.plan import Plan, PlanRegion
from data.plans.unit_shapes import unit_shape
from data.plans.unit_words import unit_name
from data.plans.units import UnitId, county_of
from data.reference.tables import load

_GEOD = Geod(ellps="WGS84")
_SECTOR = "sector"


def regions_beside(plan: Plan, unit: UnitId) -> tuple[str, ...]:
    """Keys of the other regions that the unit touches, in the plan's order."""
    beside = {region_of(plan, other) for other in neighbours(plan)[unit]}
    return tuple(
        region.key for region in plan.regions if region.key in beside and region.key != region_of(plan, unit)
    )


def enclosed(plan: Plan, unit: UnitId, region: PlanRegion) -> Ground | None:
    """That the unit touches no other region; ``None`` if it does."""
    if regions_beside(plan, unit):
        return None
    words = f"It touches no other region than {region.name}: anywhere else it would lie apart"
    is_beside = any(region_of(plan, other) == region.key for other in neighbours(plan)[unit])
    if not is_beside:
        return None
    return Ground(kind=GroundKind.ENCLOSED, speaks_for=True, words=words)


def contiguity(plan: Plan, unit: UnitId, region: PlanRegion) -> Ground:
    """Whether the region would fall apart without the unit, or the unit lies apart from it."""
    around, own = neighbours(plan), members(plan, region.key)
    rest = [other for other in own if other != unit]
    name = unit_name(unit)
    if not rest:
        return _contiguity(f"{name} is all that {region.name} has", speaks_for=True)
    if around[unit].isdisjoint(rest):
        return _contiguity(f"{name} touches nothing else of {region.name}", speaks_for=False)
    before, after = len(components(around, own)), len(components(around, rest))
    if after > before:
        words = f"Without {name}, {region.name} would be in {after} pieces, not {before}"
        return _contiguity(words, speaks_for=True)
    return _contiguity(f"{region.name} hangs together without it", speaks_for=None)


def _contiguity(words: str, *, speaks_for: bool | None) -> Ground:
    return Ground(kind=GroundKind.CONTIGUITY, speaks_for=speaks_for, words=words)


def field_office(plan: Plan, unit: UnitId, region: PlanRegion) -> Ground | None:
    """Whether the unit's ports are of the field office of most other ports of the region."""
    offices = _field_offices()
    here = [offices[site] for site in _sites_in(plan, ports(), unit)]
    if not here:
        return None
    office, count = Counter(sorted(here)).most_common(1)[0]
    others = [
        offices[site]
        for other in members(plan, region.key)
        if other != unit
        for site in _sites_in(plan, ports(), other)
    ]
    noun = "Its port is" if len(here) == 1 else f"{count} of its {len(here)} ports are"
    if not others:
        return Ground(
            kind=GroundKind.FIELD_OFFICE,
            speaks_for=None,
            words=f"{noun} of the field office {office}; {region.name} has no other port",
        )
    same = others.count(office)
    return Ground(
        kind=GroundKind.FIELD_OFFICE,
        speaks_for=2 * same > len(others),
        words=f"{noun} of the field office {office}, as {same} of {len(others)} other ports of {region.name}",
    )


def sector(plan: Plan, unit: UnitId, region: PlanRegion) -> Ground | None:
    """Whether most other units of the unit's Border Patrol sector are in the region too."""
    found = region_set(_SECTOR)
    own = found.members.get(county_of(unit))
    if own is None:
        return None
    name = next(one.name for one in found.regions if one.id == own)
    others = [
        other for other in units_of(plan) if other != unit and found.members.get(county_of(other)) == own
    ]
    same = sum(region_of(plan, other) == region.key for other in others)
    return Ground(
        kind=GroundKind.SECTOR,
        speaks_for=2 * same > len(others) if others else None,
        words=f"Of the {len(others)} other units of the {name}, {same} are in {region.name}",
    )


def nearest_base(plan: Plan, unit: UnitId, region: PlanRegion) -> Ground:
    """Whether the BEST office nearest to a point in the unit is in the region; geodesic kilometres."""
    bases = best_offices()
    point = shapely.point_on_surface(unit_shape(plan, unit))
    count = len(bases.ids)
    _, _, metres = _GEOD.inv(np.full(count, point.x), np.full(count, point.y), bases.lon, bases.lat)
    nearest = int(np.argmin(metres))
    km = float(metres[nearest]) / 1000
    holder = _unit_of(plan, bases, nearest)
    key = region_of(plan, holder) if holder else None
    other = plan.region(key) if key else None
    where = "in no region" if other is None else f"in {other.name}"
    return Ground(
        kind=GroundKind.NEAREST_BASE,
        speaks_for=None if other is None else other.key == region.key,
        words=f"The nearest BEST office, {bases.names[nearest]}, is {km:,.0f} km away, {where}",
    )


@cache
def _field_offices() -> tuple[str, ...]:
    return tuple(load("ports_of_entry")["ofo_field_office"])


def _sites_in(plan: Plan, sites: Sites, unit: UnitId) -> Iterable[int]:
    county = county_places()[county_of(unit)]
    return [
        site
        for site in np.flatnonzero(sites.county == county).tolist()
        if _unit_of(plan, sites, site) == unit
    ]


def _unit_of(plan: Plan, sites: Sites, site: int) -> UnitId | None:
    county = int(sites.county[site])
    if county == NOWHERE:
        return None
    return unit_at(plan, county_order()[county], float(sites.lon[site]), float(sites.lat[site]))
