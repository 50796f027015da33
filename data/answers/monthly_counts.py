"""Exact incident counts of each region, category and month: what rules inside ``data`` run on.

They are not disclosed: nothing above this storey may read them, and what a rule tells of them
must hold back what the gate would.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from data.answers.calendar import month_number, month_start
from data.answers.counting import Counter
from data.extracts.contract import Kind
from data.geography.regions import counties_of, region_set
from data.intake.store_version import StoreVersion
from data.reference.taxonomy import CATEGORIES

_COUNTY_CODES = 100_000
"""Above every 5-digit FIPS code."""


@dataclass(frozen=True, kw_only=True)
class MonthlyCounts:
    """Events of each region, category and month; events in no region of the set are left out.

    ``values`` is int64 of shape ``(regions, categories, months)``; its last month is the latest
    that the extract covers whole. ``first`` is the first day of the first month.
    """

    regions: tuple[str, ...]
    categories: tuple[str, ...]
    first: date
    values: NDArray[np.int64]

    @property
    def months(self) -> tuple[date, ...]:
        """First day of each month of the last axis."""
        start = month_number(self.first)
        return tuple(month_start(start + i) for i in range(self.values.shape[2]))

    def within(self, regions: Iterable[str]) -> MonthlyCounts:
        """The counts of those regions of the set that lie whole in some regions (``set:id``).

        Raises
        ------
        FilterError
            If there is no such region.
        """
        around = counties_of(regions)
        rows = [i for i, own in enumerate(self.regions) if counties_of([own]) <= around]
        return replace(self, regions=tuple(self.regions[i] for i in rows), values=self.values[rows])


def monthly_counts(counter: Counter, version: StoreVersion, set_key: str) -> MonthlyCounts | None:
    """The counts for a set of regions; ``None`` if no month of incidents is complete.

    Raises
    ------
    FilterError
        If there is no set of that key.
    """
    chosen = region_set(set_key)
    county, codes, count = counter.county_words()
    is_complete = (codes["month"] <= month_number(last_complete(version))) & (count > 0)
    if not is_complete.any():
        return None
    county, value = county[is_complete], count[is_complete]
    category, month = (codes[name][is_complete] for name in ("category", "month"))
    regions = tuple(found.id for found in chosen.regions)
    place = _places(county, regions, chosen.members)
    first = int(month.min())
    shape = (len(regions) + 1, len(CATEGORIES), int(month.max()) - first + 1)
    values = np.zeros(shape, np.int64)
    np.add.at(values, (place, category, month - first), value)
    return MonthlyCounts(
        regions=regions, categories=CATEGORIES, first=month_start(first), values=values[: len(regions)]
    )


def last_complete(version: StoreVersion) -> date:
    """First day of the last month that the incidents of a version can cover whole.

    That is the month before the day after the as-of date; an extract that states none is taken
    to be of the day on which the version was made.
    """
    known_to = version.as_of(Kind.INCIDENTS) or version.created_at.date()
    return month_start(month_number(known_to + timedelta(days=1)) - 1)


def _places(
    county: NDArray[np.int32], regions: tuple[str, ...], members: Mapping[str, str]
) -> NDArray[np.int64]:
    """Position of each county's region; one past the last for a county in none."""
    position = {region: i for i, region in enumerate(regions)}
    of_county = np.full(_COUNTY_CODES, len(regions), np.int64)
    of_county[[int(fips) for fips in members]] = [position[region] for region in members.values()]
    places: NDArray[np.int64] = of_county[county]
    return places
