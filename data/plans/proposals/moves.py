"""Steps from one plan to the next, as GerryChain's chains take them."""

from __future__ import annotations

import random
from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np
from gerrychain import Partition
from numpy.typing import NDArray

from data.plans.proposals.board import Board
from data.plans.proposals.land import NOBODY
from data.plans.proposals.objectives import strains
from data.plans.proposals.recombination import border_of, labels_of, recombined, redealt

Numbers = NDArray[np.intp]
_LARGEST_CHUNK = 12


@dataclass(frozen=True, kw_only=True)
class Mix:
    """How often each kind of step is taken, as shares of 1; what is left is for steps at any border."""

    recombine: float = 0.4
    redeal: float = 0.02
    relieve: float = 0.3
    bring_back: float = 0.1


def step(partition: Partition, board: Board, mix: Mix, *, is_whole: bool, rng: random.Random) -> Partition:
    """The partition after a random step, or itself if that step leads nowhere.

    ``is_whole`` keeps each region in one piece.
    """
    draw = rng.random()
    if draw < mix.recombine:
        return recombined(partition, board, is_neutral=False, rng=rng)
    draw -= mix.recombine
    if draw < mix.redeal:
        return redealt(partition, board, rng=rng)
    draw -= mix.redeal
    wish = _at_border
    if draw < mix.relieve:
        wish = _out_of_balance
    elif draw < mix.relieve + mix.bring_back:
        wish = _away_from_home
    return _moved(partition, board, wish(board, partition, rng), is_whole=is_whole, rng=rng)


_Wish = tuple[int, int] | None
"""A node, and the region that it shall go to."""


def _at_border(board: Board, partition: Partition, rng: random.Random) -> _Wish:
    """Any node at a border to the region across."""
    labels = labels_of(partition)
    border = border_of(board, labels)
    if not len(border):
        return None
    one, other = board.links[border[rng.randrange(len(border))]].tolist()
    if rng.random() < 0.5:
        one, other = other, one
    return one, int(labels[other])


def _out_of_balance(board: Board, partition: Partition, rng: random.Random) -> _Wish:
    """A node at a border, from the heavier region to the lighter: of a few, where they differ most."""
    labels = labels_of(partition)
    border = border_of(board, labels)
    if not len(border):
        return None
    off = strains(board, labels)
    drawn = board.links[border[[rng.randrange(len(border)) for _ in range(4)]]]
    gap = off[labels[drawn[:, 0]]] - off[labels[drawn[:, 1]]]
    best = int(np.argmax(np.abs(gap)))
    one, other = drawn[best].tolist() if gap[best] > 0 else drawn[best, ::-1].tolist()
    return one, int(labels[other])


def _away_from_home(board: Board, partition: Partition, rng: random.Random) -> _Wish:
    """A node that moved and touches its home."""
    labels = labels_of(partition)
    away = np.flatnonzero((labels != board.home) & (board.home != NOBODY))
    if not len(away):
        return None
    for _ in range(8):
        node = int(away[rng.randrange(len(away))])
        home = int(board.home[node])
        if any(labels[other] == home for other in board.near[node]):
            return node, home
    return None


def _moved(
    partition: Partition, board: Board, wish: _Wish, *, is_whole: bool, rng: random.Random
) -> Partition:
    """The partition after a node, with some of its neighbours in the same region, went elsewhere."""
    if wish is None or board.held[wish[0]] != NOBODY:
        return partition
    node, region = wish
    labels = partition.assignment.mapping
    own = labels[node]
    size = rng.randint(1, _LARGEST_CHUNK) if rng.random() < 0.5 else 1
    chunk = _chunk(node, board, labels, size=size, rng=rng)
    for nodes in (chunk, {node}):
        rest = partition.parts[own] - nodes
        if rest and (not is_whole or partition.graph.is_node_set_connected(rest)):
            return partition.flip(dict.fromkeys(sorted(nodes), region))
    return partition


def _chunk(
    node: int, board: Board, labels: Mapping[Hashable, Hashable], *, size: int, rng: random.Random
) -> set[int]:
    """The node and up to ``size`` − 1 more around it that are in its region and not held."""
    chunk, rim = {node}, [node]
    while rim and len(chunk) < size:
        at = rim.pop(rng.randrange(len(rim)))
        for other in board.near[at]:
            if other not in chunk and labels[other] == labels[node] and board.held[other] == NOBODY:
                chunk.add(other)
                rim.append(other)
                if len(chunk) == size:
                    break
    return chunk
