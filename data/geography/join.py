"""Which county each point lies in.

The answer equals ``geopandas.sjoin`` with the predicate *intersects*: a point on an edge or
vertex belongs to the county, and of several that share it the smallest FIPS code has it, so
that no point is lost or counted twice. Predicates are planar in longitude and latitude.

Most points are told by a grid (:mod:`data.geography.tag_index`); those in a cell that an edge of
a county touches are tested by GEOS, against the counties whose edges those are.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from threading import Lock

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from data.geography.counties import counties
from data.geography.tag_index import Degrees, TagIndex
from data.geography.tag_index_file import kept_tag_index
from data.geography.tag_kernels import CROSSED, OUTSIDE

_THREADS = 2
_POINTS_EACH = 1_000_000
"""Points of one task of a thread: enough of them in each county to be worth a call."""


def county_of(lon: ArrayLike, lat: ArrayLike) -> NDArray[np.object_]:
    """5-digit FIPS code of the county at each point, ``None`` where there is none.

    ``lon`` and ``lat`` are degrees, OGC:CRS84, of equal length; a coordinate that is not a
    finite number, or lies outside the world, is in no county.

    Raises
    ------
    ValueError
        If ``lon`` and ``lat`` differ in length.

    Examples
    --------
    >>> county_of([-106.44, -106.44], [31.80, 31.60]).tolist()
    ['48141', None]
    """
    x, y = np.atleast_1d(np.asarray(lon, np.float64)), np.atleast_1d(np.asarray(lat, np.float64))
    if x.shape != y.shape or x.ndim != 1:
        raise ValueError(f"lon has shape {x.shape} and lat {y.shape}, expected two lists of equal length")
    parts = [slice(at, at + _POINTS_EACH) for at in range(0, len(x), _POINTS_EACH)]
    number = np.empty(len(x), np.int16)

    def tell(part: slice) -> None:
        number[part] = county_numbers(x[part], y[part])

    if len(parts) < _THREADS:
        number[:] = county_numbers(x, y)
    else:
        with ThreadPoolExecutor(_THREADS) as pool:
            list(pool.map(tell, parts))
    return np.array([*county_codes(), None], object)[number]


def county_codes() -> tuple[str, ...]:
    """5-digit FIPS codes of all counties, ascending."""
    return _tagger().fips


def county_numbers(lon: Degrees, lat: Degrees) -> NDArray[np.int16]:
    """Position in :func:`county_codes` of the county at each point, -1 where there is none.

    ``lon`` and ``lat`` are degrees, OGC:CRS84, as for :func:`county_of`. The work is done in the thread
    that asks; several may ask at a time.
    """
    tagger = _tagger()
    index = tagger.index
    entry = index.entries(lon, lat)
    at = np.flatnonzero(entry <= CROSSED)
    cell = CROSSED - entry[at]
    entry[at] = OUTSIDE
    point, county = _candidates(index, at, cell)
    starts = np.flatnonzero(np.append(True, county[1:] != county[:-1])[: len(county)])
    # Counties in falling order: where a point is on the edge of several, the smallest has the last word.
    for start, end in reversed(list(pairwise([*starts.tolist(), len(county)]))):
        number, points = int(county[start]), point[start:end]
        polygon = tagger.readied(number)
        entry[points[shapely.intersects_xy(polygon, lon[points], lat[points])]] = number
    return entry.astype(np.int16)


def _candidates(
    index: TagIndex, at: NDArray[np.intp], cell: NDArray[np.int32]
) -> tuple[NDArray[np.intp], NDArray[np.int16]]:
    """Pairs of a point and a county that it may lie in, by county."""
    first = index.start[cell]
    count = index.start[cell + 1] - first
    within = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
    county = index.county[np.repeat(first, count) + within]
    order = np.argsort(county, kind="stable")
    return np.repeat(at, count)[order], county[order]


@dataclass(frozen=True, kw_only=True)
class _Tagger:
    """Counties in FIPS order, and their grid."""

    fips: tuple[str, ...]
    polygons: NDArray[np.object_]
    index: TagIndex
    is_ready: NDArray[np.bool_]
    lock: Lock = field(default_factory=Lock)

    def readied(self, number: int) -> shapely.Geometry:
        """The polygon, prepared by first tests: after them, any number of threads may test points.

        GEOS makes what finds points quickly at the second test of one within the envelope, and corrupts
        memory if two threads do so at once; hence tests of corners of the polygon's own.
        """
        if not self.is_ready[number]:
            with self.lock:
                corners = shapely.get_coordinates(self.polygons[number])[:3]
                shapely.prepare(self.polygons[number])
                shapely.intersects_xy(self.polygons[number], corners[:, 0], corners[:, 1])
                self.is_ready[number] = True
        polygon: shapely.Geometry = self.polygons[number]
        return polygon


@cache
def _tagger() -> _Tagger:
    frame = counties()
    # Its own polygons: what prepares them must not meet what others do with the counties' shapes.
    polygons = shapely.from_wkb(shapely.to_wkb(frame.geometry.to_numpy()))
    return _Tagger(
        fips=tuple(frame["fips"]),
        polygons=polygons,
        index=kept_tag_index(polygons),
        is_ready=np.zeros(len(polygons), bool),
    )
