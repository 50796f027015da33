"""Counties whose parts are in different regions: their parts' figures, asked once for each reader.

To ask about a part tells the reader its count, and the guard of drawn shapes remembers what was told:
parts that differ by a few incidents are then withheld. So nothing is asked while a pointer moves a
line; what is not known yet is withheld until the line is let go.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from data.answers.filters import Filter
from data.answers.gate import Gate
from data.geography.region_areas import KM2_PER_SQ_MI
from data.plans.figures.county_table import CountyTable
from data.plans.figures.part_figures import Shape, part_figures, parts_not_asked
from data.plans.figures.unit_figures import Floats, UnitFigures
from data.plans.plan import Plan
from data.plans.unit_shapes import base_shape, border_miles, unit_area_km2
from data.plans.units import UnitId
from data.roles import Actor

_HELD = 4096


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Under what figures are kept: version, marking, rights, filter and floor. Any such actor may ask."""

    version: str
    marking: str
    filter: Filter
    floor: int
    role: str
    regions: tuple[str, ...]
    actor: Actor = field(compare=False)


@dataclass(frozen=True, kw_only=True)
class _Divided:
    """A county's parts as their figures are kept."""

    asked: Asked
    reader: Actor
    parts: tuple[UnitId, ...]
    shapes: tuple[Shape, ...]


class DividedCounties:
    """Figures of parts, for any reader and filter, the ones last wanted; from any number of threads."""

    def __init__(self, gate: Gate, tables: Callable[[Asked], CountyTable]) -> None:
        """Ask nothing yet; ``tables`` gives the table of counties."""
        self._gate = gate
        self._tables = tables
        self._known: OrderedDict[_Divided, UnitFigures] = OrderedDict()
        self._lock = threading.Lock()

    def figures(
        self, asked: Asked, plan: Plan, parts: tuple[UnitId, ...], *, reader: Actor, is_live: bool
    ) -> UnitFigures:
        """Figures of all parts of one county of a plan; with ``is_live`` the gate is not asked."""
        shapes = tuple(base_shape(plan.cuts, part) for part in parts)
        key = _Divided(asked=asked, reader=reader, parts=parts, shapes=shapes)
        with self._lock:
            known = self._known.get(key)
        if known is not None:
            return known
        table, sizes = self._tables(asked), _sizes(plan, parts)
        if is_live:
            return parts_not_asked(table, parts=parts, shapes=shapes, sizes=sizes)
        ask = partial(self._gate.ask, reader)
        return self._keep(
            key, part_figures(ask, asked.filter, table=table, parts=parts, shapes=shapes, sizes=sizes)
        )

    def _keep(self, key: _Divided, found: UnitFigures) -> UnitFigures:
        with self._lock:
            self._known[key] = found
            while len(self._known) > _HELD:
                self._known.popitem(last=False)
        return found


def _sizes(plan: Plan, parts: tuple[UnitId, ...]) -> Floats:
    """Miles of land border, square kilometres and square miles of parts, shape ``(3, parts)``."""
    km2 = np.array([unit_area_km2(plan, part) for part in parts])
    miles = np.array([border_miles(plan, part) for part in parts])
    return np.array([miles, km2, km2 / KM2_PER_SQ_MI])
