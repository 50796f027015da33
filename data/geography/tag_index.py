"""A grid over the counties that tells most points their county without a test.

Two levels of square cells in longitude and latitude. A coarse cell that no edge of a county
touches lies in one county or in none; each other one is split into fine cells, of which the same
is true. Only in fine cells that an edge touches (*crossed* ones) must a point be tested, against
the counties whose edges those are. This rests on counties that do not overlap, which is checked.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import STRtree

from data.geography.tag_kernels import CROSSED, OUTSIDE, UNSET, cells_of_edges, faces, looked_up

SCALE = 256
"""Fine cells per degree: 0.0039 degrees, 430 m from south to north."""
SIDE = 16
"""Fine cells along a side of a coarse one."""
Degrees = NDArray[np.float64]
Shapes = NDArray[np.object_]


@dataclass(frozen=True, kw_only=True)
class TagIndex:
    """The grid; counties are positions in the array of shapes that it was made from.

    ``origin`` is column and row of its lower left fine cell from 0 degrees. ``coarse`` and ``fine``
    are as :func:`data.geography.tag_kernels.looked_up` reads them. The counties that a point of
    crossed cell ``b`` may be in are ``county[start[b]:start[b + 1]]``, ascending.
    """

    origin: NDArray[np.int64]
    coarse: NDArray[np.int32]
    fine: NDArray[np.int32]
    start: NDArray[np.int32]
    county: NDArray[np.int16]

    def entries(self, lon: Degrees, lat: Degrees) -> NDArray[np.int32]:
        """Entry of each point, degrees: a county, ``OUTSIDE``, or ``CROSSED - b`` in crossed cell ``b``."""
        corner = (int(self.origin[0]), int(self.origin[1]), SCALE)
        return looked_up(lon, lat, self.coarse, self.fine, corner)


def tag_index(shapes: Shapes) -> TagIndex:
    """The index over polygons and multipolygons, degrees, OGC:CRS84, at most 32,767 of them.

    Raises
    ------
    ValueError
        If two shapes overlap, or meet without sharing their vertices.
    """
    if not shapely.coverage_is_valid(shapes):
        raise ValueError("the shapes overlap or do not share their vertices, expected a coverage")
    origin, blocks = _grid(shapes)
    columns = int(blocks[0]) * SIDE
    pairs = np.sort(_pairs(shapes, origin, columns))
    pairs = pairs[np.append(True, pairs[1:] != pairs[:-1])]
    first = np.flatnonzero(np.append(True, pairs[1:] >> 16 != pairs[:-1] >> 16))
    cells = pairs[first] >> 16
    coarse, fine = _crossed(cells, blocks)
    tree = STRtree(shapes)
    _fill_coarse(coarse, origin, tree)
    _fill_fine(fine, coarse, origin, tree)
    return TagIndex(
        origin=origin,
        coarse=coarse,
        fine=fine,
        start=np.append(first, len(pairs)).astype(np.int32),
        county=(pairs & 0xFFFF).astype(np.int16),
    )


def _grid(shapes: Shapes) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Lower left fine cell, with a coarse cell to spare on each side, and numbers of coarse cells."""
    bounds = shapely.total_bounds(shapes) * SCALE / SIDE
    low = np.floor(bounds[:2]).astype(np.int64) - 1
    return low * SIDE, np.floor(bounds[2:]).astype(np.int64) + 2 - low


@dataclass(frozen=True, kw_only=True)
class Rings:
    """All rings of some shapes: corners (degrees) with the number of their ring, and its shape's number."""

    corners: NDArray[np.float64]
    ring: NDArray[np.int64]
    shape: NDArray[np.int64]


def rings_of(shapes: Shapes) -> Rings:
    """The rings of polygons and multipolygons, outer and inner ones, in order."""
    parts, shape = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    corners, ring = shapely.get_coordinates(rings, return_index=True)
    return Rings(corners=corners, ring=ring, shape=shape[part])


def _pairs(shapes: Shapes, origin: NDArray[np.int64], columns: int) -> NDArray[np.int64]:
    rings = rings_of(shapes)
    is_edge = rings.ring[:-1] == rings.ring[1:]
    owner = rings.shape[rings.ring[:-1]][is_edge]
    corners = rings.corners * SCALE - origin
    start, end = corners[:-1][is_edge], corners[1:][is_edge]
    count = cells_of_edges(start, end, owner, columns, np.empty(0, np.int64))
    found = np.empty(count, np.int64)
    cells_of_edges(start, end, owner, columns, found)
    return found


def _crossed(
    cells: NDArray[np.int64], blocks: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Coarse and fine cells with the crossed ones entered, the others unset."""
    columns = int(blocks[0])
    row, column = np.divmod(cells, columns * SIDE)
    block, number = np.unique((row // SIDE) * columns + column // SIDE, return_inverse=True)
    coarse = np.full((int(blocks[1]), columns), UNSET, np.int32)
    coarse.reshape(-1)[block] = CROSSED - np.arange(len(block))
    fine = np.full((len(block), SIDE, SIDE), UNSET, np.int32)
    fine[number, row % SIDE, column % SIDE] = CROSSED - np.arange(len(cells))
    return coarse, fine


def _fill_coarse(coarse: NDArray[np.int32], origin: NDArray[np.int64], tree: STRtree) -> None:
    row, column = np.divmod(faces(coarse[None]), coarse.shape[1])
    middle = np.stack([column, row], axis=1) * SIDE + SIDE / 2 + origin
    _name_faces(coarse, middle, tree)


def _fill_fine(
    fine: NDArray[np.int32], coarse: NDArray[np.int32], origin: NDArray[np.int64], tree: STRtree
) -> None:
    at = np.flatnonzero(coarse.reshape(-1) <= CROSSED)
    block = np.empty(len(fine), np.int64)
    block[CROSSED - coarse.reshape(-1)[at]] = at
    grid, cell = np.divmod(faces(fine), SIDE * SIDE)
    row, column = np.divmod(block[grid], coarse.shape[1])
    middle = np.stack([column * SIDE + cell % SIDE, row * SIDE + cell // SIDE], axis=1) + 0.5 + origin
    _name_faces(fine, middle, tree)


def _name_faces(cells: NDArray[np.int32], middle: NDArray[np.float64], tree: STRtree) -> None:
    """Replace the number of each face by the county that the point of it lies in."""
    face, county = tree.query(shapely.points(middle / SCALE), predicate="intersects")
    names = np.full(len(middle), OUTSIDE, np.int32)
    names[face] = county
    is_face = cells >= 0
    cells[is_face] = names[cells[is_face]]
