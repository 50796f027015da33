"""Counts over rows, cells and counties of a segment, compiled.

Stretches of one county and cells are both runs of rows, so that a restriction to counties is a
walk along two sorted lists and no county is kept for each row.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from data.compiled import compiled
from data.index.lattice import Rows
from data.index.word_counts import Counts, Words

Mask = NDArray[np.uint8]
Starts = NDArray[np.uint32]


@compiled
def count_cells(word: Words, passes: Mask, starts: Rows, runs: Rows, counts: Counts) -> None:
    """Add, for each cell, how many rows of the runs (ascending, ``(n, 2)``) have a word that passes.

    Rows of cell ``i`` are ``starts[i]`` up to ``starts[i + 1]``.
    """
    cell = 0
    for number in range(len(runs)):
        row, end = runs[number, 0], runs[number, 1]
        cell += np.searchsorted(starts[cell:], row, side="right") - 1
        while row < end:
            stop = min(end, starts[cell + 1])
            found = 0
            for code in word[row:stop]:
                found += passes[code]
            counts[cell] += found
            row = stop
            cell += row == starts[cell + 1]
        cell = max(cell - 1, 0)


@compiled
def runs_in_counties(county_start: Starts, is_in: NDArray[np.bool_]) -> Rows:
    """Runs of rows, ``(n, 2)``, of the stretches that are chosen; those that meet are one."""
    runs = np.empty((len(is_in), 2), np.int64)
    used = 0
    for stretch in range(len(is_in)):
        if is_in[stretch]:
            start, end = np.int64(county_start[stretch]), np.int64(county_start[stretch + 1])
            if used and runs[used - 1, 1] == start:
                runs[used - 1, 1] = end
            else:
                runs[used, 0], runs[used, 1] = start, end
                used += 1
    return runs[:used].copy()


@compiled
def meeting(runs: Rows, others: Rows) -> Rows:
    """What two ascending lists of runs share, ascending."""
    shared = np.empty((len(runs) + len(others), 2), np.int64)
    used = one = other = 0
    while one < len(runs) and other < len(others):
        start, end = max(runs[one, 0], others[other, 0]), min(runs[one, 1], others[other, 1])
        if start < end:
            shared[used, 0], shared[used, 1] = start, end
            used += 1
        if runs[one, 1] < others[other, 1]:
            one += 1
        else:
            other += 1
    return shared[:used].copy()


@compiled
def rows_in_runs(rows: Rows, runs: Rows) -> Rows:
    """Those of the rows that lie in one of the ascending runs."""
    kept = np.empty(len(rows), np.int64)
    used = 0
    for row in rows:
        at = np.searchsorted(runs[:, 0], row, side="right") - 1
        if at >= 0 and row < runs[at, 1]:
            kept[used] = row
            used += 1
    return kept[:used].copy()


@compiled
def count_stretches(
    word: Words, passes: Mask, county_start: Starts, runs: Rows, rows: Rows, counts: Counts
) -> None:
    """Add, for each stretch of one county, the rows of the runs and the single rows that pass."""
    for number in range(len(runs)):
        row, end = runs[number, 0], runs[number, 1]
        stretch = np.searchsorted(county_start, row, side="right") - 1
        while row < end:
            stop = min(end, np.int64(county_start[stretch + 1]))
            for code in word[row:stop]:
                counts[stretch] += passes[code]
            row = stop
            stretch += 1
    for row in rows:
        counts[np.searchsorted(county_start, row, side="right") - 1] += passes[word[row]]


@compiled
def county_words(
    word: Words, size: int, county_start: Starts, place: NDArray[np.int64], order: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Sparse counts by county and word: places, words and counts.

    ``place`` is the county's place of each stretch; ``order`` lists the stretches by place.
    """
    counts = np.zeros(size, np.int64)
    found = np.empty((3, 1024), np.int64)
    used = 0
    for at in range(len(order)):
        stretch = order[at]
        for code in word[county_start[stretch] : county_start[stretch + 1]]:
            counts[code] += 1
        if at + 1 < len(order) and place[order[at + 1]] == place[stretch]:
            continue
        for code in range(size):
            if counts[code]:
                if used == found.shape[1]:
                    longer = np.empty((3, 2 * used), np.int64)
                    longer[:, :used] = found
                    found = longer
                found[0, used], found[1, used], found[2, used] = place[stretch], code, counts[code]
                used += 1
                counts[code] = 0
    return found[0, :used].copy(), found[1, :used].copy(), found[2, :used].copy()
