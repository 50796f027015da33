"""A plan's regions as rows of a file: their shape, OGC:CRS84, and what is said of each."""

from __future__ import annotations

from dataclasses import dataclass

from shapely import MultiPolygon, Polygon, orient_polygons

from data.geography.measure import area_km2
from data.plans.exchange.papers import FilePapers
from data.plans.membership import region_of, units_of
from data.plans.plan import Plan, PlanRegion
from data.plans.unit_shapes import border_miles, region_shape
from data.plans.units import UnitId, county_of, is_part

CELLS = (
    "key",
    "name",
    "colour",
    "locked",
    "counties",
    "parts",
    "area_km2",
    "border_mi",
    "marking",
    "synthetic",
    "data_ver",
    "as_of",
)
"""Names of a feature's attributes; none has more than ten letters, the most that a Shapefile takes."""


@dataclass(frozen=True, kw_only=True)
class RegionRow:
    """A region that has units. ``counties`` are whole ones, ``parts`` parts of cut ones.

    ``shape`` is in OGC:CRS84, its outer rings counter-clockwise; ``cells`` has a value for each of
    :data:`CELLS`.
    """

    key: str
    name: str
    colour: int
    shape: Polygon | MultiPolygon
    cells: dict[str, str | int | float | bool]


def region_rows(plan: Plan, papers: FilePapers) -> tuple[RegionRow, ...]:
    """The regions that have units, in the plan's order, with the marking on each of them."""
    dealt: dict[str, list[UnitId]] = {}
    for unit in units_of(plan):
        key = region_of(plan, unit)
        if key is not None:
            dealt.setdefault(key, []).append(unit)
    return tuple(
        _row(plan, region, units=dealt[region.key], papers=papers)
        for region in plan.regions
        if region.key in dealt
    )


def _row(plan: Plan, region: PlanRegion, *, units: list[UnitId], papers: FilePapers) -> RegionRow:
    shape = region_shape(plan, region.key)
    values = (
        region.key,
        region.name,
        region.colour,
        region.is_locked,
        sum(not is_part(unit) for unit in units),
        sum(is_part(unit) for unit in units),
        round(area_km2(shape), 3),
        round(sum(border_miles(plan, unit) for unit in units), 3),
        papers.marking,
        papers.is_synthetic,
        papers.data_version,
        papers.as_of.isoformat() if papers.as_of else "",
    )
    return RegionRow(
        key=region.key,
        name=region.name,
        colour=region.colour,
        shape=orient_polygons(shape),
        cells=dict(zip(CELLS, values, strict=True)),
    )


@dataclass(frozen=True, kw_only=True)
class UnitRow:
    """A unit as a row: its region's key and name, "" if it is in none; ``shape`` of a cut part only."""

    unit: UnitId
    county: str
    region: str
    region_name: str
    region_colour: int | None
    shape: Polygon | MultiPolygon | None


def unit_rows(plan: Plan) -> tuple[UnitRow, ...]:
    """All units, in their order, then the parts that were cut further, which are in no region."""
    names = {region.key: region for region in plan.regions}
    shapes = {
        f"{unit}/{number}": shape
        for unit, cut in plan.cuts.items()
        for number, shape in ((1, cut.first), (2, cut.second))
    }
    rows = [_unit_row(unit, names.get(region_of(plan, unit) or ""), shapes) for unit in units_of(plan)]
    inner = sorted(set(shapes) & set(plan.cuts))
    return (*rows, *(_unit_row(unit, None, shapes) for unit in inner))


def _unit_row(
    unit: UnitId, region: PlanRegion | None, shapes: dict[UnitId, Polygon | MultiPolygon]
) -> UnitRow:
    return UnitRow(
        unit=unit,
        county=county_of(unit),
        region=region.key if region else "",
        region_name=region.name if region else "",
        region_colour=region.colour if region else None,
        shape=shapes.get(unit),
    )
