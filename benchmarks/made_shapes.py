"""Seeded random polygons around incidents, for the benchmarks."""

from __future__ import annotations

import time

import numpy as np
import shapely
from shapely import Polygon

from data.index.segment import Columns

_DEGREES_A_KM = 1 / 111.2
Random = np.random.Generator


def random_shapes(random: Random, columns: Columns, number: int) -> list[Polygon]:
    """Stars of 5 to 500 vertices and 10 to 1,000 km across, around incidents."""
    rows = random.integers(0, len(columns.lon), number)
    vertices = (5 * 100 ** random.uniform(size=number)).astype(int)
    radius = 5 * 100 ** random.uniform(size=number) * _DEGREES_A_KM
    return [
        star(random, (float(columns.lon[row]), float(columns.lat[row])), corners, reach)
        for row, corners, reach in zip(rows, vertices, radius, strict=True)
    ]


def star(random: Random, centre: tuple[float, float], corners: int, reach: float) -> Polygon:
    """A polygon of so many corners, each half to all of ``reach`` (degrees) from the centre."""
    turns = (np.arange(corners) + random.uniform(size=corners)) * 2 * np.pi / corners
    away = reach * random.uniform(0.5, 1, corners)
    return Polygon(np.stack([np.cos(turns), np.sin(turns)], axis=1) * away[:, None] + centre)


def spiky(centre: tuple[float, float], corners: int, reach: float, core: float) -> Polygon:
    """A polygon whose corners lie by turns ``core`` and ``reach`` degrees from the centre."""
    turns = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    away = np.where(np.arange(corners) % 2, reach, core)
    return Polygon(np.stack([np.cos(turns), np.sin(turns)], axis=1) * away[:, None] + centre)


def moved(shape: Polygon) -> Polygon:
    """The polygon with its first vertex moved by up to 1 cm."""
    ring = shapely.get_coordinates(shape)
    ring[[0, -1]] += time.perf_counter_ns() % 1000 * 1e-10
    return Polygon(ring)
