"""What may be shown of the published regions under one filter, all sets of regions together.

Every region is a union of whole counties, so sets of regions are totals over one another: a state
less its counties, a region less the sectors in it. Regions are judged from the larger to the
counties; what is withheld of a region is not left to be added up from its counties.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from data.answers.counting import NO_REGION
from data.answers.disclosure import OFF_LINE, Counts, Line, Mask, State, States, small, states
from data.geography.reach import reach_of_counties
from data.geography.regions import county_to_region, region_sets

COUNTY = "county"
REACH = "reach"
"""Stands beside the sets of regions: counties by how many forums reach them."""


@dataclass(frozen=True, kw_only=True)
class PlaceSet:
    """A set of regions over all counties: keys of its rows, the last ``""`` for those in none.

    ``row`` is the row of each county, in the order of :func:`county_codes`.
    """

    key: str
    rows: tuple[str, ...]
    row: Line


def county_codes() -> tuple[int, ...]:
    """FIPS codes of all counties as numbers, ascending; 0 first, for events in no county."""
    return _codes_and_sets()[0]


def place_sets() -> Mapping[str, PlaceSet]:
    """Every set that is offered, the counties last."""
    return _codes_and_sets()[1]


@cache
def _codes_and_sets() -> tuple[tuple[int, ...], Mapping[str, PlaceSet]]:
    codes = (0, *sorted(int(fips) for fips in county_to_region(COUNTY)))
    members = {found.key: found.members for found in region_sets() if found.key != COUNTY}
    members |= {REACH: reach_of_counties(), COUNTY: county_to_region(COUNTY)}
    return codes, {key: _place_set(key, found, codes) for key, found in members.items()}


def _place_set(key: str, members: Mapping[str, str], codes: Iterable[int]) -> PlaceSet:
    rows = (*sorted(set(members.values())), NO_REGION)
    number = {row: i for i, row in enumerate(rows)}
    row = [number[members.get(f"{code:05d}", NO_REGION)] for code in codes]
    return PlaceSet(key=key, rows=rows, row=np.array(row, np.intp))


@cache
def _parents() -> Mapping[tuple[str, str], Line]:
    """For each pair of sets, the row of the first that each row of the second lies in, or -1."""
    larger = [found for found in place_sets().values() if found.key != COUNTY]
    return {(a.key, b.key): _parent(a, b) for a in larger for b in larger if a is not b}


def _parent(outer: PlaceSet, inner: PlaceSet) -> Line:
    lowest = np.full(len(inner.rows), len(outer.rows), np.intp)
    highest = np.full(len(inner.rows), -1, np.intp)
    np.minimum.at(lowest, inner.row, outer.row)
    np.maximum.at(highest, inner.row, outer.row)
    return np.where(lowest == highest, lowest, -1)


@cache
def _county_lines() -> tuple[Line, ...]:
    """Lines that counties lie on: the regions of each set, and what is left of each beside another's."""
    larger = [found for found in place_sets().values() if found.key != COUNTY]
    lines = [found.row for found in larger]
    for (outer, inner), parent in _parents().items():
        row = place_sets()[outer].row
        is_inside = parent[place_sets()[inner].row] == row
        has_inside = np.isin(row, row[is_inside])
        line = np.where(has_inside & ~is_inside, row, OFF_LINE)
        if not any(np.array_equal(line, known) for known in lines) and (line != OFF_LINE).any():
            lines.append(line)
    return tuple(lines)


@dataclass(frozen=True, kw_only=True)
class PlaceStates:
    """States of all regions of all sets under one filter; ``counts`` are those of the counties."""

    counts: Counts
    of_set: Mapping[str, States]

    def state(self, set_key: str, region: str) -> State:
        """What may be shown of one region."""
        return State(int(self.of_set[set_key][place_sets()[set_key].rows.index(region)]))


def county_counts(found: Mapping[int, int]) -> Counts:
    """Counts by FIPS code as an array in the order of :func:`county_codes`; unknown codes go to 0."""
    codes = np.array(county_codes())
    result = np.zeros(len(codes), np.int64)
    keys = np.fromiter(found.keys(), np.int64, len(found))
    values = np.fromiter(found.values(), np.int64, len(found))
    place = np.searchsorted(codes, keys) % len(codes)
    np.add.at(result, np.where(codes[place] == keys, place, 0), values)
    return result


def row_counts(counts: Counts, set_key: str) -> Counts:
    """Counts of counties added up to the rows of a set."""
    found = place_sets()[set_key]
    return np.bincount(found.row, counts, len(found.rows)).astype(np.int64)


def place_states(counts: Counts, floor: int) -> PlaceStates:
    """States of all regions from the counts of the counties."""
    larger = [key for key in place_sets() if key != COUNTY]
    sums = {key: row_counts(counts, key) for key in larger}
    first = {key: states(sums[key], floor, is_partition=True) for key in larger}
    withheld = _for_remainders(sums, first, floor)
    of_set = {
        key: states(sums[key], floor, is_partition=True, withheld=withheld[key])
        if withheld[key].any()
        else first[key]
        for key in larger
    }
    handed = np.zeros(len(counts), np.bool_)
    for key, line in zip(larger, (place_sets()[key].row for key in larger), strict=True):
        handed |= handed_down(of_set[key] == State.WITHHELD, counts, line, floor)
    of_county = np.zeros(len(place_sets()[COUNTY].rows), np.uint8)
    judged = states(counts, floor, is_partition=True, lines=_county_lines(), withheld=handed)
    of_county[place_sets()[COUNTY].row] = judged
    return PlaceStates(counts=counts, of_set={**of_set, COUNTY: of_county})


def handed_down(withheld: Mask, counts: Counts, line: Line, floor: int) -> Mask:
    """Parts to withhold so that a whole that is withheld cannot be added up from them.

    ``withheld`` is of the wholes, ``line`` the whole of each part. Of each it is the smallest part of
    twice the floor or more, which leaves room for a small count beside it, or else all parts
    that are not small.
    """
    parts = np.flatnonzero((line != OFF_LINE) & (counts >= floor))
    parts = parts[withheld[line[parts]]]
    result = np.zeros(len(counts), np.bool_)
    ample = parts[counts[parts] >= 2 * floor]
    largest_first = ample[np.argsort(counts[ample], kind="stable")[::-1]]
    chosen = np.full(len(withheld), OFF_LINE, np.intp)
    chosen[line[largest_first]] = largest_first
    result[chosen[chosen != OFF_LINE]] = True
    result[parts[chosen[line[parts]] == OFF_LINE]] = True
    return result


def _for_remainders(sums: Mapping[str, Counts], first: Mapping[str, States], floor: int) -> dict[str, Mask]:
    """Regions to withhold where regions of one set, less those of another in them, leave a small count.

    Of the regions that would be subtracted from one another it is the one of the fewest events.
    """
    result = {key: np.zeros(len(counts), np.bool_) for key, counts in sums.items()}
    for (outer, inner), parent in _parents().items():
        told = (parent >= 0) & (first[inner] == State.SHOWN) & (sums[inner] > 0)
        inside = np.bincount(parent[told], sums[inner][told], len(sums[outer])).astype(np.int64)
        leaves = small(sums[outer] - inside, floor) & (inside > 0) & (first[outer] == State.SHOWN)
        for region in np.flatnonzero(leaves):
            parts = np.flatnonzero(told & (parent == region))
            fewest = parts[np.argmin(sums[inner][parts])]
            result[inner][fewest] = True
    return result
