"""Cells of the panel by region: sums as numbers and in words, with what is hidden beside them.

While a pointer moves, most regions stay as they were: their cells are kept by what they are made from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from data.plans.figures.columns import COLUMNS, Column
from data.plans.figures.panel import NOTHING_HIDDEN, Hidden, cell_words
from data.plans.figures.region_sums import RegionSums

_CELLS_HELD = 4096


@dataclass(frozen=True, kw_only=True)
class Cells:
    """Cells of one region by column key; they are shared, and not to be changed."""

    values: Mapping[str, float | None]
    words: Mapping[str, str]
    hidden: Mapping[str, Hidden]


def cells_of(columns: tuple[Column, ...], sums: RegionSums, *, floor: int) -> list[Cells]:
    """Cells of every region and of what is in none.

    A figure is missing where units miss it and the others come to 0.
    """
    values = np.ascontiguousarray(sums.values.T)
    is_missing = ((sums.missing > 0) & (sums.values == 0)).T
    counts = np.stack([sums.small.T, sums.withheld.T, is_missing], axis=1).astype(np.int32)
    keys = tuple(column.key for column in columns)
    return [
        _cells(keys, own.tobytes(), beside.tobytes(), floor)
        for own, beside in zip(values, counts, strict=True)
    ]


@lru_cache(_CELLS_HELD)
def _cells(keys: tuple[str, ...], values: bytes, counts: bytes, floor: int) -> Cells:
    """Cells from float64 sums by column, and int32 numbers of units: small, withheld, missing or not."""
    sums = np.frombuffer(values, np.float64).tolist()
    small, withheld, missing = np.frombuffer(counts, np.int32).reshape(3, -1).tolist()
    known = [None if is_missing else value for value, is_missing in zip(sums, missing, strict=True)]
    hidden = [_hidden(*pair) for pair in zip(small, withheld, strict=True)]
    words = [
        cell_words(value, beside, floor=floor, decimals=COLUMNS[key].decimals)
        for key, value, beside in zip(keys, known, hidden, strict=True)
    ]
    return Cells(
        values=dict(zip(keys, known, strict=True)),
        words=dict(zip(keys, words, strict=True)),
        hidden={key: beside for key, beside in zip(keys, hidden, strict=True) if beside.units},
    )


@cache
def _hidden(small: int, withheld: int) -> Hidden:
    return Hidden(small=small, withheld=withheld) if small or withheld else NOTHING_HIDDEN
