"""Where two polygons differ: the box around the edges that only one of them has.

The edges that changed close into rings, and what lies inside one polygon and outside the other
lies inside those rings; so outside the box both hold the same points.
"""

from __future__ import annotations

import numpy as np
from shapely import MultiPolygon, Polygon

from data.index.edges import EAST, LAT, LON, NORTH, RUN_LAT, RUN_LON, SOUTH, WEST, Edges, edges_of
from data.index.leaves import Window

_MOST_CHANGED = 64
"""Edges: of more than that, the shapes are unlike and finding the box costs more than it saves."""
_LARGEST_SHARE = 0.25
"""Of the area of the shape's box: a larger window saves little."""
_MARGIN = 1e-6
"""Degrees around the box, more than the lattice may move a stray."""


def changed_window(before: Polygon | MultiPolygon, after: Polygon | MultiPolygon) -> Window | None:
    """West, south, east and north around what differs, or ``None`` if it is not small; degrees."""
    if before.is_empty or after.is_empty or not _boxes_meet(before.bounds, after.bounds):
        return None
    old, new = edges_of(before), edges_of(after)
    if abs(len(old) - len(new)) > _MOST_CHANGED:
        return None
    changed = _on_one_side(old, new)
    if not 0 < len(changed) <= _MOST_CHANGED:
        return None
    west, south = changed[:, WEST].min() - _MARGIN, changed[:, SOUTH].min() - _MARGIN
    east, north = changed[:, EAST].max() + _MARGIN, changed[:, NORTH].max() + _MARGIN
    low_lon, low_lat, high_lon, high_lat = after.bounds
    if (east - west) * (north - south) > _LARGEST_SHARE * (high_lon - low_lon) * (high_lat - low_lat):
        return None
    return float(west), float(south), float(east), float(north)


def _on_one_side(old: Edges, new: Edges) -> Edges:
    """The edges that only one list has, whichever way they run; of repeated ones each odd one."""
    both = np.concatenate([old, new])
    start, end = both[:, [LON, LAT]], both[:, [LON, LAT]] + both[:, [RUN_LON, RUN_LAT]]
    is_back = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    ends = np.where(
        is_back[:, None], np.concatenate([end, start], axis=1), np.concatenate([start, end], axis=1)
    )
    order = np.lexsort(ends.T)
    ends = ends[order]
    is_new = np.append(True, np.any(ends[1:] != ends[:-1], axis=1))
    times = np.diff(np.append(np.flatnonzero(is_new), len(ends)))
    changed: Edges = both[order[is_new][times % 2 == 1]]
    return changed


def _boxes_meet(one: Window, other: Window) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]
