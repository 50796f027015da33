"""Stored Parquet files: written once, named by their content, checked by SHA-256."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from data.errors import StoreCorruptError, Where
from data.intake.atomic import UNFINISHED, flush_file, move_into_place
from data.intake.manifest import SegmentKind, StoredFile

ROW_GROUP = 122_880
"""Rows per row group: the batch that DuckDB works in."""

ROWS_SCHEMA = pa.schema(
    [pa.field("segment", pa.string(), nullable=False), pa.field("row", pa.int64(), nullable=False)]
)
"""Of ``superseded`` and ``confirmed`` files: name of a segment file and row in it, from 0."""

_REMEDY = "Go back to a sound version with: borderops store rollback VERSION, or build the store again"
_NAME_DIGITS = 24


def save_segment(
    folder: Path,
    table: pa.Table,
    *,
    kind: SegmentKind,
    schema: pa.Schema,
    order: NDArray[np.int64] | None = None,
    metadata: Mapping[str, str] | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> StoredFile:
    """Write the table as an immutable file in ``folder`` and return its record.

    Parameters
    ----------
    table
        The rows; dictionary columns are stored as the values that they stand for.
    schema
        Columns of the file, names and types; the table has at least these.
    order
        Positions in the table in the order in which to store them; as they are if ``None``.
    metadata
        Text kept in the Parquet footer, such as ``synthetic``.
    progress
        Told the number of rows written so far.

    Raises
    ------
    OSError
        If the disk is full or the folder cannot be written; no file of that name appears.
    """
    positions = np.arange(len(table), dtype=np.int64) if order is None else order
    parts = (
        table.select(schema.names).take(pa.array(positions[start : start + ROW_GROUP]))
        for start in range(0, len(positions), ROW_GROUP)
    )
    return save_parts(folder, parts, kind=kind, schema=schema, metadata=metadata, progress=progress)


def save_parts(
    folder: Path,
    parts: Iterable[pa.Table],
    *,
    kind: SegmentKind,
    schema: pa.Schema,
    metadata: Mapping[str, str] | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> StoredFile:
    """Write the rows of all parts, one after the other, as :func:`save_segment` does.

    Raises
    ------
    OSError
        If the disk is full or the folder cannot be written; no file of that name appears.
    """
    unfinished = folder / f"{kind}{UNFINISHED}"
    rows = 0
    with pq.ParquetWriter(
        unfinished, schema.with_metadata(dict(metadata or {})), **_encodings(schema)
    ) as writer:
        for part in parts:
            writer.write_table(part.select(schema.names).cast(writer.schema), row_group_size=ROW_GROUP)
            rows += len(part)
            progress(rows)
    flush_file(unfinished)
    digest = sha256_of(unfinished)
    stored = StoredFile(
        name=f"{kind}-{digest[:_NAME_DIGITS]}.parquet",
        kind=kind,
        sha256=digest,
        size_bytes=unfinished.stat().st_size,
        rows=rows,
    )
    move_into_place(unfinished, folder / stored.name)
    return stored


def _encodings(schema: pa.Schema) -> dict[str, object]:
    texts = [field.name for field in schema if pa.types.is_string(field.type) and field.name != "incident_id"]
    ordered = [
        field.name for field in schema if pa.types.is_int64(field.type) or pa.types.is_timestamp(field.type)
    ]
    encoding = dict.fromkeys(ordered, "DELTA_BINARY_PACKED")
    if "incident_id" in schema.names:
        encoding["incident_id"] = "DELTA_BYTE_ARRAY"
    return {
        "compression": "zstd",
        "use_dictionary": texts,
        "column_encoding": encoding,
        "write_page_checksum": True,
    }


def rows_table(rows: Mapping[str, NDArray[np.int64]]) -> pa.Table:
    """``ROWS_SCHEMA`` table of rows by segment name, in order of name and row."""
    names = sorted(name for name, at in rows.items() if len(at))
    segments = [pa.repeat(name, len(rows[name])) for name in names]
    return pa.table(
        [
            pa.chunked_array(segments, pa.string()),
            pa.chunked_array([pa.array(np.sort(rows[name]), pa.int64()) for name in names], pa.int64()),
        ],
        schema=ROWS_SCHEMA,
    )


def sha256_of(path: Path) -> str:
    """SHA-256 of the bytes of a file, as 64 hexadecimal digits.

    Raises
    ------
    OSError
        If the file cannot be read.
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def opened_segment(path: Path) -> Iterator[pq.ParquetFile]:
    """The stored file, open for reading; its pages are compared with their checksums.

    Raises
    ------
    StoreCorruptError
        If the file is missing, or what is read from it within the block is damaged.
    """
    try:
        # Buffered ahead, the bytes of all row groups would stay in memory.
        with pq.ParquetFile(path, page_checksum_verification=True, pre_buffer=False) as parquet:
            yield parquet
    except (pa.ArrowException, OSError) as error:
        raise StoreCorruptError(
            f"the file cannot be read: {error}", where=Where(file=path.name), remedy=_REMEDY
        ) from error


def read_segment(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """The rows of a stored file, in all columns or in those named.

    Raises
    ------
    StoreCorruptError
        If the file is missing or damaged.
    """
    with opened_segment(path) as parquet:
        return parquet.read(columns=None if columns is None else list(columns))


def check_segment(folder: Path, stored: StoredFile) -> None:
    """Return if the file is there, byte for byte, and holds the rows that its record says.

    Raises
    ------
    StoreCorruptError
        If it is missing, has another size or SHA-256, or is a Parquet file of another number of rows.
    """
    path = folder / stored.name
    where = Where(file=stored.name)
    if not path.is_file():
        raise StoreCorruptError("the file is missing from the store", where=where, remedy=_REMEDY)
    found = path.stat().st_size
    if found != stored.size_bytes:
        raise StoreCorruptError(
            f"the file has {found:,} bytes, expected {stored.size_bytes:,}", where=where, remedy=_REMEDY
        )
    digest = sha256_of(path)
    if digest != stored.sha256:
        raise StoreCorruptError(
            f"SHA-256 is {digest}, expected {stored.sha256}: the file was changed",
            where=where,
            remedy=_REMEDY,
        )
    if stored.kind is SegmentKind.INDEX:
        return
    rows = pq.read_metadata(path).num_rows
    if rows != stored.rows:
        raise StoreCorruptError(
            f"the file has {rows:,} rows, expected {stored.rows:,}", where=where, remedy=_REMEDY
        )
