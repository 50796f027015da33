"""Incident counts from memory: the rows of a version, counted once along each way they are asked.

What a row says of month, category, component and mode is one number, its *word*
(:mod:`data.answers.combinations`). Rows are kept by cell, and once more counted by county and
word. A filter is then one yes or no for each word and each county, and a breakdown is a sum; no
row is read but for cells and shapes. Counts are exact.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon

from data.answers.cells import Occupied
from data.answers.combinations import Combinations
from data.answers.counting import Axis
from data.answers.engine import Engine, Statement
from data.answers.filters import Filter
from data.answers.question import Cell
from data.answers.shape_counts import Columns, InsideShape, ShapeCounts
from data.geography.grid import MAX_LEVEL
from data.geography.regions import counties_of

_COLUMNS = ("cell", "month", "category", "component", "mode", "county")
_HISTOGRAMS_HELD = 64
Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]


class Tally:
    """Counts of one data version; every method may run in any thread."""

    def __init__(self, engine: Engine) -> None:
        """Read the rows once: about ten bytes each stay in memory."""
        columns = ", ".join(_COLUMNS)
        table = engine.run(Statement(sql=f"SELECT {columns} FROM incident ORDER BY cell", parameters={}))
        cell, month, category, component, mode, county = (table.column(name).to_numpy() for name in _COLUMNS)
        self._combinations = Combinations.spanning(month)
        size = self._combinations.size
        self._word = self._combinations.words(month, category, component, mode)
        self._cell = cell.astype(np.int64)
        self._counties, place = np.unique(county, return_inverse=True)
        self._place = place.astype(np.min_scalar_type(len(self._counties)))
        pairs, self._pair_count = np.unique(place.astype(np.int64) * size + self._word, return_counts=True)
        self._pair_place, self._pair_word = np.divmod(pairs, size)
        self._starts_of: dict[int, NDArray[np.intp]] = {}
        self._histogram = lru_cache(_HISTOGRAMS_HELD)(self._words_in)
        self._shapes: ShapeCounts | None = None
        self._engine = engine
        self._lock = threading.Lock()

    def grouped(self, axis: Axis, filter_: Filter, cell: Cell | None = None) -> Mapping[int, int]:
        """Key of the axis to the count under the filter; keys without a count may be left out."""
        if axis is Axis.COUNTY:
            counts = self._by_county(filter_) if cell is None else self._by_county_in(filter_, cell)
            return dict(zip(self._counties.tolist(), counts.tolist(), strict=True))
        words = self._histogram(filter_.regions) if cell is None else self._words_of(filter_, cell)
        return self._combinations.along(axis, words * self._combinations.allowed(filter_))

    def by_cell(self, filter_: Filter, cells: Occupied) -> Counts:
        """Count of each of the occupied cells under the filter, int64, aligned with ``cells.codes``."""
        if not len(self._cell):
            return np.zeros(len(cells.codes), np.int64)
        passes = np.take(self._combinations.allowed(filter_), self._word)
        if filter_.regions:
            passes &= np.take(self._is_in(filter_.regions), self._place)
        # Sums of bytes into 32 bits are what NumPy does fastest, and no cell holds 2**31 rows.
        sums = np.add.reduceat(passes.view(np.uint8), self._starts(cells), dtype=np.int32)
        return sums.astype(np.int64)

    def inside(self, shape: Polygon | MultiPolygon) -> InsideShape:
        """Counts inside a valid polygon, OGC:CRS84, edge included; the first one reads all rows."""
        with self._lock:
            if self._shapes is None:
                self._shapes = ShapeCounts(Columns.of(self._engine))
            return self._shapes.inside(shape)

    def _starts(self, cells: Occupied) -> NDArray[np.intp]:
        """First row of each of the occupied cells."""
        if cells.level not in self._starts_of:
            codes = cells.codes << 2 * (MAX_LEVEL - cells.level)
            self._starts_of[cells.level] = np.searchsorted(self._cell, codes)
        return self._starts_of[cells.level]

    def _by_county(self, filter_: Filter) -> Counts:
        passes = self._combinations.allowed(filter_)[self._pair_word]
        counts = np.bincount(self._pair_place, self._pair_count * passes, len(self._counties))
        return np.where(self._is_in(filter_.regions), counts, 0).astype(np.int64)

    def _by_county_in(self, filter_: Filter, cell: Cell) -> Counts:
        rows = self._rows_of(cell)
        passes = (
            self._combinations.allowed(filter_)[self._word[rows]]
            & self._is_in(filter_.regions)[self._place[rows]]
        )
        return np.bincount(self._place[rows][passes], minlength=len(self._counties))

    def _words_in(self, regions: tuple[str, ...]) -> Counts:
        """Count of each word in any of the regions, or everywhere if there are none."""
        chosen = self._is_in(regions)[self._pair_place]
        size = self._combinations.size
        counts = np.bincount(self._pair_word[chosen], self._pair_count[chosen], size)
        return counts.astype(np.int64)

    def _words_of(self, filter_: Filter, cell: Cell) -> Counts:
        """Count of each word in one cell, and in any of the filter's regions."""
        rows = self._rows_of(cell)
        words = self._word[rows][self._is_in(filter_.regions)[self._place[rows]]]
        return np.bincount(words, minlength=self._combinations.size)

    def _rows_of(self, cell: Cell) -> slice:
        shift = 2 * (MAX_LEVEL - cell.level)
        ends = np.searchsorted(self._cell, [cell.code << shift, (cell.code + 1) << shift])
        return slice(int(ends[0]), int(ends[1]))

    def _is_in(self, regions: tuple[str, ...]) -> Mask:
        """For each county that has incidents, whether it is in any of the regions."""
        if not regions:
            return np.ones(len(self._counties), np.bool_)
        return np.isin(self._counties, [int(fips) for fips in counties_of(regions)])
