"""Recombination: two regions become one and are cut anew along a random tree.

GerryChain's own recombination looks for a cut that leaves both sides within tolerance of the mean, and
draws trees until there is one. It cannot set out from a plan whose neighbouring regions do not hold
twice the mean between them, it knows no locks, and it deals the two names out by chance. The step here
draws the same trees and takes the best cut that each has: within tolerance if there is one, nearest to it
otherwise, with locks on their sides and each name on the side that moves fewer units.
"""

from __future__ import annotations

import random

import numpy as np
from gerrychain import Partition
from numpy.typing import NDArray

from data.plans.proposals.board import Board
from data.plans.proposals.land import NOBODY
from data.plans.proposals.objectives import strains
from data.plans.proposals.trees import Tree, random_tree

Numbers = NDArray[np.intp]
Floats = NDArray[np.float64]
_TREES = 3
_SMALLEST = 4
_AT_THE_WORST = 0.3
"""How often one of the two is the region that is farthest off."""


def recombined(partition: Partition, board: Board, *, is_neutral: bool, rng: random.Random) -> Partition:
    """The partition after two neighbouring regions became one and were cut anew along a random tree.

    A neutral step takes any cut within tolerance, each as likely as another, and none otherwise.
    """
    labels = labels_of(partition)
    border = border_of(board, labels)
    if not len(border):
        return partition
    if not is_neutral and rng.random() < _AT_THE_WORST:
        worst = int(np.argmax(np.abs(strains(board, labels))))
        border = border[(labels[board.links[border]] == worst).any(axis=1)]
        if not len(border):
            return partition
    # One link of the border, drawn evenly: pairs that share more border are cut anew more often.
    one, other = labels[board.links[border[rng.randrange(len(border))]]].tolist()
    nodes = np.flatnonzero((labels == one) | (labels == other))
    first = _split(board, nodes, (one, other), is_neutral=is_neutral, rng=rng)
    if first is None:
        return partition
    new = np.full(len(nodes), other, np.intp)
    new[first] = one
    return flipped(partition, nodes, new)


def redealt(partition: Partition, board: Board, *, rng: random.Random) -> Partition:
    """The partition after a small region joined a neighbour, and its name went to half of the heaviest.

    Weight crosses the map in one step, where recombination would hand it on from region to region. A
    region that holds something locked keeps its place.
    """
    labels = labels_of(partition)
    off = strains(board, labels)
    movable = [
        region for region in np.argsort(off, kind="stable").tolist() if not (board.held == region).any()
    ]
    heaviest = int(np.argmax(off))
    if not movable or movable[0] == heaviest:
        return partition
    gone = movable[rng.randrange(min(_SMALLEST, len(movable)))]
    ends = labels[board.links]
    touching = ends[(ends == gone).any(axis=1)].ravel()
    around = np.unique(touching[(touching != gone)])
    if not len(around) or gone == heaviest:
        return partition
    result = labels.copy()
    result[labels == gone] = around[np.argmin(off[around])]
    nodes = np.flatnonzero(result == heaviest)
    first = _split(board, nodes, (heaviest, gone), rng=rng)
    if first is None:
        return partition
    result[nodes] = gone
    result[nodes[first]] = heaviest
    return flipped(partition, np.arange(len(labels)), result)


def _split(
    board: Board, nodes: Numbers, pair: tuple[int, int], *, is_neutral: bool = False, rng: random.Random
) -> Numbers | None:
    """Places of the nodes that the first region of the pair gets; ``None`` if they cannot be cut."""
    place = np.full(len(board.unit), NOBODY, np.intp)
    place[nodes] = np.arange(len(nodes))
    links = place[board.links]
    links = links[(links != NOBODY).all(axis=1)]
    generator = np.random.default_rng(rng.getrandbits(64))
    best: tuple[float, Numbers] | None = None
    for _ in range(1 if is_neutral else _TREES):
        tree = random_tree(len(nodes), links, rng=generator)
        cut = None if tree is None else _cut(tree, board, nodes, pair, rng=generator)
        if cut is not None and (best is None or cut[0] < best[0]):
            best = cut
        if best is not None and best[0] <= board.tolerance:
            break
    if best is None or (is_neutral and best[0] > board.tolerance):
        return None
    return best[1]


def _cut(
    tree: Tree, board: Board, nodes: Numbers, pair: tuple[int, int], *, rng: np.random.Generator
) -> tuple[float, Numbers] | None:
    """The larger deviation of the two sides, and the nodes of the first region, by place in ``nodes``."""
    held, home = board.held[nodes], board.home[nodes]
    columns = np.column_stack(
        [
            board.weight[nodes],
            *((held == region) for region in pair),
            *((home == region) for region in pair),
            *_heavy_columns(board, nodes),
        ]
    ).astype(np.float64)
    below = tree.below(columns)
    total = below[0]
    deviation = np.empty((2, len(nodes)))
    for way, (near, far) in enumerate(((0, 1), (1, 0))):
        # The side below the cut goes to pair[near], the other to pair[far].
        inside = below[:, 0] + board.carried[pair[near]]
        outside = total[0] - below[:, 0] + board.carried[pair[far]]
        deviation[way] = np.maximum(
            _off(inside, below, board, region=pair[near]),
            _off(outside, total - below, board, region=pair[far]),
        )
        is_torn = (below[:, 1 + far] > 0) | (total[1 + near] - below[:, 1 + near] > 0)
        deviation[way, is_torn] = np.inf
    deviation[:, 0] = np.inf
    if not np.isfinite(deviation).any():
        return None
    staying = np.stack([below[:, 3] + total[4] - below[:, 4], below[:, 4] + total[3] - below[:, 3]])
    place = _place(deviation, board.tolerance, rng=rng)
    ways = np.flatnonzero(np.isfinite(deviation[:, place]))
    way = int(ways[np.argmax(staying[ways, place])])
    side = tree.side(place)
    first = side if way == 0 else np.setdiff1d(tree.order, side, assume_unique=True)
    return float(deviation[way, place]), first


def _heavy_columns(board: Board, nodes: Numbers) -> list[Floats]:
    """The weight of each heavy node, a column for each; none on a board that is not eased."""
    return [np.where(nodes == node, board.weight[node], 0.0) for node in board.heavy if node in nodes]


def _off(weight: Floats, sums: Floats, board: Board, *, region: int) -> Floats:
    """How far sides lie off what they should weigh as that region, as a share of the level."""
    if board.level <= 0:
        return np.zeros(len(weight))
    heaviest = sums[:, 5:].max(axis=1, initial=0)
    target = np.where(heaviest > 0, heaviest, board.level)
    if board.laden[region] > 0:
        target = np.full(len(weight), board.laden[region])
    off: Floats = np.abs(weight - target) / board.level
    return off


def _place(deviation: Floats, tolerance: float, *, rng: np.random.Generator) -> int:
    """Any place within tolerance, each as likely; the nearest to it if there is none."""
    best = deviation.min(axis=0)
    within = np.flatnonzero(best <= tolerance)
    return int(within[rng.integers(len(within))]) if len(within) else int(np.argmin(best))


def labels_of(partition: Partition) -> Numbers:
    """The label of each node."""
    return np.asarray(partition.assignment_vector, np.intp)


def border_of(board: Board, labels: Numbers) -> Numbers:
    """Places of the links that cross from one region to another."""
    return np.flatnonzero(labels[board.links[:, 0]] != labels[board.links[:, 1]])


def flipped(partition: Partition, nodes: Numbers, new: Numbers) -> Partition:
    """The partition in which nodes have new labels, or itself if they are the old ones."""
    changed = labels_of(partition)[nodes] != new
    if not changed.any():
        return partition
    return partition.flip(dict(zip(nodes[changed].tolist(), new[changed].tolist(), strict=True)))
