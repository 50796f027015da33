"""Names of units, for messages: no message speaks of a code alone."""

from __future__ import annotations

from collections.abc import Iterable

from data.geography.county_names import county_names
from data.plans.units import UnitId, county_of, is_part

_NAMED = 3


def unit_name(unit: UnitId) -> str:
    """Name of a county with its state, and which part of it.

    Examples
    --------
    >>> unit_name("48141"), unit_name("48141/2/1")
    ('El Paso County, TX', 'part 2/1 of El Paso County, TX')
    """
    county = county_names().get(county_of(unit))
    name = f"{county.name}, {county.state}" if county else county_of(unit)
    return f"part {unit.partition('/')[2]} of {name}" if is_part(unit) else name


def listed(units: Iterable[UnitId]) -> str:
    """Names of the first three units, and how many more there are.

    Examples
    --------
    >>> listed(["48141", "48229"])
    'El Paso County, TX and Hudspeth County, TX'
    """
    names = [unit_name(unit) for unit in units]
    shown, more = names[:_NAMED], len(names) - _NAMED
    if more > 0:
        return f"{'; '.join(shown)} and {more:,} more"
    return " and ".join(filter(None, ("; ".join(shown[:-1]), *shown[-1:])))


def counted(units: Iterable[UnitId]) -> str:
    """How many counties or parts they are, and their names.

    Examples
    --------
    >>> counted(["48141", "48229/1"])
    '2 counties or parts (El Paso County, TX and part 1 of Hudspeth County, TX)'
    """
    chosen = list(units)
    is_mixed = any(is_part(unit) for unit in chosen)
    one, many = ("part of a county", "counties or parts") if is_mixed else ("county", "counties")
    return f"{len(chosen):,} {one if len(chosen) == 1 else many} ({listed(chosen)})"
