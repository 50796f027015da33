"""Fewer corners for a ring that has too many, each within a stated distance of where it was.

Douglas and Peucker's method takes time that grows with the square of the corners and, in GEOS, a
level of recursion for each of them. So a ring is simplified in stretches of 256 corners: at most
256 times as many distances as corners, and no deep recursion. The ends of a stretch stay.

Source: Douglas and Peucker, "Algorithms for the reduction of the number of points required to
represent a digitized line or its caricature", 1973.
"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

Positions = NDArray[np.float64]
_STRETCH = 256
_MOST_METRES_PER_DEGREE = 111_700.0
"""A degree of latitude at a pole, WGS 84: no degree of either kind is longer anywhere."""


def simplified(ring: Positions, tolerance_m: float) -> Positions:
    """The closed ring, degrees, OGC:CRS84, without corners that lie near the line through the others.

    Every corner that is left out lies within ``tolerance_m`` metres of the edge that replaces it.
    The result may cross itself where the ring came closer to itself than that.
    """
    starts = range(0, len(ring) - 1, _STRETCH)
    stretches = [shapely.LineString(ring[start : start + _STRETCH + 1]) for start in starts]
    found = shapely.simplify(stretches, tolerance_m / _MOST_METRES_PER_DEGREE, preserve_topology=False)
    corners, stretch = shapely.get_coordinates(found, return_index=True)
    # The first corner of a stretch is the last one of the stretch before.
    is_repeated = np.append(False, stretch[1:] != stretch[:-1])
    kept: Positions = corners[~is_repeated]
    return kept
