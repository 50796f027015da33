"""What a row says of month, category, component and mode, as one number: its *word*."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.reference.taxonomy import CATEGORIES
from data.schema.incidents import COMPONENTS, MODES

Codes = NDArray[np.unsignedinteger]


@dataclass(frozen=True, kw_only=True)
class WordShape:
    """All combinations over some months, numbered from 0, months most significant.

    ``first_month`` is year * 12 + month - 1; the other codes are positions in the vocabularies.
    """

    first_month: int
    months: int

    @classmethod
    def spanning(cls, month: Codes) -> WordShape:
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
        """Word of each row, in the smallest type that holds them."""
        codes = (month.astype(np.int64) - self.first_month, category, component, mode)
        return np.ravel_multi_index(codes, self.shape).astype(np.min_scalar_type(self.size))
