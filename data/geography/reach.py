"""Which task-force forums reach which county, by the distance to their nearest office.

A forum is a kind of standing cooperation: BEST, IBET, a seaport centre or a HIDTA. No agency
publishes where its forums work, so reach is a distance: an office within :data:`REACH_KM` of
the county's representative point, a point that is sure to lie inside it.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from types import MappingProxyType

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod

from data.geography.counties import counties
from data.reference.tables import load

FORUMS = ("BEST", "IBET", "Seahawk", "HIDTA")
"""Models of ``task_forces`` that bring agencies together in one place."""
FORUM_WORDS = "BEST, IBET, seaport center, HIDTA office"
REACH_KM = 100.0
CAVEAT = "A distance to a town, not a mandate: no agency publishes the areas in which its forums work."
_GEOD = Geod(ellps="WGS84")


@cache
def forums_by_county() -> MappingProxyType[str, frozenset[str]]:
    """Forums that reach each county, by 5-digit FIPS; a county that none reaches has an empty set.

    Distances are geodesic, on the WGS 84 ellipsoid.
    """
    shapes = counties()
    points = shapely.get_coordinates(shapely.point_on_surface(shapes.geometry.to_numpy()))
    offices = load("task_forces")
    near = {
        forum: _nearest_km(points, offices.loc[offices["model"] == forum, ["lon", "lat"]].to_numpy())
        <= REACH_KM
        for forum in FORUMS
    }
    return MappingProxyType(
        {
            fips: frozenset(forum for forum in FORUMS if near[forum][row])
            for row, fips in enumerate(shapes["fips"])
        }
    )


class Reach(StrEnum):
    """Whether no forum, one, or several reach a county."""

    GAP = "gap"
    ONE = "one"
    OVERLAP = "overlap"


@cache
def reach_of_counties() -> MappingProxyType[str, Reach]:
    """Whether each county, by 5-digit FIPS, lies in a gap, under one forum, or in an overlap."""
    by_number = (Reach.GAP, Reach.ONE, Reach.OVERLAP)
    return MappingProxyType({fips: by_number[min(number, 2)] for fips, number in forums_reaching().items()})


@cache
def forums_reaching() -> MappingProxyType[str, int]:
    """Number of forums that reach each county, by 5-digit FIPS: 0 is a gap, 2 or more an overlap."""
    return MappingProxyType({fips: len(forums) for fips, forums in forums_by_county().items()})


def _nearest_km(points: NDArray[np.float64], offices: NDArray[np.float64]) -> NDArray[np.float64]:
    """Kilometres from each point to the nearest office; both are longitude and latitude."""
    lon, lat = (np.repeat(points[:, axis], len(offices)) for axis in (0, 1))
    to_lon, to_lat = (np.tile(offices[:, axis], len(points)) for axis in (0, 1))
    _, _, metres = _GEOD.inv(lon, lat, to_lon, to_lat)
    distances: NDArray[np.float64] = np.asarray(metres).reshape(len(points), len(offices))
    nearest: NDArray[np.float64] = distances.min(axis=1) / 1000
    return nearest
