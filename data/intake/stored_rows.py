"""Stored rows that count in a version, found by key, and read by position."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.extracts.contract import Kind
from data.intake.manifest import SegmentKind
from data.intake.row_keys import KEY_COLUMNS, row_keys
from data.intake.segments import opened_segment, read_segment
from data.intake.store_version import StoreVersion

_KIND = {Kind.INCIDENTS: SegmentKind.INCIDENTS, Kind.OBSERVATIONS: SegmentKind.OBSERVATIONS}


@dataclass(frozen=True, kw_only=True)
class StoredRows:
    """Rows that count, one per key at most, aligned: ``key`` is the position in the keys asked for.

    ``segment`` is a position in ``names``, ``row`` the row in that file; ``table`` has the
    columns that were asked for.
    """

    names: tuple[str, ...]
    key: NDArray[np.int64]
    segment: NDArray[np.int64]
    row: NDArray[np.int64]
    table: pa.Table

    def by_segment(self, chosen: NDArray[np.int64]) -> dict[str, NDArray[np.int64]]:
        """Rows at the chosen positions, by name of their segment file."""
        groups = {
            name: self.row[chosen[self.segment[chosen] == number]] for number, name in enumerate(self.names)
        }
        return {name: rows for name, rows in groups.items() if len(rows)}


def stored_rows(version: StoreVersion, kind: Kind, *, keys: pa.Array, columns: Sequence[str]) -> StoredRows:
    """The rows of the version whose key is among ``keys`` (distinct strings) and which count.

    Raises
    ------
    StoreCorruptError
        If a file of the version is missing or damaged.
    """
    paths = version.paths(_KIND[kind])
    gone = rows_listed(version, SegmentKind.SUPERSEDED)
    parts: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
    tables = []
    for path in paths:
        position = _positions(path, kind, keys)
        position[gone.get(path.name, np.zeros(0, np.int64))] = -1
        rows = np.flatnonzero(position >= 0).astype(np.int64)
        parts.append((position[rows], rows))
        tables.append(read_rows(path, rows, columns=columns))
    return StoredRows(
        names=tuple(path.name for path in paths),
        key=_joined([key for key, _ in parts]),
        segment=_joined([np.full(len(rows), number, np.int64) for number, (_, rows) in enumerate(parts)]),
        row=_joined([rows for _, rows in parts]),
        table=pa.concat_tables(tables) if tables else pa.table({name: pa.array([]) for name in columns}),
    )


def rows_listed(
    version: StoreVersion, kind: SegmentKind, *, only: frozenset[str] | None = None
) -> dict[str, NDArray[np.int64]]:
    """Rows by segment name that the version's files of this kind list, ascending; of ``only`` these files.

    Raises
    ------
    StoreCorruptError
        If one of them is missing or damaged.
    """
    listed: dict[str, list[NDArray[np.int64]]] = {}
    for path in version.paths(kind):
        if only is not None and path.name not in only:
            continue
        table = read_segment(path)
        segments = table.column("segment").combine_chunks().dictionary_encode()
        rows = table.column("row").to_numpy()
        for code, name in enumerate(segments.dictionary.to_pylist()):
            listed.setdefault(name, []).append(rows[segments.indices.to_numpy() == code])
    return {name: np.unique(_joined(rows)) for name, rows in listed.items()}


def read_rows(path: Path, rows: NDArray[np.int64], *, columns: Sequence[str]) -> pa.Table:
    """Rows of a stored file at these positions (ascending), reading only the row groups that hold them.

    Raises
    ------
    StoreCorruptError
        If the file is missing or damaged.
    """
    with opened_segment(path) as parquet:
        sizes = [parquet.metadata.row_group(i).num_rows for i in range(parquet.metadata.num_row_groups)]
        ends = np.cumsum(sizes)
        parts = [_with_words(parquet.schema_arrow.empty_table(), columns).select(columns)]
        for group, end in enumerate(ends.tolist()):
            start = end - sizes[group]
            wanted = rows[np.searchsorted(rows, start) : np.searchsorted(rows, end)]
            if len(wanted):
                part = _with_words(parquet.read_row_group(group, columns=list(columns)), columns)
                parts.append(part.select(columns).take(pa.array(wanted - start)))
    return pa.concat_tables(parts)


def _with_words(table: pa.Table, columns: Sequence[str]) -> pa.Table:
    """The table with an empty column of words where its file is from before figures had any."""
    if "words" in columns and "words" not in table.column_names:
        return table.append_column("words", pa.nulls(len(table), pa.string()))
    return table


def _positions(path: Path, kind: Kind, keys: pa.Array) -> NDArray[np.int64]:
    """Per row of the file, the position of its key in ``keys`` or -1."""
    stored = row_keys(read_segment(path, KEY_COLUMNS[kind]), kind)
    found = pc.index_in(stored, value_set=keys).fill_null(-1)
    positions: NDArray[np.int64] = found.to_numpy().astype(np.int64)
    return positions


def _joined(parts: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.concatenate([np.zeros(0, np.int64), *parts])
