"""Which county each point lies in.

The answer equals ``geopandas.sjoin`` with the predicate *intersects*: a point on an edge or
vertex belongs to the county, and of several that share it the smallest FIPS code has it, so
that no point is lost or counted twice. Predicates are planar in longitude and latitude.

Most points are settled without being tested. Points are grouped by Mercator cell; a cell
that lies properly inside one county settles all its points, a cell that no county meets
settles them as outside, and only points of the remaining cells are tested one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely import STRtree

from data.geography.counties import counties
from data.geography.grid import cell_bounds, cell_code

_LEVEL = 12
"""Cells of 8 km at 32 degrees: few per county edge, yet few distinct ones in the input."""
_MARGIN_DEGREES = 1e-9
"""Added around a cell, so that rounding of its bounds cannot leave a point outside it."""
_OUTSIDE = -1


@dataclass(frozen=True, kw_only=True)
class _Shapes:
    """Counties in FIPS order with their index; ``fips`` has one more entry, ``None``, for outside."""

    fips: NDArray[np.object_]
    polygons: NDArray[np.object_]
    tree: STRtree
    bounds: tuple[float, float, float, float]


@dataclass(frozen=True, kw_only=True)
class _Groups:
    """Points by cell: the point numbers of cell ``i`` are ``order[start[i]:start[i + 1]]``."""

    order: NDArray[np.intp]
    start: NDArray[np.intp]
    cells: NDArray[np.object_]

    def points_of(self, cell_numbers: NDArray[np.intp]) -> NDArray[np.intp]:
        """Numbers of all points in the cells."""
        parts = [self.order[self.start[i] : self.start[i + 1]] for i in cell_numbers]
        return np.concatenate(parts) if parts else np.empty(0, np.intp)


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
    shapes = _shapes()
    west, south, east, north = shapes.bounds
    near = np.flatnonzero((x >= west) & (x <= east) & (y >= south) & (y <= north))
    number = np.full(len(x), _OUTSIDE, np.intp)
    number[near] = _county_numbers(x[near], y[near], shapes)
    return shapes.fips[number]


def _county_numbers(x: NDArray[np.float64], y: NDArray[np.float64], shapes: _Shapes) -> NDArray[np.intp]:
    groups = _group(x, y)
    cell, county = shapes.tree.query(groups.cells, predicate="intersects")
    alone = np.bincount(cell, minlength=len(groups.cells))[cell] == 1
    whole = alone & shapely.contains_properly(shapes.polygons[county], groups.cells[cell])
    of_cell = np.full(len(groups.cells), _OUTSIDE, np.intp)
    of_cell[cell[whole]] = county[whole]
    number = np.empty(len(x), np.intp)
    number[groups.order] = np.repeat(of_cell, np.diff(groups.start))
    cell, county = cell[~whole], county[~whole]
    for candidate in np.unique(county)[::-1]:
        points = groups.points_of(cell[county == candidate])
        inside = shapely.intersects_xy(shapes.polygons[candidate], x[points], y[points])
        number[points[inside]] = candidate
    return number


def _group(x: NDArray[np.float64], y: NDArray[np.float64]) -> _Groups:
    codes = cell_code(x, y, level=_LEVEL)
    order = np.argsort(codes, kind="stable")
    unique, first = np.unique(codes[order], return_index=True)
    west, south, east, north = cell_bounds(unique, _LEVEL)
    margin = _MARGIN_DEGREES
    return _Groups(
        order=order,
        start=np.append(first, len(codes)),
        cells=shapely.box(west - margin, south - margin, east + margin, north + margin),
    )


@cache
def _shapes() -> _Shapes:
    frame = counties()
    polygons = frame.geometry.to_numpy()
    shapely.prepare(polygons)
    west, south, east, north = frame.total_bounds
    return _Shapes(
        fips=np.array([*frame["fips"], None], object),
        polygons=polygons,
        tree=STRtree(polygons),
        bounds=(float(west), float(south), float(east), float(north)),
    )
