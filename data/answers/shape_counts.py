"""Exact counts inside any polygon over one data version, from its incidents in memory.

The incidents lie sorted along the Morton curve in plain columns of one type each: longitude and
latitude as stored, the word (:mod:`data.answers.combinations`) and the county; 26 bytes a row with
the tree and the block counts. A polygon becomes a cover, the cover the counts of all words, and
these answer every filter but regions, for which the rows inside are looked at once more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon

from data.answers.block_counts import BlockCounts
from data.answers.boundary import Points
from data.answers.combinations import Codes, Combinations, Counts, Words
from data.answers.counting import Axis
from data.answers.cover import Cover, cover
from data.answers.engine import Engine, Statement
from data.answers.filters import Filter
from data.answers.question import Cell
from data.answers.row_tree import curve_order, row_tree
from data.errors import QuestionError
from data.geography.regions import counties_of

_COLUMNS = ("lon", "lat", "month", "category", "component", "mode", "county")
_COVERS_HELD = 16
_COUNTS_HELD = 192
"""Covers of a plan of some 150 shapes; each holds at most twelve bytes a word."""


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Incidents, one entry each: degrees in OGC:CRS84, the engine's codes, county as a number."""

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    month: Codes
    category: Codes
    component: Codes
    mode: Codes
    county: NDArray[np.int32]

    @classmethod
    def of(cls, engine: Engine) -> Columns:
        """All incidents of the engine's version."""
        table = engine.run(Statement(sql=f"SELECT {', '.join(_COLUMNS)} FROM incident", parameters={}))
        return cls(**{name: table.column(name).to_numpy() for name in _COLUMNS})


class ShapeCounts:
    """Counts inside polygons; every method may run in any thread."""

    def __init__(self, columns: Columns) -> None:
        """Sort the incidents along the curve and count them in blocks."""
        order, codes = curve_order(Points(lon=columns.lon, lat=columns.lat))
        points = Points(lon=columns.lon[order], lat=columns.lat[order])
        self._tree = row_tree(points, codes)
        self._combinations = Combinations.spanning(columns.month)
        words = (columns.month, columns.category, columns.component, columns.mode)
        self._word = self._combinations.words(*words)[order]
        self._counties, place = np.unique(columns.county, return_inverse=True)
        self._place = place.astype(np.min_scalar_type(len(self._counties)))[order]
        self._blocks = BlockCounts(self._word, self._combinations.size)
        self._cover = lru_cache(_COVERS_HELD)(self._cover_of)
        self._counts = lru_cache(_COUNTS_HELD)(self._counts_of)

    @property
    def nbytes(self) -> int:
        """Bytes that stay in memory, whatever is asked."""
        points = self._tree.points
        columns = (points.lon, points.lat, self._word, self._place)
        return sum(column.nbytes for column in columns) + self._tree.nbytes + self._blocks.nbytes

    def inside(self, shape: Polygon | MultiPolygon) -> InsideShape:
        """The incidents inside a valid polygon, OGC:CRS84, edge included."""
        return InsideShape(counts=self, shape=shape)

    def by_word(self, shape: Polygon | MultiPolygon, filter_: Filter) -> tuple[Words, Counts]:
        """The words inside the polygon that the filter lets pass, and how often each occurs."""
        words, counts = self._counts(shape, filter_.regions)
        passes = self._combinations.allowed(filter_)[words]
        return words[passes], counts[passes]

    def along(self, axis: Axis, shape: Polygon | MultiPolygon, filter_: Filter) -> Mapping[int, int]:
        """Key of the axis to the count inside the polygon under the filter."""
        if axis is not Axis.COUNTY:
            words, counts = self.by_word(shape, filter_)
            return self._combinations.along(axis, counts, words)
        rows = self._rows_in(self._cover(shape), filter_.regions)
        passing = rows[self._combinations.allowed(filter_)[self._word[rows]]]
        counts = np.bincount(self._place[passing], minlength=len(self._counties))
        return dict(zip(self._counties.tolist(), counts.tolist(), strict=True))

    def _counts_of(self, shape: Polygon | MultiPolygon, regions: tuple[str, ...]) -> tuple[Words, Counts]:
        """Words inside the polygon and in any of the regions, and how often each occurs."""
        found = self._cover(shape)
        if regions:
            counts = self._blocks.of(self._word[self._rows_in(found, regions)])
        else:
            counts = self._blocks.within(found.runs) + self._blocks.of(self._word[found.rows])
        words = np.flatnonzero(counts)
        return words, counts[words]

    def _cover_of(self, shape: Polygon | MultiPolygon) -> Cover:
        return cover(self._tree, shape)

    def _rows_in(self, found: Cover, regions: tuple[str, ...]) -> NDArray[np.int64]:
        """Rows of the cover in any of the regions, or all if there are none."""
        rows = found.all_rows()
        if not regions:
            return rows
        is_in = np.isin(self._counties, [int(fips) for fips in counties_of(regions)])
        within: NDArray[np.int64] = rows[is_in[self._place[rows]]]
        return within


@dataclass(frozen=True, kw_only=True)
class InsideShape:
    """Counts the incidents inside one polygon."""

    counts: ShapeCounts
    shape: Polygon | MultiPolygon

    def grouped(self, axis: Axis, filter_: Filter, cell: Cell | None = None) -> Mapping[int, int]:
        """Key of the axis to the exact count inside the polygon under the filter.

        Raises
        ------
        QuestionError
            If a cell is given too.
        """
        if cell:
            raise QuestionError(f"a polygon and cell {cell.code} are given", remedy="Leave one of them out")
        return self.counts.along(axis, self.shape, filter_)
