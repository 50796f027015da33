"""Which counties touch, and which are held to touch over water."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

import numpy as np
import shapely

from data.geography.counties import counties
from data.geography.county_edges import NOBODY, all_county_edges
from data.plans.plan import Link

_AREAS = (("02",), ("15",), ("72", "78"), ("66", "69"), ("60",))
"""States by FIPS that lie apart: Alaska; Hawaii; Puerto Rico and the Virgin Islands; Guam and the
Northern Marianas; American Samoa. All others are the area of the lower 48 states."""


@cache
def county_neighbours() -> Mapping[str, frozenset[str]]:
    """Counties (5-digit FIPS) that share an edge with each county; a shared corner is not enough."""
    edges = all_county_edges()
    is_shared = (edges.county != NOBODY) & (edges.across != NOBODY) & (edges.county != edges.across)
    pairs = np.unique(np.stack([edges.county[is_shared], edges.across[is_shared]]), axis=1)
    found: dict[str, set[str]] = {fips: set() for fips in edges.fips}
    for one, other in pairs.T.tolist():
        found[edges.fips[one]].add(edges.fips[other])
    return MappingProxyType({fips: frozenset(others) for fips, others in found.items()})


@cache
def water_links() -> frozenset[Link]:
    """Pairs of counties (5-digit FIPS, smaller first) that are held to touch over water.

    Counties that hang together by edges are one group. Within the lower 48 states, and within each of
    the areas that lie apart (Alaska; Hawaii; Puerto Rico with the Virgin Islands; Guam with the
    Northern Marianas; American Samoa), each group is linked to the group nearest to it, by their two
    nearest counties, until the area is one group. Areas are not linked with each other. Distances are
    those of the shapes in degrees, longitudes shortened by the cosine of the area's mean latitude.
    """
    frame = counties()
    fips = frame["fips"].to_numpy()
    area = np.array([_area(code) for code in fips])
    found: set[Link] = set()
    for number in range(len(_AREAS) + 1):
        chosen = area == number
        found |= _linked(fips[chosen].tolist(), frame.geometry.to_numpy()[chosen].tolist())
    return frozenset(found)


def _area(fips: str) -> int:
    return next((at for at, states in enumerate(_AREAS) if fips[:2] in states), len(_AREAS))


def _linked(fips: list[str], shapes: list[shapely.Geometry]) -> set[Link]:
    """Links that make one group of these counties, shortest first (as Borůvka's trees do)."""
    latitude = float(np.mean(shapely.bounds(shapes)[:, [1, 3]]))
    width = float(np.cos(np.radians(latitude)))
    flat = shapely.transform(np.array(shapes, np.object_), lambda corners: corners * (width, 1.0))
    number = {code: at for at, code in enumerate(fips)}
    links: set[Link] = set()
    group = _groups(fips, links)
    while len(set(group)) > 1:
        for chosen in _all_but_largest(group):
            one, other = _nearest(flat, np.flatnonzero(np.array(group) == chosen), np.array(group))
            links.add((min(fips[one], fips[other]), max(fips[one], fips[other])))
        group = _groups(list(number), links)
    return links


def _all_but_largest(group: list[int]) -> list[int]:
    sizes = np.bincount(group)
    return [at for at in np.flatnonzero(sizes).tolist() if at != int(np.argmax(sizes))]


def _nearest(shapes: np.ndarray, mine: np.ndarray, group: np.ndarray) -> tuple[int, int]:
    """Numbers of the county in a group and of the one outside it that are nearest to each other."""
    others = np.flatnonzero(group != group[mine[0]])
    tree = shapely.STRtree(shapes[others])
    (own, found), distance = tree.query_nearest(shapes[mine], return_distance=True, all_matches=False)
    best = int(np.argmin(distance))
    return int(mine[own[best]]), int(others[found[best]])


def _groups(fips: list[str], links: Iterable[Link]) -> list[int]:
    """Number of the group that each county is in."""
    around = {code: set(county_neighbours()[code]) for code in fips}
    for one, other in links:
        around[one].add(other)
        around[other].add(one)
    group: dict[str, int] = {}
    for number, start in enumerate(fips):
        waiting = [] if start in group else [start]
        while waiting:
            code = waiting.pop()
            if code not in group:
                group[code] = number
                waiting.extend(other for other in around[code] if other in around)
    return [group[code] for code in fips]
