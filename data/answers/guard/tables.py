"""Which rows of a table of incidents are withheld because of what other answers show.

Nothing here depends on who asks or on what was asked before.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

import numpy as np
import pyarrow as pa

from data.answers.calendar import month_number
from data.answers.cells import Occupied
from data.answers.counting import Axis, Counter
from data.answers.disclosure import Counts, Mask, State, small, states
from data.answers.filters import Filter
from data.answers.guard.cells import withheld_cells
from data.answers.guard.crossed import Crossings, chosen, only, restricted, splits, without, words_along
from data.answers.guard.places import (
    COUNTY,
    REACH,
    PlaceStates,
    county_counts,
    handed_down,
    place_sets,
    place_states,
    row_counts,
)
from data.answers.guard.unions import is_union_withheld
from data.answers.question import By, Cell, Question
from data.reference.taxonomy import CATEGORIES
from data.schema.incidents import COMPONENTS, MODES

_PLACES_HELD: Final = 64
_CELLS_HELD: Final = 16
_VOCABULARY: Final[Mapping[By, tuple[str, ...]]] = {
    By.CATEGORY: CATEGORIES,
    By.COMPONENT: COMPONENTS,
    By.MODE: MODES,
}


class TableGuard:
    """Judges tables of the incidents of one data version; from any number of threads."""

    def __init__(self, counter: Counter, floor: int) -> None:
        """Judge nothing yet."""
        self.counter = counter
        self._floor = floor
        self._crossings = Crossings(counter, floor)
        self._places = lru_cache(_PLACES_HELD)(self._places_of)
        self._by_county = lru_cache(_PLACES_HELD)(self._columns_by_county)
        self._by_region = lru_cache(_PLACES_HELD)(self._columns_by_region)
        self._cells: OrderedDict[tuple[Filter, int], Mask] = OrderedDict()
        self._lock = threading.Lock()

    def places(self, filter_: Filter) -> PlaceStates:
        """What may be shown of all regions under the filter, whatever its own regions."""
        return self._places(replace(filter_, regions=()))

    def withheld(self, question: Question, table: pa.Table, cells: Occupied | None = None) -> Mask:
        """Which rows of the exact table are withheld, shape ``(n,)``; ``cells`` go with ``By.CELL``."""
        counts = table.column("value").cast("int64", safe=False).fill_null(0).to_numpy()
        if self._floor <= 1 or not len(counts):
            return np.zeros(len(counts), np.bool_)
        if question.by is By.CELL and cells is not None:
            return self._of_cells(question, counts, cells)
        if question.by in {By.REGION, By.REACH}:
            return self._of_regions(question, counts)
        return self._of_words(question, _codes(question.by, table.column(question.by.value)), counts)

    def is_total_withheld(self, question: Question) -> bool:
        """Whether the total of all rows of a question would be withheld, whatever its breakdown."""
        crossings = self._crossings_of(question)
        by_words = crossed_out(crossings, By.TOTAL, question.filter, (0,), cell=question.cell)
        return bool(by_words[0]) or self._is_place_withheld(question)

    def _of_words(self, question: Question, codes: Sequence[int], counts: Counts) -> Mask:
        crossings = self._crossings_of(question)
        found = crossed_out(crossings, question.by, question.filter, codes, cell=question.cell)
        found &= ~small(counts, self._floor)
        if not self.is_total_withheld(question):
            return found
        if question.by is By.TOTAL or counts.sum() < self._floor:
            return found | self._is_place_withheld(question)
        whole = np.zeros(len(counts), np.intp)
        return found | handed_down(np.ones(1, np.bool_), counts, whole, self._floor)

    def _crossings_of(self, question: Question) -> Crossings:
        if question.polygon is None:
            return self._crossings
        return Crossings(self.counter.inside(question.polygon), self._floor)

    def _of_cells(self, question: Question, counts: Counts, cells: Occupied) -> Mask:
        key = (question.filter, cells.level)
        with self._lock:
            if key in self._cells:
                self._cells.move_to_end(key)
                return self._cells[key]
        found = withheld_cells(cells.codes, counts, cells.level, self._floor)
        for wider in _wider(question.filter):
            rest = self.counter.by_cell(wider, cells) - counts
            # None here is no news: then the rest is all there is, and small or shown by itself.
            found |= small(rest, self._floor) & (counts >= self._floor)
        with self._lock:
            self._cells[key] = found
            while len(self._cells) > _CELLS_HELD:
                self._cells.popitem(last=False)
        return found

    def _of_regions(self, question: Question, counts: Counts) -> Mask:
        key = REACH if question.by is By.REACH else question.region_set or COUNTY
        everywhere = self.places(question.filter)
        is_whole = row_counts(everywhere.counts, key) == counts
        beside = np.zeros(len(counts), np.bool_)
        if not question.cell:
            for axis in restricted(question.filter):
                beside |= self._split_rows(question.filter, axis, key)
        found = (everywhere.of_set[key] == State.WITHHELD) & is_whole
        if question.filter.regions or question.cell:
            here = self._places(question.filter, question.cell)
            found |= here.of_set[key] == State.WITHHELD
            beside |= small(row_counts(everywhere.counts, key) - counts, self._floor)
        result: Mask = (found & (counts > 0)) | (beside & (counts >= self._floor))
        return result

    def _split_rows(self, filter_: Filter, axis: Axis, key: str) -> Mask:
        """Rows whose own breakdown along the axis hides some, but not all, of what the filter takes."""
        if axis is Axis.MONTH:
            return np.zeros(len(place_sets()[key].rows), np.bool_)
        hidden = self._by_region(axis, without(filter_, axis), key)
        return splits(hidden, chosen(filter_, axis, tuple(range(hidden.shape[1]))))

    def _is_place_withheld(self, question: Question) -> bool:
        regions = question.filter.regions
        if not regions or question.polygon is not None or question.cell:
            return False
        return is_union_withheld(self.places(question.filter), regions, self._floor)

    def _places_of(self, filter_: Filter, cell: Cell | None = None) -> PlaceStates:
        found = self.counter.grouped(Axis.COUNTY, filter_, cell)
        return place_states(county_counts(found), self._floor)

    def _columns_by_region(self, axis: Axis, context: Filter, key: str) -> Mask:
        """What each region hides of its own breakdown along the axis, shape ``(regions, words)``."""
        columns = self._by_county(axis, context)
        counts = np.stack([row_counts(column, key) for column in columns], axis=1)
        line = np.repeat(np.arange(len(counts)), len(columns))
        found = states(counts.ravel(), self._floor, is_partition=False, lines=(line,))
        hidden: Mask = (found != State.SHOWN).reshape(counts.shape) & (counts > 0)
        return hidden

    def _columns_by_county(self, axis: Axis, context: Filter) -> tuple[Counts, ...]:
        """Counts of all counties for each word of the axis."""
        return tuple(
            county_counts(self.counter.grouped(Axis.COUNTY, only(context, axis, word)))
            for word in range(words_along(axis))
        )


def crossed_out(
    crossings: Crossings, by: By, filter_: Filter, codes: Sequence[int], *, cell: Cell | None = None
) -> Mask:
    """Rows of a breakdown by word, month or in total that another breakdown hides."""
    result = np.zeros(len(codes), np.bool_)
    axes = restricted(filter_)
    for axis in axes:
        if by is By.TOTAL:
            others = [other for other in axes if other is not axis]
            result |= _is_total_hidden(crossings, axis, others, filter_, cell)
        elif by.value == axis.value:
            hidden = crossings.along(axis, without(filter_, axis), cell)
            result |= np.isin(codes, np.array(hidden.columns)[hidden.mask[0]])
        else:
            rows = Axis(by.value)
            hidden = crossings.table(rows, axis, without(filter_, rows, axis), cell)
            taken = chosen(filter_, axis, hidden.columns)
            split = splits(hidden.mask, taken)
            result |= np.isin(codes, np.array(hidden.rows)[split])
    return result


def _is_total_hidden(
    crossings: Crossings, axis: Axis, others: Sequence[Axis], filter_: Filter, cell: Cell | None
) -> bool:
    """Whether the value that a filter takes of an axis is hidden among all values of that axis."""
    alone = crossings.along(axis, without(filter_, axis), cell)
    if splits(alone.mask, chosen(filter_, axis, alone.columns)).any():
        return True
    for other in others:
        hidden = crossings.table(other, axis, without(filter_, other, axis), cell)
        rows = chosen(filter_, other, hidden.rows)
        if rows.sum() == 1 and splits(hidden.mask[rows], chosen(filter_, axis, hidden.columns)).any():
            return True
    return False


def _wider(filter_: Filter) -> list[Filter]:
    """The filter with all values of one restricted axis, and with all regions."""
    words = [without(filter_, axis) for axis in restricted(filter_) if axis is not Axis.MONTH]
    return [*words, replace(filter_, regions=())] if filter_.regions else words


def _codes(by: By, keys: pa.ChunkedArray) -> list[int]:
    if by is By.MONTH:
        return [month_number(month) for month in keys.to_pylist()]
    if by in _VOCABULARY:
        return [_VOCABULARY[by].index(word) for word in keys.to_pylist()]
    return [0] * len(keys)
