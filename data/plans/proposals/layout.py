"""From a start to a board: strays brought home, empty land dealt out, as many regions as asked."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from data.errors import PlanError
from data.plans.proposals.board import Board
from data.plans.proposals.coverage_pairs import coverage_pairs
from data.plans.proposals.ground import Ground
from data.plans.proposals.growth import grown, merged_smallest, size_of, split_largest
from data.plans.proposals.land import NOBODY, main_pieces, neighbours_of, path_between
from data.plans.proposals.request import Request
from data.plans.proposals.start import Start
from data.plans.proposals.unit_measures import UnitMeasures

Numbers = NDArray[np.intp]
Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Layout:
    """A board, and what its labels stand for.

    ``region`` is the place in ``Start.keys`` of each label, or :data:`NOBODY` for a new region; labels
    from ``Board.regions`` on are regions of still units only. ``severed`` are numbers of units that are
    locked in a region from whose bulk other locks cut them off. ``wanted`` is how many regions that may
    change were asked for; locks may leave room for other numbers only.
    """

    board: Board
    region: tuple[int, ...]
    wanted: int
    severed: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class _Nodes:
    """Units that may move or are held; labels are places in ``Start.keys`` until they are packed."""

    unit: Numbers
    links: Numbers
    size: Floats
    home: Numbers
    held: Numbers
    labels: Numbers


def laid_out(start: Start, ground: Ground, *, measures: UnitMeasures, request: Request) -> Layout:
    """The board on which a search begins.

    Raises
    ------
    PlanError
        If there are no regions to begin with, or more are asked for than there are units.
    """
    nodes = _nodes(start, ground, measures.weight)
    spare = [at for at in range(len(start.keys)) if not (start.home == at).any() and at not in start.shut]
    regions = len(np.unique(nodes.home[nodes.home != NOBODY]))
    wanted = regions + len(spare) if request.regions is None else request.regions - len(start.stays)
    if not regions or not 1 <= wanted <= len(nodes.unit):
        raise PlanError(
            f"{wanted + len(start.stays)} regions cannot be made from {regions} regions of"
            f" {len(nodes.unit):,} counties that may move and {len(start.stays)} regions that stay as they"
            " are",
            remedy="Start from a plan with regions, or name seeds; ask for no more regions than counties",
        )
    labels, severed = _in_one_piece(nodes)
    nodes = _reached(replace(nodes, labels=grown(labels, nodes.links, size=nodes.size)))
    labels = _resized(nodes, wanted, fresh=len(start.keys), seed=request.seed)
    region = tuple(_regions_of(labels, start, spare))
    board = _board(replace(nodes, labels=labels), start, ground=ground, measures=measures, request=request)
    return Layout(board=board, region=(*region, *start.stays), wanted=wanted, severed=severed)


def _nodes(start: Start, ground: Ground, weight: Floats) -> _Nodes:
    unit = np.flatnonzero(~start.is_still)
    home = start.home[unit]
    return _Nodes(
        unit=unit,
        links=_renumbered(ground.links, unit, len(ground.units)),
        size=size_of(weight[unit]),
        home=home,
        held=np.where(start.is_held[unit], home, NOBODY),
        labels=home,
    )


def _renumbered(links: Numbers, kept: Numbers, count: int) -> Numbers:
    """Links among kept nodes only, by their new numbers."""
    place = np.full(count, NOBODY, np.intp)
    place[kept] = np.arange(len(kept))
    new: Numbers = place[links]
    kept_links: Numbers = new[(new != NOBODY).all(axis=1)]
    return kept_links


def _in_one_piece(nodes: _Nodes) -> tuple[Numbers, tuple[int, ...]]:
    """Labels in which each region keeps its bulk and what is locked in it; other strays are in none."""
    near = neighbours_of(len(nodes.unit), nodes.links)
    labels, pinned = nodes.home.copy(), nodes.held.copy()
    severed: set[int] = set()
    while True:
        worth = nodes.size + 10 * (pinned != NOBODY)
        is_main = main_pieces(labels, nodes.links, worth=worth)
        labels[~is_main & (pinned == NOBODY)] = NOBODY
        outside = [
            node for node in np.flatnonzero(~is_main & (labels != NOBODY)).tolist() if node not in severed
        ]
        if not outside:
            return labels, tuple(nodes.unit[sorted(severed)].tolist())
        node = outside[0]
        bulk = set(np.flatnonzero(is_main & (labels == labels[node])).tolist())
        path = path_between([node], bulk, near=near, is_open=(pinned == NOBODY) | (labels == labels[node]))
        if path is None:
            severed.add(node)
            continue
        labels[path] = labels[node]
        pinned[path] = labels[node]


def _reached(nodes: _Nodes) -> _Nodes:
    """Without the nodes that no region can reach: they stay in none."""
    kept = np.flatnonzero(nodes.labels != NOBODY)
    return _Nodes(
        unit=nodes.unit[kept],
        links=_renumbered(nodes.links, kept, len(nodes.unit)),
        size=nodes.size[kept],
        home=nodes.home[kept],
        held=nodes.held[kept],
        labels=nodes.labels[kept],
    )


def _resized(nodes: _Nodes, wanted: int, *, fresh: int, seed: int) -> Numbers:
    """Labels of as many regions as wanted, or as near as locks allow."""
    rng = np.random.default_rng(seed)
    labels = nodes.labels
    while len(np.unique(labels)) > wanted:
        fewer = merged_smallest(labels, nodes.links, size=nodes.size, held=nodes.held)
        if fewer is labels:
            break
        labels = fewer
    while len(np.unique(labels)) < wanted:
        new = max(fresh, int(labels.max()) + 1)
        more = split_largest(labels, nodes.links, size=nodes.size, held=nodes.held, new=new, rng=rng)
        if more is labels:
            break
        labels = more
    return labels


def _regions_of(labels: Numbers, start: Start, spare: list[int]) -> list[int]:
    """The region of each label that occurs; one that was split off takes an empty region, or is new."""
    left = iter(spare)
    return [
        label if label < len(start.keys) and label not in spare else next(left, NOBODY)
        for label in np.unique(labels).tolist()
    ]


def _board(nodes: _Nodes, start: Start, *, ground: Ground, measures: UnitMeasures, request: Request) -> Board:
    occurring = np.unique(nodes.labels)
    packed = np.full(max(len(start.keys), int(occurring.max()) + 1) + 1, NOBODY, np.intp)
    packed[occurring] = np.arange(len(occurring))
    packed[list(start.stays)] = len(occurring) + np.arange(len(start.stays))
    labels, held = packed[nodes.labels], packed[nodes.held]
    everywhere = packed[start.home]
    everywhere[np.flatnonzero(~start.is_still)] = NOBODY
    still = everywhere != NOBODY
    weight = measures.weight
    regions = len(occurring)
    carried = np.bincount(everywhere[still], weight[still], minlength=regions).astype(np.float64)
    total = float(weight[nodes.unit].sum() + weight[still].sum())
    everywhere[nodes.unit] = labels
    mean = total / (regions + len(start.stays))
    return Board(
        unit=nodes.unit,
        links=nodes.links,
        weight=weight[nodes.unit],
        home=labels if request.seeds else packed[nodes.home],
        held=held,
        start=labels,
        regions=regions,
        carried=carried[:regions],
        everywhere=everywhere,
        mean=mean,
        tolerance=request.tolerance if request.tolerance is not None else start.tolerance,
        coverage=coverage_pairs(ground, measures, reach_km=request.reach_km),
        heavy=np.empty(0, np.intp),
        laden=np.zeros(regions),
        level=mean,
    )
