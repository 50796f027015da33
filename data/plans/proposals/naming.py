"""Which region of a new plan is which of the base: the names under which the fewest units move."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from data.plans.proposals.board import Board
from data.plans.proposals.land import NOBODY

Numbers = NDArray[np.intp]


def renamed(board: Board, labels: Numbers) -> Numbers:
    """The same regions under the names of those of the base with which they share the most units.

    A region that holds something locked, or to which land of its own is tied, keeps its name.
    """
    fixed = np.zeros(board.regions, np.bool_)
    fixed[board.held[board.held != NOBODY]] = True
    fixed[board.carried > 0] = True
    free = np.flatnonzero(~fixed)
    known = board.home != NOBODY
    shared = np.zeros((board.regions, board.regions))
    # Less than a unit in all: where two ways move as many, weight decides, and then the old name stays.
    extra = board.weight[known] / max(2 * float(board.weight.sum()), 1e-300)
    np.add.at(shared, (labels[known], board.home[known]), 1 + extra)
    shared += np.eye(board.regions) / (4 * board.regions)
    rows, columns = linear_sum_assignment(shared[np.ix_(free, free)], maximize=True)
    name = np.arange(board.regions)
    name[free[rows]] = free[columns]
    result: Numbers = name[labels]
    return result
