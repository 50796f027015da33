"""Points from which states and countries are named, and the towns."""

from __future__ import annotations

from collections.abc import Iterable

import geopandas
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from dashboard.basemap.atlas import US, Atlas
from data.geography.counties import CRS, states
from data.reference.tables import load

_LARGE_SQUARE_DEGREES = (150.0, 20.0, 3.0, 0.5)
"""Areas from which a country is named at zoom 1, 2, 3 and 4; smaller ones at zoom 5."""
_SHORT_NAMES = {"United States of America": "United States"}


def label_points(shapes: Iterable[BaseGeometry]) -> NDArray[np.object_]:
    """One point well inside each shape: the middle of the widest circle in its largest part."""
    return np.array([_middle(shape) for shape in shapes], object)


def state_labels() -> geopandas.GeoDataFrame:
    """A point for each state with ``id`` (FIPS), ``name`` and ``abbr``."""
    frame = states()
    return geopandas.GeoDataFrame(
        {"id": frame["fips"], "name": frame["name"], "abbr": frame["state"]},
        geometry=label_points(frame.geometry),
        crs=CRS,
    )


def country_labels(atlas: Atlas) -> geopandas.GeoDataFrame:
    """A point for each country with ``id`` (ISO numeric), ``name``, and the ``minzoom`` to show it from.

    Areas without a code of their own in ISO 3166-1 are drawn, but not named.
    """
    shapes = [shape for shape in atlas.countries.shapes if shape.id and shape.geometry.area > 0]
    areas = shapely.area([shape.geometry for shape in shapes])
    smaller_than = [(areas < limit).astype(int) for limit in _LARGE_SQUARE_DEGREES]
    return geopandas.GeoDataFrame(
        {
            "id": [shape.id for shape in shapes],
            "name": [_SHORT_NAMES.get(shape.name, shape.name) for shape in shapes],
            "home": [shape.id == US for shape in shapes],
            "minzoom": 1 + np.sum(smaller_than, axis=0),
        },
        geometry=label_points(shape.geometry for shape in shapes),
        crs=CRS,
    )


def places() -> geopandas.GeoDataFrame:
    """The towns with ``name``, ``country``, ``admin1``, ``population`` and ``rank`` (1 is shown first)."""
    table = load("places").sort_values(["rank", "population"], ascending=[True, False])
    return geopandas.GeoDataFrame(
        table[["name", "country", "admin1", "population", "rank"]],
        geometry=geopandas.points_from_xy(table["lon"], table["lat"]),
        crs=CRS,
    )


def _middle(shape: BaseGeometry) -> BaseGeometry:
    parts = shapely.get_parts(shape)
    largest = parts[np.argmax(shapely.area(parts))]
    coarse = 0.01 * float(largest.area) ** 0.5
    simple = shapely.make_valid(shapely.simplify(largest, coarse))
    return shapely.get_point(shapely.maximum_inscribed_circle(simple, tolerance=coarse), 0)
