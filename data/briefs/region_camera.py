"""Where a map looks so that a region fills it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache

import geopandas
import numpy as np

from data.geography.counties import counties
from data.geography.regions import counties_of

_TILE_PX = 512
_WIDTH_PX, _HEIGHT_PX = 900, 520
"""What the region has to fit into: a map beside its words at 1280 by 720 pixels."""
_CLOSEST = 9.0


def region_camera(region_id: str) -> tuple[float, float, float]:
    """Longitude and latitude of the middle (OGC:CRS84 degrees), and the zoom level of a web map.

    The box of all counties is shown, on whichever side of the antimeridian they are.

    Raises
    ------
    FilterError
        If there is no such region.
    """
    boxes = np.array([_boxes()[fips] for fips in counties_of([region_id])])
    west, south, east, north = (
        boxes[:, 0].min(),
        _mercator(boxes[:, 1].min()),
        boxes[:, 2].max(),
        _mercator(boxes[:, 3].max()),
    )
    width, height = max(east - west, 0.01) / 360, max(north - south, 0.0001) / (2 * math.pi)
    zoom = math.log2(min(_WIDTH_PX / width, _HEIGHT_PX / height) / _TILE_PX)
    middle = (west + east) / 2
    latitude = math.degrees(2 * math.atan(math.exp((south + north) / 2)) - math.pi / 2)
    return float((middle + 180) % 360 - 180), latitude, max(0.0, min(zoom, _CLOSEST))


@cache
def _boxes() -> Mapping[str, tuple[float, float, float, float]]:
    """West, south, east, north of each county in degrees; what is east of the antimeridian counts on west."""
    frame: geopandas.GeoDataFrame = counties()
    bounds = frame.geometry.bounds.to_numpy(copy=True)
    is_far = bounds[:, 0] > 0
    bounds[is_far, 0] -= 360
    bounds[is_far, 2] -= 360
    # Counties on both sides of the line have a box around the world: their western half stands for them.
    bounds[bounds[:, 2] > 0, 2] = -180.0
    return {fips: tuple(box) for fips, box in zip(frame["fips"], bounds.tolist(), strict=True)}


def _mercator(latitude: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))
