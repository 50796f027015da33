"""How often the edges of rings meet where they should not, counted no further than a limit.

Repairing a ring takes time and memory that grow with its crossings, of which 10,000 random
corners have millions; so they are counted before a repair is tried.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np
import shapely
from numpy.typing import NDArray

Positions = NDArray[np.float64]
_AT_ONCE = 64
"""Edges looked at together: what is counted beyond a limit is at most so many times all edges."""


def has_more_crossings(rings: Sequence[Positions], most: int) -> bool:
    """Whether more than ``most`` pairs of edges cross, touch or overlap.

    Each ring is closed, degrees, of shape ``(n, 2)``, without a corner twice in a row; planar.
    Neighbours in a ring, which share a corner, do not count.
    """
    edges = [np.stack([ring[:-1], ring[1:]], axis=1) for ring in rings]
    sizes = [len(ring) - 1 for ring in rings]
    first = np.repeat(np.cumsum(sizes) - sizes, sizes)
    last = np.repeat(np.cumsum(sizes) - 1, sizes)
    lines = cast("NDArray[np.object_]", shapely.linestrings(np.concatenate(edges)))
    tree = shapely.STRtree(lines)
    met = 0
    for start in range(0, len(lines), _AT_ONCE):
        one, other = tree.query(lines[start : start + _AT_ONCE], predicate="intersects")
        one = one + start
        is_next = (other == one + 1) & (one != last[one])
        is_around = (one == first[one]) & (other == last[one])
        met += int(((other > one) & ~is_next & ~is_around).sum())
        if met > most:
            return True
    return False
