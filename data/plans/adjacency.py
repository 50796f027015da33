"""Which units touch: by a shared edge, or because the plan holds them to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import product
from types import MappingProxyType

import shapely

from data.plans.county_links import county_neighbours, water_links
from data.plans.edges import edge_set
from data.plans.membership import leaves_under
from data.plans.plan import Link, Plan
from data.plans.unit_shapes import Cuts, cuts_near, unit_shape
from data.plans.units import UnitId, county_of

Neighbours = Mapping[UnitId, frozenset[UnitId]]


def neighbours(plan: Plan) -> Neighbours:
    """The units that touch each unit: those that share an edge, and links; every unit is a key.

    A shared corner is not enough. Linked over water are counties and groups of counties that no edge
    joins to the rest of their part of the country (:func:`~data.plans.county_links.water_links`), so
    that islands can be reached; Alaska, Hawaii and the territories stay apart. ``Rules.bridged`` adds
    links and ``Rules.parted`` takes them away, whichever kind they are. A link of a unit that has
    been cut since holds between the parts that lie nearest to each other; one that is taken away is
    taken from all parts.
    """
    if not plan.cuts:
        return _of_counties(plan.rules.bridged, plan.rules.parted)
    cuts = frozenset(plan.cuts.items())
    return _with_cuts(cuts, plan.rules.bridged, plan.rules.parted)


@lru_cache(maxsize=16)
def _of_counties(bridged: frozenset[Link], parted: frozenset[Link]) -> Neighbours:
    around = {fips: set(others) for fips, others in county_neighbours().items()}
    _link(around, water_links() | bridged)
    _part(around, parted)
    return _frozen(around)


@lru_cache(maxsize=32)
def _with_cuts(cuts: Cuts, bridged: frozenset[Link], parted: frozenset[Link]) -> Neighbours:
    plan = Plan(cuts=MappingProxyType(dict(cuts)))
    cut_counties = {county_of(unit) for unit in plan.cuts}
    around = {fips: set(others) for fips, others in county_neighbours().items() if fips not in cut_counties}
    for county in sorted(cut_counties):
        for leaf in leaves_under(plan.cuts, county):
            around[leaf] = set()
    for others in around.values():
        others.difference_update(cut_counties)
    for county in sorted(cut_counties):
        _link(around, _edges_of(county, cuts_near(plan.cuts, {county, *county_neighbours()[county]})))
    _link(around, (_nearest_parts(plan, link) for link in water_links() | bridged))
    _part(around, (pair for link in parted for pair in _all_parts(plan, link)))
    return _frozen(around)


@lru_cache(maxsize=512)
def _edges_of(county: str, cuts: Cuts) -> frozenset[Link]:
    """Pairs of units that share an edge, one of them at least a part of the county."""
    plan = Plan(cuts=MappingProxyType(dict(cuts)))
    mine = leaves_under(plan.cuts, county)
    beside = (
        leaf for other in sorted(county_neighbours()[county]) for leaf in leaves_under(plan.cuts, other)
    )
    edges = {unit: edge_set(unit_shape(plan, unit)) for unit in (*mine, *beside)}
    return frozenset(
        (min(one, other), max(one, other))
        for one, other in product(mine, edges)
        if one != other and not edges[one].isdisjoint(edges[other])
    )


def _nearest_parts(plan: Plan, link: Link) -> Link:
    pairs = list(_all_parts(plan, link))
    if len(pairs) < 2:
        return pairs[0]
    return min(pairs, key=lambda pair: shapely.distance(unit_shape(plan, pair[0]), unit_shape(plan, pair[1])))


def _all_parts(plan: Plan, link: Link) -> Iterator[Link]:
    return product(_existing(plan, link[0]), _existing(plan, link[1]))


def _existing(plan: Plan, unit: UnitId) -> tuple[UnitId, ...]:
    """The units that a linked one has become: its parts, or what it was joined into."""
    county = county_of(unit)
    inside = tuple(
        leaf
        for leaf in leaves_under(plan.cuts, county)
        if leaf == unit or leaf.startswith(f"{unit}/") or unit.startswith(f"{leaf}/")
    )
    return inside or (county,)


def _link(around: dict[UnitId, set[UnitId]], links: Iterator[Link] | frozenset[Link]) -> None:
    for one, other in links:
        if one in around and other in around and one != other:
            around[one].add(other)
            around[other].add(one)


def _part(around: dict[UnitId, set[UnitId]], links: Iterator[Link] | frozenset[Link]) -> None:
    for one, other in links:
        around.get(one, set()).discard(other)
        around.get(other, set()).discard(one)


def _frozen(around: dict[UnitId, set[UnitId]]) -> Neighbours:
    return MappingProxyType({unit: frozenset(others) for unit, others in around.items()})
