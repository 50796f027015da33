"""Pieces of a graph: which units hang together, and how many pieces each region is in."""

from __future__ import annotations

from collections import deque

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

Numbers = NDArray[np.intp]
Truths = NDArray[np.bool_]
NOBODY = -1
"""The label of a node that is in no region."""


def pieces(count: int, links: Numbers) -> Numbers:
    """The number of the connected piece of each of ``count`` nodes."""
    ones = np.ones(len(links), np.int8)
    graph = csr_array((ones, (links[:, 0], links[:, 1])), shape=(count, count))
    _, piece = connected_components(graph, directed=False)
    return np.asarray(piece, np.intp)


def pieces_of_labels(labels: Numbers, links: Numbers) -> Numbers:
    """The number of the piece of each node, where only nodes of one label hang together."""
    inside = labels[links[:, 0]] == labels[links[:, 1]]
    return pieces(len(labels), links[inside])


def main_pieces(labels: Numbers, links: Numbers, *, worth: NDArray[np.float64]) -> Truths:
    """Whether each node is in the piece of its region that is worth most; ties go to the first."""
    piece = pieces_of_labels(labels, links)
    total = np.bincount(piece, worth)
    is_main = np.zeros(len(labels), np.bool_)
    for label in np.unique(labels[labels != NOBODY]):
        own = np.unique(piece[labels == label])
        is_main |= piece == own[np.argmax(total[own])]
    return is_main


def stray_pieces(labels: Numbers, links: Numbers) -> int:
    """How many pieces there are beyond one for each region."""
    assigned = labels != NOBODY
    piece = pieces_of_labels(labels, links)[assigned]
    return len(np.unique(piece)) - len(np.unique(labels[assigned]))


def neighbours_of(count: int, links: Numbers) -> list[list[int]]:
    """The neighbours of each node, in order."""
    near: list[list[int]] = [[] for _ in range(count)]
    for one, other in links.tolist():
        near[one].append(other)
        near[other].append(one)
    return [sorted(others) for others in near]


def path_between(
    sources: list[int], goals: set[int], *, near: list[list[int]], is_open: Truths
) -> list[int] | None:
    """The inner nodes of a shortest path over open nodes to a goal; ``None`` if there is none."""
    before: dict[int, int] = dict.fromkeys(sources, NOBODY)
    queue = deque(sources)
    while queue:
        node = queue.popleft()
        for other in near[node]:
            if other in before:
                continue
            if other in goals:
                return _walk_back(node, before)
            if is_open[other]:
                before[other] = node
                queue.append(other)
    return None


def _walk_back(node: int, before: dict[int, int]) -> list[int]:
    path = []
    while before[node] != NOBODY:
        path.append(node)
        node = before[node]
    return path
