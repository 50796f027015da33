"""From a stored segment of incidents to its index, which is published with it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.index.index_file import save_index
from data.index.lattice import Scalar
from data.index.segment import Columns, Segment
from data.intake.atomic import UNFINISHED, flush_file, move_into_place
from data.intake.manifest import SegmentKind, StoredFile
from data.intake.segments import opened_segment, sha256_of
from data.reference.taxonomy import CATEGORIES
from data.schema.incidents import COMPONENTS, MODES

INDEXED_COLUMNS = ("lon", "lat", "occurred_at", "category", "component", "mode", "county_fips")


def index_name(segment: str) -> str:
    """File name of the index of the segment file of that name."""
    return f"{SegmentKind.INDEX}-{Path(segment).stem.split('-')[-1]}.arrow"


def index_segment(folder: Path, stored: StoredFile) -> StoredFile:
    """Make the index of a stored segment of incidents beside it, and return its record.

    Raises
    ------
    OSError
        If the disk is full or the folder cannot be written; no file of that name appears.
    StoreCorruptError
        If the segment cannot be read.
    """
    segment = Segment.of(segment_columns(folder / stored.name))
    unfinished = folder / f"{SegmentKind.INDEX}{UNFINISHED}"
    save_index(segment, unfinished)
    flush_file(unfinished)
    record = StoredFile(
        name=index_name(stored.name),
        kind=SegmentKind.INDEX,
        sha256=sha256_of(unfinished),
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
