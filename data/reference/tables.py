"""All packaged tables by key, loaded in strict types."""

from __future__ import annotations

from functools import cache

import pandas as pd
import pyarrow as pa

from data.errors import ReferenceTableError
from data.reference.institution_tables import INSTITUTION_TABLES
from data.reference.place_tables import PLACE_TABLES
from data.reference.reference_table import ReferenceTable, read_table
from data.reference.series_tables import SERIES_TABLES

TABLES: dict[str, ReferenceTable] = {
    table.key: table for table in PLACE_TABLES + INSTITUTION_TABLES + SERIES_TABLES
}
"""Key to table, in the order of the documentation."""


def reference_table(key: str) -> ReferenceTable:
    """Declaration of the table: columns, source, as-of and cautions.

    Raises
    ------
    ReferenceTableError
        If there is no table of that key.
    """
    if key not in TABLES:
        raise ReferenceTableError(f"no reference table {key!r}", remedy=f"The tables are {', '.join(TABLES)}")
    return TABLES[key]


@cache
def load_arrow(key: str) -> pa.Table:
    """Rows of the packaged table as an Arrow table, read once.

    Raises
    ------
    ReferenceTableError
        If there is no table of that key, or the file lacks a column, a source or a unique key.
    """
    table = reference_table(key)
    return read_table(table, table.path)


def load(key: str) -> pd.DataFrame:
    """Rows of the packaged table; what a caller writes into it stays with the caller.

    Codes (FIPS, port) are text, yes-or-no columns are boolean, dates are ``datetime.date``; a
    whole-number column with unknown cells is ``Int64``.

    Raises
    ------
    ReferenceTableError
        If there is no table of that key, or the file lacks a column, a source or a unique key.

    Examples
    --------
    >>> load("ports_of_entry").query("port_code == '2504'")["name"].item()
    'San Ysidro'
    """
    return _frame(key).copy(deep=False)


@cache
def _frame(key: str) -> pd.DataFrame:
    rows = load_arrow(key)
    frame: pd.DataFrame = rows.to_pandas()
    unknown = [f.name for f in rows.schema if pa.types.is_integer(f.type) and rows[f.name].null_count]
    for name in unknown:
        frame[name] = pd.array(rows[name].to_pylist(), dtype="Int64")
    return frame
