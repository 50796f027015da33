"""Rules that the schema itself states: required cells and allowed values."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.extracts.contract import ExtractRows
from data.intake.breaches import Breach, where_true
from data.schema.columns import Column

MOST_WORDS_LISTED = 15


def compact(table: pa.Table, columns: tuple[Column, ...]) -> pa.Table:
    """The table with one chunk per column and text columns as dictionaries, keys of rows excepted.

    Rules over text are then rules over its few distinct values.
    """
    arrays = []
    for column in columns:
        whole = table.column(column.name).combine_chunks()
        is_words = pa.types.is_string(column.type) and column.name != "incident_id"
        arrays.append(whole.dictionary_encode() if is_words else whole)
    return pa.table(arrays, names=[column.name for column in columns])


def schema_breaches(rows: ExtractRows, table: pa.Table, columns: tuple[Column, ...]) -> tuple[Breach, ...]:
    """Breaches of required cells and of allowed values; a cell that a reader reported is not repeated."""
    breaches = []
    for column in columns:
        cells = table.column(column.name).chunk(0)
        if column.required:
            breaches.append(_missing(rows, cells, column))
        if column.allowed:
            breaches.append(_outside_vocabulary(cells, column))
    return tuple(breaches)


def words_where(cells: pa.Array, condition: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether each cell of a dictionary column is a word whose ``condition`` is true; null is not."""
    codes = cells.indices.fill_null(0).to_numpy()
    if not len(condition):
        return np.zeros(len(cells), dtype=bool)
    result: NDArray[np.bool_] = condition[codes] & cells.is_valid().to_numpy(zero_copy_only=False)
    return result


def _missing(rows: ExtractRows, cells: pa.Array, column: Column) -> Breach:
    empty = where_true(pc.is_null(cells, nan_is_null=True))
    if len(empty):
        reported = _reported_rows(rows, column.name)
        empty = empty[~np.isin(rows.rows[empty], reported)]
    return Breach(
        rule="the cell is empty and must hold a value",
        columns=(column.name,),
        remedy=f"Fill it in: {column.meaning}",
        at=empty,
    )


def _reported_rows(rows: ExtractRows, name: str) -> NDArray[np.int64]:
    """Rows for which the reader has reported this column, or a column under a name of the file's own."""
    known = {plain_name(field) for field in rows.table.column_names}
    numbers = [
        finding.row
        for finding in rows.findings
        if finding.is_error
        and finding.row is not None
        and (plain_name(finding.column) == plain_name(name) or plain_name(finding.column) not in known)
    ]
    return np.array(numbers, dtype=np.int64)


def plain_name(name: str) -> str:
    """Letters and digits of a column name in lower case, as readers match them."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _outside_vocabulary(cells: pa.Array, column: Column) -> Breach:
    words = cells.dictionary.to_pylist()
    strange = np.array([word not in column.allowed for word in words], dtype=bool)
    listed = ", ".join(column.allowed[:MOST_WORDS_LISTED])
    more = (
        f" and {len(column.allowed) - MOST_WORDS_LISTED} more"
        if len(column.allowed) > MOST_WORDS_LISTED
        else ""
    )
    return Breach(
        rule="the value is not in the list of allowed values",
        columns=(column.name,),
        remedy=f"Use one of: {listed}{more}",
        at=where_true(words_where(cells, strange)),
    )
