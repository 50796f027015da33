"""Where events between ports fall: along a sector's stretch of border, thinning inland.

Shares along the line come from three seeded sources: towns with a port of entry, stretches of
their own, and a thin ground. Distances from the line are a mixture of near, middle and far; some
points follow winding trails inland. Nothing here knows of time, so a place changes over time only
through the published figures of its sector or through planted truth.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from data.synthetic.county_shapes import inner_edge, land_of, outer_edge
from data.synthetic.scatter import KM_PER_DEGREE, Points, kept, moved, shifted

SOUTH, NORTH = -1, 1
SEA_ENDS = {
    "06073": ((-117.1236, 32.5343), SOUTH),
    "48061": ((-97.1454, 25.9557), SOUTH),
    "23029": ((-66.9790, 44.8150), NORTH),
}
"""County FIPS to the point where its land or river border meets the open sea, and the side on which
the border goes on. Source: general knowledge of the two ends of the southwest border and of Lubec."""

NODE_KM, TAPER_KM, TAPER_FLOOR = 0.4, 5.0, 0.1
STRETCH_EVERY_KM = 12
TRAILS, TRAIL_STEPS, INLAND_TRIES = 60, 60, 6
NEAR, MIDDLE, FAR, TRAIL = 0.47, 0.36, 0.05, 0.12
"""Shares of points near the line, in the middle ground, far inland and on trails."""


@dataclass(frozen=True, kw_only=True)
class Corridor:
    """A sector's border counties as a pattern: nodes on the line with shares, and trails inland."""

    shape: BaseGeometry
    nodes: Points
    node_shares: NDArray[np.float64]
    trails: Points
    trail_shares: NDArray[np.float64]
    trail_depth_km: NDArray[np.float64]

    def draw(self, count: int, rng: np.random.Generator) -> Points:
        """``count`` points in the border counties of the sector."""

        def propose(size: int) -> Points:
            on_trail = rng.random(size) < TRAIL
            step = rng.choice(len(self.trails), size, p=self.trail_shares)
            node = rng.choice(len(self.nodes), size, p=self.node_shares)
            start = np.where(on_trail[:, None], self.trails[step], self.nodes[node])
            width = 1.6 + 0.1 * self.trail_depth_km[step]
            sideways = np.abs(rng.standard_normal(size)) * width
            return moved(start, np.where(on_trail, sideways, _distances(size, rng)), rng)

        return kept(propose, count, self.shape)


def corridor(fips: tuple[str, ...], towns: Points, rng: np.random.Generator) -> Corridor:
    """Corridor along the outer edge of the counties ``fips``.

    Parameters
    ----------
    fips
        Border counties of one sector, 5-digit.
    towns
        Ports of entry that draw events to their surroundings, shape (k, 2), longitude first.
    """
    shape, edge = land_of(*fips), inner_edge(*fips)
    nodes, lengths = _nodes(fips)
    shares = _along_the_line(nodes, lengths, towns, rng) * _taper(nodes, edge)
    shares /= shares.sum()
    trails, trail_shares, depth = _trails(nodes, shares, shape, rng)
    return Corridor(
        shape=shape,
        nodes=nodes,
        node_shares=shares,
        trails=trails,
        trail_shares=trail_shares,
        trail_depth_km=depth,
    )


def _distances(size: int, rng: np.random.Generator) -> NDArray[np.float64]:
    kind = rng.choice(3, size, p=np.array([NEAR, MIDDLE, FAR]) / (NEAR + MIDDLE + FAR))
    spread = rng.standard_normal(size)
    near = 0.9 * np.exp(0.8 * spread)
    middle = 4.5 * np.exp(0.6 * spread)
    far = np.minimum(5 + 8 * rng.standard_exponential(size), 40)
    return np.choose(kind, [near, middle, far])


def _nodes(fips: tuple[str, ...]) -> tuple[Points, NDArray[np.float64]]:
    """Midpoints of steps of about 400 m along the border line, and their lengths in km."""
    starts, ends = [], []
    for code in fips:
        for part in shapely.get_parts(_border_of(code)):
            points = shapely.get_coordinates(shapely.segmentize(part, NODE_KM / KM_PER_DEGREE))
            starts.append(points[:-1])
            ends.append(points[1:])
    start, end = np.concatenate(starts), np.concatenate(ends)
    return (start + end) / 2, _km(start, end)


def _border_of(fips: str) -> BaseGeometry:
    """Outer edge of the county without its open coast."""
    edge = outer_edge(fips)
    if fips not in SEA_ENDS:
        return edge
    end, side = SEA_ENDS[fips]
    longest = max(shapely.get_parts(edge), key=lambda part: part.length)
    cut = longest.project(shapely.Point(end))
    halves = (substring(longest, 0, cut), substring(longest, cut, longest.length))
    return max(halves, key=lambda half: side * half.centroid.y)


def _taper(nodes: Points, edge: BaseGeometry) -> NDArray[np.float64]:
    """Factor per node that falls to a tenth towards the neighbouring counties, where the sector ends.

    Without it the busier of two sectors would end in a straight edge on the map.
    """
    away_km = shapely.distance(edge, shapely.points(nodes)) * KM_PER_DEGREE
    factor: NDArray[np.float64] = 1 - (1 - TAPER_FLOOR) * np.exp(-((away_km / TAPER_KM) ** 1.5))
    return factor


def _along_the_line(
    nodes: Points, lengths_km: NDArray[np.float64], towns: Points, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Share of each node: 0.42 around towns, 0.43 on stretches, 0.15 even."""
    count = max(4, int(lengths_km.sum() / STRETCH_EVERY_KM))
    stretches = nodes[rng.choice(len(nodes), count)]
    bumps = np.concatenate([towns, stretches])
    widths = np.concatenate([rng.uniform(3, 9, len(towns)), rng.uniform(1.5, 6, count)])
    town_weights = rng.lognormal(0, 0.9, len(towns))
    stretch_weights = rng.gamma(0.6, 1, count)
    weights = np.concatenate(
        [0.42 * town_weights / max(town_weights.sum(), 1e-9), 0.43 * stretch_weights / stretch_weights.sum()]
    )
    density: NDArray[np.float64] = 0.15 * lengths_km / lengths_km.sum()
    for bump, width, weight in zip(bumps, widths, weights, strict=True):
        kernel = lengths_km * np.exp(-0.5 * (_km(nodes, bump[None, :]) / width) ** 2)
        density += weight * kernel / max(kernel.sum(), 1e-9)
    density /= density.sum()
    return density


def _trails(
    nodes: Points, shares: NDArray[np.float64], shape: BaseGeometry, rng: np.random.Generator
) -> tuple[Points, NDArray[np.float64], NDArray[np.float64]]:
    """Winding walks that start on the line and stay in ``shape``: points, shares and depth in km."""
    starts = nodes[rng.choice(len(nodes), TRAILS, p=shares)]
    weights = rng.gamma(1.0, 1, TRAILS)
    line = shapely.STRtree(np.asarray(shapely.points(nodes)))
    inland = _inland(starts, line, shape, rng)
    turn, place, alive = np.zeros(TRAILS), starts, np.ones(TRAILS, dtype=bool)
    points, step_weights, depths = [starts], [weights], [np.zeros(TRAILS)]
    for step in range(TRAIL_STEPS):
        turn = 0.92 * turn + 0.2 * rng.standard_normal(TRAILS)
        place = shifted(place, np.cos(inland + turn), np.sin(inland + turn))
        alive &= shapely.contains_xy(shape, place[:, 0], place[:, 1])
        points.append(place[alive])
        step_weights.append(weights[alive] * np.exp(-step / 14))
        depths.append(_km_to_line(place, line)[alive])
    trail_shares = np.concatenate(step_weights)
    return np.concatenate(points), trail_shares / trail_shares.sum(), np.concatenate(depths)


def _inland(
    starts: Points, line: shapely.STRtree, shape: BaseGeometry, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Angle, in radians from east, that leads farthest from the line within ``shape`` in 15 km."""
    best, farthest = np.zeros(len(starts)), np.full(len(starts), -1.0)
    for _ in range(INLAND_TRIES):
        angle = rng.uniform(0, 2 * np.pi, len(starts))
        ahead = shifted(starts, 15 * np.cos(angle), 15 * np.sin(angle))
        inside = shapely.contains_xy(shape, ahead[:, 0], ahead[:, 1])
        depth = np.where(inside, _km_to_line(ahead, line), -1)
        best, farthest = np.where(depth > farthest, angle, best), np.maximum(depth, farthest)
    return best


def _km_to_line(points: Points, line: shapely.STRtree) -> NDArray[np.float64]:
    nearest = line.geometries[line.nearest(shapely.points(points))]
    return _km(points, shapely.get_coordinates(nearest))


def _km(a: Points, b: Points) -> NDArray[np.float64]:
    east = (a[:, 0] - b[:, 0]) * np.cos(np.radians(a[:, 1]))
    return KM_PER_DEGREE * np.hypot(east, a[:, 1] - b[:, 1])
