"""Random trees that span a piece of the map, and where each may be cut."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.compiled import compiled

Numbers = NDArray[np.intp]
Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Tree:
    """A rooted tree as a walk: the nodes below the one at ``order[i]`` are ``order[i + 1 : end[i]]``."""

    order: Numbers
    end: Numbers

    def below(self, columns: Floats) -> Floats:
        """Sums over each node and what hangs from it, in the order of the walk; one row for each node."""
        running = np.zeros((len(self.order) + 1, columns.shape[1]))
        np.cumsum(columns[self.order], axis=0, out=running[1:])
        sums: Floats = running[self.end] - running[: len(self.order)]
        return sums

    def side(self, place: int) -> Numbers:
        """The nodes on the far side of the edge above the node at that place of the walk."""
        return self.order[place : self.end[place]]


def random_tree(count: int, links: Numbers, *, rng: np.random.Generator) -> Tree | None:
    """A minimum spanning tree under random weights, as ReCom draws it; ``None`` if the nodes fall apart."""
    # The order of random weights is a random order.
    edges = _spanning(count, links[rng.permutation(len(links))])
    if len(edges) < count - 1:
        return None
    order, end = _walk(count, edges, int(rng.integers(count)))
    return Tree(order=order, end=end)


@compiled
def _spanning(count: int, links: Numbers) -> Numbers:
    """Kruskal's tree: the links, in order, that join what was not joined before."""
    above = np.arange(count)
    edges = np.empty((max(count - 1, 0), 2), np.intp)
    found = 0
    for at in range(len(links)):
        one, other = links[at, 0], links[at, 1]
        while above[one] != one:
            above[one] = above[above[one]]
            one = above[one]
        while above[other] != other:
            above[other] = above[above[other]]
            other = above[other]
        if one != other:
            above[one] = other
            edges[found] = links[at]
            found += 1
            if found == count - 1:
                break
    return edges[:found]


@compiled
def _walk(count: int, edges: Numbers, root: int) -> tuple[Numbers, Numbers]:
    """The tree's nodes in the order of a walk from its root, and where the walk leaves each."""
    first, following = np.full(count, -1), np.full(2 * len(edges), -1)
    for at in range(2 * len(edges)):
        node = edges[at // 2, at % 2]
        following[at] = first[node]
        first[node] = at
    order, end = np.empty(count, np.intp), np.ones(count, np.intp)
    place, parent = np.full(count, -1), np.full(count, -1)
    stack = np.empty(count, np.intp)
    stack[0], waiting, walked = root, 1, 0
    while waiting:
        waiting -= 1
        node = stack[waiting]
        order[walked], place[node] = node, walked
        walked += 1
        at = first[node]
        while at >= 0:
            other = edges[at // 2, 1 - at % 2]
            if other != parent[node]:
                parent[other] = node
                stack[waiting] = other
                waiting += 1
            at = following[at]
    for at in range(count - 1, 0, -1):
        end[place[parent[order[at]]]] += end[at]
    return order, end + np.arange(count)
