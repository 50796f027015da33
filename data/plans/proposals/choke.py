"""Where the map leaves no room to move: units that alone tie others to their region."""

from __future__ import annotations

import numpy as np
import rustworkx
from numpy.typing import NDArray

from data.plans.proposals.board import Board
from data.plans.proposals.ground import Ground
from data.plans.proposals.land import NOBODY, pieces
from data.plans.proposals.objectives import deviations
from data.plans.proposals.outcome import Choke

Numbers = NDArray[np.intp]


def choke_of(board: Board, ground: Ground, labels: Numbers) -> Choke | None:
    """Where the region farthest off the mean is stuck; ``None`` if no unit of it is in the way alone.

    Of a region over the mean, the unit that alone exceeds the tolerance, if there is one. Otherwise
    the unit of the region without which the most weight, locked in place or in the heart of the
    region, hangs on to the rest by nothing: whoever gives it away gives away all that is behind it.
    """
    off = deviations(board, labels)
    worst = int(np.argmax(np.abs(off)))
    nodes = np.flatnonzero(labels == worst)
    heaviest = int(nodes[np.argmax(board.weight[nodes])])
    share = board.weight[heaviest] / board.mean if board.mean > 0 else 0
    if off[worst] > 0 and share > 1 + board.tolerance:
        return Choke(
            units=(_unit(heaviest, board, ground),),
            behind=(),
            words=f"{_name(heaviest, board, ground)} alone has {share:.2f} times the mean"
            " and cannot be shared out",
        )
    if off[worst] > 0:
        return _articulation(board, ground, nodes)
    return _hemmed_in(board, ground, labels, worst)


def _articulation(board: Board, ground: Ground, nodes: Numbers) -> Choke | None:
    """The unit of a region that parts off the most weight if it goes."""
    inside = np.searchsorted(nodes, board.links[np.isin(board.links, nodes).all(axis=1)])
    graph: rustworkx.PyGraph[int, None] = rustworkx.PyGraph()
    graph.add_nodes_from(range(len(nodes)))
    graph.add_edges_from_no_data([(int(one), int(other)) for one, other in inside])
    best: tuple[float, int, Numbers] | None = None
    for at in sorted(rustworkx.articulation_points(graph)):
        piece = pieces(len(nodes), inside[(inside != at).all(axis=1)])
        piece[at] = NOBODY
        totals = np.bincount(piece[piece != NOBODY], board.weight[nodes][piece != NOBODY])
        behind = np.flatnonzero((piece != NOBODY) & (piece != np.argmax(totals)))
        weight = float(board.weight[nodes[behind]].sum())
        if best is None or weight > best[0]:
            best = weight, at, behind
    if best is None:
        return None
    return Choke(
        units=(_unit(int(nodes[best[1]]), board, ground),),
        behind=tuple(_unit(int(node), board, ground) for node in nodes[best[2]]),
        words=f"{_name(int(nodes[best[1]]), board, ground)} is all that ties"
        f" {_counties(len(best[2]))} to their region: it cannot leave without them",
    )


def _hemmed_in(board: Board, ground: Ground, labels: Numbers, region: int) -> Choke | None:
    """Units around a region under the mean that are locked, or without which their own region falls apart."""
    ends = labels[board.links]
    touching = board.links[(ends == region).any(axis=1) & (ends[:, 0] != ends[:, 1])].ravel()
    around = np.unique(touching[labels[touching] != region])
    stuck = [
        int(node) for node in around if board.held[node] != NOBODY or _is_needed(board, labels, int(node))
    ]
    if not stuck:
        return None
    heaviest = max(stuck, key=lambda node: (board.weight[node], -node))
    reason = "is locked" if board.held[heaviest] != NOBODY else "holds its own region together"
    return Choke(
        units=tuple(_unit(node, board, ground) for node in stuck),
        behind=(),
        words=f"Of {_counties(len(around))} around the region that has too little, {len(stuck):,} cannot join"
        f" it: {_name(heaviest, board, ground)} {reason}",
    )


def _counties(count: int) -> str:
    return f"{count:,} {'county' if count == 1 else 'counties'}"


def _is_needed(board: Board, labels: Numbers, node: int) -> bool:
    rest = np.flatnonzero(labels == labels[node])
    rest = rest[rest != node]
    if not len(rest):
        return True
    inside = np.searchsorted(rest, board.links[np.isin(board.links, rest).all(axis=1)])
    return bool(pieces(len(rest), inside).max() > 0)


def _unit(node: int, board: Board, ground: Ground) -> str:
    return ground.units[int(board.unit[node])]


def _name(node: int, board: Board, ground: Ground) -> str:
    return ground.names[int(board.unit[node])]
