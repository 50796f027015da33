from __future__ import annotations

import random
from dataclasses import replace
from itertools import permutations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from data.plans.proposals.land import pieces_of_labels, stray_pieces
from data.plans.proposals.layout import laid_out
from data.plans.proposals.moves import Mix, step
from data.plans.proposals.naming import renamed
from data.plans.proposals.objectives import strains
from data.plans.proposals.recombination import recombined
from data.plans.proposals.request import Request
from data.plans.proposals.start import start_of
from data.plans.proposals.trees import random_tree
from tests.data.plans.proposals import lattice

LAND = lattice.ground()
MEASURES = lattice.measures(LAND)
BOARD = laid_out(
    start_of(lattice.plan(LAND), LAND, weight=MEASURES.weight), LAND, measures=MEASURES, request=Request()
).board


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32), recombine=st.floats(0, 1))
def test_steps_keep_every_region_whole_and_none_empty(seed: int, recombine: float) -> None:
    rng = random.Random(seed)  # noqa: S311  # a search, no secret
    mix = Mix(recombine=recombine, redeal=0.2 * (1 - recombine), relieve=0.2, bring_back=0.2)
    state = BOARD.partition(BOARD.start, {})
    for _ in range(20):
        state = step(state, BOARD, mix, is_whole=True, rng=rng)
        labels = np.asarray(state.assignment_vector, np.intp)
        assert set(labels.tolist()) == set(range(BOARD.regions))
        assert stray_pieces(labels, BOARD.links) == 0


def test_a_neutral_step_never_leaves_the_tolerance() -> None:
    rng = random.Random(3)  # noqa: S311  # a search, no secret
    even = lattice.measures(LAND, even=True)
    start = start_of(lattice.plan(LAND, tolerance=0.25), LAND, weight=even.weight)
    board = laid_out(start, LAND, measures=even, request=Request()).board
    state = board.partition(board.start, {})
    changed = 0
    for _ in range(60):
        after = recombined(state, board, is_neutral=True, rng=rng)
        changed += after is not state
        state = after
        labels = np.asarray(state.assignment_vector, np.intp)
        assert np.abs(strains(board, labels)).max() <= 0.25 + 1e-9
    assert changed


@settings(max_examples=50, deadline=None)
@given(seed=st.integers(0, 2**32), gone=st.sets(st.integers(0, 103), max_size=40))
def test_a_tree_spans_its_piece_and_each_side_hangs_together(seed: int, gone: set[int]) -> None:
    links = np.delete(LAND.links, [at for at in gone if at < len(LAND.links)], axis=0)
    tree = random_tree(len(LAND.units), links, rng=np.random.default_rng(seed))
    whole = np.zeros(len(LAND.units), np.intp)
    is_whole = stray_pieces(whole, links) == 0
    assert (tree is not None) == is_whole
    if tree is None:
        return
    assert sorted(tree.order.tolist()) == list(range(len(LAND.units)))
    below = tree.below(MEASURES.weight[:, np.newaxis])[:, 0]
    for place in range(1, len(LAND.units)):
        labels = whole.copy()
        labels[tree.side(place)] = 1
        assert stray_pieces(labels, links) == 0
        assert np.isclose(below[place], MEASURES.weight[tree.side(place)].sum())


@settings(max_examples=50, deadline=None)
@given(order=st.permutations(range(BOARD.regions)), seed=st.integers(0, 2**32))
def test_names_go_where_they_move_the_fewest_units(order: list[int], seed: int) -> None:
    rng = np.random.default_rng(seed)
    labels = np.array(order)[BOARD.start]
    labels[rng.integers(len(labels), size=3)] = rng.integers(BOARD.regions, size=3)
    found = renamed(BOARD, labels)
    others = [np.array(names)[labels] for names in permutations(range(BOARD.regions))]
    assert BOARD.moved(found) == min(BOARD.moved(other) for other in others)
    assert (pieces_of_labels(found, BOARD.links) == pieces_of_labels(labels, BOARD.links)).all()


def test_a_name_that_is_locked_to_a_unit_is_not_given_away() -> None:
    held = np.where(np.arange(len(BOARD.unit)) == 0, BOARD.start[0], -1)
    labels = (BOARD.start + 1) % BOARD.regions
    found = renamed(replace(BOARD, held=held), labels)
    assert (found == labels)[labels == BOARD.start[0]].all()
