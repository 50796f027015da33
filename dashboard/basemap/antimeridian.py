"""Shapes that run across 180 degrees, cut there, so that no edge crosses the whole map.

The atlas joins what lies on both sides of the line: a ring then jumps from 180 to -180.
"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

Coordinates = NDArray[np.float64]
_WORLD = shapely.box(-180, -90, 180, 90)
_SOUTH_POLE_DEGREES = -90.0


def unrolled(corners: Coordinates) -> Coordinates:
    """The corners with longitudes that go on past 180 instead of jumping; the first stays as it is."""
    longitudes = np.unwrap(corners[:, 0], period=360)
    return np.column_stack([longitudes, corners[:, 1]])


def unrolled_ring(corners: Coordinates) -> Coordinates:
    """A closed ring, unrolled; one that goes round the south pole (Antarctica) is closed over it."""
    ring = unrolled(corners)
    if np.isclose(ring[0, 0], ring[-1, 0]):
        return ring
    ends = np.array([[ring[-1, 0], _SOUTH_POLE_DEGREES], [ring[0, 0], _SOUTH_POLE_DEGREES], ring[0]])
    return np.vstack([ring, ends])


def cut(shape: BaseGeometry) -> BaseGeometry:
    """An unrolled shape as the parts of it between 180 W and 180 E; one that stays there is unchanged."""
    west, _, east, _ = shape.bounds if not shape.is_empty else (0, 0, 0, 0)
    if west >= -180 and east <= 180:
        return shape
    if not shape.is_valid:
        shape = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    turned = (translate(shape, xoff=turn) for turn in (-360, 0, 360))
    return shapely.union_all([shapely.intersection(part, _WORLD) for part in turned])
