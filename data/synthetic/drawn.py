"""Rows as they are drawn: the columns of the extract, and what only the truth may know of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.synthetic.months import Months
from data.synthetic.places import Gazetteer


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Finished rows in order of id: moments in seconds since 1970 UTC, degrees, codes."""

    number: NDArray[np.int64]
    occurred: NDArray[np.int64]
    reported: NDArray[np.int64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    subcategory: NDArray[np.int8]
    component: NDArray[np.int8]
    mode: NDArray[np.int8]
    quantity: NDArray[np.float64]

    def taken(self, at: NDArray[np.int64] | slice) -> Columns:
        """The rows at these positions."""
        return Columns(**{name: values[at] for name, values in vars(self).items()})


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """Columns in order of id, with the place and month that each row was drawn for.

    ``is_late`` marks the rows of the late batch, ``is_redefined`` those recorded under another name.
    """

    columns: Columns
    place: NDArray[np.int32]
    month: NDArray[np.int16]
    is_late: NDArray[np.bool_]
    is_redefined: NDArray[np.bool_]
    gazetteer: Gazetteer
    months: Months
