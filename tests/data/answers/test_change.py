"""A change is judged by an exact test, its rows together, and nothing hidden is given away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, false_discovery_control

from data.answers.change import WORDS, Verdict, change_table, p_values, stands_out, verdicts
from data.answers.comparison import comparable_months, share_of_days
from data.answers.disclosure import State, disclose
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.question import By, Form, Question
from data.errors import QuestionError
from data.roles import LOCAL_ACTOR

COUNTS = st.one_of(st.integers(0, 30), st.integers(0, 3_000), st.integers(0, 2_000_000))
PAIRS = st.lists(st.tuples(COUNTS, COUNTS), min_size=1, max_size=25).map(
    lambda pairs: np.array(pairs, np.int64).reshape(-1, 2)
)
SHARES = st.sampled_from([0.5, 366 / 731, 365 / 731, 29 / 57])
RELAXED = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
BREAKDOWNS = (
    {"by": By.TOTAL},
    {"by": By.CATEGORY},
    {"by": By.COMPONENT},
    {"by": By.REGION, "region_set": "sector"},
    {"by": By.CELL, "level": 8},
)


def table_of(counts: np.ndarray) -> pa.Table:
    """An exact table of the counts."""
    return pa.table({"region": pa.array([str(i) for i in range(len(counts))]), "value": pa.array(counts)})


@given(PAIRS, SHARES)
def test_p_values_are_those_of_an_exact_binomial_test_row_by_row(pairs: np.ndarray, share: float) -> None:
    for (now, before), p in zip(pairs.tolist(), p_values(pairs[:, 0], pairs[:, 1], share=share), strict=True):
        if now + before == 0:
            assert p == 1
            continue
        tails = (binomtest(now, now + before, share, alternative=side).pvalue for side in ("less", "greater"))
        assert p == pytest.approx(min(1.0, 2 * min(tails)), rel=1e-6, abs=1e-12)
        if share == 0.5:
            assert p == pytest.approx(binomtest(now, now + before).pvalue, rel=1e-6, abs=1e-12)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=50))
def test_what_stands_out_is_what_the_rule_of_benjamini_and_hochberg_finds(values: list[float]) -> None:
    p = np.array(values)
    adjusted = false_discovery_control(p)
    clear = np.abs(adjusted - 0.05) > 1e-9
    np.testing.assert_array_equal(stands_out(p)[clear], (adjusted <= 0.05)[clear])


@given(PAIRS, SHARES)
def test_a_change_back_has_the_opposite_verdict(pairs: np.ndarray, share: float) -> None:
    known = np.ones(len(pairs), np.bool_)
    there = verdicts(pairs[:, 0], pairs[:, 1], known, share=share)
    back = verdicts(pairs[:, 1], pairs[:, 0], known, share=1 - share)
    opposite = {Verdict.HIGHER: Verdict.LOWER, Verdict.LOWER: Verdict.HIGHER}
    assert [opposite.get(Verdict(code), Verdict(code)) for code in there] == [Verdict(c) for c in back]


@pytest.mark.parametrize("mean", [0.5, 3.0, 25.0, 400.0])
def test_under_no_change_hardly_any_row_stands_out(mean: float) -> None:
    random = np.random.default_rng(1006)
    known = np.ones(40, np.bool_)
    rows = [verdicts(random.poisson(mean, 40), random.poisson(mean, 40), known) for _ in range(500)]
    is_false = np.isin(np.array(rows), [Verdict.HIGHER, Verdict.LOWER])
    assert is_false.mean() < 0.05
    assert is_false.any(axis=1).mean() < 0.07  # a breakdown with any: 5 % but for the simulation


def test_a_change_that_is_planted_is_found() -> None:
    random = np.random.default_rng(7)
    now, before = random.poisson(100, 40), random.poisson(100, 40)
    now[3], now[17] = 220, 30
    found = verdicts(now, before, np.ones(40, np.bool_))
    assert found[3] == Verdict.HIGHER
    assert found[17] == Verdict.LOWER


@pytest.mark.parametrize("is_partition", [True, False])
@given(pairs=PAIRS, floor=st.integers(2, 20))
def test_nothing_is_said_of_a_count_that_is_not_shown(
    pairs: np.ndarray, floor: int, *, is_partition: bool
) -> None:
    now, before = table_of(pairs[:, 0]), table_of(pairs[:, 1])
    found = change_table(now, before, floor, is_partition=is_partition)
    hidden = {
        side: disclose(table, floor, is_partition=is_partition)["state"].to_numpy() != State.SHOWN
        for side, table in (("now", now), ("before", before))
    }
    either = hidden["now"] | hidden["before"]
    np.testing.assert_array_equal(found["value"].is_null().to_numpy(), either)
    np.testing.assert_array_equal(found["verdict"].to_numpy() == Verdict.TOO_FEW, either)
    for side, is_hidden in hidden.items():
        np.testing.assert_array_equal(found[side].is_null().to_numpy(), is_hidden)
        small = (pairs[:, ("now", "before").index(side)] > 0) & (
            pairs[:, ("now", "before").index(side)] < floor
        )
        assert found.filter(pa.array(small))[side].null_count == small.sum()


@given(PAIRS, st.integers(2, 20), st.integers(1, 9))
def test_a_hidden_count_changes_nothing_that_is_said(pairs: np.ndarray, floor: int, other: int) -> None:
    """The verdicts of others do not tell which small count it is."""
    small = (pairs > 0) & (pairs < floor)
    moved = np.where(small, np.minimum(other, floor - 1), pairs)
    tables = [
        change_table(table_of(p[:, 0]), table_of(p[:, 1]), floor, is_partition=False) for p in (pairs, moved)
    ]
    assert tables[0] == tables[1]


def test_two_zeros_are_noise_and_a_fall_to_zero_stands_out() -> None:
    now, before = table_of(np.array([0, 0])), table_of(np.array([0, 50]))
    found = change_table(now, before, 10, is_partition=False)
    assert found["verdict"].to_pylist() == [Verdict.NOISE, Verdict.LOWER]
    assert found["value"].to_pylist() == [0, -50]


def test_a_leap_day_alone_does_not_stand_out() -> None:
    february = (2024 * 12 + 1,)
    share = share_of_days(february)
    assert share == pytest.approx(29 / 57)
    now, before = np.array([290_000]), np.array([280_000])
    known = np.ones(1, np.bool_)
    assert verdicts(now, before, known)[0] == Verdict.HIGHER
    assert verdicts(now, before, known, share=share)[0] == Verdict.NOISE


@given(
    st.sets(st.integers(24_000, 24_060)),
    st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted),
)
def test_months_compared_are_held_in_both_years_and_on_one_side_only(held: set[int], ends: list[int]) -> None:
    first, last = (date((24_000 + end) // 12, (24_000 + end) % 12 + 1, 1) for end in ends)
    months = comparable_months(Filter(first=first, last=last), held)
    assert set(months) <= held
    earlier = {month - 12 for month in months}
    assert earlier <= held
    assert not earlier & set(months)
    assert all(24_000 + ends[0] <= month <= 24_000 + ends[1] for month in months)


@pytest.mark.parametrize("breakdown", BREAKDOWNS)
@given(start=st.integers(0, 23), length=st.integers(1, 12))
@RELAXED
def test_a_change_is_the_difference_of_two_answers(
    gate: Gate, breakdown: dict[str, object], start: int, length: int
) -> None:
    end = start + length - 1
    now = Filter(
        first=date(2024 + start // 12, start % 12 + 1, 1),
        last=min(date(2024 + end // 12, end % 12 + 1, 1), date(2025, 12, 1)),
    )
    question = Question(measure="incidents", filter=now, **breakdown)  # type: ignore[arg-type]
    changed = gate.ask(LOCAL_ACTOR, replace(question, form=Form.CHANGE)).table
    later = gate.ask(LOCAL_ACTOR, question).table
    earlier = gate.ask(LOCAL_ACTOR, replace(question, filter=now.year_before())).table
    assert changed["now"] == later["value"]
    assert changed["before"] == earlier["value"]
    for difference, one, other in zip(
        *(column.to_pylist() for column in (changed["value"], later["value"], earlier["value"])), strict=True
    ):
        assert difference == (None if one is None or other is None else one - other)


def test_a_long_or_open_period_compares_its_last_twelve_complete_months(gate: Gate) -> None:
    answer = gate.ask(LOCAL_ACTOR, Question(measure="incidents", filter=Filter(), form=Form.CHANGE))
    assert (answer.first, answer.last) == (date(2025, 1, 1), date(2025, 12, 1))
    assert "against Jan 2024 to Dec 2024" in answer.sentence
    assert any("Jan 2025 to Dec 2025 against Jan 2024 to Dec 2024" in caveat for caveat in answer.caveats)


def test_a_first_year_of_data_has_nothing_before_it(gate: Gate) -> None:
    chosen = Filter(first=date(2023, 2, 1), last=date(2023, 5, 1))
    answer = gate.ask(
        LOCAL_ACTOR, Question(measure="incidents", filter=chosen, by=By.CATEGORY, form=Form.CHANGE)
    )
    assert answer.table["value"].null_count == answer.table.num_rows
    assert set(answer.table["verdict"].to_pylist()) == {Verdict.TOO_FEW}
    assert set(answer.table["before_state"].to_pylist()) == {State.MISSING}
    assert any("no complete months" in caveat for caveat in answer.caveats)


def test_a_store_without_incidents_says_so(empty_gate: Gate) -> None:
    answer = empty_gate.ask(LOCAL_ACTOR, Question(measure="incidents", filter=Filter(), form=Form.CHANGE))
    assert answer.table["verdict"].to_pylist() == [Verdict.TOO_FEW]


@pytest.mark.parametrize("key", ["encounters", "crossings-trucks", "drug-seizure-events"])
@pytest.mark.parametrize("by", [By.TOTAL, By.PLACE, By.REGION])
def test_published_figures_compare_months_that_both_years_have(
    published_gate: Gate, key: str, by: By
) -> None:
    region_set = "field_office" if by is By.REGION else None
    chosen = Filter(first=date(2024, 6, 1), last=date(2025, 5, 1))
    question = Question(measure=key, filter=chosen, by=by, region_set=region_set, form=Form.CHANGE)
    answer = published_gate.ask(LOCAL_ACTOR, question)
    assert answer.first is not None
    assert answer.last is not None
    now = Filter(first=answer.first, last=answer.last)
    for side, period in (("now", now), ("before", now.year_before())):
        count = published_gate.ask(LOCAL_ACTOR, replace(question, filter=period, form=Form.COUNT)).table
        exact = dict(zip(count[by.value].to_pylist(), count["value"].to_pylist(), strict=True))
        for place, value in zip(
            answer.table[by.value].to_pylist(), answer.table[side].to_pylist(), strict=True
        ):
            assert value == exact.get(place)


@pytest.mark.parametrize(
    "question",
    [
        Question(measure="incidents", filter=Filter(), by=By.MONTH, form=Form.CHANGE),
        Question(measure="drug-seizure-pounds", filter=Filter(), form=Form.CHANGE),
        Question(measure="fusion-centers", filter=Filter(), by=By.PLACE, form=Form.CHANGE),
    ],
)
def test_a_change_that_cannot_be_tested_is_refused(gate: Gate, question: Question) -> None:
    with pytest.raises(QuestionError, match="cannot be given as change"):
        gate.ask(LOCAL_ACTOR, question)


def test_every_verdict_has_words() -> None:
    assert set(WORDS) == set(Verdict)
