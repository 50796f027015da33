"""From stored segments of incidents to their indexes, which are published with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.index.index_file import indexed_segments, open_index, save_index
from data.index.lattice import Scalar
from data.index.segment import Columns, Segment
from data.intake.atomic import UNFINISHED, flush_file, move_into_place
from data.intake.manifest import SegmentKind, StoredFile
from data.intake.segments import opened_segment, sha256_of
from data.reference.taxonomy import CATEGORIES
from data.schema.incidents import COMPONENTS, MODES

_NAME_DIGITS = 24
_BITS_OF_A_TIER = 3
_MOST_OF_A_TIER = 8
_MOST_ROWS_MERGED = 1 << 24
"""Rows of one merged index: what it is made of must fit into memory."""
INDEXED_COLUMNS = ("lon", "lat", "occurred_at", "category", "component", "mode", "county_fips")


def index_segment(folder: Path, stored: StoredFile) -> StoredFile:
    """Make the index of a stored segment of incidents beside it, and return its record.

    Raises
    ------
    OSError
        If the disk is full or the folder cannot be written; no file of that name appears.
    StoreCorruptError
        If the segment cannot be read.
    """
    return _save(folder, Segment.of(segment_columns(folder / stored.name)), (stored.name,))


def chosen_indexes(folder: Path, files: Iterable[StoredFile]) -> Mapping[str, tuple[str, ...]]:
    """Of a version's files, indexes that hold each segment once, largest first: name to segments.

    Segments that no index holds are left out; so are indexes that hold others as well.
    """
    names = {file.name for file in files}
    found = {
        file.name: indexed_segments(folder / file.name) for file in files if file.kind is SegmentKind.INDEX
    }
    chosen: dict[str, tuple[str, ...]] = {}
    held: set[str] = set()
    for name, segments in sorted(found.items(), key=lambda item: -len(item[1])):
        if segments and names.issuperset(segments) and held.isdisjoint(segments):
            chosen[name] = segments
            held.update(segments)
    return chosen


def merge_indexes(folder: Path, files: Iterable[StoredFile]) -> StoredFile | None:
    """One index in place of many of like size among a version's files, or ``None`` if there are few.

    Sizes are tiers of a factor of eight, so that a row is merged once for each tier that it rises
    and a version is counted from a few indexes, however many extracts it is made of.

    Raises
    ------
    OSError
        If the disk is full or the folder cannot be written; no file of that name appears.
    StoreCorruptError
        If an index cannot be read.
    """
    known = {file.name: file for file in files}
    chosen = chosen_indexes(folder, known.values())
    tiers: dict[int, list[str]] = {}
    for name in chosen:
        tiers.setdefault(max(known[name].rows, 1).bit_length() // _BITS_OF_A_TIER, []).append(name)
    fitting = (_that_fit(names, known) for _, names in sorted(tiers.items()))
    many = next((names for names in fitting if len(names) >= _MOST_OF_A_TIER), None)
    if many is None:
        return None
    merged = Segment.merged([open_index(folder / name) for name in many])
    return _save(folder, merged, tuple(segment for name in many for segment in chosen[name]))


def _that_fit(names: list[str], known: Mapping[str, StoredFile]) -> list[str]:
    """The first of the indexes, as many as one merged index may have rows."""
    rows = np.cumsum([known[name].rows for name in names])
    return names[: int(np.searchsorted(rows, _MOST_ROWS_MERGED, side="right"))]


def _save(folder: Path, segment: Segment, of: tuple[str, ...]) -> StoredFile:
    unfinished = folder / f"{SegmentKind.INDEX}{UNFINISHED}"
    save_index(segment, unfinished, of=of)
    flush_file(unfinished)
    digest = sha256_of(unfinished)
    record = StoredFile(
        name=f"{SegmentKind.INDEX}-{digest[:_NAME_DIGITS]}.arrow",
        kind=SegmentKind.INDEX,
        sha256=digest,
        size_bytes=unfinished.stat().st_size,
        rows=len(segment),
    )
    move_into_place(unfinished, folder / record.name)
    return record


def segment_columns(path: Path) -> Columns:
    """What an index is made of, of all rows of a segment of incidents, one row group at a time.

    Raises
    ------
    StoreCorruptError
        If the file is missing or damaged.
    """
    with opened_segment(path) as parquet:
        columns = _empty(parquet.metadata.num_rows)
        start = 0
        for batch in parquet.iter_batches(columns=list(INDEXED_COLUMNS)):
            for name, values in vars(columns_of(batch)).items():
                getattr(columns, name)[start : start + len(batch)] = values
            start += len(batch)
    return columns


def columns_of(rows: pa.RecordBatch | pa.Table) -> Columns:
    """What an index is made of, of stored rows; of their columns those that ``Columns`` needs."""
    when = rows.column("occurred_at")
    month = pc.add(pc.multiply(pc.year(when), 12), pc.subtract(pc.month(when), 1))
    return Columns(
        lon=_numbers(rows.column("lon"), np.float64),
        lat=_numbers(rows.column("lat"), np.float64),
        month=_numbers(month, np.uint16),
        category=_codes(rows.column("category"), CATEGORIES),
        component=_codes(rows.column("component"), COMPONENTS),
        mode=_codes(rows.column("mode"), MODES),
        county=_numbers(pc.cast(pc.fill_null(rows.column("county_fips"), "0"), pa.int32()), np.int32),
    )


def _empty(rows: int) -> Columns:
    return Columns(
        lon=np.empty(rows, np.float64),
        lat=np.empty(rows, np.float64),
        month=np.empty(rows, np.uint16),
        category=np.empty(rows, np.uint8),
        component=np.empty(rows, np.uint8),
        mode=np.empty(rows, np.uint8),
        county=np.empty(rows, np.int32),
    )


def _codes(words: pa.Array | pa.ChunkedArray, vocabulary: tuple[str, ...]) -> NDArray[np.uint8]:
    return _numbers(pc.index_in(words, value_set=pa.array(vocabulary)), np.uint8)


def _numbers(values: pa.Array | pa.ChunkedArray, kind: type[Scalar]) -> NDArray[Scalar]:
    return np.asarray(values).astype(kind, copy=False)
