"""Parts of a change sum exactly, and no small one of them is left to be found by subtraction."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.answers.asked_split import months_apart
from data.answers.change import Verdict
from data.answers.filters import Filter
from data.answers.split import Chain, Pair, Part, Split, Told, split

FLOOR = 10
COUNTS = st.one_of(st.integers(0, 60), st.integers(0, 5_000))
STEPS = st.one_of(st.just(0), st.integers(-12, 12), st.integers(-400, 400))
"""Often small: what is at stake."""


@st.composite
def chains(draw: st.DrawFn) -> Chain:
    points = [draw(COUNTS)]
    has_definition, has_boundary = draw(st.booleans()), draw(st.booleans())
    for has_step in (True, has_definition, has_boundary, True):
        points.append(max(0, points[-1] + (draw(STEPS) if has_step else 0)))
    return Chain(
        **dict(zip(("then", "corrected", "redefined", "moved", "now"), points, strict=True)),
        has_new_definition=has_definition,
        has_new_boundary=has_boundary,
    )


@st.composite
def asked(draw: st.DrawFn) -> tuple[Chain, Told, Pair | None]:
    """A chain with what a gate would tell of it: no small count, and no old one a small step from a new."""
    chain = draw(chains())
    is_small = [0 < point < FLOOR for point in chain.points]
    told = Told(
        then=not is_small[0] and not 0 < abs(chain.redefined - chain.then) < FLOOR and draw(st.booleans()),
        corrected=not 0 < abs(chain.redefined - chain.corrected) < FLOOR,
        redefined=not is_small[2] and draw(st.booleans()),
        moved=not is_small[3] and draw(st.booleans()),
        now=not is_small[4],
    )
    before = draw(st.integers(0, 300))
    now = before + chain.now - chain.moved
    months = Pair(now=now, before=before, share=0.5) if now >= 0 else None
    return chain, told, months


def shares_a_line(split_: Split, chain: Chain) -> list[tuple[np.ndarray, int]]:
    """What the scene tells, as equations over the five counts."""
    unit = np.eye(5, dtype=int)
    lines = [(unit[4], split_.now)]
    at = 4
    for step in reversed(split_.steps):
        before = at - len(step.parts)
        lines.append((unit[at] - unit[before], step.value))
        at = before
    if split_.start is not None:
        lines.append((unit[at], split_.start))
    if not chain.has_new_definition:
        lines.append((unit[2] - unit[1], 0))
    if not chain.has_new_boundary:
        lines.append((unit[3] - unit[2], 0))
    return lines


def finds(lines: list[tuple[np.ndarray, int]], wanted: np.ndarray) -> bool:
    """Whether a sum of the equations is the part that is wanted."""
    matrix = np.array([line for line, _ in lines])
    return bool(np.linalg.matrix_rank(np.vstack([matrix, wanted])) == np.linalg.matrix_rank(matrix))


@given(asked())
@settings(max_examples=400)
def test_what_is_told_sums_exactly(drawn: tuple[Chain, Told, Pair | None]) -> None:
    chain, told, months = drawn
    found = split(chain, told, FLOOR, months=months)
    assert (found is None) is not told.now
    if found is None:
        return
    parts = [part for step in found.steps for part in step.parts]
    assert [*found.untold, *parts] == list(Part)
    truth = dict(zip(Part, (b - a for a, b in pairwise(chain.points)), strict=True))
    for step in found.steps:
        assert step.value == sum(truth[part] for part in step.parts)
    if found.start is not None:
        assert found.start + sum(step.value for step in found.steps) == found.now == chain.now
        assert found.is_start_then is (found.untold == ())
        assert not found.is_start_then or found.start == chain.then


@given(asked())
@settings(max_examples=600)
def test_an_attacker_finds_no_small_part(drawn: tuple[Chain, Told, Pair | None]) -> None:
    chain, told, months = drawn
    found = split(chain, told, FLOOR, months=months)
    if found is None:
        return
    lines = shares_a_line(found, chain)
    unit = np.eye(5, dtype=int)
    beside = lines + ([(unit[2], chain.redefined)] if told.redefined else [])
    for at, before_gate in ((0, beside), (1, beside), (2, lines)):
        size = abs(chain.points[at + 1] - chain.points[at])
        if 0 < size < FLOOR:
            assert not finds(before_gate, unit[at + 1] - unit[at]), (chain, told, found)


@given(asked())
@settings(max_examples=300)
def test_the_interval_holds_what_is_told_and_no_more(drawn: tuple[Chain, Told, Pair | None]) -> None:
    chain, told, months = drawn
    found = split(chain, told, FLOOR, months=months)
    if found is None or found.interval is None:
        return
    low, high = found.interval
    assert low <= found.steps[-1].value <= high
    if found.verdict is Verdict.HIGHER:
        assert found.steps[-1].value > 0
    if found.verdict is Verdict.LOWER:
        assert found.steps[-1].value < 0


EVERYTHING = Told(then=True, corrected=True, redefined=True, moved=True, now=True)


def chain_of(*points: int) -> Chain:
    return Chain(
        **dict(zip(("then", "corrected", "redefined", "moved", "now"), points, strict=True)),
        has_new_definition=points[1] != points[2],
        has_new_boundary=points[2] != points[3],
    )


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ((100, 150, 120, 200, 260), [50, -30, 80, 60]),
        ((100, 103, 223, 223, 260), [(2, 123), 0, 37]),
        ((100, 150, 154, 200, 260), [(2, 54), 46, 60]),
        ((100, 100, 100, 104, 260), [0, 0, (2, 160)]),
        ((100, 100, 100, 100, 103), [0, 0, 0, 3]),
        ((100, 100, 100, 100, 100), [0, 0, 0, 0]),
    ],
)
def test_a_small_part_is_told_together_with_another(
    points: tuple[int, ...], expected: list[int | tuple[int, int]]
) -> None:
    found = split(chain_of(*points), EVERYTHING, FLOOR, months=None)
    assert found is not None
    steps = [(len(step.parts), step.value) if len(step.parts) > 1 else step.value for step in found.steps]
    assert steps == expected


def test_without_the_rule_the_attacker_finds_a_small_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.answers.split._is_safe", lambda *_: True)
    chain = chain_of(100, 103, 223, 223, 260)
    found = split(chain, EVERYTHING, FLOOR, months=None)
    assert found is not None
    assert finds(shares_a_line(found, chain), np.array([-1, 1, 0, 0, 0]))


def test_a_last_count_that_may_not_be_told_gives_way_to_what_is_known_now_of_its_months() -> None:
    told = Told(then=False, corrected=True, redefined=True, moved=True, now=True)
    found = split(chain_of(100, 104, 104, 104, 260), told, FLOOR, months=None)
    assert found is not None
    assert (found.start, found.is_start_then) == (104, False)
    assert found.untold == (Part.LATE, Part.REDEFINED)
    assert found.is_untold_small


def test_the_gate_decides_whether_anything_is_told() -> None:
    nothing = Told(then=True, corrected=True, redefined=True, moved=True, now=False)
    assert split(chain_of(100, 100, 100, 100, 5), nothing, FLOOR, months=None) is None
    only_now = Told(then=False, corrected=False, redefined=False, moved=False, now=True)
    found = split(chain_of(5, 5, 5, 5, 260), only_now, FLOOR, months=None)
    assert found is not None
    assert (found.start, found.steps, found.now) == (None, (), 260)


def test_months_that_both_periods_have_cancel_out() -> None:
    cases = (
        (("2025-11", "2026-10"), ("2025-10", "2026-09"), ("2026-10", "2026-10"), ("2025-10", "2025-10")),
        (("2025-11", "2026-10"), ("2024-11", "2025-10"), ("2025-11", "2026-10"), ("2024-11", "2025-10")),
        (("2026-01", "2026-03"), ("2026-02", "2026-06"), ("2026-01", "2026-01"), ("2026-04", "2026-06")),
    )
    for now, before, own, others in cases:
        found = months_apart(period(now), period(before))
        assert found is not None
        assert (found.now, found.before) == (period(own), period(others))
    for nested in (("2025-11", "2026-10"), ("2025-10", "2026-10"), ("2026-01", "2026-02")):
        assert months_apart(period(("2025-11", "2026-10")), period(nested)) is None


def period(months: tuple[str, str]) -> Filter:
    return Filter.from_query({"from": months[0], "to": months[1]})


def test_intervals_of_drawn_counts_hold_the_change_of_their_means_as_often_as_they_say() -> None:
    random = np.random.default_rng(6)
    inside = 0
    for _ in range(400):
        before, now = random.uniform(15, 400, 2)
        drawn = random.poisson((before, now))
        chain = chain_of(1_000, 1_000, 1_000, 1_000, 1_000 + int(drawn[1] - drawn[0]))
        months = Pair(now=int(drawn[1]), before=int(drawn[0]), share=0.5)
        found = split(chain, EVERYTHING, FLOOR, months=months)
        assert found is not None
        assert found.interval is not None
        inside += found.interval[0] <= now - before <= found.interval[1]
    assert inside >= 0.93 * 400
