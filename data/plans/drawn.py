"""A drawn polygon becomes units: whole ones inside, and parts of those that its outline cuts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon

from data.errors import PolygonError
from data.geography.polygon_repair import repaired_polygon
from data.plans.arrangement import GRID
from data.plans.assigning import moved_to
from data.plans.cutting import divided
from data.plans.edges import Shape
from data.plans.edits import DrawRegion
from data.plans.locks import is_locked, refusal
from data.plans.membership import check_region, leaves_under, region_of
from data.plans.outcome import Changed
from data.plans.plan import Plan
from data.plans.sides import Sides, sides
from data.plans.tidying import tidied
from data.plans.unit_shapes import county_shapes, unit_shape
from data.plans.unit_words import counted
from data.plans.units import UnitId, county_of, is_part, parts_of


def draw_region(plan: Plan, edit: DrawRegion) -> Changed:
    """The plan with what lies in a polygon in a region, or in none; all that was done is noted.

    The polygon, OGC:CRS84, is mended (:mod:`data.geography.polygon_repair`) and rounded to about a
    centimetre. Units inside go whole; those that it cuts are cut, first part inside
    (:mod:`data.plans.sides`). Units that are in the region already are not cut. Locked units stay.
    Cuts that this leaves without a purpose go (:mod:`data.plans.tidying`).

    Raises
    ------
    PlanError
        If there is no such region, or a cut would go too deep.
    PolygonError
        If the polygon is beyond repair.
    LockedError
        If all that would move is locked.
    """
    check_region(plan, edit.region)
    if edit.only_from:
        check_region(plan, edit.only_from)
    polygon, notes = _polygon(edit.polygon)
    units = {unit: unit_shape(plan, unit) for unit in _near(plan, polygon) if _may_move(plan, edit, unit)}
    found = sides(units, polygon, snap_km=plan.rules.snap_km)
    held = tuple(unit for unit in (*found.inside, *found.cuts) if is_locked(plan, unit))
    cuts = {unit: cut for unit, cut in found.cuts.items() if unit not in held}
    moving = [unit for unit in found.inside if unit not in held]
    if held and not moving and not cuts:
        raise refusal(plan, held)
    notes.extend(_told(plan, found, held=held))
    moving.extend(parts_of(unit)[0] for unit in cuts)
    changed = moved_to(divided(plan, cuts), edit.region, units=moving)
    tidy, counties = tidied(changed.plan, {county_of(unit) for unit in moving if is_part(unit)})
    if counties:
        notes.append(f"Parts in one region are one again: {counted(counties)}")
    return Changed(plan=tidy, notes=tuple(notes))


def _polygon(drawn: Polygon | MultiPolygon) -> tuple[Shape, list[str]]:
    """The polygon, mended and rounded, and what was mended."""
    repaired = repaired_polygon(shapely.geometry.mapping(drawn))
    shape = shapely.set_precision(repaired.shape, GRID)
    if shape.is_empty:
        raise PolygonError("the polygon is smaller than a centimetre", remedy="Draw it larger")
    # Rounded coordinates as they are written, so that a unit's own corner is met exactly.
    exact = shapely.transform(shapely.set_precision(shape, 0), lambda corners: np.round(corners, 7))
    return exact, list(repaired.notes)


def _near(plan: Plan, polygon: Shape) -> Iterator[UnitId]:
    fips = list(county_shapes())
    for at in sorted(_tree().query(polygon).tolist()):
        yield from leaves_under(plan.cuts, fips[at])


@cache
def _tree() -> shapely.STRtree:
    return shapely.STRtree(list(county_shapes().values()))


def _may_move(plan: Plan, edit: DrawRegion, unit: UnitId) -> bool:
    region = region_of(plan, unit)
    return region != edit.region and (edit.only_from is None or (region or "") == edit.only_from)


def _told(plan: Plan, found: Sides, *, held: tuple[UnitId, ...]) -> Iterator[str]:
    cut = tuple(unit for unit in found.cuts if unit not in held)
    why = f"the outline lies within {plan.rules.snap_km:g} km of the edge"
    if cut:
        yield f"Cut along the outline: {counted(cut)}"
    taken = tuple(unit for unit in found.snapped_in if unit not in held)
    if taken:
        yield f"Snapped, wholly in, as {why}: {counted(taken)}"
    if found.snapped_out:
        yield f"Snapped, wholly out, as {why}: {counted(found.snapped_out)}"
    if held:
        yield f"Locked and left where they are: {counted(held)}"
