"""The county of points by a plain spatial join: slow, and the reference for the tags of the store."""

from __future__ import annotations

import geopandas
import numpy as np
from numpy.typing import NDArray

from data.geography.counties import CRS, counties


def joined_counties(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> list[str]:
    """5-digit FIPS of the county of each point by ``geopandas.sjoin``, ``""`` where there is none.

    Degrees, OGC:CRS84. A point on a border is in the county with the smallest code, as in the store.
    """
    points = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(lon, lat, crs=CRS))
    joined = points.sjoin(counties()[["fips", "geometry"]], how="left", predicate="intersects")
    return list(joined["fips"].fillna("").groupby(level=0).min())
