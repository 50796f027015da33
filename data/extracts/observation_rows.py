"""Rows of the observation schema from typed cells, and figures summed over what is not in their key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.extracts.contract import Finding
from data.schema.observations import OBSERVATION_COLUMNS, OBSERVATION_KEY

LOOSE_SCHEMA = pa.schema([pa.field(column.name, column.type) for column in OBSERVATION_COLUMNS])
"""The observation schema with nulls allowed everywhere: a cell that could not be read is null."""
_CARRIED = ("place_as_published", "unit", "words")
_ESSENTIAL = tuple(
    column.name for column in OBSERVATION_COLUMNS if column.required and column.name != "value"
)


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Observation rows and, for each, the row of the file that it came from."""

    table: pa.Table
    rows: NDArray[np.int64]


def observation_table(
    cells: Mapping[str, pa.Array | pa.ChunkedArray], constants: Mapping[str, str | None]
) -> pa.Table:
    """Table in the loose observation schema; each constant fills its column. Publications have no words.

    Raises
    ------
    KeyError
        If a column of the schema but ``words`` is neither in ``cells`` nor in ``constants``.
    """
    count = len(next(iter(cells.values())))
    given = {"words": None, **constants}
    filled = {name: pa.array([value], LOOSE_SCHEMA.field(name).type) for name, value in given.items()}
    repeated = {name: cell.take(pa.array(np.zeros(count, dtype=np.int64))) for name, cell in filled.items()}
    columns = {**repeated, **cells}
    return pa.table({name: columns[name] for name in LOOSE_SCHEMA.names}, schema=LOOSE_SCHEMA)


def table_of_rows(rows: Iterable[Mapping[str, object]]) -> pa.Table:
    """Table in the loose observation schema from one mapping per row; missing keys are null."""
    return pa.Table.from_pylist(list(rows), schema=LOOSE_SCHEMA)


def summed(table: pa.Table, rows: NDArray[np.int64], *, needed: Iterable[str] = ()) -> Figures:
    """The figures summed over all rows with the same key, in the order of their first rows.

    A figure of which one row has no value is null as a whole, at that row: a sum over the rest
    would pass for the figure. A row that lacks a part of its key stays alone, so that it can be
    set aside alone. ``place_as_published`` and ``unit`` are those of the first row.

    Parameters
    ----------
    table
        Rows in the loose observation schema.
    rows
        Source row of each.
    needed
        Columns that the schema does not require but this publication always fills.
    """
    has_key = np.ones(len(table), dtype=bool)
    for name in (*_ESSENTIAL, *needed):
        has_key &= table.column(name).is_valid().to_numpy()
    row = pa.chunked_array([pa.array(rows)])
    broken_row = pc.if_else(table.column("value").is_valid(), pa.scalar(None, pa.int64()), row)
    numbered = table.append_column("row", row).append_column("broken_row", broken_row)
    grouped = _grouped(numbered.filter(pa.array(has_key)))
    alone = numbered.filter(pa.array(~has_key)).drop_columns("broken_row")
    together = pa.concat_tables([grouped.select(alone.column_names).cast(alone.schema), alone])
    together = together.take(pc.sort_indices(together, sort_keys=[("row", "ascending")]))
    return Figures(
        table=together.drop_columns("row").combine_chunks(),
        rows=together.column("row").to_numpy().astype(np.int64),
    )


def _grouped(numbered: pa.Table) -> pa.Table:
    aggregates = [("value", "sum"), ("row", "min"), ("broken_row", "min"), *((n, "first") for n in _CARRIED)]
    sums = numbered.group_by(list(OBSERVATION_KEY), use_threads=False).aggregate(aggregates)
    broken = sums.column("broken_row_min")
    value = pc.if_else(broken.is_valid(), pa.scalar(None, pa.float64()), sums.column("value_sum"))
    renamed = sums.rename_columns([name.removesuffix("_first") for name in sums.column_names])
    return renamed.append_column("value", value).append_column(
        "row", pc.coalesce(broken, sums.column("row_min"))
    )


def stacked(figures: Iterable[Figures]) -> Figures:
    """Several measures of one file as one table, in the order of the file's rows."""
    parts = list(figures)
    table = pa.concat_tables([part.table for part in parts])
    rows = np.concatenate([part.rows for part in parts])
    order = np.argsort(rows, kind="stable")
    return Figures(table=table.take(pa.array(order)).combine_chunks(), rows=rows[order])


def remark(file: str, *, row: int | None, column: str, rule: str, value: str = "") -> Finding:
    """A finding that does not stop the file."""
    return Finding(
        file=file, row=row, column=column, value=value, rule=rule, remedy="Nothing to do", is_error=False
    )
