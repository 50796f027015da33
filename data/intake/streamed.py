"""Taking in a large extract of sound, new incidents with few rows in memory at a time.

What comes out is what :mod:`data.intake.taking_in` makes of the same file. That way holds the whole
extract, and it alone can say what is wrong with one, set rows aside and compare them with stored
ones; this way gives up where any of that is asked for, before it has changed anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pyarrow as pa

from data.extracts.contract import Kind, Reader
from data.extracts.discovery import reader_for
from data.extracts.probe import probe
from data.intake.gathering import Gathered, gathered
from data.intake.indexing import index_segment, merge_indexes
from data.intake.key_hashes import Hashes, all_differ, key_hashes
from data.intake.located import STORED_SCHEMA
from data.intake.manifest import SegmentKind, StoredFile
from data.intake.partitions import stored
from data.intake.publication import Base, base_for, extract_record, publish_files
from data.intake.report import CheckReport, Outcome
from data.intake.segments import opened_segment, save_parts
from data.intake.spill import Spill, spill
from data.intake.steps import Progress, Step
from data.intake.submission import Submission
from data.intake.writing import Writing

STREAMED_FROM_BYTES = 32 << 20
"""Size of a file from which it is worth to keep its rows on disk."""
ROWS_AT_A_TIME = 1_000_000
ROWS_IN_SEGMENT = 16 << 20
"""Rows of one stored file: what its index is made of must fit into memory."""


@dataclass(frozen=True, kw_only=True)
class Streaming:
    """Takes one extract into the store whose writer lock is held."""

    writing: Writing
    submission: Submission
    digest: str
    now: datetime
    progress: Progress

    def take_in(self) -> CheckReport | None:
        """The report of the extract that was published; ``None`` if it must be read whole: nothing changed.

        Raises
        ------
        ExtractError
            If the file is of no known format, or synthetic and the store holds real incidents.
        OSError
            If the disk is full; the store is what it was.
        """
        seen = probe(self.submission.path)
        reader = reader_for(seen)
        if reader.batches is None:
            return None
        with spill(self.writing.folders.root) as spilled:
            batches = reader.batches(seen)
            whole = gathered(batches, spilled, now=self.now, progress=self.progress)
            if whole is None:
                return None
            report = self._report(whole, reader)
            base = base_for(
                self.writing, Kind.INCIDENTS, is_synthetic=report.is_synthetic, file=self.submission.file
            )
            self.progress(Step.COMPARING, 0, 0)
            if not all_differ(spilled.hashes(), list(_stored_hashes(base))):
                return None
            files = self._files(spilled, base, report)
            extract = extract_record(report, files, span=(whole.first, whole.last), rows_new=whole.rows)
            publish_files(self.writing, extract, files, base=base, report=report)
        return report

    def _report(self, whole: Gathered, reader: Reader) -> CheckReport:
        return CheckReport(
            file=self.submission.file,
            digest=self.digest,
            reader=reader.key,
            kind=Kind.INCIDENTS,
            outcome=Outcome.ACCEPTED,
            checked_at=self.now,
            version=self.writing.manifest.next_id,
            rows_read=whole.rows,
            rows_accepted=whole.rows,
            source=self.submission.source or whole.source,
            as_of=self.submission.as_of or whole.as_of,
            is_synthetic=self.submission.is_synthetic or whole.is_synthetic,
        )

    def _files(self, spilled: Spill, base: Base, report: CheckReport) -> tuple[StoredFile, ...]:
        folder = self.writing.folders.segments
        label = {
            "synthetic": str(report.is_synthetic).lower(),
            "source": report.source,
            "extract": report.digest,
        }
        ranges = spilled.ranges(ROWS_AT_A_TIME)
        each = ROWS_IN_SEGMENT // ROWS_AT_A_TIME
        files: list[StoredFile] = []
        before = 0
        for at in range(0, len(ranges), each):

            def tell(done: int, before: int = before) -> None:
                self.progress(Step.WRITING, before + done, report.rows_read)

            segment = save_parts(
                folder,
                _prepared(spilled, ranges[at : at + each]),
                kind=SegmentKind.INCIDENTS,
                schema=STORED_SCHEMA,
                metadata=label,
                progress=tell,
            )
            before += segment.rows
            self.progress(Step.INDEXING, before, report.rows_read)
            files += [segment, index_segment(folder, segment)]
        merged = merge_indexes(folder, (*(base.version.files if base.version else ()), *files))
        return tuple(files) if merged is None else (*files, merged)


def _prepared(spilled: Spill, ranges: Iterable[tuple[int | None, int | None]]) -> Iterator[pa.Table]:
    """Stored rows of each range; the next are made ready while one is written."""

    def rows(limits: tuple[int | None, int | None]) -> pa.Table:
        return stored(spilled.sorted_rows(*limits))

    todo = iter(ranges)
    with ThreadPoolExecutor(1) as pool:
        ahead = pool.submit(rows, next(todo))
        for limits in todo:
            part = ahead.result()
            ahead = pool.submit(rows, limits)
            yield part
        yield ahead.result()


def _stored_hashes(base: Base) -> Iterator[Hashes]:
    """Sorted hashes of the keys of all stored incidents, a group of rows at a time."""
    for path in base.version.incident_paths if base.version else ():
        with opened_segment(path) as parquet:
            for batch in parquet.iter_batches(batch_size=ROWS_AT_A_TIME, columns=["incident_id"]):
                yield np.sort(key_hashes(batch.column(0)))
