"""Rings that cross the antimeridian, in a frame whose zero it is, and back in two parts.

An edge that spans more than 180 degrees of longitude is taken the other, shorter way round: across
180 degrees. Half a turn is subtracted from or added to every longitude of the part, which changes
no bit of a vertex within 116 degrees of the antimeridian, so that what is not cut comes back as it
was. Coordinates are OGC:CRS84, longitude first, and planar.

Source: RFC 7946, section 3.1.9 (antimeridian cutting).
"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon

Positions = NDArray[np.float64]
_HALF_TURN = 180.0


def crosses(ring: Positions) -> bool:
    """Whether an edge of a closed ring, degrees, OGC:CRS84, spans more than 180 degrees of longitude."""
    return bool(np.any(np.abs(np.diff(ring[:, 0])) > _HALF_TURN))


def shifted(ring: Positions) -> Positions:
    """The ring, degrees, half a turn on: from OGC:CRS84 into the frame around 180 degrees, or back."""
    lon = ring[:, 0]
    return np.stack([np.where(lon > 0, lon - _HALF_TURN, lon + _HALF_TURN), ring[:, 1]], axis=1)


def cut(shape: Polygon | MultiPolygon) -> Polygon | MultiPolygon:
    """The parts west and east of 180 degrees, OGC:CRS84, of a valid shape in the frame around it.

    What is thinner than a longitude near 180 can tell may collapse: check the result.
    """
    west = shapely.intersection(shape, shapely.box(-_HALF_TURN, -90, 0, 90))
    east = shapely.intersection(shape, shapely.box(0, -90, _HALF_TURN, 90))
    parts = [*_moved(west, _HALF_TURN), *_moved(east, -_HALF_TURN)]
    return parts[0] if len(parts) == 1 else MultiPolygon(parts)


def _moved(shape: shapely.Geometry, by: float) -> list[Polygon]:
    """The polygons of the shape, so many degrees east; a line along the antimeridian is none."""
    moved = shapely.transform(shape, lambda positions: np.add(positions, (by, 0.0)))
    return [part for part in shapely.get_parts(moved) if isinstance(part, Polygon) and not part.is_empty]
