"""How many pieces each region of a plan lies in: all of them at once, as often as a pointer moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from data.plans.adjacency import neighbours
from data.plans.figures.unit_figures import region_numbers
from data.plans.membership import units_of
from data.plans.plan import Cut, Link, Plan, Rules
from data.plans.units import UnitId


@dataclass(frozen=True, kw_only=True)
class _Ground:
    """What decides which units touch."""

    cuts: frozenset[tuple[UnitId, Cut]]
    bridged: frozenset[Link]
    parted: frozenset[Link]


def piece_counts(plan: Plan) -> Mapping[str, int]:
    """Region key to the number of its pieces, as :func:`data.plans.contiguity.pieces` finds them.

    The time that it takes grows with the units, not with the regions.
    """
    units = units_of(plan)
    rules = plan.rules
    links = _links(_Ground(cuts=frozenset(plan.cuts.items()), bridged=rules.bridged, parted=rules.parted))
    region = region_numbers(plan, units)
    inside = links[:, region[links[0]] == region[links[1]]]
    graph = csr_array((np.ones(inside.shape[1], np.bool_), tuple(inside)), shape=(len(units), len(units)))
    _, piece = connected_components(graph, directed=False)
    _, first = np.unique(piece, return_index=True)
    counts = np.bincount(region[first], minlength=len(plan.regions) + 1).tolist()
    return {one.key: count for one, count in zip(plan.regions, counts, strict=False)}


@lru_cache(maxsize=32)
def _links(ground: _Ground) -> NDArray[np.intp]:
    """Pairs of units that touch, by their place in :func:`units_of`, shape ``(2, pairs)``."""
    plan = Plan(
        cuts=MappingProxyType(dict(ground.cuts)),
        rules=Rules(bridged=ground.bridged, parted=ground.parted),
    )
    place = {unit: at for at, unit in enumerate(units_of(plan))}
    pairs = [
        (place[unit], place[other])
        for unit, others in neighbours(plan).items()
        for other in others
        if unit < other
    ]
    return np.array(pairs, np.intp).reshape(-1, 2).T
