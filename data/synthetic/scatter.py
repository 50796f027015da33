"""Patterns of points: around towns and ports, along the border, in sea approaches.

All points are OGC:CRS84, longitude first, rounded to 5 decimals (about a metre) *before* the test
that keeps them inside their shape, so that what is written is what was tested.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

Points = NDArray[np.float64]
"""Shape (n, 2): longitude and latitude in degrees."""

KM_PER_DEGREE = 111.32
"""Kilometres per degree of latitude, mean sphere."""

ROUNDS = 400
"""Draws after which a shape is taken to have no room for the pattern."""


INSHORE_KM = 4.0
"""How far behind its straight coast a sea approach begins, so that its edge is the shore itself."""


class Pattern(Protocol):
    """A place that can be drawn from."""

    def draw(self, count: int, rng: np.random.Generator) -> Points:
        """``count`` points of the pattern."""
        ...


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """Points around anchors, thinning outwards, all inside ``shape``.

    ``anchors`` has shape (k, 2); ``weights`` their shares. Distances are lognormal: half lie within
    ``median_km`` of the anchor. ``limit_km`` cuts the tail.
    """

    anchors: Points
    weights: NDArray[np.float64]
    shape: BaseGeometry
    median_km: float
    sigma: float = 0.8
    limit_km: float = 40.0

    def draw(self, count: int, rng: np.random.Generator) -> Points:
        """``count`` points of the cluster."""

        def propose(size: int) -> Points:
            anchors = self.anchors[rng.choice(len(self.anchors), size, p=self.weights)]
            distance = self.median_km * np.exp(self.sigma * rng.standard_normal(size))
            return moved(anchors, np.minimum(distance, self.limit_km * rng.random(size) ** 0.5), rng)

        return kept(propose, count, self.shape)


@dataclass(frozen=True, kw_only=True)
class Disc:
    """Points within ``radius_km`` of a centre, thinning outwards, all inside ``shape``."""

    centre: tuple[float, float]
    radius_km: float
    shape: BaseGeometry

    def draw(self, count: int, rng: np.random.Generator) -> Points:
        """``count`` points of the disc."""

        def propose(size: int) -> Points:
            centre = np.broadcast_to(np.array(self.centre), (size, 2))
            return moved(centre, 0.98 * self.radius_km * rng.beta(1.6, 2.4, size), rng)

        return kept(propose, count, self.shape)


@dataclass(frozen=True, kw_only=True)
class Approach:
    """Points at sea before a stretch of coast, dense near the shore, thinning outwards and to the sides.

    ``start`` is the middle of the stretch (degrees), ``bearing_deg`` the compass bearing of open water;
    events reach ``reach_km`` out and ``half_length_km`` to either side. ``land`` holds the counties from
    which points are kept out.
    """

    start: tuple[float, float]
    bearing_deg: float
    half_length_km: float
    reach_km: float
    land: BaseGeometry

    def draw(self, count: int, rng: np.random.Generator) -> Points:
        """``count`` points of the approach."""
        angle = np.radians(90 - self.bearing_deg)

        def propose(size: int) -> Points:
            aside = 2 * rng.beta(2.2, 2.2, size) - 1
            along = self.half_length_km * aside
            out = (self.reach_km + INSHORE_KM) * (1 - aside**2) * rng.beta(1.3, 2.8, size) - INSHORE_KM
            start = np.broadcast_to(np.array(self.start), (size, 2))
            east = out * np.cos(angle) - along * np.sin(angle)
            north = out * np.sin(angle) + along * np.cos(angle)
            return shifted(start, east, north)

        return kept(propose, count, self.land, inside=False)


def shifted(points: Points, east_km: NDArray[np.float64], north_km: NDArray[np.float64]) -> Points:
    """Points moved by kilometres east and north, rounded to 5 decimals."""
    east = east_km / (KM_PER_DEGREE * np.cos(np.radians(points[:, 1])))
    return np.round(points + np.column_stack([east, north_km / KM_PER_DEGREE]), 5)


def moved(points: Points, distance_km: NDArray[np.float64], rng: np.random.Generator) -> Points:
    """Points moved by ``distance_km`` kilometres in random directions, rounded to 5 decimals."""
    angle = rng.uniform(0, 2 * np.pi, len(points))
    return shifted(points, distance_km * np.cos(angle), distance_km * np.sin(angle))


def evenly_within(shape: BaseGeometry, count: int, rng: np.random.Generator) -> Points:
    """``count`` points spread evenly over ``shape``, in degrees."""
    west, south, east, north = shape.bounds

    def propose(size: int) -> Points:
        return rng.uniform((west, south), (east, north), (size, 2))

    return kept(propose, count, shape)


def kept(propose: Callable[[int], Points], count: int, shape: BaseGeometry, *, inside: bool = True) -> Points:
    """``count`` proposed points that lie properly inside ``shape`` (or outside of it).

    Raises
    ------
    ValueError
        If hardly any proposal lies where it must after 400 rounds.
    """
    found = np.empty((0, 2))
    for _ in range(ROUNDS):
        missing = count - len(found)
        if missing <= 0:
            return found[:count]
        points = propose(2 * missing + 16)
        hits = shapely.contains_xy(shape, points[:, 0], points[:, 1]) == inside
        found = np.concatenate([found, points[hits]])
    message = f"only {len(found)} of {count} points found near {shape.centroid.wkt} in {ROUNDS} rounds"
    raise ValueError(message)
