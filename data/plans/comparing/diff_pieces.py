"""What two plans deal out differently: the pieces into which both together divide the counties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import shapely
from shapely import Polygon

from data.geography.county_names import county_names
from data.geography.measure import areas_km2
from data.plans.membership import leaves_under
from data.plans.plan import Cut, Plan
from data.plans.unit_shapes import base_shape, unit_area_km2
from data.plans.units import UnitId, county_of, parent_of

_LEAST_KM2 = 1e-6
"""A square metre: what overlaps less comes of rounding."""


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A piece of a county that lies in one unit of each plan, and the regions that it is in there.

    ``unit`` is a unit of ``plan``, the one of the two that has it; where the plans cut a county in
    different ways ``plan`` is ``None``, ``unit`` is one of the later plan that the piece is part of,
    and of the piece nothing is counted.
    """

    unit: UnitId
    before: str | None
    after: str | None
    area_km2: float
    plan: Plan | None


def pieces_between(before: Plan, after: Plan) -> tuple[Piece, ...]:
    """The pieces, in order of county FIPS; together they are all counties, each place once."""
    cuts = _by_county(before), _by_county(after)
    return tuple(
        piece
        for county in county_names()
        for piece in _of_county(
            before, after, county=county, cuts=(cuts[0].get(county, {}), cuts[1].get(county, {}))
        )
    )


def _by_county(plan: Plan) -> dict[str, dict[UnitId, Cut]]:
    found: dict[str, dict[UnitId, Cut]] = {}
    for unit, cut in plan.cuts.items():
        found.setdefault(county_of(unit), {})[unit] = cut
    return found


def _of_county(
    before: Plan, after: Plan, *, county: str, cuts: tuple[Mapping[UnitId, Cut], Mapping[UnitId, Cut]]
) -> Iterator[Piece]:
    if cuts[0].items() <= cuts[1].items():
        finer = after
    elif cuts[1].items() <= cuts[0].items():
        finer = before
    else:
        yield from _crossed(before, after, county=county)
        return
    for unit in leaves_under(finer.cuts, county):
        yield Piece(
            unit=unit,
            before=_region(before, unit),
            after=_region(after, unit),
            area_km2=unit_area_km2(finer, unit),
            plan=finer,
        )


def _region(plan: Plan, unit: UnitId) -> str | None:
    """Region of the unit, or of the one of the plan that it is part of."""
    above: UnitId | None = unit
    while above is not None:
        if above in plan.assigned:
            return plan.assigned[above]
        above = parent_of(above)
    return None


def _crossed(before: Plan, after: Plan, *, county: str) -> Iterator[Piece]:
    """Pieces of a county that the plans cut in different ways, by their regions."""
    for unit in leaves_under(after.cuts, county):
        for other in leaves_under(before.cuts, county):
            shared = shapely.intersection(base_shape(after.cuts, unit), base_shape(before.cuts, other))
            parts = [part for part in shapely.get_parts(shared) if isinstance(part, Polygon)]
            area = float(areas_km2(shapely.multipolygons([parts])).sum()) if parts else 0.0
            if area > _LEAST_KM2:
                yield Piece(
                    unit=unit,
                    before=before.assigned.get(other),
                    after=after.assigned.get(unit),
                    area_km2=area,
                    plan=None,
                )
