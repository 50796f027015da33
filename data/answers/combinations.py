"""What a row says of month, category, component and mode, as one number: its *word*.

A filter is then one yes or no for each word, and a breakdown a sum over words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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

    def allowed(self, filter_: Filter) -> NDArray[np.bool_]:
        """For each word, whether the filter lets it pass; its regions are not looked at."""
        numbers = self.first_month + np.arange(self.months)
        first = month_number(filter_.first) if filter_.first else numbers[0]
        last = month_number(filter_.last) if filter_.last else numbers[-1]
        masks = [(numbers >= first) & (numbers <= last)]
        chosen = (filter_.categories, filter_.components, filter_.modes)
        for values, vocabulary in zip(chosen, (CATEGORIES, COMPONENTS, MODES), strict=True):
            masks.append(np.isin(vocabulary, values) if values else np.ones(len(vocabulary), np.bool_))
        allowed: NDArray[np.bool_] = np.logical_and.reduce(np.meshgrid(*masks, indexing="ij")).ravel()
        return allowed

    def along(self, axis: Axis, counts: Counts) -> Mapping[int, int]:
        """Code of the axis (0 for the total) to the sum of the counts of all words, int64 ``(size,)``."""
        if axis is Axis.TOTAL:
            return {0: int(counts.sum())}
        position = _AXES.index(axis)
        others = tuple(i for i in range(len(_AXES)) if i != position)
        sums = counts.reshape(self.shape).sum(axis=others)
        return dict(enumerate(sums.tolist(), self.first_month if axis is Axis.MONTH else 0))
