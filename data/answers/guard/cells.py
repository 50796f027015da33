"""What is to be withheld of the cells of a level: cells are totals of the smaller cells in them."""

from __future__ import annotations

import numpy as np

from data.answers.cells import MIN_CELL_LEVEL
from data.answers.disclosure import Counts, Line, Mask, State, states
from data.answers.guard.places import handed_down


def withheld_cells(codes: Counts, counts: Counts, level: int, floor: int) -> Mask:
    """Which cells of a level to withhold; ``codes`` are their Morton codes, ascending.

    Levels are judged from the coarsest that is offered, so that each level is judged alike
    whichever is asked for, and a cell that is withheld cannot be added up from those in it.
    """
    lines = [_ancestors(codes, level - upper) for upper in range(MIN_CELL_LEVEL, level)]
    withheld = np.zeros(0, np.bool_)
    for depth, line in enumerate([*lines, np.arange(len(codes))]):
        sums = np.bincount(line, counts).astype(np.int64)
        first_part = np.flatnonzero(np.diff(line, prepend=-1))
        above = [larger[first_part] for larger in lines[:depth]]
        handed = handed_down(withheld, sums, above[-1], floor) if above else None
        found = states(sums, floor, is_partition=True, lines=above, withheld=handed)
        withheld = found == State.WITHHELD
    return withheld


def _ancestors(codes: Counts, levels: int) -> Line:
    """Number from 0 of the cell that each lies in, so many levels up."""
    above = codes >> (2 * levels)
    return np.cumsum(np.diff(above, prepend=above[:1]) != 0)
