"""Filters and breakdowns over words: what a row says of month, category, component and mode.

A filter is one yes or no for each word, and a breakdown a sum over words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from data.answers.calendar import month_number
from data.answers.counting import Axis
from data.answers.filters import Filter
from data.index.words import Codes, WordShape
from data.reference.taxonomy import CATEGORIES
from data.schema.incidents import COMPONENTS, MODES

_AXES = (Axis.MONTH, Axis.CATEGORY, Axis.COMPONENT, Axis.MODE)
Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]
Words = NDArray[np.intp]
_FILTERS_HELD = 128


@dataclass(frozen=True, kw_only=True)
class Combinations(WordShape):
    """The words of some months, under filters and along axes."""

    @classmethod
    def over(cls, shapes: Iterable[WordShape]) -> Combinations:
        """The words over all months of several segments; one month if there are none."""
        found = tuple(shapes)
        first = min((shape.first_month for shape in found), default=0)
        end = max((shape.first_month + shape.months for shape in found), default=first + 1)
        return cls(first_month=first, months=end - first)

    def part(self, shape: WordShape) -> slice:
        """Where the words of a segment lie among these: months come first in a word."""
        a_month = self.size // self.months
        start = (shape.first_month - self.first_month) * a_month
        return slice(start, start + shape.size)

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
