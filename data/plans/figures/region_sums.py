"""Sums of units by region: a few passes over flat arrays, whatever the number of regions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.answers.disclosure import State
from data.plans.figures.unit_figures import Floats, Places, UnitFigures

Counts = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class RegionSums:
    """Sums of what is shown, and how many units are not, each of shape ``(columns, regions + 1)``.

    The last is what is in no region. ``units``, shape ``(regions + 1,)``, is how many units each has.
    """

    values: Floats
    small: Counts
    withheld: Counts
    missing: Counts
    units: Counts


def region_sums(figures: UnitFigures, region: Places, *, regions: int) -> RegionSums:
    """The sums of units whose region, 0 to ``regions``, is given, shape ``(units,)``.

    Sums of counts are exact: a float64 holds whole numbers up to 2**53.
    """
    columns, size = len(figures.columns), regions + 1
    flat = (np.arange(columns)[:, np.newaxis] * size + region).ravel()
    values: Floats = np.bincount(flat, figures.values.ravel(), minlength=columns * size).astype(np.float64)
    hidden = {
        state: np.bincount(column * size + region[unit], minlength=columns * size).reshape(columns, size)
        for state, (column, unit) in figures.not_shown.items()
    }
    return RegionSums(
        values=values.reshape(columns, size),
        small=hidden[State.SMALL],
        withheld=hidden[State.WITHHELD],
        missing=hidden[State.MISSING],
        units=np.bincount(region, minlength=size),
    )
