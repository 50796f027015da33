"""Shapes of units and regions, and what is measured of them.

A county that no cut touches has its own shape. A part has the shape that its cut gave it, and both it
and its neighbours have the corners that other cuts put on their edges: units always meet vertex for
vertex, so a region is a union along shared edges and a border between two regions is one line.
Shapes are made when they are asked for, and kept by content. Coordinates are OGC:CRS84.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import cast

import numpy as np
import shapely
from shapely import MultiPolygon

from data.geography.border_miles import border_miles_by_county, county_land_line, length_miles
from data.geography.counties import counties
from data.geography.measure import area_km2
from data.geography.region_areas import area_km2_by_county
from data.plans.county_links import county_neighbours
from data.plans.edges import Edge, Shape, edge_set, undirected
from data.plans.membership import check_region, leaves_under, members
from data.plans.plan import Cut, Plan
from data.plans.topology import Chains, chains, with_corners
from data.plans.units import UnitId, county_of, is_part, parent_of

Cuts = frozenset[tuple[UnitId, Cut]]
"""Units that were cut, with their parts: what shapes depend on."""


def unit_shape(plan: Plan, unit: UnitId) -> Shape:
    """Shape of a unit, Polygon or MultiPolygon, OGC:CRS84."""
    return _unit_shape(unit, cuts_near(plan.cuts, {county_of(unit)}))


def region_shape(plan: Plan, key: str | None) -> Shape:
    """Shape of a region, or of what is in none (``None``): its units joined along shared edges, OGC:CRS84.

    A region without units has an empty shape.

    Raises
    ------
    PlanError
        If there is no such region.
    """
    check_region(plan, key)
    return shape_of(plan, frozenset(members(plan, key)))


def shape_of(plan: Plan, units: frozenset[UnitId]) -> Shape:
    """Shape of units together: joined along shared edges, OGC:CRS84; empty if there are none."""
    return _joined(units, cuts_near(plan.cuts, {county_of(unit) for unit in units}))


def unit_area_km2(plan: Plan, unit: UnitId) -> float:
    """Square kilometres of a unit, within the county shapes."""
    if not is_part(unit):
        return area_km2_by_county()[unit]
    return _area_km2(base_shape(plan.cuts, unit))


def border_miles(plan: Plan, unit: UnitId) -> float:
    """Statute miles of land border of a unit; a part has the share that its own edges make up."""
    county = county_of(unit)
    whole = border_miles_by_county().get(county, 0.0)
    if not is_part(unit) or not whole:
        return whole
    near = cuts_near(plan.cuts, {county})
    lengths = {leaf: _on_line(leaf, near) for leaf in leaves_under(plan.cuts, county)}
    return whole * lengths[unit] / sum(lengths.values())


def base_shape(cuts: Mapping[UnitId, Cut], unit: UnitId) -> Shape:
    """Shape of a unit as it was made, OGC:CRS84, without corners that later cuts have put on its edges."""
    parent = parent_of(unit)
    if parent is None:
        return county_shapes()[unit]
    return cuts[parent].first if unit.endswith("/1") else cuts[parent].second


def cuts_near(cuts: Mapping[UnitId, Cut], of_counties: set[str]) -> Cuts:
    """Those cuts that the shapes of units in these counties depend on: in them and beside them."""
    if not cuts:
        return frozenset()
    around = county_neighbours()
    near = of_counties.union(*(around[county] for county in of_counties))
    return frozenset((unit, cut) for unit, cut in cuts.items() if county_of(unit) in near)


@cache
def county_shapes() -> Mapping[str, Shape]:
    """Shape of each county by 5-digit FIPS, OGC:CRS84."""
    frame = counties()
    return MappingProxyType(dict(zip(frame["fips"], frame.geometry, strict=True)))


@lru_cache(maxsize=64)
def chains_of(cuts: Cuts) -> Chains:
    """Corners that cuts put on edges."""
    by_unit = dict(cuts)
    return chains(
        (base_shape(by_unit, unit), cut) for unit, cut in sorted(by_unit.items(), key=lambda item: item[0])
    )


@lru_cache(maxsize=1024)
def _unit_shape(unit: UnitId, near: Cuts) -> Shape:
    shape = base_shape(dict(near), unit)
    return with_corners(shape, chains_of(near)) if near else shape


# The nation in one shape has 16 MB, so only the regions of a plan or two are kept.
@lru_cache(maxsize=64)
def _joined(units: frozenset[UnitId], near: Cuts) -> Shape:
    by_unit = dict(near)
    shapes = [_unit_shape(unit, cuts_near(by_unit, {county_of(unit)})) for unit in sorted(units)]
    if not shapes:
        return MultiPolygon()
    return cast("Shape", shapely.coverage_union_all(shapes))


@lru_cache(maxsize=1024)
def _area_km2(shape: Shape) -> float:
    return area_km2(shape)


@lru_cache(maxsize=1024)
def _on_line(unit: UnitId, near: Cuts) -> float:
    """Statute miles of the unit's edges that lie on the land border."""
    line, put = _border_edges(), chains_of(near)
    own = {undirected(edge) for edge in edge_set(_unit_shape(unit, near))}
    on_line = [edge for edge in own if edge in line or _is_on(edge, line, put)]
    if not on_line:
        return 0.0
    ends = np.array(on_line)
    return float(length_miles(ends[:, 0], ends[:, 1]).sum())


def _is_on(edge: Edge, line: frozenset[Edge], put: Chains) -> bool:
    """Whether the edge is a piece, between corners that cuts have put there, of an edge of the line."""
    none: frozenset[Edge] = frozenset()
    return not line.isdisjoint(put.at_corner.get(edge[0], none) & put.at_corner.get(edge[1], none))


@cache
def _border_edges() -> frozenset[Edge]:
    line = county_land_line()
    corners, stretch = shapely.get_coordinates(line.geometry.to_numpy(), return_index=True)
    points = list(map(tuple, corners.tolist()))
    return frozenset(
        undirected((points[at], points[at + 1]))
        for at in np.flatnonzero(stretch[:-1] == stretch[1:]).tolist()
    )
