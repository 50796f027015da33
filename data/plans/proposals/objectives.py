"""What a plan is judged by: balance, compactness, coverage, and how many units move."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from data.plans.proposals.board import Board
from data.plans.proposals.land import NOBODY

Numbers = NDArray[np.intp]
AIMS = ("deviation", "cut_edges", "uncovered", "moved")
AIM_WORDS = {
    "deviation": "largest deviation from the mean",
    "cut_edges": "county borders that are region borders",
    "uncovered": "ports that no base of their region reaches",
    "moved": "units that move",
}


class Marks(NamedTuple):
    """A plan's marks; in all of them less is better.

    ``deviation`` is the largest share of the mean by which a region that may change lies off it, or, where
    units alone exceed the tolerance, off what they force (:func:`strains`). ``cut_edges`` counts pairs of
    units that touch across a region border; ``uncovered`` is the share of ports that no base of their own
    region reaches; ``moved`` counts units that are elsewhere than in the base.
    """

    deviation: float
    cut_edges: int
    uncovered: float
    moved: int


def marks_of(board: Board, labels: Numbers) -> Marks:
    """The marks of the plan in which nodes have these labels; ``board.regions`` is the label of none."""
    everywhere = board.over_units(np.where(labels < board.regions, labels, NOBODY))
    return Marks(
        deviation=float(np.abs(strains(board, labels)).max()),
        cut_edges=int((labels[board.links[:, 0]] != labels[board.links[:, 1]]).sum()),
        uncovered=1 - board.coverage.share(everywhere),
        moved=board.moved(labels),
    )


def marks_from(values: Sequence[float]) -> Marks:
    """The marks in a row of numbers, in the order of the aims."""
    deviation, cut_edges, uncovered, moved = values
    return Marks(deviation=deviation, cut_edges=int(cut_edges), uncovered=uncovered, moved=int(moved))


def deviations(board: Board, labels: Numbers) -> NDArray[np.float64]:
    """The share by which each region that may change lies over (positive) or under the mean."""
    if board.mean <= 0:
        return np.zeros(board.regions)
    result: NDArray[np.float64] = board.weights(labels) / board.mean - 1
    return result


def strains(board: Board, labels: Numbers) -> NDArray[np.float64]:
    """The share of the level by which each region lies off what it should weigh.

    The deviation from the mean, unless the board is eased (:func:`~data.plans.proposals.board.eased`).
    """
    if board.level <= 0:
        return np.zeros(board.regions)
    off: NDArray[np.float64] = board.weights(labels) - board.targets(labels)
    return off / board.level


def dominates(one: Marks, other: Marks) -> bool:
    """Whether one is no worse in any aim and better in at least one.

    Examples
    --------
    >>> dominates(Marks(0.1, 90, 0.2, 5), Marks(0.1, 95, 0.2, 5))
    True
    """
    return one != other and all(mine <= theirs for mine, theirs in zip(one, other, strict=True))
