"""Where incidents lie, as whole numbers of 1e-7 degrees, and exactly.

Published coordinates have at most seven decimals, and dividing by ten million gives the very
float64 that reading them gives, so eight bytes hold both. A coordinate of more digits is a
*stray*: the lattice has it rounded, by 6 mm at most, and its float64 values are kept beside.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from data.compiled import compiled

UNITS_A_DEGREE = 10_000_000
Units = NDArray[np.int32]
Degrees = NDArray[np.float64]
Rows = NDArray[np.int64]
Scalar = TypeVar("Scalar", bound=np.generic)


@dataclass(frozen=True, kw_only=True)
class Positions:
    """Points in OGC:CRS84, one entry each, read-only.

    ``x`` and ``y`` are longitude and latitude in units of 1e-7 degrees; of the rows ``stray``,
    ascending, ``stray_lon`` and ``stray_lat`` are the exact degrees.
    """

    x: Units
    y: Units
    stray: Rows
    stray_lon: Degrees
    stray_lat: Degrees

    @classmethod
    def of(cls, lon: Degrees, lat: Degrees) -> Positions:
        """The positions of finite degrees, longitude first, shape ``(n,)`` each."""
        x, y = _rounded(lon), _rounded(lat)
        stray = np.flatnonzero((x / UNITS_A_DEGREE != lon) | (y / UNITS_A_DEGREE != lat))
        return cls(
            x=read_only(x),
            y=read_only(y),
            stray=read_only(stray.astype(np.int64)),
            stray_lon=read_only(lon[stray]),
            stray_lat=read_only(lat[stray]),
        )

    def __len__(self) -> int:
        """Number of points."""
        return len(self.x)

    def degrees(self, rows: Rows) -> tuple[Degrees, Degrees]:
        """Exact longitude and latitude of these rows, float64."""
        lon, lat = self.x[rows] / UNITS_A_DEGREE, self.y[rows] / UNITS_A_DEGREE
        if len(self.stray):
            at = np.minimum(np.searchsorted(self.stray, rows), len(self.stray) - 1)
            is_stray = self.stray[at] == rows
            lon = np.where(is_stray, self.stray_lon[at], lon)
            lat = np.where(is_stray, self.stray_lat[at], lat)
        return lon, lat


def read_only(array: NDArray[Scalar]) -> NDArray[Scalar]:
    """The array, contiguous and not to be written: what a memory-mapped file gives, too."""
    found = np.ascontiguousarray(array)
    found.setflags(write=False)
    return found


@compiled
def _rounded(degrees: Degrees) -> Units:
    units = np.empty(len(degrees), np.int32)
    for row in range(len(degrees)):
        units[row] = np.int32(np.rint(degrees[row] * 1e7))
    return units
