"""Incident counts in square Web Mercator cells, at the level that a viewport asks for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.answers.engine import Engine, Statement
from data.answers.filters import Filter
from data.answers.incidents import where
from data.geography.grid import MAX_LEVEL, cell_xy

MIN_CELL_LEVEL = 8


@dataclass(frozen=True, kw_only=True)
class Occupied:
    """The cells of a level that hold any incident of a version, in Morton order.

    ``codes`` int64, ``x`` and ``y`` uint32, each of shape ``(n,)``: column from 180 W and row
    from the north, as XYZ tiles count.
    """

    level: int
    codes: NDArray[np.int64]
    x: NDArray[np.uint32]
    y: NDArray[np.uint32]


def occupied(engine: Engine, level: int) -> Occupied:
    """All occupied cells of the level, whatever the filter: the map's geometry, sent once."""
    shift = 2 * (MAX_LEVEL - level)
    table = engine.run(
        Statement(
            sql="SELECT DISTINCT cell >> $shift AS code FROM incident ORDER BY 1",
            parameters={"shift": shift},
        )
    )
    codes = table.column("code").to_numpy().astype(np.int64)
    x, y = cell_xy(codes)
    return Occupied(level=level, codes=codes, x=x, y=y)


def cell_counts(engine: Engine, filter_: Filter, cells: Occupied) -> NDArray[np.int64]:
    """Exact count of each of the cells under the filter, int64, aligned with ``cells.codes``."""
    condition = where(filter_)
    table = engine.run(
        Statement(
            sql=f"SELECT cell >> $shift AS code, count(*) AS value FROM incident "
            f"WHERE {condition.sql} GROUP BY 1",
            parameters={**condition.parameters, "shift": 2 * (MAX_LEVEL - cells.level)},
        )
    )
    result = np.zeros(len(cells.codes), np.int64)
    found = table.column("code").to_numpy().astype(np.int64)
    result[np.searchsorted(cells.codes, found)] = table.column("value").to_numpy()
    return result
