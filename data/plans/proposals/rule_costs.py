"""What each rule costs: short searches with one rule off at a time, from the plans found with it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from data.plans.proposals.board import Board
from data.plans.proposals.objectives import AIMS
from data.plans.proposals.outcome import RuleCost
from data.plans.proposals.ruling import Limits, Ruling
from data.plans.proposals.search import Found, Search

Floats = NDArray[np.float64]
_NO_LIMIT = 1e6
RULE_WORDS = {
    "balance": "balance within the tolerance",
    "contiguity": "each region in one piece",
    "coverage": "the share of ports covered",
    "locks": "locked units and regions",
}
_WORTH_TELLING = {"deviation": 0.001, "cut_edges": 1, "uncovered": 0.001, "moved": 1}
_GAIN_WORDS = {
    "deviation": "the largest deviation",
    "cut_edges": "more county borders that are region borders",
    "uncovered": "ports that a base of their region could reach",
    "moved": "more units moved",
}


@dataclass(frozen=True, kw_only=True)
class Relaxed:
    """A search with one rule off."""

    rule: str
    board: Board
    ruling: Ruling


def relaxations(board: Board, ruling: Ruling, unlocked: Callable[[], Board] | None) -> Iterator[Relaxed]:
    """The searches that tell what each rule costs, for the rules there are.

    ``unlocked`` makes the board without locks; ``None`` if there are none.
    """
    yield Relaxed(
        rule="balance",
        board=replace(board, tolerance=_NO_LIMIT),
        ruling=replace(ruling, tolerance=_NO_LIMIT),
    )
    yield Relaxed(rule="contiguity", board=board, ruling=replace(ruling, is_whole=False))
    if ruling.coverage_at_least > 0:
        yield Relaxed(rule="coverage", board=board, ruling=replace(ruling, coverage_at_least=0.0))
    if unlocked is not None:
        yield Relaxed(rule="locks", board=unlocked(), ruling=ruling)


def cost_of(relaxed: Relaxed, found: Found, ruling: Ruling, *, seed: int, limits: Limits) -> RuleCost:
    """What the rule costs the plans found: the best in each aim with it, less the best without.

    If the plans found do not keep the ruling, all that is told is whether there are any that keep the
    rest of it.
    """
    is_valid = found.ruling == ruling
    is_same_board = relaxed.rule != "locks"
    best = [found.front.best(row) for row in np.eye(len(AIMS))] if is_same_board else []
    starts = tuple(found.front.labels[at].astype(np.intp) for at in best if at is not None)
    search = Search(relaxed.board, relaxed.ruling, seed=seed, starts=(relaxed.board.start, *starts))
    for _ in search.bursts(limits):
        pass
    mine, without = found.front.least(), search.found.front.least()
    gains = {}
    if is_valid and mine is not None and without is not None:
        gains = {
            aim: max(0.0, float(mine[at] - without[at]))
            for at, aim in enumerate(AIMS)
            if not (relaxed.rule == "balance" and aim == "deviation")
        }
    makes_possible = not is_valid and without is not None
    return RuleCost(
        rule=relaxed.rule,
        gains=gains,
        makes_possible=makes_possible,
        words=_words(relaxed.rule, gains, makes_possible=makes_possible),
    )


def worth(cost: RuleCost, found: Found, nodes: int) -> float:
    """How dear a rule is: its largest gain as a share of its aim; dearest is what makes plans possible."""
    least = found.front.least()
    if least is None:
        return float(cost.makes_possible)
    whole = {
        "deviation": 1.0,
        "cut_edges": max(float(least[1]), 1.0),
        "uncovered": 1.0,
        "moved": float(nodes),
    }
    return float(cost.makes_possible) + max(
        (gain / whole[aim] for aim, gain in cost.gains.items()), default=0.0
    )


def share_of_time(count: int, until: float) -> float:
    """The moment of ``time.monotonic`` at which the first of ``count`` searches has had its share."""
    now = time.monotonic()
    return now + max(until - now, 0.0) / max(count, 1)


def _words(rule: str, gains: dict[str, float], *, makes_possible: bool) -> str:
    if makes_possible:
        return f"Without {RULE_WORDS[rule]}, there are plans that keep all other rules"
    shown = [_gain_words(aim, gain) for aim, gain in gains.items() if gain >= _WORTH_TELLING[aim]]
    if not shown:
        return f"{RULE_WORDS[rule].capitalize()} costs nothing that a short search would find"
    return f"{RULE_WORDS[rule].capitalize()} costs {', '.join(shown)}"


def _gain_words(aim: str, gain: float) -> str:
    amount = f"{gain:,.0f}" if aim in {"cut_edges", "moved"} else f"{gain * 100:.1f} points of"
    return f"{amount} {_GAIN_WORDS[aim]}"
