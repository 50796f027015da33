"""The outlines of marks, the same as those of the map component (``dashboard/map/src/shapes.ts``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import numpy as np

from layers.drawing.picture import Ring

RING_HALF, RING_MIDDLE = 0.2, 0.92
"""Half the width of a ring's band, and the radius of its middle, in radii of the mark."""
_ROUND_CORNERS = 24


def mark_rings(shape: str, x: float, y: float, radius: float) -> tuple[Ring, ...]:
    """Rings of a mark around a point, filled by the even-odd rule; shapes as in ``layers.base.Style``.

    Every shape is of about the area of the circle of that radius; an unknown shape is a circle.
    """
    return tuple(
        (ring * radius + np.array([x, y], np.float32)).astype(np.float32)
        for ring in _OUTLINES.get(shape, _circle)()
    )


@cache
def _circle() -> tuple[Ring, ...]:
    return (_regular(_ROUND_CORNERS, 1.0, 0.0),)


@cache
def _ring() -> tuple[Ring, ...]:
    return tuple(
        _regular(_ROUND_CORNERS, radius, 0.0) for radius in (RING_MIDDLE + RING_HALF, RING_MIDDLE - RING_HALF)
    )


def _regular(corners: int, radius: float, turn: float) -> Ring:
    """Corners at equal angles, the first ``turn`` degrees clockwise from the top; y points down."""
    angles = np.radians(turn + np.arange(corners) * 360.0 / corners)
    return np.column_stack([radius * np.sin(angles), -radius * np.cos(angles)]).astype(np.float32)


def _shifted(ring: Ring, down: float) -> Ring:
    return ring + np.array([0.0, down], np.float32)


@cache
def _star() -> tuple[Ring, ...]:
    outer, inner = _regular(5, 1.46, 0.0), _regular(5, 0.66, 36.0)
    return (np.stack([outer, inner], axis=1).reshape(-1, 2),)


@cache
def _cross() -> tuple[Ring, ...]:
    arm, half = 1.22, 0.46
    quarter = np.array([[half, -arm], [half, -half], [arm, -half]], np.float32)
    turns = [quarter]
    for _ in range(3):
        turns.append(np.column_stack([-turns[-1][:, 1], turns[-1][:, 0]]))
    return (np.concatenate(turns).astype(np.float32),)


_OUTLINES: Mapping[str, Callable[[], tuple[Ring, ...]]] = {
    "circle": _circle,
    "ring": _ring,
    "square": lambda: (_regular(4, 1.24, 45.0),),
    "diamond": lambda: (_regular(4, 1.26, 0.0),),
    "triangle": lambda: (_shifted(_regular(3, 1.44, 0.0), 0.2),),
    "triangle-down": lambda: (_shifted(_regular(3, 1.44, 180.0), -0.2),),
    "pentagon": lambda: (_regular(5, 1.16, 0.0),),
    "hexagon": lambda: (_regular(6, 1.1, 0.0),),
    "star": _star,
    "cross": _cross,
}
