"""Features with more corners than a person may draw: whole counties first, then what is left of them.

A county that lies inside, or whose edge the outline follows within the snap distance, needs no drawing.
What is drawn is the rest, the counties that the outline really cuts, and it has far fewer corners.
Coordinates are OGC:CRS84.
"""

from __future__ import annotations

from dataclasses import dataclass

import shapely
from shapely import MultiPolygon, Polygon

from data.errors import PlanFileError
from data.geography.polygon_mending import TOLERANCES_M
from data.geography.polygon_validity import fault
from data.plans.exchange.limits import MOST_CORNERS
from data.plans.exchange.parsed import Shape
from data.plans.membership import units_of
from data.plans.plan import Plan
from data.plans.sides import sides
from data.plans.unit_shapes import unit_shape
from data.plans.units import UnitId

_METRES_PER_DEGREE = 111_700.0
"""A degree of latitude at a pole, WGS 84: no degree of either kind is longer anywhere."""


@dataclass(frozen=True, kw_only=True)
class Settled:
    """Units that are whole in a shape, the rest that is to be drawn (``None``: nothing), and notes."""

    units: tuple[UnitId, ...]
    rest: Shape | None
    notes: tuple[str, ...]


def settled(plan: Plan, shape: Shape) -> Settled:
    """What of a valid shape is whole units of the plan that are in no region, and what is left of it.

    Raises
    ------
    PlanFileError
        If what is left has over 10,000 corners when simplified by 100 metres.
    PlanError
        If corners are so close together that it cannot be told how lines meet.
    """
    free = [unit for unit in units_of(plan) if unit not in plan.assigned]
    shapes = [unit_shape(plan, unit) for unit in free]
    near = shapely.STRtree(shapes).query(shape).tolist()
    units = {free[at]: shapes[at] for at in sorted(near)}
    found = sides(units, shape, snap_km=plan.rules.snap_km)
    corners = int(shapely.get_num_coordinates(shape))
    notes = [
        f"{corners:,} corners: {len(found.inside):,} counties were taken whole, {len(found.cuts):,} drawn"
    ]
    if not found.cuts:
        return Settled(units=found.inside, rest=None, notes=tuple(notes))
    rest = _areas(shapely.intersection(shape, shapely.union_all([units[unit] for unit in found.cuts])))
    lighter, simplified = _lighter(rest)
    return Settled(units=found.inside, rest=lighter, notes=(*notes, *simplified))


def _areas(shape: shapely.Geometry) -> Shape:
    """The polygons of what an intersection gave."""
    parts = [part for part in shapely.get_parts(shape).tolist() if isinstance(part, Polygon)]
    return parts[0] if len(parts) == 1 else MultiPolygon(parts)


def _lighter(shape: Shape) -> tuple[Shape, tuple[str, ...]]:
    """The shape with at most as many corners as may be drawn, and by how much it was simplified."""
    corners = int(shapely.get_num_coordinates(shape))
    if corners <= MOST_CORNERS:
        return shape, ()
    for tolerance_m in TOLERANCES_M:
        found = shapely.simplify(shape, tolerance_m / _METRES_PER_DEGREE, preserve_topology=True)
        left = int(shapely.get_num_coordinates(found))
        if left <= MOST_CORNERS and fault(found) is None:
            return found, (f"{corners:,} corners simplified to {left:,}, by at most {tolerance_m:g} m",)
    raise PlanFileError(
        f"where it cuts counties the shape has {corners:,} corners, over {MOST_CORNERS:,} when simplified "
        "by 100 metres",
        remedy="Simplify it, or split it into several features",
    )
