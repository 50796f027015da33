"""Counts broken down two ways at once, and which of them are to be withheld in either way.

The categories of March and the months of one category meet in one count. What is hidden of it in
one breakdown must not be shown in the other, nor as a total: so each pair of breakdowns has one
table, judged along its rows and its columns together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np

from data.answers.calendar import month_number
from data.answers.counting import Axis, Grouper
from data.answers.disclosure import Counts, Mask, State, states
from data.answers.filters import Filter
from data.answers.question import Cell
from data.reference.taxonomy import CATEGORIES
from data.schema.incidents import COMPONENTS, MODES

_FIELDS: Final[Mapping[Axis, tuple[str, tuple[str, ...]]]] = {
    Axis.CATEGORY: ("categories", CATEGORIES),
    Axis.COMPONENT: ("components", COMPONENTS),
    Axis.MODE: ("modes", MODES),
}
"""Field of the filter and vocabulary of each axis of words."""
_TABLES_HELD: Final = 256


@dataclass(frozen=True, kw_only=True)
class Hidden:
    """Which counts of a table are not to be shown; ``rows`` and ``columns`` are codes of the axes."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    mask: Mask

    def row(self, code: int) -> Mask:
        """The hidden columns of a row; none if it is not in the table."""
        if code not in self.rows:
            return np.zeros(len(self.columns), np.bool_)
        found: Mask = self.mask[self.rows.index(code)]
        return found


def restricted(filter_: Filter) -> tuple[Axis, ...]:
    """Axes along which the filter takes some values only; a period counts if it is one month."""
    words = tuple(
        axis for axis, (name, known) in _FIELDS.items() if 0 < len(getattr(filter_, name)) < len(known)
    )
    is_month = filter_.first is not None and filter_.first == filter_.last
    return (*words, Axis.MONTH) if is_month else words


def without(filter_: Filter, *axes: Axis) -> Filter:
    """The filter with every value of these axes."""
    names = {_FIELDS[axis][0]: () for axis in axes if axis in _FIELDS}
    if Axis.MONTH in axes:
        return replace(filter_, first=None, last=None, **names)  # type: ignore[arg-type]
    return replace(filter_, **names)  # type: ignore[arg-type]


def words_along(axis: Axis) -> int:
    """Number of words of an axis of words."""
    return len(_FIELDS[axis][1])


def only(filter_: Filter, axis: Axis, code: int) -> Filter:
    """The filter with one word of an axis, given by its code."""
    name, known = _FIELDS[axis]
    return replace(filter_, **{name: (known[code],)})  # type: ignore[arg-type]


def chosen(filter_: Filter, axis: Axis, columns: tuple[int, ...]) -> Mask:
    """Which of the codes of a restricted axis pass the filter."""
    if axis is Axis.MONTH:
        month = month_number(filter_.first) if filter_.first else None
        return np.array([code == month for code in columns], np.bool_)
    name, known = _FIELDS[axis]
    return np.array([known[code] in getattr(filter_, name) for code in columns], np.bool_)


def splits(hidden: Mask, taken: Mask) -> Mask:
    """For each row, whether some but not all of its hidden columns are taken; shape ``(rows,)``."""
    result: Mask = np.logical_and((hidden & taken).any(axis=-1), (hidden & ~taken).any(axis=-1))
    return result


class Crossings:
    """Tables of two breakdowns over one counter and floor; those used last are remembered."""

    def __init__(self, counter: Grouper, floor: int) -> None:
        """Count nothing yet."""
        self._counter = counter
        self._floor = floor
        self.along = lru_cache(_TABLES_HELD)(self._along)
        self.table = lru_cache(_TABLES_HELD)(self._table)

    def _along(self, axis: Axis, context: Filter, cell: Cell | None = None) -> Hidden:
        """What is hidden of one breakdown, as a table of one row of code 0."""
        found = self._counter.grouped(axis, context, cell)
        counts = np.array([list(found.values())], np.int64)
        return Hidden(rows=(0,), columns=tuple(found), mask=_judged(counts, self._floor))

    def _table(self, rows: Axis, columns: Axis, context: Filter, cell: Cell | None = None) -> Hidden:
        """What is hidden of two breakdowns; the context restricts neither."""
        if columns is Axis.MONTH:
            turned = self.table(columns, rows, context, cell)
            return Hidden(rows=turned.columns, columns=turned.rows, mask=turned.mask.T)
        words = range(words_along(columns))
        found = [self._counter.grouped(rows, only(context, columns, word), cell) for word in words]
        codes = tuple(sorted(set[int]().union(*found)))
        counts = np.array([[column.get(code, 0) for column in found] for code in codes], np.int64)
        return Hidden(rows=codes, columns=tuple(words), mask=_judged(counts, self._floor))


def _judged(counts: Counts, floor: int) -> Mask:
    """Whether each count of a table is hidden, by its rows and, if there are several, its columns.

    Zeros are not: only a table that is itself too sparse to be told hides those.
    """
    if not counts.size:
        return np.zeros(counts.shape, np.bool_)
    row, column = np.indices(counts.shape)
    lines = (row.ravel(), column.ravel()) if len(counts) > 1 else (row.ravel(),)
    found = states(counts.ravel(), floor, is_partition=False, lines=lines)
    hidden: Mask = (found != State.SHOWN).reshape(counts.shape) & (counts > 0)
    return hidden
