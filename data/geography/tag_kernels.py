"""Compiled loops over the cells of a tag index: which are crossed, what lies between, who owns a point.

Coordinates are in cells: degrees times a power of two, so that no rounding moves a point from one
cell to the next. A cell has its lower left side and corner, not the others.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from data.compiled import compiled

OUTSIDE = -1
CROSSED = -2
UNSET = -(2**31)
"""Of a cell that no edge touches, before it is known what it lies in."""
MARGIN = 1e-6
"""In cells, added around each edge: its way through a row of cells is computed, so rounded."""

Corners = NDArray[np.float64]
Integers = NDArray[np.integer]


@compiled
def cells_of_edges(
    start: Corners, end: Corners, owner: Integers, columns: int, found: NDArray[np.int64]
) -> int:
    """Number of pairs of a cell and the owner of an edge that touches it, written to ``found`` if it fits.

    ``start`` and ``end`` have shape (n, 2), in cells from the lower left cell of the grid. A pair
    is ``(row * columns + column) << 16 | owner``; pairs occur as often as edges make them.
    """
    count = 0
    for edge in range(len(start)):
        if start[edge, 1] <= end[edge, 1]:
            x1, y1, x2, y2 = start[edge, 0], start[edge, 1], end[edge, 0], end[edge, 1]
        else:
            x1, y1, x2, y2 = end[edge, 0], end[edge, 1], start[edge, 0], start[edge, 1]
        slope = (x2 - x1) / (y2 - y1) if y2 > y1 else 0.0
        first, last = int(np.floor(y1 - MARGIN)), int(np.floor(y2 + MARGIN))
        for row in range(first, last + 1):
            low, high = max(y1, row - MARGIN), min(y2, row + 1 + MARGIN)
            if slope == 0.0 or first == last:
                west, east = min(x1, x2), max(x1, x2)
            else:
                at_low, at_high = x1 + (low - y1) * slope, x1 + (high - y1) * slope
                west, east = min(at_low, at_high), max(at_low, at_high)
            for column in range(int(np.floor(west - MARGIN)), int(np.floor(east + MARGIN)) + 1):
                if count < len(found):
                    found[count] = ((row * columns + column) << 16) | owner[edge]
                count += 1
    return count


@compiled
def faces(cells: NDArray[np.int32]) -> NDArray[np.int64]:
    """Number the connected ``UNSET`` cells of each grid from 0 in place; return one cell of each face.

    ``cells`` is (grids, rows, columns); neighbours share a side. The result is positions in the
    flattened array. No edge touches a face, so it lies in the same county throughout.
    """
    grids, rows, columns = cells.shape
    stack = np.empty(rows * columns + 1, np.int64)
    firsts = [np.int64(0) for _ in range(0)]
    for grid in range(grids):
        for seed in range(rows * columns):
            if cells[grid, seed // columns, seed % columns] != UNSET:
                continue
            number = len(firsts)
            firsts.append(np.int64(grid * rows * columns + seed))
            cells[grid, seed // columns, seed % columns] = number
            stack[0] = seed
            size = 1
            while size:
                size -= 1
                row, column = stack[size] // columns, stack[size] % columns
                for side in range(4):
                    r, c = row + (side == 0) - (side == 1), column + (side == 2) - (side == 3)
                    if 0 <= r < rows and 0 <= c < columns and cells[grid, r, c] == UNSET:
                        cells[grid, r, c] = number
                        stack[size] = r * columns + c
                        size += 1
    result = np.empty(len(firsts), np.int64)
    for number in range(len(firsts)):
        result[number] = firsts[number]
    return result


@compiled
def looked_up(
    lon: Corners,
    lat: Corners,
    coarse: NDArray[np.int32],
    fine: NDArray[np.int32],
    corner: tuple[int, int, int],
) -> NDArray[np.int32]:
    """Entry of each point: a county, ``OUTSIDE``, or ``CROSSED - b`` for the crossed cell ``b``.

    ``coarse`` holds a county, ``OUTSIDE``, or ``CROSSED - n`` where the cells of ``fine[n]`` tell;
    ``corner`` is column and row of the lower left fine cell, counted from 0 degrees, and how many
    there are to a degree. A coordinate that is not finite, or beyond the grid, is outside.
    """
    west, south, scale = corner
    side = fine.shape[1]
    rows, columns = coarse.shape[0] * side, coarse.shape[1] * side
    result = np.empty(len(lon), np.int32)
    for point in range(len(lon)):
        x, y = np.floor(lon[point] * scale) - west, np.floor(lat[point] * scale) - south
        if not (0 <= x < columns and 0 <= y < rows):
            result[point] = OUTSIDE
            continue
        column, row = int(x), int(y)
        entry = coarse[row // side, column // side]
        if entry <= CROSSED:
            entry = fine[CROSSED - entry, row % side, column % side]
        result[point] = entry
    return result
