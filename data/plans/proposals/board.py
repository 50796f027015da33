"""``Board``: what a search moves, as arrays and as GerryChain's graph."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import rustworkx
from gerrychain import Graph, Partition
from numpy.typing import NDArray

from data.plans.proposals.coverage_pairs import CoveragePairs
from data.plans.proposals.land import NOBODY, neighbours_of

Numbers = NDArray[np.intp]
Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Board:
    """Nodes are the units that may move or are held; their labels are 0 to ``regions`` − 1.

    ``unit`` is the number of each node's unit, ``links`` pairs of nodes, ``weight`` the weighted mix.
    ``home`` is where each node is in the base and ``held`` where it must stay, or :data:`NOBODY`.
    ``carried`` is the weight that still units add to each label. ``everywhere`` has the label of each
    unit of the ground, still ones included (regions of still units only have labels from ``regions``
    on). ``mean`` is the weight of everything in a region over the number of regions.

    ``heavy`` are nodes that alone exceed the tolerance; ``laden`` is what is held in each region and tied
    to it if that does, or 0; ``level`` is what each region without either has if the rest is shared out
    evenly. Unless :func:`eased` made the board, nothing is heavy or laden, and the level is the mean.
    """

    unit: Numbers
    links: Numbers
    weight: Floats
    home: Numbers
    held: Numbers
    start: Numbers
    regions: int
    carried: Floats
    everywhere: Numbers
    mean: float
    tolerance: float
    coverage: CoveragePairs
    heavy: Numbers
    laden: Floats
    level: float

    @cached_property
    def near(self) -> list[list[int]]:
        """The neighbours of each node."""
        return neighbours_of(len(self.unit), self.links)

    @cached_property
    def graph(self) -> Graph:
        """The nodes and links as GerryChain takes them; each node has its ``weight``."""
        drawn: rustworkx.PyGraph[dict[str, float], dict[str, float]] = rustworkx.PyGraph()
        drawn.add_nodes_from([{"weight": weight} for weight in self.weight.tolist()])
        drawn.add_edges_from([(one, other, {}) for one, other in self.links.tolist()])
        return Graph.from_rustworkx(drawn)

    def partition(self, labels: Numbers, updaters: Mapping[str, Callable[[Partition], object]]) -> Partition:
        """The labels as GerryChain's partition, which keeps what the updaters say of it."""
        return Partition(
            self.graph, dict(enumerate(labels.tolist())), updaters=updaters, use_default_updaters=False
        )

    def over_units(self, labels: Numbers) -> Numbers:
        """The label of each unit of the ground, where nodes have these."""
        result = self.everywhere.copy()
        result[self.unit] = labels
        return result

    def weights(self, labels: Numbers) -> Floats:
        """The weight of each region that the search may change; labels from ``regions`` on are in none."""
        sums = np.bincount(labels, self.weight, minlength=self.regions + 1)[: self.regions]
        whole: Floats = sums + self.carried
        return whole

    def targets(self, labels: Numbers) -> Floats:
        """What each region that the search may change should weigh: the level, or its heavy node alone."""
        result = np.full(self.regions, self.level)
        if len(self.heavy):
            alone = np.zeros(self.regions + 1)
            np.maximum.at(alone, labels[self.heavy], self.weight[self.heavy])
            result = np.where(alone[:-1] > 0, alone[:-1], result)
        return np.where(self.laden > 0, self.laden, result)

    def moved(self, labels: Numbers) -> int:
        """How many units are elsewhere than in the base."""
        return int((labels != self.home).sum())


def eased(board: Board) -> Board:
    """The board on which what alone exceeds the tolerance stands for itself.

    That is a heavy unit, or what is held in a region and tied to it. A region with either is judged by
    what it has beyond it, and the others by an even share of what is left; what then exceeds that share
    is heavy too.
    """
    held = board.held != NOBODY
    block = board.carried + np.bincount(board.held[held], board.weight[held], minlength=board.regions)
    total = float(board.weight.sum() + board.carried.sum())
    heavy, laden, level = board.heavy, board.laden, board.mean
    while True:
        most = level * (1 + board.tolerance)
        is_laden = block > most
        in_laden = np.zeros(len(held), np.bool_)
        in_laden[held] = is_laden[board.held[held]]
        found = np.flatnonzero((board.weight > most) & ~in_laden)
        apart = len(found) + int(is_laden.sum())
        is_settled = apart == len(heavy) + int((laden > 0).sum())
        if is_settled or apart >= board.regions:
            return replace(board, heavy=heavy, laden=laden, level=level)
        heavy, laden = found, np.where(is_laden, block, 0.0)
        level = (total - float(board.weight[heavy].sum() + laden.sum())) / (board.regions - apart)


def held_together(board: Board) -> list[tuple[float, int]]:
    """Weight that must stay in one region, with a node of it, largest first: held nodes, and each other."""
    blocks = [(float(weight), node) for node, weight in enumerate(board.weight) if board.held[node] == NOBODY]
    for label in np.unique(board.held[board.held != NOBODY]).tolist():
        nodes = np.flatnonzero(board.held == label)
        heaviest = int(nodes[np.argmax(board.weight[nodes])])
        blocks.append((float(board.weight[nodes].sum() + board.carried[label]), heaviest))
    return sorted(blocks, key=lambda block: (-block[0], block[1]))
