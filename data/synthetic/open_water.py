"""Large inland waters that county shapes cover, as rough discs, so that nothing is drawn on them."""

from __future__ import annotations

import math
from functools import cache

import shapely
from shapely.geometry.base import BaseGeometry

DISCS = (
    ("Amistad Reservoir", -101.06, 29.46, 5.5),
    ("Amistad Reservoir", -101.13, 29.50, 5.0),
    ("Amistad Reservoir", -101.22, 29.55, 5.0),
    ("Amistad Reservoir", -101.30, 29.60, 4.5),
    ("Amistad Reservoir", -100.98, 29.55, 3.5),
    ("Falcon Lake", -99.17, 26.59, 5.0),
    ("Falcon Lake", -99.21, 26.67, 5.5),
    ("Falcon Lake", -99.25, 26.76, 5.0),
    ("Falcon Lake", -99.29, 26.84, 4.0),
    ("Lake Okeechobee", -80.83, 26.95, 27.0),
    ("Lake Pontchartrain", -90.10, 30.18, 17.0),
    ("Salton Sea", -115.90, 33.38, 12.0),
    ("Salton Sea", -115.75, 33.24, 11.0),
    ("Great Salt Lake", -112.50, 41.15, 35.0),
    ("Lake Champlain", -73.33, 44.60, 5.0),
    ("Lake Champlain", -73.37, 44.45, 4.0),
)
"""Name, longitude, latitude (degrees) and radius (km). Source: general knowledge, rough on purpose."""


@cache
def open_water() -> BaseGeometry:
    """All discs as one shape, OGC:CRS84."""
    return shapely.union_all([_disc(lon, lat, km) for _, lon, lat, km in DISCS])


def _disc(lon: float, lat: float, km: float) -> BaseGeometry:
    high = km / 111.32
    wide = high / math.cos(math.radians(lat))
    turns = [2 * math.pi * step / 48 for step in range(48)]
    return shapely.Polygon([(lon + wide * math.cos(t), lat + high * math.sin(t)) for t in turns])
