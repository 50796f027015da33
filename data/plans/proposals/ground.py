"""``Ground``: the units that a search deals out, numbered, with their links and their places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from data.geography.counties import counties
from data.plans.adjacency import neighbours
from data.plans.membership import units_of
from data.plans.plan import Plan
from data.plans.unit_shapes import unit_shape
from data.plans.units import UnitId, county_of, is_part

Numbers = NDArray[np.intp]
Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Ground:
    """Units by number, in order of id.

    ``links`` has shape (m, 2): pairs of numbers of units that touch, the smaller first. ``points`` has
    shape (n, 2): a point within each unit, longitude and latitude, OGC:CRS84.
    """

    units: tuple[UnitId, ...]
    names: tuple[str, ...]
    links: Numbers
    points: Floats

    @property
    def number(self) -> dict[UnitId, int]:
        """The number of each unit."""
        return {unit: number for number, unit in enumerate(self.units)}


def links_of(units: tuple[UnitId, ...], touching: Mapping[UnitId, frozenset[UnitId]]) -> Numbers:
    """Pairs of numbers of units that touch, shape (m, 2), each once and in order."""
    number = {unit: at for at, unit in enumerate(units)}
    pairs = sorted(
        (number[unit], number[other])
        for unit in units
        for other in touching.get(unit, ())
        if other in number and number[unit] < number[other]
    )
    return np.array(pairs, np.intp).reshape(-1, 2)


def ground_of(plan: Plan) -> Ground:
    """The ground that a plan stands on: its units, linked where they share an edge or are held to touch."""
    units = units_of(plan)
    table = counties()
    name = {
        fips: f"{county}, {state}"
        for fips, county, state in zip(table["fips"], table["name"], table["state"], strict=True)
    }
    inside = shapely.get_coordinates(shapely.point_on_surface(table.geometry.to_numpy()))
    place = dict(zip(table["fips"], inside, strict=True))
    points = [
        shapely.get_coordinates(unit_shape(plan, unit).point_on_surface())[0]
        if is_part(unit)
        else place[unit]
        for unit in units
    ]
    return Ground(
        units=units,
        names=tuple(
            name[county_of(unit)] + (f" (part {unit.partition('/')[2]})" if is_part(unit) else "")
            for unit in units
        ),
        links=links_of(units, neighbours(plan)),
        points=np.array(points, np.float64).reshape(-1, 2),
    )
