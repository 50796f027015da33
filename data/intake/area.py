"""The area of operations: where an incident of this product can be.

A deliberately wide bound that catches mistakes of coordinates, not a statement about borders:
the United States and its territories, Canada, Mexico, Central America, the Caribbean, and the
sea approaches that the Coast Guard and CBP Air and Marine Operations patrol.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True)
class Box:
    """A box in OGC:CRS84 degrees, edges included; ``covers`` says why it is there."""

    west: float
    south: float
    east: float
    north: float
    covers: str


AREA_OF_OPERATIONS = (
    Box(
        west=-180,
        south=-5,
        east=-50,
        north=75,
        covers="North and Central America, the Caribbean, Hawaii, Alaska, the eastern Pacific transit zone",
    ),
    Box(west=170, south=48, east=180, north=62, covers="the western Aleutians and the Bering Sea"),
    Box(
        west=140, south=0, east=180, north=30, covers="Guam, the Northern Marianas, Wake and their approaches"
    ),
    Box(west=-180, south=-20, east=-150, north=-5, covers="American Samoa and its approaches"),
)
"""Source: extents of the states and territories (Census cartographic boundary files), widened by
the sea approaches; own judgement."""


def in_area(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether each point (degrees, longitude first) is in the area of operations; NaN is not."""
    inside = np.zeros(len(lon), dtype=bool)
    for box in AREA_OF_OPERATIONS:
        inside |= (lon >= box.west) & (lon <= box.east) & (lat >= box.south) & (lat <= box.north)
    return inside
