"""What goes into the archives: the names that the map's style knows, each with its features."""

from __future__ import annotations

from collections.abc import Iterable

import geopandas
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from dashboard.basemap.atlas import Atlas
from dashboard.basemap.border import water_line
from dashboard.basemap.ground import Ground, fitted_ground
from dashboard.basemap.labels import country_labels, places, state_labels
from data.geography.border import CANADA, land_line
from data.geography.counties import CRS, counties
from data.geography.county_edges import county_edges
from data.geography.region_shapes import region_shapes
from data.geography.regions import county_to_region, region_sets

_COUNTIES_FROM = 4
_RIVERS_TO = 7
"""Rivers end where their source, a kilometre and more off, would be seen to be."""
_REGION_COUNTIES_FROM = 2
_COUNTY_OUTLINES_FROM = 4
_NAMES_FROM = 4
_COUNTY_NAMES_FROM = 7
"""What the map's style draws no sooner: at a low zoom it would be most of what a tile weighs."""

Layers = dict[str, geopandas.GeoDataFrame]


def basemap_layers(atlas: Atlas) -> Layers:
    """Layers of the base map by name, in OGC:CRS84."""
    shapes = counties()
    outline = shapely.coverage_union_all(shapes.geometry.to_numpy())
    land = land_line(shapely.MultiPolygon(shapely.get_parts(outline).tolist()))
    ground = fitted_ground(atlas, shapes, land.geometry)
    edges = county_edges(shapes)
    state_of = county_to_region("state")
    shores = shapely.difference(edges.outer(), shapely.union_all(land.geometry.to_numpy()))
    return {
        "land": _frame(ground.land),
        "states": _states(),
        "lakes": _lakes(ground),
        "rivers": _frame(ground.rivers, maxzoom=_RIVERS_TO),
        "county_lines": _frame([edges.within(state_of)], minzoom=_COUNTIES_FROM),
        "state_lines": _frame([edges.between(state_of)]),
        "coast": _frame([atlas.shores_abroad(), shores]),
        "countries": _frame([atlas.borders_abroad()]),
        "border": _border(land, atlas),
        "places": places(),
        "state_labels": state_labels(),
        "country_labels": country_labels(atlas),
    }


def region_layers() -> Layers:
    """For each region set its polygons (``id``), outlines (``<set>_lines``) and names.

    The outlines of a set are one feature: nothing tells them apart. Names stand at one point a
    region (``<set>_labels``), so none is repeated from part to part.
    """
    shapes = counties()
    edges = county_edges(shapes)
    layers: Layers = {}
    for found in region_sets():
        is_many = found.key == "county"
        polygons = region_shapes(found.key, shapes)
        outlines = geopandas.GeoDataFrame(geometry=[edges.around(found.members)], crs=CRS)
        layers[found.key] = polygons[["id", "geometry"]].assign(
            minzoom=_REGION_COUNTIES_FROM if is_many else 0
        )
        layers[f"{found.key}_lines"] = outlines.assign(minzoom=_COUNTY_OUTLINES_FROM if is_many else 0)
        layers[f"{found.key}_labels"] = _region_names(polygons).assign(
            minzoom=_COUNTY_NAMES_FROM if is_many else _NAMES_FROM
        )
    return layers


def _region_names(polygons: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """The point inside each region's largest part, with ``id`` and ``name``."""
    parts = polygons[["id", "name", "geometry"]].explode(ignore_index=True)
    area = pd.Series(shapely.area(parts.geometry.to_numpy()), parts.index)
    largest = parts.loc[area.groupby(parts["id"]).idxmax()]
    return largest.set_geometry(largest.geometry.representative_point())


def _states() -> geopandas.GeoDataFrame:
    labels = state_labels().set_index("abbr")
    polygons = region_shapes("state")
    postal = polygons["id"].str.removeprefix("state:").str.upper()
    return polygons.assign(id=labels.loc[postal, "id"].to_numpy(), abbr=postal)[
        ["id", "name", "abbr", "geometry"]
    ]


def _lakes(ground: Ground) -> geopandas.GeoDataFrame:
    """Lakes; the map lets those that are ``coarse`` fade where their shores would look wrong."""
    parts = [_frame(ground.great_lakes).assign(coarse=False), _frame(ground.inland_lakes).assign(coarse=True)]
    return geopandas.GeoDataFrame(pd.concat(parts, ignore_index=True), crs=CRS)


def _border(land: geopandas.GeoDataFrame, atlas: Atlas) -> geopandas.GeoDataFrame:
    water = geopandas.GeoDataFrame(
        {"neighbour": [CANADA], "water": [True]}, geometry=[water_line(atlas.shared_with_canada())], crs=CRS
    )
    return geopandas.GeoDataFrame(pd.concat([land.assign(water=False), water], ignore_index=True), crs=CRS)


def _frame(shapes: Iterable[BaseGeometry], **zooms: int) -> geopandas.GeoDataFrame:
    """A feature for each part that is not empty."""
    parts = shapely.get_parts(list(shapes))
    return geopandas.GeoDataFrame(geometry=parts[~shapely.is_empty(parts)], crs=CRS).assign(**zooms)
