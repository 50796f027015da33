"""What a row says of month, category, component and mode, as one number: its *word*.

A filter is then one yes or no for each word, and a breakdown a sum over words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from data.answers.calendar import month_number
from data.answers.counting import Axis
from data.answers.filters import Filter
from data.reference.taxonomy import CATEGORIES
from data.schema.incidents import COMPONENTS, MODES

_AXES = (Axis.MONTH, Axis.CATEGORY, Axis.COMPONENT, Axis.MODE)
Codes = NDArray[np.unsignedinteger]
Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]
Words = NDArray[np.intp]
_FILTERS_HELD = 128


@dataclass(frozen=True, kw_only=True)
class Combinations:
    """All combinations over some months, numbered from 0; ``first_month`` is a month number."""

    first_month: int
    months: int

    @classmethod
    def spanning(cls, month: Codes) -> Combinations:
        """The combinations over the months of these rows; one month if there are none."""
        first, last = (int(month.min()), int(month.max())) if len(month) else (0, 0)
        return cls(first_month=first, months=last - first + 1)

    @property
    def shape(self) -> tuple[int, ...]:
        """Length along each of month, category, component and mode."""
        return (self.months, len(CATEGORIES), len(COMPONENTS), len(MODES))

    @property
    def size(self) -> int:
        """Number of words."""
        return int(np.prod(self.shape))

    def words(self, month: Codes, category: Codes, component: Codes, mode: Codes) -> Codes:
        """Word of each row, in the smallest type that holds them; the codes are the engine's."""
        codes = (month.astype(np.int64) - self.first_month, category, component, mode)
        return np.ravel_multi_index(codes, self.shape).astype(np.min_scalar_type(self.size))

    def allowed(self, filter_: Filter) -> Mask:
        """For each word, whether the filter lets it pass; its regions are not looked at. Read only."""
        return _allowed(self, filter_)

    def along(self, axis: Axis, counts: Counts, words: Words | None = None) -> Mapping[int, int]:
        """Code of the axis (0 for the total) to the sum of the counts, each below 2**53.

        ``counts`` are those of these words, or of all words in their order.
        """
        if axis is Axis.TOTAL:
            return {0: int(counts.sum())}
        codes = _codes(self, axis) if words is None else _codes(self, axis)[words]
        sums = np.bincount(codes, counts, self.shape[_AXES.index(axis)]).astype(np.int64)
        return dict(enumerate(sums.tolist(), self.first_month if axis is Axis.MONTH else 0))


@lru_cache(_FILTERS_HELD)
def _allowed(combinations: Combinations, filter_: Filter) -> Mask:
    numbers = combinations.first_month + np.arange(combinations.months)
    first = month_number(filter_.first) if filter_.first else numbers[0]
    last = month_number(filter_.last) if filter_.last else numbers[-1]
    masks = [(numbers >= first) & (numbers <= last)]
    chosen = (filter_.categories, filter_.components, filter_.modes)
    for values, vocabulary in zip(chosen, (CATEGORIES, COMPONENTS, MODES), strict=True):
        masks.append(np.isin(vocabulary, values) if values else np.ones(len(vocabulary), np.bool_))
    allowed: Mask = np.logical_and.reduce(np.meshgrid(*masks, indexing="ij")).ravel()
    allowed.setflags(write=False)
    return allowed


@lru_cache(len(_AXES))
def _codes(combinations: Combinations, axis: Axis) -> Codes:
    """Position of each word along the axis."""
    words = np.arange(combinations.size)
    return np.unravel_index(words, combinations.shape)[_AXES.index(axis)].astype(np.uint16)
