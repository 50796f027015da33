"""Whether a region hangs together, and in which pieces it lies."""

from __future__ import annotations

from collections.abc import Iterable

from data.plans.adjacency import Neighbours, neighbours
from data.plans.membership import check_region, members
from data.plans.plan import Plan
from data.plans.unit_shapes import unit_area_km2
from data.plans.units import UnitId


def pieces(plan: Plan, key: str) -> tuple[frozenset[UnitId], ...]:
    """The sets of a region's units that hang together by :func:`~data.plans.adjacency.neighbours`.

    The piece with the most units comes first, of those with as many the one with the largest area: what
    strays from a region with a hundred counties is the one county in Alaska. A region that hangs
    together is one piece, one without units none.

    Raises
    ------
    PlanError
        If there is no such region.
    """
    check_region(plan, key)
    found = components(neighbours(plan), members(plan, key))

    def order(piece: frozenset[UnitId]) -> tuple[int, float, UnitId]:
        return -len(piece), -sum(unit_area_km2(plan, unit) for unit in sorted(piece)), min(piece)

    return tuple(sorted(found, key=order))


def components(around: Neighbours, units: Iterable[UnitId]) -> list[frozenset[UnitId]]:
    """Sets of units that hang together among themselves, in order of their first unit."""
    left = dict.fromkeys(units)
    found: list[frozenset[UnitId]] = []
    while left:
        waiting, piece = [next(iter(left))], set[UnitId]()
        while waiting:
            unit = waiting.pop()
            if unit in left:
                del left[unit]
                piece.add(unit)
                waiting.extend(around[unit])
        found.append(frozenset(piece))
    return found
