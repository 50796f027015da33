from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.plans.proposals.board import Board, eased
from data.plans.proposals.feasibility import impossible, least_tolerance
from data.plans.proposals.layout import Layout, laid_out
from data.plans.proposals.objectives import deviations, marks_of, strains
from data.plans.proposals.request import Request
from data.plans.proposals.start import start_of
from tests.data.plans.proposals import lattice

SMALL = lattice.ground(2, 4)


def layout(weight: list[float], regions: int, *, locked: frozenset[str] = frozenset()) -> Layout:
    base = replace(lattice.plan(SMALL, regions), locked=locked)
    measures = replace(lattice.measures(SMALL), weight=np.array(weight), ports=(), bases=())
    start = start_of(base, SMALL, weight=measures.weight)
    return laid_out(start, SMALL, measures=measures, request=Request())


def best_possible(board: Board) -> float:
    """The least largest deviation of any deal, by trying all of them; pieces do not count."""
    deals = (np.array(deal, np.intp) for deal in product(range(board.regions), repeat=len(board.unit)))
    held = board.held >= 0
    return min(
        float(np.abs(deviations(board, labels)).max())
        for labels in deals
        if (labels[held] == board.held[held]).all() and len(set(labels.tolist())) == board.regions
    )


@settings(max_examples=30, deadline=None)
@given(
    weight=st.lists(st.floats(0.01, 10), min_size=8, max_size=8),
    regions=st.integers(2, 3),
    locked=st.frozensets(st.sampled_from(SMALL.units), max_size=3),
)
def test_no_deal_lies_within_less_than_the_bound(
    weight: list[float], regions: int, locked: frozenset[str]
) -> None:
    found = layout(weight, regions, locked=locked)
    assert least_tolerance(found.board, SMALL) <= best_possible(found.board) + 1e-9


def test_units_that_are_locked_together_count_as_one() -> None:
    found = layout([1, 1, 1, 1, 1, 1, 1, 1], 4, locked=frozenset({"00000", "01000"}))
    assert impossible(found, SMALL, coverage_at_least=0) is None
    heavy = layout([4, 1, 1, 1, 4, 1, 1, 1], 4, locked=frozenset({"00000", "01000"}))
    named = impossible(heavy, SMALL, coverage_at_least=0)
    assert named is not None
    assert named.least_tolerance == pytest.approx(8 / (14 / 4) - 1)
    assert "and what is held in one region with it have 2.29 times the mean" in named.words


def test_several_heavy_units_that_starve_the_rest_are_named() -> None:
    found = layout([10, 10, 0.1, 0.1, 10, 0.1, 0.1, 0.1], 4)
    named = impossible(found, SMALL, coverage_at_least=0)
    assert named is not None
    assert set(named.units) == {"00000", "00001", "01000"}
    assert "the 3 heaviest counties (Unit 00000 first) leave 0.07 times the mean" in named.words


def test_an_eased_board_asks_of_heavy_units_only_that_they_stand_alone() -> None:
    board = layout([9, 1, 1, 1, 1, 1, 1, 1], 4).board
    easy = eased(board)
    assert easy.heavy.tolist() == [0]
    assert easy.level == pytest.approx(7 / 3)
    alone = np.array([0, 1, 2, 3, 1, 1, 2, 3])
    assert strains(easy, alone)[0] == 0
    assert marks_of(easy, alone).deviation == pytest.approx(3 / (7 / 3) - 1)
    assert marks_of(board, alone).deviation == pytest.approx(9 / 4 - 1)


def test_what_is_held_together_and_too_heavy_stands_for_itself_too() -> None:
    locked = frozenset({"00000", "01000"})
    board = layout([5, 1, 1, 1, 5, 1, 1, 1], 4, locked=locked).board
    easy = eased(board)
    assert easy.laden.tolist() == [10, 0, 0, 0]
    assert not len(easy.heavy)
    assert easy.level == pytest.approx(2)
    labels = np.array([0, 1, 2, 3, 0, 1, 2, 3])
    assert strains(easy, labels).tolist() == [0, 0, 0, 0]


def test_nothing_is_eased_where_no_unit_is_too_heavy() -> None:
    board = layout([1, 1, 1, 1, 1, 1, 1, 1], 4).board
    assert eased(board).level == board.mean
    assert not len(eased(board).heavy)


def test_a_region_that_is_alone_is_told_so() -> None:
    named = impossible(layout([1, 1, 5, 1, 1, 1, 1, 1], 1), SMALL, coverage_at_least=0)
    assert named is not None
    assert (named.rule, named.units) == ("regions", ("00002",))
    assert "nobody to trade with" in named.words


def test_locks_that_leave_no_room_for_so_many_regions_are_named() -> None:
    base = replace(lattice.plan(SMALL, 4), locked=frozenset(SMALL.units))
    measures = replace(lattice.measures(SMALL), ports=(), bases=())
    start = start_of(base, SMALL, weight=measures.weight)
    found = laid_out(start, SMALL, measures=measures, request=Request(regions=3))
    named = impossible(found, SMALL, coverage_at_least=0)
    assert named is not None
    assert named.rule == "regions"
    assert named.words.startswith("3 regions that may change were asked for, and locks leave room for 4")
