"""The line over land between the United States and its neighbours, from the county shapes.

It is the outer edge of the county shapes (median 15 m from the official line to Mexico, 30 m to
Canada), cut out between named ends; rivers that the line follows count as land. From the St.
Lawrence to the mouth of the Pigeon River the line runs through water, where counties end at the
shore: that part is not here, nor is the line at sea.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas
import numpy as np
import shapely
from numpy.typing import NDArray

from data.geography.counties import CRS

MEXICO, CANADA = "mexico", "canada"
ST_REGIS = (-74.661478, 44.999592)
PIGEON_RIVER = (-89.568846, 47.999424)


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A part of the border with one neighbour, between two ends (degrees, longitude first)."""

    neighbour: str
    start: tuple[float, float]
    end: tuple[float, float]


STRETCHES = (
    Stretch(neighbour=MEXICO, start=(-117.124689, 32.534172), end=(-97.146105, 25.956657)),
    Stretch(neighbour=CANADA, start=(-67.155, 45.165), end=ST_REGIS),
    Stretch(neighbour=CANADA, start=PIGEON_RIVER, end=(-122.75802, 49.002357)),
    Stretch(neighbour=CANADA, start=(-123.090546, 49.002154), end=(-123.027, 49.002154)),
    Stretch(neighbour=CANADA, start=(-130.021425, 55.915641), end=(-141.002668, 69.646629)),
)
"""Pacific to Gulf; St. Croix to St. Lawrence; Lake Superior to the Pacific; Point Roberts; Alaska."""


def land_line(outline: shapely.MultiPolygon) -> geopandas.GeoDataFrame:
    """Land stretches with ``neighbour``, from the outline of the United States in OGC:CRS84."""
    shells = shapely.get_exterior_ring(shapely.get_parts(outline))
    return geopandas.GeoDataFrame(
        {"neighbour": [stretch.neighbour for stretch in STRETCHES]},
        geometry=[_between(shells, stretch) for stretch in STRETCHES],
        crs=CRS,
    )


def _between(shells: NDArray[np.object_], stretch: Stretch) -> shapely.LineString:
    """The shorter way along the ring that passes nearest to both ends."""
    ends = shapely.points([stretch.start, stretch.end])
    shell = shells[np.argmin(shapely.distance(shells, ends[0]) + shapely.distance(shells, ends[1]))]
    ring = shapely.get_coordinates(shell)[:-1]
    first, last = sorted(nearest(ring, end) for end in (stretch.start, stretch.end))
    ways = (ring[first : last + 1], np.vstack([ring[last:], ring[: first + 1]]))
    return min((shapely.LineString(way) for way in ways), key=shapely.length)


def nearest(corners: NDArray[np.float64], place: tuple[float, float]) -> int:
    """Row of the corner nearest to a place, in degrees; both are longitude first."""
    return int(np.argmin(np.hypot(corners[:, 0] - place[0], corners[:, 1] - place[1])))
