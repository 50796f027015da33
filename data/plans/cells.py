"""Cells of the panel by region: sums as numbers and in words, with what is hidden beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from data.plans.columns import Column
from data.plans.panel import NOTHING_HIDDEN, Hidden, cell_words
from data.plans.region_sums import RegionSums


@dataclass(frozen=True, kw_only=True)
class Cells:
    """Cells of one region by column key, while its row is made; ``units`` is how many units it has."""

    values: dict[str, float | None]
    words: dict[str, str]
    hidden: dict[str, Hidden]
    units: int


def cells_of(columns: Sequence[Column], sums: RegionSums, *, floor: int) -> list[Cells]:
    """Cells of every region and of what is in none.

    A figure is missing where units miss it and the others come to 0.
    """
    keys = [column.key for column in columns]
    formats = [f"{{:,.{column.decimals}f}}".format for column in columns]
    found = [
        Cells(
            values=dict(zip(keys, values, strict=True)),
            words={key: form(value) for key, form, value in zip(keys, formats, values, strict=True)},
            hidden={},
            units=units,
        )
        for values, units in zip(sums.values.T.tolist(), sums.units.tolist(), strict=True)
    ]
    for number, region in np.argwhere((sums.missing > 0) & (sums.values == 0)).tolist():
        found[region].values[keys[number]] = None
        found[region].words[keys[number]] = cell_words(None, NOTHING_HIDDEN, floor=floor)
    for number, region in np.argwhere(sums.small + sums.withheld > 0).tolist():
        cells, key = found[region], keys[number]
        hidden = _hidden(int(sums.small[number, region]), int(sums.withheld[number, region]))
        decimals = columns[number].decimals
        cells.hidden[key] = hidden
        cells.words[key] = cell_words(cells.values[key], hidden, floor=floor, decimals=decimals)
    return found


@cache
def _hidden(small: int, withheld: int) -> Hidden:
    return Hidden(small=small, withheld=withheld)
