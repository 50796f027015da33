"""Counties as the shapes that keep synthetic points on land and on this side of the line."""

from __future__ import annotations

from functools import cache

import geopandas
import shapely
from shapely.geometry.base import BaseGeometry

from data.geography.counties import counties
from data.synthetic.open_water import open_water


@cache
def county_shapes() -> geopandas.GeoSeries:
    """Polygons of all counties, indexed by 5-digit FIPS; OGC:CRS84, longitude first."""
    return counties().set_index("fips").geometry


@cache
def outer_edge(fips: str) -> BaseGeometry:
    """Lines of the county that no other county shares: the international line or a shore.

    The 1:500,000 shapes meet exactly, so the difference of boundaries leaves no crumbs.
    """
    shapes = county_shapes()
    neighbours = shapes.iloc[shapes.sindex.query(shapes[fips])].drop(fips)
    inner = shapely.union_all(neighbours.boundary.to_numpy())
    edge: BaseGeometry = shapely.line_merge(shapely.difference(shapes[fips].boundary, inner))
    return edge


@cache
def land_of(*fips: str) -> BaseGeometry:
    """One shape of the counties without large inland waters, prepared for many tests of points."""
    shapes = [county_shapes()[code] for code in fips]
    shape = shapes[0] if len(shapes) == 1 else shapely.coverage_union_all(shapes)
    shapely.prepare(shape)
    if not shape.intersects(open_water()):
        return shape
    shape = shapely.difference(shape, open_water())
    shapely.prepare(shape)
    return shape


@cache
def inner_edge(*fips: str) -> BaseGeometry:
    """Lines that the counties, taken together, share with other counties."""
    shapes = county_shapes()
    together = shapely.coverage_union_all(shapes.loc[list(fips)].to_numpy())
    around = shapes.iloc[shapes.sindex.query(together)].drop(list(fips))
    edge: BaseGeometry = shapely.intersection(
        together.boundary, shapely.union_all(around.boundary.to_numpy())
    )
    shapely.prepare(edge)
    return edge


def counties_around(lon: float, lat: float, *, km: float) -> tuple[str, ...]:
    """FIPS of the counties within about ``km`` kilometres of a point (degrees, longitude first)."""
    shapes = county_shapes()
    near = shapely.box(lon - km / 90, lat - km / 111, lon + km / 90, lat + km / 111)
    return tuple(sorted(shapes.index[shapes.sindex.query(near, predicate="intersects")]))
