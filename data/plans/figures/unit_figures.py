"""Figures of units: one array of values and one of states, a row for each column of the panel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from data.answers.disclosure import State
from data.plans.figures.columns import Column
from data.plans.membership import leaves_under
from data.plans.plan import Plan
from data.plans.units import UnitId, county_of

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
States = NDArray[np.uint8]


@dataclass(frozen=True, kw_only=True, eq=False)
class UnitFigures:
    """What is shown of each unit.

    ``values``, shape ``(columns, units)``, are in the unit of their column, and 0 where ``states``, of
    the same shape, are not :attr:`~data.answers.disclosure.State.SHOWN`. Crossings are an exception:
    of a unit that hides some of its ports, the value is the sum of the others.
    """

    units: tuple[UnitId, ...]
    columns: tuple[Column, ...]
    values: Floats
    states: States

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Key of a column to its number."""
        return MappingProxyType({column.key: number for number, column in enumerate(self.columns)})

    @cached_property
    def places(self) -> Mapping[UnitId, int]:
        """Unit to its place."""
        return MappingProxyType({unit: place for place, unit in enumerate(self.units)})

    @cached_property
    def not_shown(self) -> Mapping[State, tuple[Places, Places]]:
        """State to the numbers of columns and the places of units of the cells that are in it."""
        hidden = (State.SMALL, State.WITHHELD, State.MISSING)
        found = {}
        for state in hidden:
            column, unit = np.nonzero(self.states == state)
            found[state] = (column, unit)
        return MappingProxyType(found)

    def of(self, key: str) -> Floats:
        """Values of the column, shape ``(units,)``."""
        column: Floats = self.values[self.numbers[key]]
        return column

    def state_of(self, key: str) -> States:
        """States of the column, shape ``(units,)``."""
        column: States = self.states[self.numbers[key]]
        return column

    def with_parts(self, parts: Iterable[UnitFigures]) -> UnitFigures:
        """The same with counties replaced, each by its parts at its place, in order of their ids."""
        given = {county_of(part.units[0]): part for part in parts}
        if not given:
            return self
        units: list[UnitId] = []
        order: list[int] = []
        wide, next_place = [self], len(self.units)
        for place, county in enumerate(self.units):
            if county not in given:
                units.append(county)
                order.append(place)
                continue
            part = given[county]
            units += part.units
            order += range(next_place, next_place + len(part.units))
            next_place += len(part.units)
            wide.append(part)
        chosen = np.array(order, np.intp)
        return UnitFigures(
            units=tuple(units),
            columns=self.columns,
            values=np.concatenate([one.values for one in wide], axis=1)[:, chosen],
            states=np.concatenate([one.states for one in wide], axis=1)[:, chosen],
        )


def cut_counties(plan: Plan) -> dict[str, tuple[UnitId, ...]]:
    """Each county that is cut, by 5-digit FIPS, ascending, and the parts that are dealt out for it."""
    found = sorted({county_of(unit) for unit in plan.cuts})
    return {county: leaves_under(plan.cuts, county) for county in found}


def region_numbers(plan: Plan, units: Sequence[UnitId]) -> Places:
    """Place among the plan's regions of each unit's region, and their number for what is in none.

    A county that is cut, but whose parts are all in one place, stands for them.
    """
    number_of: dict[str | None, int] = {region.key: at for at, region in enumerate(plan.regions)}
    none = len(plan.regions)
    stands_for = {county: leaves[0] for county, leaves in cut_counties(plan).items()}
    if stands_for:
        units = [stands_for.get(unit, unit) for unit in units]
    keys = map(plan.assigned.get, units)
    return np.fromiter(map(number_of.get, keys, repeat(none)), np.intp, len(units))
