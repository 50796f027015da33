"""Polygons to count in, drawn around points that are there: ordinary ones and all kinds of hard ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon

Random = np.random.Generator
Shape = Polygon | MultiPolygon


@dataclass(frozen=True, kw_only=True)
class Points:
    """Degrees, OGC:CRS84, one entry each."""

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]


def star(random: Random, centre: NDArray[np.float64], radius: float, corners: int) -> Polygon:
    """A star-shaped polygon: corners at rising angles, so that no edges cross; degrees."""
    turns = np.sort(random.uniform(0, 2 * np.pi, corners))
    reach = radius * random.uniform(0.3, 1, corners)
    return Polygon(np.stack([np.cos(turns), np.sin(turns)], axis=1) * reach[:, None] + centre)


def star_of_many(random: Random, points: Points) -> Shape:
    """Thousands of corners."""
    return star(random, _some(random, points, 1)[0], _radius(random), int(random.integers(1000, 4000)))


def ordinary(random: Random, points: Points) -> Shape:
    """A star of a few to 500 corners."""
    return star(random, _some(random, points, 1)[0], _radius(random), int(5 * 100 ** random.uniform()))


def with_hole(random: Random, points: Points) -> Shape:
    """A star with a star cut out."""
    centre, radius = _some(random, points, 1)[0], _radius(random)
    hole = star(random, centre, radius * 0.3, 12)
    return _areas(star(random, centre, radius, 40).difference(shapely.make_valid(hole)))


def in_parts(random: Random, points: Points) -> Shape:
    """Several stars, those that overlap made one."""
    parts = [star(random, at, _radius(random) / 2, 12) for at in _some(random, points, 4)]
    return _areas(shapely.union_all(shapely.make_valid(parts)))


def sliver(random: Random, points: Points) -> Shape:
    """A triangle almost without width, along two of the points."""
    (lon, lat), (east, north) = _some(random, points, 2)
    width = 10 ** random.uniform(-15, -3)
    return Polygon([(lon, lat), (east, north), (east + width, north + width / 3)])


def corners_on_points(random: Random, points: Points) -> Shape:
    """All corners are points that are there."""
    at = _some(random, points, int(random.integers(3, 40)))
    turns = np.arctan2(*(at - at.mean(axis=0)).T[::-1])
    return Polygon(at[np.argsort(turns)])


def edges_through_points(random: Random, points: Points) -> Shape:
    """A rectangle whose sides run through points, where several share a coordinate."""
    (west, south), (east, north) = np.sort(_some(random, points, 2), axis=0)
    return shapely.box(west, south, east, north)


def triangle_on_the_lattice(random: Random, points: Points) -> Shape:
    """Diagonals that pass through points of the lattice that coordinates are rounded to."""
    lon, lat = _some(random, points, 1)[0]
    step = float(random.choice([0.01, 0.25, 1.0]))
    return Polygon([(lon - step, lat), (lon, lat - step), (lon + step, lat), (lon, lat + step)])


def tiny(random: Random, points: Points) -> Shape:
    """A box of some picometres around a point."""
    lon, lat = _some(random, points, 1)[0]
    return shapely.box(lon - 1e-12, lat, lon + 1e-12, lat + 1e-12)


def spikes(random: Random, points: Points) -> Shape:
    """Hundreds of long thin spikes: many edges in every box."""
    corners = 2 * int(random.integers(50, 300))
    turns = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    reach = np.where(np.arange(corners) % 2, 6.0, 0.5)
    centre = _some(random, points, 1)[0]
    return Polygon(np.stack([np.cos(turns), np.sin(turns)], axis=1) * reach[:, None] + centre)


def repaired(random: Random, points: Points) -> Shape:
    """A ring that crosses itself, made valid."""
    return _areas(shapely.make_valid(Polygon(_some(random, points, 8))))


def at_the_antimeridian(random: Random, points: Points) -> Shape:
    """Two parts that meet at 180 degrees, one on each side, as GeoJSON asks for."""
    south, height = random.uniform(-60, 50), random.uniform(0.1, 40)
    west, east = random.uniform(165, 179.9), random.uniform(-179.9, -165)
    return MultiPolygon(
        [shapely.box(west, south, 180, south + height), shapely.box(-180, south, east, south + height)]
    )


def the_world(random: Random, points: Points) -> Shape:
    """Everything."""
    return shapely.box(-180, -90, 180, 90)


KINDS: tuple[Callable[[Random, Points], Shape], ...] = (
    ordinary,
    star_of_many,
    with_hole,
    in_parts,
    sliver,
    corners_on_points,
    edges_through_points,
    triangle_on_the_lattice,
    tiny,
    spikes,
    repaired,
    at_the_antimeridian,
    the_world,
)


def _some(random: Random, points: Points, number: int) -> NDArray[np.float64]:
    """So many of the points, each another row; shape ``(number, 2)``."""
    rows = random.choice(len(points.lon), number, replace=False)
    return np.stack([points.lon[rows], points.lat[rows]], axis=1)


def _radius(random: Random) -> float:
    """Degrees, from 100 m to a third of the country."""
    return float(10 ** random.uniform(-3, 1))


def _areas(shape: shapely.Geometry) -> Shape:
    """The parts of a shape that have an area."""
    parts = [part for part in shapely.get_parts(shape) if isinstance(part, Polygon)]
    return MultiPolygon(parts) if len(parts) != 1 else parts[0]
