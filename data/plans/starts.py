"""What a new plan can start from: the house's region sets, or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from data.errors import PlanError
from data.geography.regions import region_set
from data.plans.county_links import county_neighbours
from data.plans.limits import LONGEST_NAME
from data.plans.plan import COLOURS, Plan, PlanRegion

EMPTY = "empty"
_SETS = MappingProxyType({"today": "best", "sectors": "sector", "field_offices": "field_office"})
START_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "today": "Today's task forces",
        "sectors": "Border Patrol sectors",
        "field_offices": "Field offices",
        EMPTY: "Empty",
    }
)
"""Starting points by key, in words, in the order in which they are offered."""


def start(key: str) -> Plan:
    """The plan of a starting point: each region of the set with its counties, in the set's order.

    Regions that touch have different colours. A county that is in no region of the set is in none.

    Raises
    ------
    PlanError
        If there is no such starting point.

    Examples
    --------
    >>> len(start("sectors").regions)
    17
    """
    if key not in START_TITLES:
        raise PlanError(
            f"there is no starting point {key[:40]!r}", remedy=f"Choose one of {', '.join(START_TITLES)}"
        )
    return Plan() if key == EMPTY else _of_set(_SETS[key])


def _of_set(set_key: str) -> Plan:
    chosen = region_set(set_key)
    keys = {region.id: f"r{number}" for number, region in enumerate(chosen.regions, start=1)}
    assigned = {fips: keys[region_id] for fips, region_id in sorted(chosen.members.items())}
    colours = coloured(tuple(keys.values()), assigned)
    return Plan(
        regions=tuple(
            PlanRegion(key=keys[region.id], name=region.name[:LONGEST_NAME], colour=colours[keys[region.id]])
            for region in chosen.regions
        ),
        assigned=MappingProxyType(assigned),
        next_region=len(keys) + 1,
    )


def coloured(keys: tuple[str, ...], assigned: Mapping[str, str]) -> dict[str, int]:
    """A colour for each region, 0 to 23: none of its neighbours' if that can be, the least used first.

    ``assigned`` maps 5-digit county FIPS to the key of a region.
    """
    beside: dict[str, set[str]] = {key: set() for key in keys}
    for fips, others in county_neighbours().items():
        here = assigned.get(fips)
        if here is not None:
            beside[here] |= {assigned[other] for other in others if other in assigned}
    used: Counter[int] = Counter()
    colours: dict[str, int] = {}
    for key in keys:
        taken = {colours[other] for other in beside[key] if other in colours}
        free = [colour for colour in range(COLOURS) if colour not in taken] or list(range(COLOURS))
        colours[key] = min(free, key=lambda colour: (used[colour], colour))
        used[colours[key]] += 1
    return colours
