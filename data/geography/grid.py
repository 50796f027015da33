"""Square Web Mercator cells and their codes along the Morton curve.

A level has ``2**level`` columns, counted from 180 W, and as many rows, counted from the
north, as XYZ tiles are. A code interleaves the bits of column (even) and row (odd), so that
the four cells within a cell are next to each other and a parent is a shift of two bits.

Source: OGC Two Dimensional Tile Matrix Set 2.0, WebMercatorQuad; the spherical Mercator
formulas of EPSG method 1024.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

MAX_LEVEL = 16
"""Level at which codes are stored: cells of 611 m at the equator, 518 m at 32 degrees."""
LATITUDE_LIMIT = float(np.degrees(np.arctan(np.sinh(np.pi))))
"""Latitude, degrees, at which the square world of Web Mercator ends (about 85.05)."""
Cells = tuple[NDArray[np.uint32], NDArray[np.uint32]]
Degrees = NDArray[np.float64]
_EQUATOR_KM = 2 * np.pi * 6378.137


def cell_of(lon: ArrayLike, lat: ArrayLike, *, level: int = MAX_LEVEL) -> Cells:
    """Column and row, uint32, of the cells that hold the points; degrees, longitude first.

    Latitudes beyond the Mercator limit fall into the first or last row, longitude 180 into
    the last column. Coordinates must be finite.
    """
    side = 1 << level
    x = (np.asarray(lon, np.float64) + 180) / 360 * side
    clipped = np.radians(np.clip(np.asarray(lat, np.float64), -LATITUDE_LIMIT, LATITUDE_LIMIT))
    y = (1 - np.arcsinh(np.tan(clipped)) / np.pi) / 2 * side
    last = side - 1
    return np.clip(np.floor(x), 0, last).astype(np.uint32), np.clip(np.floor(y), 0, last).astype(np.uint32)


def cell_code(lon: ArrayLike, lat: ArrayLike, *, level: int = MAX_LEVEL) -> NDArray[np.int64]:
    """Morton codes, int64, of the cells that hold the points; degrees, longitude first.

    Examples
    --------
    >>> int(cell_code(-106.44, 31.76, level=8))
    11664
    """
    return code_of_cell(*cell_of(lon, lat, level=level))


def code_of_cell(x: ArrayLike, y: ArrayLike) -> NDArray[np.int64]:
    """Morton codes, int64, of cells given by column and row (below 2**31)."""
    return _spread(x) | (_spread(y) << 1)


def cell_xy(codes: ArrayLike) -> Cells:
    """Column and row, uint32, of cells given by Morton code, at the level of the codes."""
    code = np.asarray(codes, np.int64)
    return _gather(code), _gather(code >> 1)


def parent(codes: ArrayLike, levels: int = 1) -> NDArray[np.int64]:
    """Morton codes, int64, of the cells that hold the given ones, so many levels up."""
    return np.asarray(codes, np.int64) >> (2 * levels)


def cell_bounds(codes: ArrayLike, level: int) -> tuple[Degrees, Degrees, Degrees, Degrees]:
    """West, south, east, north of cells given by Morton code at ``level``; degrees, OGC:CRS84."""
    x, y = (axis.astype(np.float64) for axis in cell_xy(codes))
    side = 1 << level
    return _longitude(x / side), _latitude((y + 1) / side), _longitude((x + 1) / side), _latitude(y / side)


def cell_side_km(level: int, lat: float) -> float:
    """Side of a cell in kilometres at a latitude in degrees, on the Web Mercator sphere.

    Examples
    --------
    >>> round(cell_side_km(12, 32), 1)
    8.3
    """
    return float(_EQUATOR_KM / (1 << level) * np.cos(np.radians(lat)))


def _longitude(share: Degrees) -> Degrees:
    return share * 360 - 180


def _latitude(share: Degrees) -> Degrees:
    return np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * share))))


_STEPS = (
    (16, 0x0000FFFF0000FFFF),
    (8, 0x00FF00FF00FF00FF),
    (4, 0x0F0F0F0F0F0F0F0F),
    (2, 0x3333333333333333),
    (1, 0x5555555555555555),
)
_BACK = (
    (1, 0x3333333333333333),
    (2, 0x0F0F0F0F0F0F0F0F),
    (4, 0x00FF00FF00FF00FF),
    (8, 0x0000FFFF0000FFFF),
    (16, 0x00000000FFFFFFFF),
)


def _spread(axis: ArrayLike) -> NDArray[np.int64]:
    """Each bit moved to twice its place."""
    value = np.asarray(axis, np.int64)
    for shift, mask in _STEPS:
        value = (value | (value << shift)) & mask
    return value


def _gather(code: NDArray[np.int64]) -> NDArray[np.uint32]:
    """Every second bit moved back to half its place."""
    value = code & _STEPS[-1][1]
    for shift, mask in _BACK:
        value = (value | (value >> shift)) & mask
    return value.astype(np.uint32)
