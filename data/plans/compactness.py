"""How compact a region is, by three measures, with familiar shapes to compare with.

Each is 1 for a circle and falls towards 0; none is the measure. Polsby and Popper's is low for a long
edge, so shores, and rivers that borders follow, count against a region that did not choose them; Reock's
is low for a region that is long, and the share of the convex hull for one that is bent or in pieces.
Areas and lengths are those in Lambert's azimuthal equal-area projection about the middle of each shape
(WGS 84), in which areas are exact and lengths within 1 % as far as 1,600 km from the middle.

Source: D. Polsby and R. Popper, "The third criterion", 1991; E. Reock, "A note: measuring compactness
as a requirement of legislative apportionment", 1961.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

from data.errors import PlanError
from data.geography.counties import states
from data.plans.edges import Shape
from data.plans.plan import Plan
from data.plans.unit_shapes import region_shape

EXEMPLAR_STATES = ("Colorado", "Tennessee", "Maryland")


@dataclass(frozen=True, kw_only=True)
class Compactness:
    """Three measures of one shape, each 0 to 1 and without a unit.

    ``polsby_popper`` is the area over that of the circle with the same outline; ``reock`` the area over
    that of the smallest circle around it; ``convex_hull`` the area over that of its convex hull.
    """

    polsby_popper: float
    reock: float
    convex_hull: float


def compactness(plan: Plan, key: str) -> Compactness:
    """How compact a region of a plan is.

    Raises
    ------
    PlanError
        If there is no such region, or it has no units yet.
    """
    shape = region_shape(plan, key)
    if shape.is_empty:
        raise PlanError(f"region {key} has no units yet", remedy="Assign units to it first")
    return compactness_of(shape)


@lru_cache(maxsize=64)
def compactness_of(shape: Shape) -> Compactness:
    """How compact a shape, OGC:CRS84, is.

    Examples
    --------
    >>> from shapely import box
    >>> round(compactness_of(box(-0.1, -0.1, 0.1, 0.1)).polsby_popper, 3)
    0.785
    """
    flat = _flat(shape)
    area = float(shapely.area(flat))
    circle = math.pi * float(shapely.minimum_bounding_radius(flat)) ** 2
    return Compactness(
        polsby_popper=4 * math.pi * area / float(shapely.length(flat)) ** 2,
        reock=area / circle,
        convex_hull=area / float(shapely.area(shapely.convex_hull(flat))),
    )


@cache
def exemplars() -> Mapping[str, Compactness]:
    """Shapes that are familiar, by name: a circle, a square, and three states within the house's shapes."""
    frame = states()
    shapes = dict(zip(frame["name"], frame.geometry, strict=True))
    return MappingProxyType(
        {
            "Circle": Compactness(polsby_popper=1.0, reock=1.0, convex_hull=1.0),
            "Square": Compactness(polsby_popper=math.pi / 4, reock=2 / math.pi, convex_hull=1.0),
            **{name: compactness_of(shapes[name]) for name in EXEMPLAR_STATES},
        }
    )


def _flat(shape: Shape) -> shapely.Geometry:
    """The shape in metres, in the projection about its middle."""
    lon, lat = _middle(shapely.get_coordinates(shape))
    crs = f"+proj=laea +lat_0={lat:.3f} +lon_0={lon:.3f} +ellps=WGS84 +units=m"
    to_metres = Transformer.from_crs("OGC:CRS84", crs, always_xy=True).transform
    return shapely.transform(shape, lambda corners: np.stack(to_metres(*corners.T), axis=1))


def _middle(corners: NDArray[np.float64]) -> tuple[float, float]:
    """Longitude and latitude of the mean direction of corners: it does not mind the antimeridian."""
    lon, lat = np.radians(corners).T
    east, north, up = np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)
    x, y, z = float(east.mean()), float(north.mean()), float(up.mean())
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))
