"""What no plan can do, known before any search: which rule cannot hold, by which unit, and what can."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from data.plans.proposals.board import Board, held_together
from data.plans.proposals.ground import Ground
from data.plans.proposals.land import pieces
from data.plans.proposals.layout import Layout
from data.plans.proposals.outcome import Infeasible

_ROUNDING = 1e-9


@dataclass(frozen=True, kw_only=True)
class _Bound:
    """The least deviation that some units force, and the nodes that force it."""

    deviation: float
    nodes: tuple[int, ...]
    words: str


def impossible(layout: Layout, ground: Ground, *, coverage_at_least: float) -> Infeasible | None:
    """The first rule that no plan can keep; ``None`` if nothing is known against any."""
    if layout.board.regions < 2:
        return _alone(layout, ground)
    if layout.severed:
        return _severed(layout, ground)
    if layout.board.regions != layout.wanted:
        return _wrong_number(layout, ground)
    return _out_of_balance(layout.board, ground) or _out_of_reach(layout.board, ground, coverage_at_least)


def _alone(layout: Layout, ground: Ground) -> Infeasible:
    unit = int(layout.board.unit[np.argmax(layout.board.weight)])
    return Infeasible(
        rule="regions",
        units=(ground.units[unit],),
        words=f"There is one region that may change, that of {ground.names[unit]}, and nobody to trade with."
        " Unlock another, ask for more regions, or name seeds",
    )


def _severed(layout: Layout, ground: Ground) -> Infeasible:
    names = ", ".join(ground.names[unit] for unit in layout.severed[:3])
    return Infeasible(
        rule="contiguity",
        units=tuple(ground.units[unit] for unit in layout.severed),
        words=f"{names} cannot be joined to the rest of the region it is locked in: locked units and regions"
        " lie between. Unlock it, or one of them",
    )


def _wrong_number(layout: Layout, ground: Ground) -> Infeasible:
    board = layout.board
    node = int(np.argmax(board.weight))
    held = np.flatnonzero(board.held >= 0)
    units = tuple(ground.units[unit] for unit in board.unit[held])
    named = ground.names[board.unit[held[0]]] if len(held) else ground.names[board.unit[node]]
    return Infeasible(
        rule="regions",
        units=units or (ground.units[board.unit[node]],),
        words=f"{layout.wanted} regions that may change were asked for, and locks leave room for"
        f" {board.regions}: {named} and {max(len(units) - 1, 0)} more units are held where they are."
        " Unlock some of them",
    )


def _out_of_balance(board: Board, ground: Ground) -> Infeasible | None:
    bound = max(_bounds(board, ground), key=lambda bound: bound.deviation, default=None)
    if bound is None or bound.deviation <= board.tolerance + _ROUNDING:
        return None
    return Infeasible(
        rule="balance",
        units=tuple(ground.units[board.unit[node]] for node in bound.nodes),
        words=f"{bound.words}; with {board.regions} regions that may change and a tolerance of"
        f" {_percent(board.tolerance)} no plan exists. No plan lies within less than"
        f" {_percent(bound.deviation)}",
        least_tolerance=bound.deviation,
    )


def least_tolerance(board: Board, ground: Ground) -> float:
    """A share below which no plan can hold its largest deviation; 0 if nothing is known against any."""
    return max((bound.deviation for bound in _bounds(board, ground)), default=0.0)


def _bounds(board: Board, ground: Ground) -> Iterator[_Bound]:
    """What units that must stay together force, on each piece of land by itself."""
    if board.mean <= 0:
        return
    piece = pieces(len(board.unit), board.links)
    blocks = held_together(board)
    for land in np.unique(piece).tolist():
        own = [block for block in blocks if piece[block[1]] == land]
        labels = np.unique(board.start[piece == land])
        total = float(board.weight[piece == land].sum() + board.carried[labels].sum())
        if own:
            yield _heaviest(own, board, ground)
            yield from _rest(own, board, ground, regions=len(labels), total=total)


def _heaviest(blocks: list[tuple[float, int]], board: Board, ground: Ground) -> _Bound:
    weight, node = blocks[0]
    alone = "alone has" if board.held[node] < 0 else "and what is held in one region with it have"
    return _Bound(
        deviation=weight / board.mean - 1,
        nodes=(node,),
        words=f"{ground.names[board.unit[node]]} {alone} {weight / board.mean:.2f} times the mean",
    )


def _rest(
    blocks: list[tuple[float, int]], board: Board, ground: Ground, *, regions: int, total: float
) -> Iterator[_Bound]:
    """However the heaviest blocks are dealt out, some other region has at most the mean of what is left."""
    taken = 0.0
    nodes: list[int] = []
    name = ground.names[board.unit[blocks[0][1]]]
    for number in range(min(regions, len(blocks))):
        left = (total - taken) / (regions - number) / board.mean
        what = (
            f"the {number} heaviest counties ({name} first) leave"
            if number
            else f"the land around {name} has"
        )
        yield _Bound(
            deviation=abs(1 - left) if not number else 1 - left,
            nodes=tuple(nodes) or (blocks[0][1],),
            words=f"{what} {left:.2f} times the mean for each other region" if number
            else f"{what} {left:.2f} times the mean for each of its {regions} regions",
        )  # fmt: skip
        taken += blocks[number][0]
        nodes.append(blocks[number][1])


def _out_of_reach(board: Board, ground: Ground, at_least: float) -> Infeasible | None:
    pairs = board.coverage
    reachable = len(np.unique(pairs.port)) / pairs.ports if pairs.ports else 1.0
    if reachable >= at_least - _ROUNDING:
        return None
    node = int(np.argmax(board.weight))
    unit = pairs.far_unit if pairs.far_unit is not None else int(board.unit[node])
    return Infeasible(
        rule="coverage",
        units=(ground.units[unit],),
        words=f"no base is within reach of the port in {ground.names[unit]} and of others: a base can reach"
        f" {_percent(reachable)} of the ports at most, and {_percent(at_least)} were asked for",
    )


def _percent(share: float) -> str:
    return f"{share * 100:.1f} %"
