"""The edges of a polygon, and what can be told of points and boxes beside them without doubt.

All tests are planar in longitude and latitude, in float64. A sign is used only where rounding
cannot have changed it; whatever is closer to an edge is left in doubt, for Shapely to decide.

Source: Shewchuk, "Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric
Predicates", 1997: the error bound of the orientation test.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon

Degrees = NDArray[np.float64]
Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]

_ROUNDING = 4e-16
"""Times the sum of the products: the bound of the source (3.33e-16), with room to spare."""
_UNDERFLOW = 1e-300
"""Far above what products of tiny edges can lose, far below any that matters."""


@dataclass(frozen=True, kw_only=True)
class Boxes:
    """Closed rectangles, degrees, OGC:CRS84; each array has shape ``(n,)``."""

    west: Degrees
    south: Degrees
    east: Degrees
    north: Degrees

    def take(self, numbers: Numbers) -> Boxes:
        """The boxes of these numbers, in their order."""
        return Boxes(
            west=self.west[numbers],
            south=self.south[numbers],
            east=self.east[numbers],
            north=self.north[numbers],
        )


@dataclass(frozen=True, kw_only=True)
class Points:
    """Points, degrees, OGC:CRS84; each array has shape ``(n,)``."""

    lon: Degrees
    lat: Degrees

    def take(self, numbers: Numbers) -> Points:
        """The points of these numbers, in their order."""
        return Points(lon=self.lon[numbers], lat=self.lat[numbers])


@dataclass(frozen=True, kw_only=True)
class Pairs:
    """Places (nodes or rows) with edges that matter to them: ``place`` rises, ``edge`` is a number."""

    place: Numbers
    edge: Numbers

    def where(self, chosen: Mask) -> Pairs:
        """Only these pairs."""
        return Pairs(place=self.place[chosen], edge=self.edge[chosen])


@dataclass(frozen=True, kw_only=True)
class Crossings:
    """For each point, whether its path crosses the boundary an odd number of times.

    Where ``is_doubtful``, rounding might have changed that, or the point may lie on an edge.
    """

    is_odd: Mask
    is_doubtful: Mask


@dataclass(frozen=True, kw_only=True)
class Edges:
    """The edges of all rings of a polygon: start, run to the end, and the box around each."""

    lon: Degrees
    lat: Degrees
    run_lon: Degrees
    run_lat: Degrees
    box: Boxes

    @classmethod
    def of(cls, shape: Polygon | MultiPolygon) -> Edges:
        """The edges of a valid polygon, holes included; edges of no length are left out."""
        rings = shapely.get_rings(shapely.get_parts(shape))
        corners, ring = shapely.get_coordinates(rings, return_index=True)
        is_edge = (ring[1:] == ring[:-1]) & np.any(corners[1:] != corners[:-1], axis=1)
        (lon, lat), (end_lon, end_lat) = corners[:-1][is_edge].T, corners[1:][is_edge].T
        box = Boxes(
            west=np.minimum(lon, end_lon),
            south=np.minimum(lat, end_lat),
            east=np.maximum(lon, end_lon),
            north=np.maximum(lat, end_lat),
        )
        return cls(lon=lon, lat=lat, run_lon=end_lon - lon, run_lat=end_lat - lat, box=box)

    def __len__(self) -> int:
        """Number of edges."""
        return len(self.lon)

    def touching(self, boxes: Boxes, pairs: Pairs) -> Mask:
        """Of pairs of a box and an edge, those that may meet; the others certainly do not."""
        met = self._overlapping(boxes, pairs)
        near = pairs.where(met)
        box, edge = boxes.take(near.place), near.edge
        is_eastward, is_northward = self.run_lon[edge] > 0, self.run_lat[edge] > 0
        left_lon, right_lon = _either(is_northward, box.west, box.east)
        left_lat, right_lat = _either(is_eastward, box.north, box.south)
        highest, lowest = self._side(edge, left_lon, left_lat), self._side(edge, right_lon, right_lat)
        met[met] = (highest >= 0) & (lowest <= 0)
        return met

    def crossings(self, start: Points, end: Points, pairs: Pairs) -> Crossings:
        """Whether the path from each start to its end crosses the edges paired with it oddly often.

        The path runs along the meridian of the start to the parallel of the end, then along that;
        the edges must include all that touch the box around the two points. An end must lie on no
        edge.
        """
        lon, lat = start.lon[pairs.place], end.lat[pairs.place]
        west, east = self.box.west[pairs.edge], self.box.east[pairs.edge]
        on_meridian = (west <= lon) & (lon <= east)
        south, north = self.box.south[pairs.edge], self.box.north[pairs.edge]
        on_parallel = (south <= lat) & (lat < north)
        chosen = np.flatnonzero(on_meridian | on_parallel)
        place, edge = pairs.place[chosen], pairs.edge[chosen]
        meets, passes = (lon < east)[chosen] & on_meridian[chosen], on_parallel[chosen]
        first = self._side(edge, lon[chosen], start.lat[place])
        corner = self._side(edge, lon[chosen], lat[chosen])
        last = self._side(edge, end.lon[place], lat[chosen])
        is_crossed = (meets & (first != corner)) ^ (passes & (corner != last))
        is_doubtful = on_meridian[chosen] & (first == 0)
        is_doubtful |= (meets | passes) & (corner == 0)
        is_doubtful |= passes & (last == 0)
        places = len(start.lon)
        return Crossings(
            is_odd=np.bincount(place[is_crossed], minlength=places) % 2 == 1,
            is_doubtful=np.bincount(place[is_doubtful], minlength=places) > 0,
        )

    def _overlapping(self, boxes: Boxes, pairs: Pairs) -> Mask:
        box, place, edge = self.box, pairs.place, pairs.edge
        overlaps = (box.west[edge] <= boxes.east[place]) & (box.east[edge] >= boxes.west[place])
        overlaps &= (box.south[edge] <= boxes.north[place]) & (box.north[edge] >= boxes.south[place])
        return overlaps

    def _side(self, edge: Numbers, lon: Degrees, lat: Degrees) -> NDArray[np.int8]:
        """1 left of the line through the edge, -1 right of it, 0 where rounding leaves a doubt."""
        across = self.run_lon[edge] * (lat - self.lat[edge])
        along = self.run_lat[edge] * (lon - self.lon[edge])
        bound = _ROUNDING * (np.abs(across) + np.abs(along)) + _UNDERFLOW
        difference = across - along
        return (difference > bound).astype(np.int8) - (difference < -bound).astype(np.int8)


def _either(chosen: Mask, values: Degrees, others: Degrees) -> tuple[Degrees, Degrees]:
    """The values where chosen, the others elsewhere; and the reverse."""
    return np.where(chosen, values, others), np.where(chosen, others, values)
