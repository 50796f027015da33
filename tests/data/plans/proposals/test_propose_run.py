from __future__ import annotations

from dataclasses import replace

from data.plans.proposals.outcome import Proposal
from data.plans.proposals.propose import propose
from data.plans.proposals.request import Request
from tests.data.plans.proposals import lattice

LAND = lattice.ground()
BASE = lattice.plan(LAND)
MEASURES = lattice.measures(LAND)
REQUEST = Request(steps=800, seconds=600, differ_at_least=0.02)


def test_a_cancelled_search_keeps_what_it_found_so_far() -> None:
    seen: list[tuple[float, tuple[Proposal, ...]]] = []
    outcome = propose(
        BASE,
        MEASURES,
        request=replace(REQUEST, steps=20_000),
        ground=LAND,
        progress=lambda share, best: seen.append((share, best)),
        is_cancelled=lambda: bool(seen and seen[-1][1]),
    )
    assert outcome.is_cancelled
    assert outcome.steps < 15_000
    assert outcome.proposals
    assert not outcome.costs


def test_progress_grows_to_one_and_shows_plans_on_the_way() -> None:
    seen: list[tuple[float, tuple[Proposal, ...]]] = []
    outcome = propose(
        BASE, MEASURES, request=REQUEST, ground=LAND, progress=lambda share, best: seen.append((share, best))
    )
    shares = [share for share, _ in seen]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)
    assert seen[-1][1] == outcome.proposals
    assert any(best for share, best in seen if share < 0.75)


def test_time_cuts_a_search_short_and_says_so() -> None:
    outcome = propose(BASE, MEASURES, request=replace(REQUEST, steps=1_000_000, seconds=1), ground=LAND)
    assert outcome.is_cut_short
    assert outcome.proposals
