"""The incidents of one data version as indexed segments, and those that no longer count.

A segment's index is mapped from its file, or made where there is none of the present format. Rows
that a later extract superseded are a segment of their own, which is subtracted: the indexes of
old segments never change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.answers.cells import Occupied
from data.answers.combinations import Combinations
from data.geography.grid import cell_xy
from data.index.index_file import open_index
from data.index.segment import Columns, Segment
from data.intake.indexing import INDEXED_COLUMNS, chosen_indexes, columns_of, segment_columns
from data.intake.manifest import SegmentKind
from data.intake.store_version import StoreVersion
from data.intake.stored_rows import read_rows, rows_listed


@dataclass(frozen=True, kw_only=True)
class Part:
    """A segment that adds to every count (``sign`` 1) or takes away from it (-1)."""

    segment: Segment
    sign: int


@dataclass(frozen=True, kw_only=True)
class IncidentIndex:
    """The parts of a version, the words over all of them and the counties that occur, sorted."""

    parts: tuple[Part, ...]
    combinations: Combinations
    counties: NDArray[np.int32]

    @classmethod
    def of(cls, *parts: Part) -> IncidentIndex:
        """The index over these parts."""
        own = tuple(part for part in parts if len(part.segment))
        counties = [part.segment.county for part in own]
        return cls(
            parts=own,
            combinations=Combinations.over(part.segment.shape for part in own),
            counties=np.unique(np.concatenate([np.zeros(0, np.int32), *counties])),
        )

    @classmethod
    def over(cls, columns: Columns) -> IncidentIndex:
        """The index over incidents in memory."""
        return cls.of(Part(segment=Segment.of(columns), sign=1))

    @classmethod
    def load(cls, version: StoreVersion) -> IncidentIndex:
        """The index of a version whose files passed their checksums.

        Raises
        ------
        StoreCorruptError
            If a file is missing or damaged.
        """
        return cls.of(*_stored(version), *_superseded(version))

    @property
    def nbytes(self) -> int:
        """Bytes of all arrays, whether in memory or mapped."""
        return sum(part.segment.nbytes for part in self.parts)

    def occupied(self, level: int) -> Occupied:
        """All cells of the level that hold a row, in Morton order."""
        codes = [part.segment.cells(level)[0] for part in self.parts if part.sign > 0]
        found = np.unique(np.concatenate([np.zeros(0, np.int64), *codes]))
        x, y = cell_xy(found)
        return Occupied(level=level, codes=found, x=x, y=y)


def _stored(version: StoreVersion) -> Iterator[Part]:
    indexes = chosen_indexes(version.folder, version.files)
    for name in indexes:
        yield Part(segment=open_index(version.folder / name), sign=1)
    held = {segment for segments in indexes.values() for segment in segments}
    for path in version.incident_paths:
        if path.name not in held:
            yield Part(segment=Segment.of(segment_columns(path)), sign=1)


def _superseded(version: StoreVersion) -> Iterator[Part]:
    listed = rows_listed(version, SegmentKind.SUPERSEDED)
    rows = [
        read_rows(path, listed[path.name], columns=INDEXED_COLUMNS)
        for path in version.incident_paths
        if path.name in listed
    ]
    if rows:
        yield Part(segment=Segment.of(columns_of(pa.concat_tables(rows).combine_chunks())), sign=-1)
