"""Edits that cut a unit in two and join its parts again: each is the other's inverse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import shapely
from shapely import LineString

from data.errors import PlanError
from data.geography.measure import area_km2
from data.plans.arrangement import joined, pieces_of, rounded, with_nearest
from data.plans.edges import Shape
from data.plans.edits import CutUnit, JoinParts
from data.plans.limits import DEEPEST_CUT, LONGEST_REASON, MOST_CUTS, MOST_VERTICES
from data.plans.membership import check_region, check_units
from data.plans.outcome import Changed
from data.plans.plan import Cut, Plan
from data.plans.sides import SMALLEST_KM2, core
from data.plans.topology import corners_added
from data.plans.unit_shapes import base_shape, unit_shape
from data.plans.unit_words import unit_name
from data.plans.units import UnitId, county_of, parts_of

_ACROSS = "Draw the line from outside one edge to outside another, across the unit once"


def cut_unit(plan: Plan, edit: CutUnit) -> Changed:
    """The plan with a unit in two parts where it was; the first is the larger one.

    The line is rounded to about a centimetre. Of a unit of several polygons, such as islands, the
    largest that the line crosses is cut, and the others go with the larger part. Where the line crosses
    a winding edge more than once, pieces that nowhere lie farther than ``Rules.snap_km`` from it go with
    the part beside them. Notes say so. Both parts are locked if the unit was, and have its reason.

    Raises
    ------
    PlanError
        If there is no such unit; if the line crosses itself, ends inside the unit, does not cross it
        or crosses it more than once; if a part would have under 1,000 square metres; if the unit is
        the 24th part of a part or 2,000 units are cut.
    """
    check_units(plan, (edit.unit,))
    line = _line(edit.line)
    shape = unit_shape(plan, edit.unit)
    pieces, notes = _two_pieces(edit.unit, shape, line=line, snap_km=plan.rules.snap_km)
    larger, smaller = sorted(pieces, key=shapely.area, reverse=True)
    _check_size(edit.unit, smaller)
    others = [part for part in shapely.get_parts(shape).tolist() if not _has_inside(part, smaller)]
    first = joined([larger, *others])
    share = float(shapely.area(smaller) / shape.area)
    notes.append(f"{unit_name(edit.unit)}: the parts have {1 - share:.1%} and {share:.1%} of it")
    if others:
        notes.append(f"{len(others):,} more polygons of {unit_name(edit.unit)} went with its larger part")
    cut = Cut(first=first, second=smaller)
    return Changed(plan=divided(plan, {edit.unit: cut}), notes=tuple(notes))


def join_parts(plan: Plan, edit: JoinParts) -> Changed:
    """The plan with the two parts of a unit joined to it again, in a region or in none.

    It has exactly the shape that it had. It is locked if a part was, and has the parts' reasons.

    Raises
    ------
    PlanError
        If there is no such region; if the unit is not cut, or a part of it is cut itself.
    """
    check_region(plan, edit.region)
    if edit.unit not in plan.cuts:
        raise PlanError(f"{unit_name(edit.unit)} is not cut", remedy="Choose a unit that is in two parts")
    parts = parts_of(edit.unit)
    for part in parts:
        if part in plan.cuts:
            raise PlanError(f"{unit_name(part)} is cut itself", remedy=f"Join {part} first")
    assigned = {unit: key for unit, key in plan.assigned.items() if unit not in parts}
    if edit.region is not None:
        assigned[edit.unit] = edit.region
    cuts = {unit: cut for unit, cut in plan.cuts.items() if unit != edit.unit}
    locked = plan.locked.difference(parts)
    is_held = not plan.locked.isdisjoint(parts)
    return Changed(
        plan=replace(
            plan,
            cuts=MappingProxyType(cuts),
            assigned=MappingProxyType(assigned),
            locked=locked | {edit.unit} if is_held else locked,
            reasons=_joined_reasons(plan, edit.unit),
        )
    )


def divided(plan: Plan, cuts: Mapping[UnitId, Cut]) -> Plan:
    """The plan with units cut; both parts of each are where it was, locked and explained as it was.

    Raises
    ------
    PlanError
        If the parts of one are not exactly the unit, which is so if lines are too close to tell; if
        one is the 24th part of a part; if more than 2,000 units would be cut.
    """
    if len(plan.cuts) + len(cuts) > MOST_CUTS:
        raise PlanError(f"over {MOST_CUTS:,} units would be cut", remedy="Join parts that need not be apart")
    assigned, reasons, locked = dict(plan.assigned), dict(plan.reasons), set(plan.locked)
    for unit, cut in cuts.items():
        if unit.count("/") >= DEEPEST_CUT:
            raise PlanError(
                f"{unit_name(unit)} was cut too often", remedy=f"Join {county_of(unit)} again first"
            )
        corners_added(base_shape(plan.cuts, unit), cut)
        for values in (assigned, reasons):
            if unit in values:
                values.update(dict.fromkeys(parts_of(unit), values.pop(unit)))
        if unit in locked:
            locked = locked.difference({unit}).union(parts_of(unit))
    return replace(
        plan,
        cuts=MappingProxyType({**plan.cuts, **cuts}),
        assigned=MappingProxyType(assigned),
        reasons=MappingProxyType(reasons),
        locked=frozenset(locked),
    )


def _line(drawn: LineString) -> LineString:
    """The drawn line, rounded, if it is one that can cut."""
    positions = rounded(shapely.get_coordinates(drawn))
    if not 2 <= len(positions) <= MOST_VERTICES:
        raise PlanError(
            f"the line has {len(positions):,} different corners, expected 2 to {MOST_VERTICES:,}",
            remedy=_ACROSS,
        )
    line = LineString(positions)
    if not line.is_simple:
        raise PlanError("the line crosses or touches itself", remedy=_ACROSS)
    return line


def _two_pieces(
    unit: UnitId, shape: Shape, *, line: LineString, snap_km: float
) -> tuple[list[Shape], list[str]]:
    """The two pieces of the largest polygon of the shape that the line crosses, and what went with them."""
    pieces = pieces_of({unit: shape}, line)[unit]
    groups = [[piece for piece in pieces if _has_inside(part, piece)] for part in shapely.get_parts(shape)]
    crossed = [group for group in groups if len(group) > 1]
    if not crossed:
        ends = shapely.points([line.coords[0], line.coords[-1]])
        what = "ends inside" if shapely.intersects(shape, ends).any() else "does not cross"
        raise PlanError(f"the line {what} {unit_name(unit)}", remedy=_ACROSS)
    group = max(crossed, key=lambda found: sum(piece.area for piece in found))
    if len(group) == 2:
        return list(group), []
    inner = core(shape, snap_km)
    large = [piece for piece in group if shapely.intersects(inner, piece)]
    if len(large) != 2:
        raise PlanError(
            f"the line cuts {unit_name(unit)} into {len(group)} pieces, expected 2", remedy=_ACROSS
        )
    small = f"{len(group) - 2} more {'piece' if len(group) == 3 else 'pieces'} of {unit_name(unit)}"
    note = f"{small}, nowhere farther than {snap_km:g} km from its edge, went with the part beside"
    return with_nearest(large, group), [note]


def _check_size(unit: UnitId, piece: Shape) -> None:
    area = area_km2(piece)
    if area < SMALLEST_KM2:
        raise PlanError(
            f"a part of {unit_name(unit)} would have {area * 1e6:,.1f} square metres",
            remedy="Draw the line farther from its edge",
        )


def _has_inside(outer: Shape, piece: Shape) -> bool:
    return bool(shapely.intersects(outer, shapely.point_on_surface(piece)))


def _joined_reasons(plan: Plan, unit: UnitId) -> Mapping[UnitId, str]:
    parts = parts_of(unit)
    reasons = {other: text for other, text in plan.reasons.items() if other not in parts}
    texts = dict.fromkeys(plan.reasons[part] for part in parts if part in plan.reasons)
    if texts:
        reasons[unit] = "; ".join(texts)[:LONGEST_REASON]
    return MappingProxyType(reasons)
