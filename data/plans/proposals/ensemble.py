"""A yardstick: many plans made without any aim, and where a plan stands among them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from gerrychain import MarkovChain, Partition
from gerrychain.accept import always_accept
from numpy.typing import NDArray

from data.plans.plan import Plan
from data.plans.proposals.board import Board, eased
from data.plans.proposals.feasibility import least_tolerance
from data.plans.proposals.ground import Ground
from data.plans.proposals.naming import renamed
from data.plans.proposals.objectives import AIMS, Marks, marks_of
from data.plans.proposals.prepared import Prepared, prepared
from data.plans.proposals.recombination import recombined
from data.plans.proposals.request import Request
from data.plans.proposals.ruling import Limits, Ruling
from data.plans.proposals.search import Search
from data.plans.proposals.unit_measures import UnitMeasures

Numbers = NDArray[np.intp]
Floats = NDArray[np.float64]
_THINNED = 5
_WARM_UP = 20
_REPAIR_STEPS = 2000


@dataclass(frozen=True, kw_only=True)
class Ensemble:
    """Marks of plans drawn by neutral recombination: rules and chance alone, no aim.

    ``marks`` has a row for each plan and a column for each aim. ``tolerance`` is the one that the plans
    keep: the plan's own, or the least at which a plan was found.
    """

    ready: Prepared
    board: Board
    marks: Floats
    tolerance: float
    notes: tuple[str, ...]

    def percentiles(self, plan: Plan) -> Mapping[str, float]:
        """For each aim, the share of neutral plans that are better than this one, 0 to 100.

        Plans with the same mark count by half. In all aims less is better, so a low percentile is good.
        The plan has the base's units and regions.
        """
        return self.ranks(marks_of(self.board, self.ready.labels_of(plan)))

    def ranks(self, marks: Marks) -> Mapping[str, float]:
        """The percentiles of a plan with these marks, as :meth:`percentiles`."""
        return {
            aim: percentile(self.marks[:, at], value)
            for at, (aim, value) in enumerate(zip(AIMS, marks, strict=True))
        }


def percentile(values: Floats, value: float) -> float:
    """The mid-rank percentile of a value among others, 0 to 100; 50 if there are none.

    Examples
    --------
    >>> percentile(np.array([1.0, 2, 3, 4]), 3)
    62.5
    """
    if not len(values):
        return 50.0
    return float((values < value).sum() + (values == value).sum() / 2) / len(values) * 100


def _silent(share: float, /) -> None:
    """Tell nobody."""


def _never() -> bool:
    return False


def ensemble(
    base: Plan,
    measures: UnitMeasures,
    *,
    size: int,
    seed: int,
    request: Request | None = None,
    ground: Ground | None = None,
    progress: Callable[[float], None] = _silent,
    is_cancelled: Callable[[], bool] = _never,
) -> Ensemble:
    """``size`` neutral plans, every fifth of a chain that sets out from the base, brought into balance first.

    Each step makes two neighbouring regions into one and cuts it along a random tree at any place that
    leaves both within tolerance. Locks and land of its own are kept, as in a search; ``request`` says
    what else a search would: regions, seeds, tolerance, reach.

    Raises
    ------
    PlanError
        If the plan has no regions and the request no seeds, or measures are of other units.
    """
    request = request or Request(seed=seed)
    ready = prepared(base, measures, request=request, ground=ground)
    is_even = least_tolerance(ready.board, ready.ground) <= ready.board.tolerance
    board = ready.board if is_even else eased(ready.board)
    first, tolerance = _in_balance(board, seed=seed, is_cancelled=is_cancelled)
    kept: list[Marks] = []
    for labels in _chain(board, first, tolerance, size=size, seed=seed):
        if is_cancelled():
            break
        kept.append(marks_of(board, renamed(board, labels)))
        progress(len(kept) / size)
    return Ensemble(
        ready=ready,
        board=board,
        marks=np.array(kept, np.float64).reshape(-1, len(AIMS)),
        tolerance=tolerance,
        notes=(_note(len(kept), tolerance),),
    )


def _note(size: int, tolerance: float) -> str:
    return (
        f"{size} plans by neutral recombination, every {_THINNED}th step, balanced within"
        f" {tolerance * 100:.0f} %: neighbours in the chain are alike"
    )


def _in_balance(board: Board, *, seed: int, is_cancelled: Callable[[], bool]) -> tuple[Numbers, float]:
    """Labels within tolerance, or the nearest found, and the tolerance that they keep."""
    search = Search(board, Ruling(tolerance=board.tolerance, coverage_at_least=0.0), seed=seed)
    limits = Limits(steps=_REPAIR_STEPS, until=np.inf, is_cancelled=is_cancelled)
    for _ in search.bursts(limits):
        if search.found.least_excess <= 0:
            break
    nearest = search.found.nearest
    labels = board.start if nearest is None else nearest
    return labels, max(board.tolerance, marks_of(board, labels).deviation * 1.02)


def _chain(board: Board, first: Numbers, tolerance: float, *, size: int, seed: int) -> Iterator[Numbers]:
    """Every fifth plan of a neutral chain, after a few to forget where it set out from."""
    neutral = replace(board, tolerance=tolerance)

    def propose(partition: Partition, *, rng: random.Random) -> Partition:
        return recombined(partition, neutral, is_neutral=True, rng=rng)

    chain = MarkovChain(
        proposal_fn=propose,
        constraints=[],
        acceptance_fn=always_accept,
        initial_partition=board.partition(first, {}),
        total_steps=(size + _WARM_UP) * _THINNED,
        rng=seed,
    )
    for number, partition in enumerate(chain, start=1):
        if number % _THINNED == 0 and number > _WARM_UP * _THINNED:
            yield np.asarray(partition.assignment_vector, np.intp)
