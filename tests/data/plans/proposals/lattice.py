"""A small country for proposals: a grid of units, dealt out in strips, with weights of its own."""

from __future__ import annotations

import numpy as np

from data.plans.plan import Plan, PlanRegion, Rules
from data.plans.proposals.ground import Ground
from data.plans.proposals.unit_measures import Spot, UnitMeasures

ROWS, COLUMNS = 6, 10


def name(row: int, column: int) -> str:
    return f"{row:02d}{column:03d}"


def ground(
    rows: int = ROWS, columns: int = COLUMNS, *, gaps: frozenset[tuple[str, str]] = frozenset()
) -> Ground:
    units = tuple(name(row, column) for row in range(rows) for column in range(columns))
    number = {unit: at for at, unit in enumerate(units)}
    pairs = [
        (name(row, column), name(row + down, column + across))
        for row in range(rows)
        for column in range(columns)
        for down, across in ((0, 1), (1, 0))
        if row + down < rows and column + across < columns
    ]
    links = sorted((number[one], number[other]) for one, other in pairs)
    return Ground(
        units=units,
        names=tuple(f"Unit {unit}" for unit in units),
        links=np.array(links, np.intp).reshape(-1, 2),
        points=np.array([(-110 + int(unit[2:]) / 10, 30 + int(unit[:2]) / 10) for unit in units]),
    )


def plan(land: Ground, regions: int = 5, *, tolerance: float = 0.15) -> Plan:
    """Strips from west to east, of about equal width."""
    columns = max(int(unit[2:]) for unit in land.units) + 1
    return Plan(
        regions=tuple(
            PlanRegion(key=f"r{at + 1}", name=f"Strip {at + 1}", colour=at) for at in range(regions)
        ),
        assigned={unit: f"r{int(unit[2:]) * regions // columns + 1}" for unit in land.units},
        rules=Rules(tolerance=tolerance),
        next_region=regions + 1,
    )


def measures(land: Ground, *, seed: int = 0, even: bool = False) -> UnitMeasures:
    """Uneven weights, heavier in the west; ports along the south, bases in two corners."""
    rng = np.random.default_rng(seed)
    column = np.array([int(unit[2:]) for unit in land.units])
    weight = np.ones(len(land.units)) if even else rng.uniform(0.5, 1.5, len(land.units)) * (1 + (column < 4))
    lon, lat = land.points.T

    def spot(at: int) -> Spot:
        return Spot(name=f"Spot {at}", unit=land.units[at], lon=float(lon[at]), lat=float(lat[at]))

    south = [at for at, unit in enumerate(land.units) if unit.startswith("00")]
    return UnitMeasures(
        units=land.units,
        weight=weight / weight.sum(),
        seasons={"2025 Q1": weight, "2025 Q2": np.where(column < 2, weight * 3, weight)},
        sectors=tuple("West" if at < 5 else "East" for at in column),
        ports=tuple(spot(at) for at in south),
        bases=(spot(south[1]), spot(south[-2])),
    )
