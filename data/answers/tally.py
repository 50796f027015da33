"""Incident counts from the index of a version, counted once along each way they are asked.

A filter is one yes or no for each word (:mod:`data.answers.combinations`) and each county, and a
breakdown a sum; no row is read but for cells and shapes. Counts are exact.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon

from data.answers.calendar import month_start
from data.answers.cells import Occupied
from data.answers.counting import Axis
from data.answers.filters import Filter
from data.answers.incident_index import IncidentIndex, Part
from data.answers.question import Cell
from data.answers.shape_counts import InsideShape, ShapeCounts
from data.geography.regions import counties_of
from data.index.kernels import count_cells, count_stretches, county_words, meeting, runs_in_counties
from data.index.lattice import Rows

_HISTOGRAMS_HELD = 64
_LEVELS_HELD = 16
Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class CountyWords:
    """Counts by county and word where there are any, one entry each; ``place`` is in the counties."""

    place: Counts
    word: Counts
    count: Counts


class Tally:
    """Counts of one data version; every method may run in any thread."""

    def __init__(self, index: IncidentIndex) -> None:
        """Count by county and word once; the rest is counted as it is asked for."""
        self._index = index
        self._combinations = index.combinations
        self._counties = index.counties
        self._by_place = _county_words(index)
        self._histogram = lru_cache(_HISTOGRAMS_HELD)(self._words_in)
        self._cells = lru_cache(_LEVELS_HELD)(self._cells_of)
        self._shapes = ShapeCounts(index)
        self._lock = threading.Lock()

    @property
    def nbytes(self) -> int:
        """Bytes of the index, mapped or in memory, and of the counts by county."""
        found = self._by_place
        return self._index.nbytes + found.place.nbytes + found.word.nbytes + found.count.nbytes

    def grouped(self, axis: Axis, filter_: Filter, cell: Cell | None = None) -> Mapping[int, int]:
        """Key of the axis to the count under the filter; keys without a count may be left out."""
        if axis is Axis.COUNTY:
            counts = self._by_county(filter_) if cell is None else self._by_county_in(filter_, cell)
            return dict(zip(self._counties.tolist(), counts.tolist(), strict=True))
        words = self._histogram(filter_.regions) if cell is None else self._words_of(filter_, cell)
        return self._combinations.along(axis, words * self._combinations.allowed(filter_))

    def by_cell(self, filter_: Filter, cells: Occupied) -> Counts:
        """Count of each of the occupied cells under the filter, int64, aligned with ``cells.codes``."""
        counts = np.zeros(len(cells.codes), np.int64)
        passes = self._combinations.allowed(filter_).view(np.uint8)
        for number, part in enumerate(self._index.parts):
            codes, starts = self._cells(number, cells.level)
            found = np.zeros(len(codes), np.int64)
            segment = part.segment
            count_cells(
                segment.words.word,
                passes[self._combinations.part(segment.shape)],
                starts,
                self._runs(part, filter_.regions),
                found,
            )
            hit = np.flatnonzero(found)
            # Codes are unique within a part, so that each place is added to once.
            counts[np.searchsorted(cells.codes, codes[hit])] += part.sign * found[hit]
        return counts

    def occupied(self, level: int) -> Occupied:
        """The cells of the level that hold any incident: the map's geometry, sent once."""
        return self._index.occupied(level)

    def span(self) -> tuple[date, date] | None:
        """First and last month that hold an incident; ``None`` if there are none."""
        months = [month for month, count in self.grouped(Axis.MONTH, Filter()).items() if count]
        return (month_start(min(months)), month_start(max(months))) if months else None

    def county_words(self) -> tuple[NDArray[np.int32], Mapping[str, Counts], Counts]:
        """FIPS number, codes along month and category, and count, wherever there is a count."""
        found = self._by_place
        month, category, _, _ = np.unravel_index(found.word, self._combinations.shape)
        codes = {"month": month + self._combinations.first_month, "category": category}
        return self._counties[found.place], codes, found.count

    def inside(self, shape: Polygon | MultiPolygon) -> InsideShape:
        """Counts inside a valid polygon, OGC:CRS84, edge included."""
        return self._shapes.inside(shape)

    def _runs(self, part: Part, regions: tuple[str, ...]) -> Rows:
        """Runs of the part's rows in any of the regions, or all rows if there are none."""
        segment = part.segment
        if not regions:
            return np.array([[0, len(segment)]], np.int64)
        return runs_in_counties(segment.county_start, in_counties(segment.county, regions))

    def _by_county(self, filter_: Filter) -> Counts:
        found = self._by_place
        passes = self._combinations.allowed(filter_)[found.word]
        counts = np.bincount(found.place, found.count * passes, len(self._counties)).astype(np.int64)
        return np.where(in_counties(self._counties, filter_.regions), counts, 0)

    def _by_county_in(self, filter_: Filter, cell: Cell) -> Counts:
        counts = np.zeros(len(self._counties), np.int64)
        passes = self._combinations.allowed(filter_).view(np.uint8)
        for part, runs in self._in_cell(filter_, cell):
            segment = part.segment
            found = np.zeros(len(segment.county), np.int64)
            own = passes[self._combinations.part(segment.shape)]
            count_stretches(segment.words.word, own, segment.county_start, runs, runs[:0, 0], found)
            np.add.at(counts, np.searchsorted(self._counties, segment.county), part.sign * found)
        return counts

    def _words_in(self, regions: tuple[str, ...]) -> Counts:
        """Count of each word in any of the regions, or everywhere if there are none."""
        found = self._by_place
        chosen = in_counties(self._counties, regions)[found.place]
        counts = np.bincount(found.word[chosen], found.count[chosen], self._combinations.size)
        return counts.astype(np.int64)

    def _words_of(self, filter_: Filter, cell: Cell) -> Counts:
        """Count of each word in one cell, and in any of the filter's regions."""
        counts = np.zeros(self._combinations.size, np.int64)
        for part, runs in self._in_cell(filter_, cell):
            counts[self._combinations.part(part.segment.shape)] += part.sign * part.segment.words.within(runs)
        return counts

    def _in_cell(self, filter_: Filter, cell: Cell) -> Iterator[tuple[Part, Rows]]:
        """Each part with its runs of rows in the cell and in any of the filter's regions."""
        for number, part in enumerate(self._index.parts):
            codes, starts = self._cells(number, cell.level)
            at = int(np.searchsorted(codes, cell.code))
            if at < len(codes) and codes[at] == cell.code:
                own = starts[at : at + 2].reshape(1, 2)
                yield part, meeting(own, self._runs(part, filter_.regions))

    def _cells_of(self, number: int, level: int) -> tuple[Counts, Rows]:
        return self._index.parts[number].segment.cells(level)


def in_counties(counties: NDArray[np.int32], regions: tuple[str, ...]) -> Mask:
    """For each county number, whether it is in any of the regions; all are if there are none."""
    if not regions:
        return np.ones(len(counties), np.bool_)
    return np.isin(counties, [int(fips) for fips in counties_of(regions)])


def _county_words(index: IncidentIndex) -> CountyWords:
    size = index.combinations.size
    parts = [np.zeros((2, 0), np.int64)]
    for part in index.parts:
        segment = part.segment
        place = np.searchsorted(index.counties, segment.county)
        order = np.argsort(place, kind="stable")
        places, words, counts = county_words(
            segment.words.word, segment.shape.size, segment.county_start, place, order
        )
        keys = places * size + words + index.combinations.part(segment.shape).start
        parts.append(np.stack([keys, part.sign * counts]))
    keys, counts = np.concatenate(parts, axis=1)
    if len(index.parts) > 1:
        keys, inverse = np.unique(keys, return_inverse=True)
        counts = np.bincount(inverse, counts, len(keys)).astype(np.int64)
    place, word = np.divmod(keys, size)
    return CountyWords(place=place, word=word, count=counts)
