"""Filters and shapes to try a data version with: drawn from a seed, so that a run can be repeated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from data.answers.calendar import month_number, month_start
from data.answers.filters import Filter
from data.errors import PolygonError
from data.geography.polygon_repair import RepairedPolygon, repaired_polygon
from data.geography.regions import region_sets
from data.reference.taxonomy import CATEGORIES
from data.schema.incidents import COMPONENTS, MODES

Places = NDArray[np.float64]
Random = np.random.Generator


def sampled_filters(
    random: Random, number: int, *, version: str, months: tuple[date, ...]
) -> tuple[Filter, ...]:
    """So many filters that pin a version: first the one that lets all pass, then random ones.

    Each restricts the period within ``months`` (the first and the last, or none), the words and
    the regions, or leaves them open.
    """
    everything = Filter(version=version)
    drawn = (_filter(random, version, months) for _ in range(number - 1))
    return (everything, *drawn)[:number]


def sampled_shapes(random: Random, number: int, places: Places) -> tuple[RepairedPolygon, ...]:
    """So many valid polygons about places where incidents are, of shape ``(n, 2)``, OGC:CRS84.

    They are stars of up to 60 corners, rectangles whose edges and polygons whose corners are such
    places, so that points lie on the boundary, and rings that cross themselves, as mended.
    """
    kinds = (_star, _rectangle, _corners, _crossing)
    return tuple(
        _polygon(random, kinds[i % len(kinds)](random, places), places)
        for i in range(number if len(places) else 0)
    )


def _filter(random: Random, version: str, months: tuple[date, ...]) -> Filter:
    first, last = None, None
    if months and random.random() < 0.7:
        drawn = random.integers(month_number(months[0]), month_number(months[-1]) + 1, 2)
        first, last = (month_start(int(month)) for month in np.sort(drawn))
    return Filter(
        first=first,
        last=last,
        categories=_some(random, CATEGORIES, 4),
        components=_some(random, COMPONENTS, 3),
        modes=_some(random, MODES, 3),
        regions=_some_regions(random),
        version=version,
    )


def _some(random: Random, words: Sequence[str], most: int) -> tuple[str, ...]:
    """No word, which restricts nothing, in half the cases; else up to so many."""
    number = int(random.integers(1, most + 1)) if random.random() < 0.5 else 0
    return tuple(str(word) for word in random.choice(words, number, replace=False))


def _some_regions(random: Random) -> tuple[str, ...]:
    chosen = region_sets()[int(random.integers(len(region_sets())))]
    return _some(random, [region.id for region in chosen.regions], 3)


def _star(random: Random, places: Places) -> Places:
    corners = int(random.integers(5, 61))
    turns = np.sort(random.uniform(0, 2 * np.pi, corners))
    reach = 10 ** random.uniform(-2, 1) * random.uniform(0.3, 1, corners)
    around: Places = np.stack([np.cos(turns), np.sin(turns)], axis=1) * reach[:, None]
    around += random.choice(places)
    return around


def _rectangle(random: Random, places: Places) -> Places:
    (west, south), (east, north) = np.sort(random.choice(places, 2), axis=0)
    return np.array([(west, south), (east, south), (east, north), (west, north)])


def _corners(random: Random, places: Places) -> Places:
    chosen = random.choice(places, int(random.integers(3, 12)))
    turns = np.arctan2(*(chosen - chosen.mean(axis=0)).T[::-1])
    around: Places = chosen[np.argsort(turns)]
    return around


def _crossing(random: Random, places: Places) -> Places:
    chosen: Places = random.choice(places, 6)
    return chosen


def _polygon(random: Random, ring: Places, places: Places) -> RepairedPolygon:
    """The ring as a drawn shape; a star in its place where it has no area, as of one place twice."""
    closed = np.clip(np.concatenate([ring, ring[:1]]), (-180, -90), (180, 90)).tolist()
    try:
        return repaired_polygon({"type": "Polygon", "coordinates": [closed]})
    except PolygonError:
        return _polygon(random, _star(random, places), places)
