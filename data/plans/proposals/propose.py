"""``propose``: from a plan and what its units hold, other plans, and what stands in their way."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from data.plans.plan import Plan
from data.plans.proposals.board import Board, eased, held_together
from data.plans.proposals.choke import choke_of
from data.plans.proposals.feasibility import impossible
from data.plans.proposals.ground import Ground
from data.plans.proposals.objectives import marks_from
from data.plans.proposals.outcome import Infeasible, Outcome, Proposal, RuleCost
from data.plans.proposals.pareto import chosen
from data.plans.proposals.prepared import Prepared, prepared
from data.plans.proposals.request import Request
from data.plans.proposals.rule_costs import cost_of, relaxations, share_of_time, worth
from data.plans.proposals.ruling import Limits, Ruling
from data.plans.proposals.search import Search
from data.plans.proposals.unit_measures import UnitMeasures

Numbers = NDArray[np.intp]
Progress = Callable[[float, tuple[Proposal, ...]], None]
_SEARCH = 0.75
"""Share of steps and of time for the plans; the rest is for what rules cost."""
_ALL_BUT = 0.97
_PATIENCE = 0.5
_SHOWN_EVERY = 0.05
_SHOWN_EVERY_S = 2.0


@dataclass(frozen=True, kw_only=True)
class _Run:
    """What a run works on, and until when."""

    ready: Prepared
    begun: float
    is_cancelled: Callable[[], bool]
    progress: Progress

    def limits(self, steps: int, *, until: float) -> Limits:
        """So many steps, and until a moment."""
        return Limits(steps=steps, until=until, is_cancelled=self.is_cancelled)


def _silent(share: float, best: tuple[Proposal, ...], /) -> None:
    """Tell nobody."""


def _never() -> bool:
    return False


def propose(
    base: Plan,
    measures: UnitMeasures,
    *,
    request: Request,
    progress: Progress = _silent,
    is_cancelled: Callable[[], bool] = _never,
    ground: Ground | None = None,
) -> Outcome:
    """Plans that keep the rules and that no other found beats in all aims, or why there are none.

    ``progress`` is told the share of the work that is done, 0 to 1, and now and then the best plans so
    far; when ``is_cancelled`` says so, the search ends with these. ``ground`` stands in for that of the
    base. Locked units and regions stay where they are. What lies on land of its own stays with its region.

    Raises
    ------
    PlanError
        If measures are not of the plan's units, the plan has no regions and the request no seeds, or a
        seed cannot be one.
    """
    begun = time.monotonic()
    ready = prepared(base, measures, request=request, ground=ground)
    run = _Run(ready=ready, begun=begun, is_cancelled=is_cancelled, progress=progress)
    board = ready.board
    infeasible = impossible(ready.layout, ready.ground, coverage_at_least=request.coverage_at_least)
    progress(0.0, ())
    is_hopeless = infeasible is not None and (
        infeasible.rule in {"contiguity", "regions"} or not request.is_nearest_wanted
    )
    if is_hopeless:
        return _outcome(ready, (), infeasible=infeasible, labels=board.start)
    ruling = Ruling(tolerance=board.tolerance, coverage_at_least=request.coverage_at_least)
    search, limits = _searched(run, eased(board) if infeasible else board, ruling)
    best = _best(ready, search)
    costs: tuple[RuleCost, ...] = ()
    if not limits.was_cancelled:
        costs, is_cut_short = _costs(run, search, ruling)
        limits.is_cut_short = limits.is_cut_short or is_cut_short
    nearest = search.found.nearest
    labels = board.start if nearest is None else nearest
    if search.found.ruling != ruling and infeasible is None:
        infeasible = _not_found(ready, labels)
    progress(1.0, best)
    return _outcome(ready, best, infeasible=infeasible, labels=labels, costs=costs, limits=limits)


def _searched(run: _Run, board: Board, ruling: Ruling) -> tuple[Search, Limits]:
    request = run.ready.request
    search = Search(board, ruling, seed=request.seed)
    steps = max(1, int(request.steps * _SEARCH))
    limits = run.limits(steps, until=run.begun + request.seconds * _SEARCH)
    shown, at = 0.0, time.monotonic()
    for _ in search.bursts(limits):
        share = limits.taken / steps
        if share >= _PATIENCE and not search.found.front.labels:
            search.widen()
        if share >= shown + _SHOWN_EVERY or time.monotonic() >= at + _SHOWN_EVERY_S:
            shown, at = share, time.monotonic()
            run.progress(share * _SEARCH, _best(run.ready, search))
    if not search.found.front.labels:
        search.widen()
    search.narrow()
    return search, limits


def _best(ready: Prepared, search: Search) -> tuple[Proposal, ...]:
    """The plans to show: those that differ enough from the base and from each other."""
    board, front = ready.board, search.found.front
    apart = max(1, math.ceil(ready.request.differ_at_least * len(board.unit)))
    places = chosen(front, ready.request.count, apart=apart, avoid=(board.home,))
    plans = ((front.labels[place].astype(np.intp), front.values[place].tolist()) for place in places)
    return tuple(ready.maker.proposal(labels, marks_from(values)) for labels, values in plans)


def _costs(run: _Run, search: Search, ruling: Ruling) -> tuple[tuple[RuleCost, ...], bool]:
    """What each rule costs, dearest first, and whether time cut the looking short."""
    ready, board = run.ready, search.board
    unlocked = partial(_unlocked, ready, is_eased=board is not ready.board)
    found = list(relaxations(board, ruling, unlocked if ready.has_locks() else None))
    steps = max(1, int(ready.request.steps * (1 - _SEARCH) / len(found)))
    until = run.begun + ready.request.seconds * _ALL_BUT
    costs = []
    is_cut_short = False
    for number, relaxed in enumerate(found):
        limits = run.limits(steps, until=share_of_time(len(found) - number, until))
        costs.append(cost_of(relaxed, search.found, ruling, seed=ready.request.seed + 1, limits=limits))
        is_cut_short = is_cut_short or limits.is_cut_short
        run.progress(_SEARCH + (1 - _SEARCH) * (number + 1) / len(found) * 0.99, ())
    costs.sort(key=lambda cost: (-worth(cost, search.found, len(board.unit)), cost.rule))
    return tuple(costs), is_cut_short


def _unlocked(ready: Prepared, *, is_eased: bool) -> Board:
    board = ready.unlocked()
    return eased(board) if is_eased else board


def _ease(ready: Prepared, infeasible: Infeasible | None) -> tuple[str, ...]:
    """What the nearest plans are judged by, where units alone exceed the tolerance."""
    board = eased(ready.board)
    apart = len(board.heavy) + int((board.laden > 0).sum())
    if infeasible is None or not apart:
        return ()
    heaviest = ready.ground.names[board.unit[held_together(board)[0][1]]]
    level = board.level / board.mean
    words = (
        f"{apart:,} counties or groups of counties that are held together are too heavy for any region within"
        f" tolerance, {heaviest} first. The nearest plans let each stand for itself and even the other"
        f" regions out at {level:.2f} times the mean"
    )
    return (words,)


def _not_found(ready: Prepared, labels: Numbers) -> Infeasible:
    """The rule that the nearest plan found breaks, and the unit that weighs most there."""
    board = ready.board
    distance = ready.maker.distance(labels)
    choke = choke_of(board, ready.ground, labels)
    worst = int(np.argmax(np.abs(board.weights(labels) - board.mean)))
    nodes = np.flatnonzero(labels == worst)
    heaviest = ready.ground.units[board.unit[nodes[np.argmax(board.weight[nodes])]]]
    return Infeasible(
        rule="balance" if distance.over_tolerance > 0 else "coverage",
        units=choke.units if choke else (heaviest,),
        words=f"No plan that keeps all rules was found. The nearest: {distance.words}"
        + (f". {choke.words}" if choke else ""),
        is_proven=False,
    )


def _outcome(
    ready: Prepared,
    proposals: tuple[Proposal, ...],
    *,
    infeasible: Infeasible | None,
    labels: Numbers,
    costs: tuple[RuleCost, ...] = (),
    limits: Limits | None = None,
) -> Outcome:
    is_dear = bool(costs) and (
        costs[0].makes_possible or any(gain > 1e-9 for gain in costs[0].gains.values())
    )
    binding = costs[0].rule if is_dear else ""
    return Outcome(
        proposals=proposals,
        start=ready.maker.base_distance(ready.start.stray),
        infeasible=infeasible,
        costs=costs,
        binding=infeasible.rule if infeasible and infeasible.is_proven else binding,
        choke=choke_of(ready.board, ready.ground, labels),
        notes=(*_ease(ready, infeasible), *ready.start.notes, *ready.measures.caveats),
        steps=limits.taken if limits else 0,
        steps_asked=max(1, int(ready.request.steps * _SEARCH)),
        is_cut_short=bool(limits and limits.is_cut_short),
        is_cancelled=bool(limits and limits.was_cancelled),
        seed=ready.request.seed,
    )
