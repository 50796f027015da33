"""The search: short bursts of a Markov chain in lanes, each of which leans towards other aims."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np
from gerrychain import MarkovChain, Partition
from numpy.typing import NDArray

from data.plans.proposals.board import Board
from data.plans.proposals.moves import Mix, step
from data.plans.proposals.naming import renamed
from data.plans.proposals.objectives import AIMS, marks_of, strains
from data.plans.proposals.pareto import Front
from data.plans.proposals.ruling import ROUNDING, Judged, Limits, Ruling

Numbers = NDArray[np.intp]
Floats = NDArray[np.float64]
BURST = 20
_TILT = 0.03
_STRICT = 1
"""The lane that seeks balance holds to the rules even where they were widened."""
_PENALTY = 30.0
_JUDGED = "judged"
_REDRAWN_EVERY = 4
_LANES: tuple[tuple[tuple[float, ...], Mix], ...] = (
    ((0.3, 0.05, 0.1, 2.0), Mix(recombine=0.0, redeal=0.0, relieve=0.6, bring_back=0.2)),
    ((2.0, 0.1, 0.1, 0.1), Mix(recombine=0.5, redeal=0.1, relieve=0.3, bring_back=0.0)),
    ((0.1, 2.0, 0.1, 0.02), Mix(recombine=0.7, relieve=0.1, bring_back=0.0)),
    ((0.1, 0.1, 4.0, 0.05), Mix(recombine=0.3, relieve=0.2, bring_back=0.2)),
    ((), Mix()),
    ((), Mix(recombine=0.2, relieve=0.2, bring_back=0.3)),
)
"""What each lane leans towards, by aim, and its steps; ``()`` is drawn anew now and then."""


@dataclass(kw_only=True)
class Found:
    """What a search has found: the front of valid plans, how many it met, and the plan nearest to valid."""

    ruling: Ruling
    front: Front = field(default_factory=Front)
    met: int = 0
    nearest: Numbers | None = None
    least_excess: float = np.inf


@dataclass(kw_only=True)
class _Lane:
    state: Partition
    weights: Floats
    mix: Mix
    is_strict: bool


class Search:
    """A search over one board: what it has found, and the means to go on."""

    def __init__(self, board: Board, ruling: Ruling, *, seed: int, starts: tuple[Numbers, ...] = ()) -> None:
        """Begin at the board's start, or at other labels dealt out among the lanes in turn."""
        self.board = board
        self.found = Found(ruling=ruling)
        self._ruling = ruling
        self._rng = random.Random(seed)  # noqa: S311  # a search, no secret
        first = board.partition(board.start, {_JUDGED: self._judge})
        self._scale = self._scales(board.start)
        self._lanes = []
        for number, (weights, mix) in enumerate(_LANES):
            at = starts[number % len(starts)] if starts else board.start
            self._lanes.append(
                _Lane(
                    state=self._at(first, at),
                    weights=self._drawn(weights),
                    mix=mix,
                    is_strict=number == _STRICT,
                )
            )
            self._note(self._lanes[-1].state)

    def bursts(self, limits: Limits) -> Iterator[None]:
        """One burst after another, each in the next lane, until the limits are reached."""
        number = 0
        while not limits.is_over():
            lane = self._lanes[number % len(self._lanes)]
            if number and number % (_REDRAWN_EVERY * len(self._lanes)) < len(self._lanes):
                self._lead_back(lane, number % len(self._lanes))
            self._burst(lane, limits)
            number += 1
            yield

    def widen(self) -> None:
        """Take plans as valid from now on that are not much farther from it than the nearest one found."""
        nearest = self.found.nearest
        if nearest is None:
            return
        marks = marks_of(self.board, nearest)
        ruling = self.found.ruling
        self.found.least_excess = np.inf
        self.found.ruling = replace(
            ruling,
            tolerance=max(ruling.tolerance, marks.deviation * 1.05),
            coverage_at_least=min(ruling.coverage_at_least, 1 - marks.uncovered),
        )
        self._note(self._at(self._lanes[0].state, nearest))

    def narrow(self) -> None:
        """Hold to the rules again if plans that keep them were found since they were widened."""
        front = self.found.front
        is_valid = (front.values[:, 0] <= self._ruling.tolerance + ROUNDING) & (
            1 - front.values[:, 2] >= self._ruling.coverage_at_least - ROUNDING
        )
        if is_valid.any():
            front.keep(is_valid)
            self.found.ruling = self._ruling

    def _burst(self, lane: _Lane, limits: Limits) -> None:
        """A few steps from the lane's plan; the lane goes on from the best one on the way."""
        chain = MarkovChain(
            proposal_fn=lambda partition, *, rng: step(
                partition, self.board, lane.mix, is_whole=self.found.ruling.is_whole, rng=rng
            ),
            constraints=[],
            acceptance_fn=lambda partition, *, rng: self._is_taken(partition, lane, rng),
            initial_partition=lane.state,
            total_steps=BURST + 1,
            rng=self._rng,
        )
        best, least = lane.state, self._score(lane, lane.state)
        for state in chain:
            score = self._score(lane, state)
            if score < least:
                best, least = state, score
            limits.taken += 1
            if limits.is_over():
                break
        best.parent = None
        labels = renamed(self.board, np.asarray(best.assignment_vector, np.intp))
        lane.state = self._at(best, labels)
        if lane.state is not best:
            self._note(lane.state)

    def _is_taken(self, partition: Partition, lane: _Lane, rng: random.Random) -> bool:
        before = partition.parent
        if before is None:
            return True
        self._note(partition)
        return self._score(lane, partition) <= self._score(lane, before) or rng.random() < _TILT

    def _judge(self, partition: Partition) -> Judged:
        labels = np.asarray(partition.assignment_vector, np.intp)
        return Judged(marks=marks_of(self.board, labels), off=strains(self.board, labels))

    def _score(self, lane: _Lane, partition: Partition) -> float:
        judged: Judged = partition[_JUDGED]
        leaning = float(np.dot(np.array(judged.marks) * self._scale, lane.weights))
        ruling = self._ruling if lane.is_strict else self.found.ruling
        return _PENALTY * ruling.excess(judged) + leaning

    def _note(self, partition: Partition) -> None:
        """Keep what is worth keeping of a plan that was met."""
        judged: Judged = partition[_JUDGED]
        excess = self.found.ruling.excess(judged)
        if excess <= 0:
            self.found.met += 1
            self.found.front.offer(judged.marks, np.asarray(partition.assignment_vector, np.intp))
        if excess < self.found.least_excess:
            self.found.least_excess = excess
            self.found.nearest = np.array(partition.assignment_vector, np.intp)

    def _lead_back(self, lane: _Lane, number: int) -> None:
        """Draw the lane's leaning anew if it has none of its own, and take it to the best plan by it.

        While there is no valid plan, to the nearest one; but the first lane stays near the base.
        """
        lane.weights = self._drawn(_LANES[number][0])
        best = self.found.front.best(lane.weights * self._scale)
        if best is not None:
            lane.state = self._at(lane.state, np.asarray(self.found.front.labels[best], np.intp))
        elif number and self.found.nearest is not None:
            lane.state = self._at(lane.state, self.found.nearest)

    def _at(self, partition: Partition, labels: Numbers) -> Partition:
        changed = np.flatnonzero(np.asarray(partition.assignment_vector, np.intp) != labels)
        if not len(changed):
            return partition
        moved = partition.flip(dict(zip(changed.tolist(), labels[changed].tolist(), strict=True)))
        moved.parent = None
        return moved

    def _drawn(self, weights: tuple[float, ...]) -> Floats:
        if weights:
            return np.array(weights)
        drawn = np.array([self._rng.gammavariate(0.6, 1.0) for _ in AIMS])
        result: Floats = drawn / max(float(drawn.sum()), 1e-9) * 2
        return result

    def _scales(self, labels: Numbers) -> Floats:
        """What makes marks comparable: the tolerance, the start's border, all ports, all units."""
        start = marks_of(self.board, labels)
        tolerance = min(max(self.board.tolerance, 0.01), 1e6)
        return np.array([1 / tolerance, 1 / max(start.cut_edges, 1), 1.0, 4 / max(len(labels), 1)])
