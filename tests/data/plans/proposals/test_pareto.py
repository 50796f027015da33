from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from data.plans.proposals.objectives import Marks, dominates
from data.plans.proposals.pareto import Front, chosen

MARKS = st.lists(
    st.builds(
        Marks,
        deviation=st.integers(0, 6).map(float),
        cut_edges=st.integers(0, 6),
        uncovered=st.integers(0, 3).map(float),
        moved=st.integers(0, 6),
    ),
    max_size=40,
)


def front_of(marks: list[Marks]) -> Front:
    front = Front()
    for number, one in enumerate(marks):
        front.offer(one, np.array([number, 0, 1]))
    return front


@given(MARKS)
def test_the_front_holds_exactly_what_no_other_beats(marks: list[Marks]) -> None:
    front = front_of(marks)
    kept = {tuple(row) for row in front.values.tolist()}
    assert kept == {tuple(one) for one in marks if not any(dominates(other, one) for other in marks)}
    assert len(front.labels) == len(front.values)
    for row, labels in zip(front.values.tolist(), front.labels, strict=True):
        assert tuple(marks[labels[0]]) == tuple(row)


@given(MARKS, st.integers(1, 10))
def test_the_plans_chosen_are_of_the_front_and_the_first_is_best_in_balance(
    marks: list[Marks], count: int
) -> None:
    front = front_of(marks)
    places = chosen(front, count, apart=1)
    assert len(places) == len(set(places)) == min(count, len(front.labels))
    if places:
        assert front.values[places[0], 0] == front.values[:, 0].min()


def test_plans_that_hardly_differ_are_not_both_chosen() -> None:
    front = Front()
    front.offer(Marks(0.1, 9, 0.0, 3), np.array([0, 0, 0, 1]))
    front.offer(Marks(0.2, 8, 0.0, 3), np.array([0, 0, 1, 1]))
    front.offer(Marks(0.3, 7, 0.0, 3), np.array([1, 1, 0, 0]))
    assert chosen(front, 3, apart=2) == [0, 2]
    assert chosen(front, 3, apart=2, avoid=[np.array([1, 1, 0, 0])]) == [0]


def test_a_full_front_keeps_its_ends() -> None:
    front = Front()
    for number in range(600):
        front.offer(Marks(float(number), 600 - number, 0.0, 0), np.array([number]))
    assert 300 <= len(front.labels) <= 400
    assert front.values[:, 0].min() == 0
    assert front.values[:, 1].min() == 1
