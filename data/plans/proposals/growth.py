"""Growing regions over units that are in none, and making more or fewer of them."""

from __future__ import annotations

import heapq

import numpy as np
from numpy.typing import NDArray

from data.plans.proposals.land import NOBODY, neighbours_of
from data.plans.proposals.trees import random_tree

Numbers = NDArray[np.intp]
Floats = NDArray[np.float64]


def size_of(weight: Floats) -> Floats:
    """What each node adds to its region while regions grow, summing to 2: half weight, half number.

    By weight alone a region without incidents would swallow all empty land around it.
    """
    total = weight.sum()
    share = weight / total if total > 0 else np.zeros(len(weight))
    return share + 1 / max(len(weight), 1)


def grown(labels: Numbers, links: Numbers, *, size: Floats) -> Numbers:
    """The labels, where each node in no region that a region can reach has joined one.

    The smallest region that still can takes the node that touches it most.
    """
    result = labels.copy()
    near = neighbours_of(len(labels), links)
    regions = np.unique(labels[labels != NOBODY]).tolist()
    total = {region: float(size[labels == region].sum()) for region in regions}
    rim: dict[int, dict[int, int]] = {region: {} for region in regions}
    for node in np.flatnonzero(labels != NOBODY).tolist():
        _touch(rim[int(labels[node])], near[node], result)
    queue = [(total[region], region) for region in regions]
    heapq.heapify(queue)
    while queue:
        _, region = heapq.heappop(queue)
        joining = _best(rim[region], result)
        if joining is None:
            continue
        result[joining] = region
        total[region] += float(size[joining])
        _touch(rim[region], near[joining], result)
        heapq.heappush(queue, (total[region], region))
    return result


def _touch(rim: dict[int, int], nodes: list[int], labels: Numbers) -> None:
    for node in nodes:
        if labels[node] == NOBODY:
            rim[node] = rim.get(node, 0) + 1


def _best(rim: dict[int, int], labels: Numbers) -> int | None:
    """The free node on the rim with the most links into the region; taken ones leave the rim."""
    for node in [node for node in rim if labels[node] != NOBODY]:
        del rim[node]
    if not rim:
        return None
    return min(rim, key=lambda node: (-rim[node], node))


def merged_smallest(labels: Numbers, links: Numbers, *, size: Floats, held: Numbers) -> Numbers:
    """The labels with one region fewer: the smallest that holds nothing locked joins its smallest neighbour.

    They are unchanged if each region holds something locked or none has a neighbour.
    """
    total = np.bincount(labels, size)
    keep = set(held[held != NOBODY].tolist())
    present = np.unique(labels)
    for region in present[np.argsort(total[present], kind="stable")].tolist():
        ends = labels[links]
        touching = ends[(ends == region).any(axis=1)].ravel()
        others = np.unique(touching[touching != region])
        if region in keep or not len(others):
            continue
        into = int(others[np.argmin(total[others])])
        return np.where(labels == region, into, labels)
    return labels


def split_largest(
    labels: Numbers, links: Numbers, *, size: Floats, held: Numbers, new: int, rng: np.random.Generator
) -> Numbers:
    """The labels with one region more, ``new``: the largest that can be is cut in two near its middle.

    They are unchanged if no region has two nodes that may part.
    """
    total = np.bincount(labels, size)
    present = np.unique(labels)
    for region in present[np.argsort(-total[present], kind="stable")].tolist():
        nodes = np.flatnonzero(labels == region)
        far = _half(nodes, links, size=size, held=held, rng=rng)
        if far is not None:
            result = labels.copy()
            result[far] = new
            return result
    return labels


def _half(
    nodes: Numbers, links: Numbers, *, size: Floats, held: Numbers, rng: np.random.Generator
) -> Numbers | None:
    """Nodes of about half the size that hold nothing locked and leave the rest in one piece."""
    if len(nodes) < 2:
        return None
    inside = np.isin(links, nodes).all(axis=1)
    tree = random_tree(len(nodes), np.searchsorted(nodes, links[inside]), rng=rng)
    if tree is None:
        return None
    below = tree.below(np.column_stack([size[nodes], held[nodes] != NOBODY]))
    gap = np.abs(below[:, 0] - below[0, 0] / 2)
    gap[(below[:, 1] > 0) | (np.arange(len(nodes)) == 0)] = np.inf
    place = int(np.argmin(gap))
    return nodes[tree.side(place)] if np.isfinite(gap[place]) else None
