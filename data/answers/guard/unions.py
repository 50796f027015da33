"""Whether the count of an area gives a small one away beside the regions that are published.

The area is what a filter or a drawn shape takes. It is compared with the counties, and with the
regions of each set, that lie in it whole, and with those that it touches.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from data.answers.disclosure import OFF_LINE, Counts, State, lines_that_tell
from data.answers.guard.places import COUNTY, PlaceStates, county_codes, place_sets, row_counts
from data.geography.regions import PORT, counties_of, region


def is_union_withheld(places: PlaceStates, regions: Iterable[str], floor: int) -> bool:
    """Whether the count of the union of some regions is withheld.

    One region is what its set makes of it; a port stands for its county.
    """
    chosen = {_in_a_set(found) for found in regions}
    if len(chosen) == 1:
        only = next(iter(chosen))
        return places.state(only.partition(":")[0], only) is State.WITHHELD
    codes = np.array(county_codes())
    taken = np.isin(codes, [int(fips) for fips in counties_of(chosen)])
    return is_area_withheld(places, np.where(taken, places.counts, 0), floor)


def _in_a_set(region_id: str) -> str:
    found = region(region_id)
    if found.set != PORT:
        return found.id
    return next(f"{COUNTY}:{fips}" for fips in counties_of([region_id]))


def is_area_withheld(places: PlaceStates, inside: Counts, floor: int) -> bool:
    """Whether an area of these counts by county gives a small count away by subtraction.

    ``inside`` is aligned with ``places.counts``, which are those of the whole counties.
    """
    return any(0 < left < floor for left in remainders(places, inside)) or _narrows_counties(
        places, inside, floor
    )


def remainders(places: PlaceStates, inside: Counts) -> list[int]:
    """What is left of the area less the regions in it, and of the regions that it touches less it.

    For each set, and for the whole: regions that are not shown cannot be subtracted, and stay.
    """
    total = int(inside.sum())
    result = [int(places.counts.sum()) - total]
    for key in place_sets():
        part, whole = row_counts(inside, key), row_counts(places.counts, key)
        is_shown = places.of_set[key] == State.SHOWN
        within = is_shown & (part == whole)
        if part[within].any():
            result.append(total - int(part[within].sum()))
        touched = part > 0
        if is_shown[touched].all():
            result.append(int(whole[touched].sum()) - total)
    return result


def _narrows_counties(places: PlaceStates, inside: Counts, floor: int) -> bool:
    """Whether the hidden counties that lie whole in the area are too few to be told in one sum."""
    is_whole = (inside == places.counts) & (places.counts > 0)
    if inside[~is_whole].any():
        return False
    row = place_sets()[COUNTY].row
    line = np.where(is_whole, 0, OFF_LINE)
    return bool(lines_that_tell(places.of_set[COUNTY][row], inside, line, floor).any())
