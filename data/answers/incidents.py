"""Statements over the incident table: the filter as SQL, and counts by any column of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon, force_2d

from data.answers.calendar import month_number, month_start
from data.answers.cells import Occupied
from data.answers.counting import Axis
from data.answers.engine import Engine, Statement
from data.answers.filters import Filter
from data.answers.question import Cell
from data.geography.grid import MAX_LEVEL, cell_xy
from data.geography.regions import counties_of
from data.index.inside import is_inside
from data.reference.taxonomy import CATEGORIES
from data.schema.incidents import COMPONENTS, MODES


def where(filter_: Filter, cell: Cell | None = None) -> Statement:
    """The filter, and the cell if there is one, as a SQL condition over ``incident``."""
    conditions = ["true"]
    parameters: dict[str, object] = {}

    def restrict(condition: str, **values: object) -> None:
        conditions.append(condition)
        parameters.update(values)

    if filter_.first:
        restrict("month >= $first", first=month_number(filter_.first))
    if filter_.last:
        restrict("month <= $last", last=month_number(filter_.last))
    for name, chosen, vocabulary in (
        ("category", filter_.categories, CATEGORIES),
        ("component", filter_.components, COMPONENTS),
        ("mode", filter_.modes, MODES),
    ):
        if chosen:
            codes = [vocabulary.index(value) for value in chosen]
            restrict(f"{name} IN (SELECT unnest(${name}::UTINYINT[]))", **{name: codes})
    if filter_.regions:
        counties = [int(fips) for fips in sorted(counties_of(filter_.regions))]
        restrict("county IN (SELECT unnest($counties::INTEGER[]))", counties=counties)
    if cell:
        restrict("cell >> $cell_shift = $code", cell_shift=2 * (MAX_LEVEL - cell.level), code=cell.code)
    return Statement(sql=" AND ".join(conditions), parameters=parameters)


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Counts incidents by reading their rows: needs nothing made beforehand."""

    engine: Engine

    @property
    def nbytes(self) -> int:
        """Bytes held: none, as rows are read where they lie."""
        return 0

    def grouped(self, axis: Axis, filter_: Filter, cell: Cell | None = None) -> Mapping[int, int]:
        """Key of the axis to the exact count under the filter; a key without a count is left out."""
        condition = where(filter_, cell)
        key = "0" if axis is Axis.TOTAL else axis
        table = self.engine.run(
            Statement(
                sql=f"SELECT {key} AS key, count(*) AS value FROM incident WHERE {condition.sql} GROUP BY 1",
                parameters=condition.parameters,
            )
        )
        return dict(zip(table.column("key").to_pylist(), table.column("value").to_pylist(), strict=True))

    def by_cell(self, filter_: Filter, cells: Occupied) -> NDArray[np.int64]:
        """Exact count of each of the occupied cells, int64, aligned with ``cells.codes``."""
        condition = where(filter_)
        table = self.engine.run(
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

    def county_words(self) -> tuple[NDArray[np.int32], Mapping[str, NDArray[np.int64]], NDArray[np.int64]]:
        """County numbers, codes along ``month`` and ``category``, and counts, wherever there is any."""
        sql = "SELECT county, category, month, count(*) AS value FROM incident GROUP BY ALL"
        table = self.engine.run(Statement(sql=sql, parameters={}))
        codes = {name: table.column(name).to_numpy().astype(np.int64) for name in ("month", "category")}
        return table.column("county").to_numpy(), codes, table.column("value").to_numpy()

    def occupied(self, level: int) -> Occupied:
        """The cells of the level that hold any incident, in Morton order."""
        table = self.engine.run(
            Statement(
                sql="SELECT DISTINCT cell >> $shift AS code FROM incident ORDER BY 1",
                parameters={"shift": 2 * (MAX_LEVEL - level)},
            )
        )
        codes = table.column("code").to_numpy().astype(np.int64)
        x, y = cell_xy(codes)
        return Occupied(level=level, codes=codes, x=x, y=y)

    def span(self) -> tuple[date, date] | None:
        """First and last month that hold an incident; ``None`` if there are none."""
        row = self.engine.run(
            Statement(sql="SELECT min(month) AS first, max(month) AS last FROM incident", parameters={})
        ).to_pylist()[0]
        return None if row["first"] is None else (month_start(row["first"]), month_start(row["last"]))

    def inside(self, shape: Polygon | MultiPolygon) -> RowsInside:
        """The rows inside a valid polygon, OGC:CRS84, or on its edge."""
        return RowsInside(engine=self.engine, shape=shape)


@dataclass(frozen=True, kw_only=True)
class RowsInside:
    """Counts incidents inside a polygon: each row in its bounding box is read and tested."""

    engine: Engine
    shape: Polygon | MultiPolygon

    def grouped(self, axis: Axis, filter_: Filter, cell: Cell | None = None) -> Mapping[int, int]:
        """Key of the axis to the exact count under the filter; a key without a count is left out."""
        condition = where(filter_, cell)
        west, south, east, north = self.shape.bounds
        box = {"west": west, "south": south, "east": east, "north": north}
        table = self.engine.run(
            Statement(
                sql=f"SELECT {'0' if axis is Axis.TOTAL else axis} AS key, lon, lat FROM incident WHERE "
                "lon BETWEEN $west AND $east AND lat BETWEEN $south AND $north AND " + condition.sql,
                parameters={**condition.parameters, **box},
            )
        )
        key, lon, lat = (table.column(name).to_numpy() for name in ("key", "lon", "lat"))
        keys, values = np.unique(key[is_inside(force_2d(self.shape), lon, lat)], return_counts=True)
        return dict(zip(keys.tolist(), values.tolist(), strict=True))
