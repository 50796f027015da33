"""Incidents as Parquet, in the columns of the incident schema.

Rows are counted as in a spreadsheet of the same table: the first one is row 2.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from data.errors import UnreadableExtractError, Where
from data.extracts.contract import Container, ExtractRows, Kind, Probe, Reader
from data.extracts.incident_columns import incident_rows, looks_like_incidents, matched_columns
from data.schema.incidents import INCIDENT_SCHEMA

BATCH_ROWS = 500_000
MAX_TABLE_BYTES = 8 << 30
"""Largest table, uncompressed as the footer declares it, that is read at once."""


def recognises(probe: Probe) -> bool:
    """Whether the Parquet file has at least five required columns of the incident schema."""
    return probe.container is Container.PARQUET and looks_like_incidents(probe.columns)


def read(probe: Probe) -> ExtractRows:
    """All incidents of the file; time columns must have a time zone or be text with offsets.

    Raises
    ------
    PersonLevelColumnError
        If a column or a cell names or describes a person.
    UnknownFormatError
        If columns are missing, unknown or doubled.
    UnreadableExtractError
        If the file is damaged, too large, or a column has a type that cannot be meant.
    """
    return _rows(_table(probe), probe, first_row=2)


def batches(probe: Probe) -> Iterator[ExtractRows]:
    """The incidents of the file in parts, in order.

    Raises
    ------
    ExtractError
        If :func:`read` refuses the file; which of several reasons is told may differ.
    """
    done = 0
    try:
        # Buffered ahead, the bytes of all row groups would stay in memory.
        with pq.ParquetFile(probe.path, page_checksum_verification=True, pre_buffer=False) as parquet:
            for batch in parquet.iter_batches(batch_size=BATCH_ROWS):
                table = pa.Table.from_batches([batch]).replace_schema_metadata(parquet.schema_arrow.metadata)
                table.validate(full=True)
                yield _rows(table, probe, first_row=done + 2)
                done += len(table)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _damaged(probe, error) from error


def _rows(table: pa.Table, probe: Probe, *, first_row: int) -> ExtractRows:
    file = probe.path.name
    spelt = matched_columns(probe.columns, file=file)
    cells = {
        name: _column(table.column(column), name, file=file, spelt=column) for name, column in spelt.items()
    }
    rows = np.arange(first_row, first_row + len(table), dtype=np.int64)
    found = incident_rows(cells, file=file, rows=rows, spelt=spelt)
    return replace(found, is_synthetic=found.is_synthetic or _says_synthetic(table))


def _says_synthetic(table: pa.Table) -> bool:
    """Whether the file's own metadata has the key ``synthetic`` with the value "true"."""
    return (table.schema.metadata or {}).get(b"synthetic") == b"true"


def _damaged(probe: Probe, error: Exception) -> UnreadableExtractError:
    return UnreadableExtractError(
        f"the Parquet file is damaged: {error}",
        where=Where(file=probe.path.name),
        remedy="Download or write it again",
    )


def _table(probe: Probe) -> pa.Table:
    where = Where(file=probe.path.name)
    try:
        with pq.ParquetFile(probe.path, page_checksum_verification=True) as parquet:
            groups = [parquet.metadata.row_group(i) for i in range(parquet.metadata.num_row_groups)]
            declared = sum(group.total_byte_size for group in groups)
            if declared > MAX_TABLE_BYTES:
                raise UnreadableExtractError(
                    f"the table declares {declared:,} bytes, more than {MAX_TABLE_BYTES:,}",
                    where=where,
                    remedy="Split the file into smaller ones",
                )
            table = parquet.read()
        table.validate(full=True)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _damaged(probe, error) from error
    if len(table) == 0:
        raise UnreadableExtractError("the file has no rows", where=where, remedy="Write it again")
    return table


def _column(cells: pa.ChunkedArray, name: str, *, file: str, spelt: str) -> pa.ChunkedArray:
    """Cells as text, or in the type of the schema where theirs says the same without doubt."""
    if pa.types.is_dictionary(cells.type):
        cells = cells.cast(cells.type.value_type)
    given, wanted = cells.type, INCIDENT_SCHEMA.field(name).type
    if pa.types.is_null(given) or pa.types.is_string(given) or pa.types.is_large_string(given):
        return cells.cast(pa.string())
    if given == pa.string_view():
        return cells.cast(pa.string())
    if pa.types.is_timestamp(wanted) and pa.types.is_timestamp(given) and given.tz:
        # Nanoseconds are cut off, as in text; coarser units could overflow, so they are cast safely.
        return cells.cast(wanted, safe=given.unit != "ns")
    if pa.types.is_floating(wanted) and _is_number(given):
        return cells.cast(wanted, safe=False)
    if name == "incident_id" and pa.types.is_integer(given):
        return cells.cast(pa.string())
    why = "has no time zone" if pa.types.is_timestamp(given) else f"cannot be read as {wanted}"
    raise UnreadableExtractError(
        f"the column is stored as {given}, which {why}",
        where=Where(file=file, column=spelt),
        remedy="Write it in the type that docs/incident-schema.md gives for it",
    )


def _is_number(given: pa.DataType) -> bool:
    return bool(pa.types.is_integer(given) or pa.types.is_floating(given) or pa.types.is_decimal(given))


READER = Reader(
    key="incidents-parquet",
    title="Incident extract, Parquet",
    kind=Kind.INCIDENTS,
    publisher="your agency",
    landing="One row per event in the columns and types of docs/incident-schema.md",
    recognises=recognises,
    read=read,
    batches=batches,
)
