"""Which units a plan has, and which region each is in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cache, lru_cache

from data.errors import PlanError
from data.geography.county_names import county_names
from data.plans.plan import Plan
from data.plans.unit_words import listed, unit_name
from data.plans.units import UnitId, county_of, parent_of, parts_of

_KEPT = 64


def units_of(plan: Plan) -> tuple[UnitId, ...]:
    """All units of a plan: the 3,233 counties in order of FIPS, each cut one replaced by its parts.

    Examples
    --------
    >>> len(units_of(Plan()))
    3233
    """
    return _leaves(frozenset(plan.cuts))


def unit_set(plan: Plan) -> frozenset[UnitId]:
    """All units of a plan, to look them up."""
    return _leaf_set(frozenset(plan.cuts))


def region_of(plan: Plan, unit: UnitId) -> str | None:
    """Key of the region that a unit is in; ``None`` if it is in none."""
    return plan.assigned.get(unit)


def members(plan: Plan, key: str | None) -> tuple[UnitId, ...]:
    """Units of a region, or of none (``None``), in order of county FIPS and part."""
    return tuple(unit for unit in units_of(plan) if plan.assigned.get(unit) == key)


def leaves_under(cut: Collection[UnitId], unit: UnitId) -> tuple[UnitId, ...]:
    """The unit itself, or what it has become by cuts; ``cut`` are the units that were cut."""
    return tuple(_below(cut, unit))


def ancestors(unit: UnitId) -> Iterator[UnitId]:
    """The unit, what it was cut from, and so on up to its county."""
    above: UnitId | None = unit
    while above is not None:
        yield above
        above = parent_of(above)


def dealt_units(plan: Plan, units: Iterable[UnitId]) -> tuple[UnitId, ...]:
    """The units of the plan that are meant: a unit that was cut stands for all of its parts.

    Raises
    ------
    PlanError
        If one is neither a unit of the plan nor was cut in it.
    """
    meant = dict.fromkeys(
        leaf for unit in units for leaf in (leaves_under(plan.cuts, unit) if unit in plan.cuts else (unit,))
    )
    check_units(plan, meant)
    return tuple(meant)


def check_units(plan: Plan, units: Iterable[UnitId]) -> None:
    """Return if all are units of the plan.

    Raises
    ------
    PlanError
        If one of them is not; a unit that was cut no longer is.
    """
    known = unit_set(plan)
    for unit in units:
        if unit in known:
            continue
        if unit in plan.cuts:
            parts = leaves_under(plan.cuts, unit)
            raise PlanError(f"{unit_name(unit)} was cut", remedy=f"Choose its parts: {', '.join(parts)}")
        county = county_of(unit)
        if unit == county or county not in county_names():
            raise PlanError(f"there is no county {county[:20]!r}", remedy="Give a 5-digit FIPS of 2016")
        raise PlanError(
            f"there is no {unit_name(unit)} ({unit[:60]})",
            remedy=f"The units there are {listed(leaves_under(plan.cuts, county))}",
        )


def check_region(plan: Plan, key: str | None) -> None:
    """Return if the plan has a region of that key, or it is ``None``.

    Raises
    ------
    PlanError
        If it has none.
    """
    if key is not None and plan.region(key) is None:
        keys = ", ".join(region.key for region in plan.regions[:12]) or "none yet"
        raise PlanError(f"the plan has no region {key[:20]!r}", remedy=f"Its regions are {keys}")


@lru_cache(maxsize=_KEPT)
def _leaves(cut: frozenset[UnitId]) -> tuple[UnitId, ...]:
    if not cut:
        return _counties()
    return tuple(leaf for county in _counties() for leaf in _below(cut, county))


@lru_cache(maxsize=_KEPT)
def _leaf_set(cut: frozenset[UnitId]) -> frozenset[UnitId]:
    return frozenset(_leaves(cut))


@cache
def _counties() -> tuple[UnitId, ...]:
    return tuple(county_names())


def _below(cut: Collection[UnitId], unit: UnitId) -> Iterator[UnitId]:
    if unit not in cut:
        yield unit
        return
    for part in parts_of(unit):
        yield from _below(cut, part)
