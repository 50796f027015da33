"""Counts inside polygons from memory: what a drawn shape or a plan of shapes asks for.

The rows inside a shape are found once (:mod:`data.index.cover`), and with them the counts of all
words in it; both are remembered, so that another filter or breakdown of the same shape costs a
sum. When a vertex moves, only rows around the edges that changed are told again: elsewhere the
two shapes are the same.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon

from data.answers.combinations import Combinations, Counts, Words
from data.answers.counting import Axis
from data.answers.filters import Filter
from data.answers.incident_index import IncidentIndex, Part
from data.answers.question import Cell
from data.errors import QuestionError
from data.geography.regions import counties_of
from data.index.changed import changed_window
from data.index.cover import Cover, cover
from data.index.kernels import count_stretches, meeting, rows_in_runs, runs_in_counties
from data.index.leaves import EVERYWHERE, Window

_RECENT = 8
"""Shapes whose counts of all words a new shape may be told from."""
_COUNTS_HELD = 192
"""Counts of a plan of some 150 shapes; each holds at most twelve bytes a word."""
_TOTALS_HELD = 4096
_NO_REGIONS: tuple[str, ...] = ()


class ShapeCounts:
    """Counts inside polygons; every method may run in any thread."""

    def __init__(self, index: IncidentIndex) -> None:
        """Count nothing yet."""
        self._index = index
        self._combinations = index.combinations
        self._counts = lru_cache(_COUNTS_HELD)(self._counts_of)
        self._totals = lru_cache(_TOTALS_HELD)(self._totals_of)
        self._recent: OrderedDict[Polygon | MultiPolygon, Counts] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def combinations(self) -> Combinations:
        """The words that :meth:`by_word` counts."""
        return self._combinations

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
        return self._totals(axis, shape, filter_)

    def _totals_of(self, axis: Axis, shape: Polygon | MultiPolygon, filter_: Filter) -> Mapping[int, int]:
        if axis is not Axis.COUNTY:
            words, counts = self.by_word(shape, filter_)
            return self._combinations.along(axis, counts, words)
        counts = np.zeros(len(self._index.counties), np.int64)
        allowed = self._combinations.allowed(filter_).view(np.uint8)
        for part, found in self._covers(shape, filter_.regions):
            segment = part.segment
            own = np.zeros(len(segment.county), np.int64)
            passes = allowed[self._combinations.part(segment.shape)]
            count_stretches(segment.words.word, passes, segment.county_start, found.runs, found.rows, own)
            np.add.at(counts, np.searchsorted(self._index.counties, segment.county), part.sign * own)
        return dict(zip(self._index.counties.tolist(), counts.tolist(), strict=True))

    def _counts_of(self, shape: Polygon | MultiPolygon, regions: tuple[str, ...]) -> tuple[Words, Counts]:
        """Words inside the polygon and in any of the regions, and how often each occurs."""
        counts = self._counted(shape, regions) if regions else self._counted_from_recent(shape)
        words = np.flatnonzero(counts)
        return words, counts[words]

    def _counted_from_recent(self, shape: Polygon | MultiPolygon) -> Counts:
        """The counts of all words, from those of a shape that differs little, if there is one."""
        with self._lock:
            recent = list(self._recent.items())
        counts = None
        for other, before in reversed(recent):
            window = changed_window(other, shape)
            if window is not None:
                counts = before + self._counted(shape, window=window) - self._counted(other, window=window)
                break
        if counts is None:
            counts = self._counted(shape)
        with self._lock:
            self._recent[shape] = counts
            while len(self._recent) > _RECENT:
                self._recent.popitem(last=False)
        return counts

    def _counted(
        self,
        shape: Polygon | MultiPolygon,
        regions: tuple[str, ...] = _NO_REGIONS,
        window: Window = EVERYWHERE,
    ) -> Counts:
        counts = np.zeros(self._combinations.size, np.int64)
        for part, found in self._covers(shape, regions, window):
            words = part.segment.words
            own = words.within(found.runs)
            words.add_rows(found.rows, own)
            counts[self._combinations.part(part.segment.shape)] += part.sign * own
        return counts

    def _covers(
        self, shape: Polygon | MultiPolygon, regions: tuple[str, ...], window: Window = EVERYWHERE
    ) -> Iterator[tuple[Part, Cover]]:
        """Each part with the rows inside the polygon, in any of the regions and in the window."""
        for part in self._index.parts:
            segment = part.segment
            found = cover(segment.tree, segment.positions, shape, window)
            if regions:
                is_in = np.isin(segment.county, [int(fips) for fips in counties_of(regions)])
                found = _within(found, runs_in_counties(segment.county_start, is_in))
            yield part, found


def _within(found: Cover, runs: NDArray[np.int64]) -> Cover:
    """What of a cover lies in some ascending runs of rows."""
    return Cover(runs=meeting(found.runs, runs), rows=rows_in_runs(found.rows, runs), tested=found.tested)


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
