"""The stored incidents of one version, counted without the product's engine: the second route.

Nothing is shared with the index, the tally or the engine's views but the list of files: other SQL,
over words and times as they are stored, and Shapely point by point. Rows are streamed, so memory
is bounded by DuckDB's limit and one batch, however many there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon

from data.answers.calendar import month_number, month_start
from data.answers.filters import Filter
from data.answers.question import By
from data.geography.grid import MAX_LEVEL
from data.geography.regions import counties_of
from data.intake.store_version import StoreVersion

COUNTY = "county"
"""Key of the counts by 5-digit FIPS code; ``""`` is no county."""
_BATCH_ROWS = 122_880
_AXES = (By.MONTH, By.CATEGORY, By.COMPONENT, By.MODE, COUNTY)
_ROWS = """
SELECT lon, lat, cell, category, component, mode, coalesce(county_fips, '') AS county,
       CAST(date_trunc('month', make_timestamp(epoch_us(occurred_at))) AS DATE) AS month
FROM read_parquet($files::VARCHAR[], filename = true, file_row_number = true) AS stored
ANTI JOIN superseded AS gone
  ON gone.segment = parse_filename(stored.filename) AND gone.row = stored.file_row_number
"""
_NO_ROWS = """
SELECT NULL::DOUBLE AS lon, NULL::DOUBLE AS lat, NULL::BIGINT AS cell, '' AS category, '' AS component,
       '' AS mode, '' AS county, NULL::DATE AS month
WHERE false
"""
Counts = Mapping[object, int]


@dataclass(frozen=True, kw_only=True)
class RawRows:
    """Counts stored rows; for one thread."""

    connection: duckdb.DuckDBPyConnection
    files: tuple[str, ...]

    @classmethod
    @contextmanager
    def opened(cls, version: StoreVersion, *, memory_limit_mb: int, threads: int) -> Iterator[RawRows]:
        """The rows of a version, for the time of a block; ``memory_limit_mb`` is DuckDB's limit, MiB."""
        with duckdb.connect(":memory:") as connection:
            connection.execute(f"SET memory_limit = '{int(memory_limit_mb)}MiB'")
            connection.execute(f"SET threads = {int(threads)}")
            connection.execute("CREATE TABLE superseded (segment VARCHAR, row BIGINT)")
            if version.superseded_paths:
                connection.execute(
                    "INSERT INTO superseded SELECT segment, row FROM read_parquet($files::VARCHAR[])",
                    {"files": [str(path) for path in version.superseded_paths]},
                )
            files = tuple(str(path) for path in version.incident_paths)
            connection.execute("SET allowed_paths = $paths", {"paths": list(files)})
            connection.execute("SET enable_external_access = false")
            connection.execute("SET lock_configuration = true")
            yield cls(connection=connection, files=files)

    def counts(self, filter_: Filter) -> Mapping[str, Counts]:
        """Counts of the rows that pass: by month (first day), word and county, and one total."""
        columns = ", ".join(_AXES)
        sets = ", ".join(f"({axis})" for axis in (*_AXES, ""))
        table = self._table(
            f"SELECT {columns}, grouping_id({columns}) AS left_out, count(*) AS value "
            f"FROM passing GROUP BY GROUPING SETS ({sets})",
            filter_,
        )
        found: dict[str, dict[object, int]] = {axis: {} for axis in (By.TOTAL, *_AXES)}
        # A bit of the number is 1 where its column is not grouped by; the last column has the lowest.
        everything = 2 ** len(_AXES) - 1
        grouped_by = {everything - 2**bit: axis for bit, axis in enumerate(reversed(_AXES))}
        for row in table.to_pylist():
            axis = grouped_by.get(row["left_out"], By.TOTAL)
            found[axis][row.get(axis, By.TOTAL)] = row["value"]
        return found

    def cells(self, filter_: Filter, level: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Morton codes of the level that hold a row that passes, rising, and the count of each."""
        table = self._table(
            "SELECT cell >> $shift AS code, count(*) AS value FROM passing GROUP BY 1 ORDER BY 1",
            filter_,
            shift=2 * (MAX_LEVEL - level),
        )
        return table.column("code").to_numpy().astype(np.int64), table.column("value").to_numpy()

    def inside(self, shape: Polygon | MultiPolygon, filter_: Filter) -> Mapping[str, Counts]:
        """Counts, by month, by category and in all, of rows that pass inside a valid polygon, OGC:CRS84.

        Every row in the box around the polygon is tested by Shapely; one on the edge is inside.
        """
        west, south, east, north = shape.bounds
        batches = self._batches(
            "SELECT lon, lat, month, category FROM passing "
            "WHERE lon BETWEEN $west AND $east AND lat BETWEEN $south AND $north",
            filter_,
            west=west,
            south=south,
            east=east,
            north=north,
        )
        month: Counter[object] = Counter()
        category: Counter[object] = Counter()
        own = shapely.force_2d(shape)  # a prepared polygon must not be met by another thread
        shapely.prepare(own)
        for batch in batches:
            lon, lat = batch.column("lon").to_numpy(), batch.column("lat").to_numpy()
            inside = batch.filter(pa.array(shapely.intersects_xy(own, lon, lat)))
            _add(month, inside.column("month"))
            _add(category, inside.column("category"))
        return {By.TOTAL: {By.TOTAL: month.total()}, By.MONTH: month, By.CATEGORY: category}

    def sampled(self, number: int, seed: int) -> pa.Table:
        """``lon`` and ``lat`` (degrees, OGC:CRS84) and ``county`` of so many rows: the same for a seed."""
        return self._table(
            "SELECT lon, lat, county FROM passing ORDER BY hash(lon, lat, $seed), lon, lat LIMIT $number",
            Filter(),
            seed=seed,
            number=number,
        )

    def _table(self, sql: str, filter_: Filter, **values: object) -> pa.Table:
        return self._relation(sql, filter_, values).to_arrow_table()

    def _batches(self, sql: str, filter_: Filter, **values: object) -> pa.RecordBatchReader:
        return self._relation(sql, filter_, values).to_arrow_reader(_BATCH_ROWS)

    def _relation(self, sql: str, filter_: Filter, values: Mapping[str, object]) -> duckdb.DuckDBPyRelation:
        condition, chosen = _condition(filter_)
        files = {"files": list(self.files)} if self.files else {}
        rows = _ROWS if self.files else _NO_ROWS
        return self.connection.sql(
            f"WITH counted AS ({rows}), passing AS (SELECT * FROM counted WHERE {condition}) {sql}",
            params={**files, **chosen, **values},
        )


def _add(counter: Counter[object], values: pa.Array) -> None:
    for found in pc.value_counts(values).to_pylist():
        counter[found["values"]] += found["counts"]


def _condition(filter_: Filter) -> tuple[str, dict[str, object]]:
    """The filter as SQL over months, words and counties as they are stored."""
    conditions = ["true"]
    values: dict[str, object] = {}
    if filter_.first:
        conditions.append("month >= $first")
        values["first"] = filter_.first
    if filter_.last:
        conditions.append("month < $after")
        values["after"] = month_start(month_number(filter_.last) + 1)
    counties = sorted(counties_of(filter_.regions)) if filter_.regions else ()
    for column, allowed in (
        ("category", filter_.categories),
        ("component", filter_.components),
        ("mode", filter_.modes),
        ("county", counties),
    ):
        if allowed or (column == "county" and filter_.regions):
            conditions.append(f"list_contains(${column}::VARCHAR[], {column})")
            values[column] = list(allowed)
    return " AND ".join(conditions), values
