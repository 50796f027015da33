"""From checked rows to a new data version: new files beside the old, then the manifest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.errors import ExtractError, Where
from data.extracts.contract import Kind
from data.intake.checks import Checked
from data.intake.indexing import index_segment, merge_indexes
from data.intake.located import STORED_SCHEMA, located
from data.intake.manifest import SegmentKind, StoredExtract, StoredFile
from data.intake.report import CheckReport
from data.intake.revision import Revision
from data.intake.segments import ROWS_SCHEMA, rows_table, save_segment
from data.intake.steps import Progress, Step
from data.intake.store_version import StoreVersion
from data.intake.writing import Writing
from data.schema.observations import OBSERVATION_SCHEMA


@dataclass(frozen=True, kw_only=True)
class Base:
    """The version that an extract is laid upon; ``record`` is ``None`` where it stands alone.

    ``version`` is what its rows are compared with, ``None`` for an empty store. Real incidents
    are never mixed with synthetic ones: they replace them, and the older versions keep those.
    """

    record: str | None
    version: StoreVersion | None
    replaces_synthetic: bool = False


def base_for(writing: Writing, kind: Kind, *, is_synthetic: bool, file: str) -> Base:
    """The base for an extract of this kind.

    Raises
    ------
    ExtractError
        If synthetic incidents are to go into a store of real ones.
    """
    tip = writing.manifest.tip()
    if tip is None:
        return Base(record=None, version=None)
    current = StoreVersion.of(writing.manifest, tip.id, folder=writing.folders.segments)
    incidents = [extract for extract in current.extracts if extract.kind is Kind.INCIDENTS]
    if kind is not Kind.INCIDENTS or all(extract.is_synthetic is is_synthetic for extract in incidents):
        return Base(record=current.id, version=current)
    if is_synthetic:
        raise ExtractError(
            "the incidents are synthetic and the store holds real ones",
            where=Where(file=file),
            remedy="Load them into a store of their own: set BORDEROPS_STORE to another folder",
        )
    return Base(record=None, version=current.without_incidents(), replaces_synthetic=True)


def publish(
    writing: Writing,
    checked: Checked,
    revision: Revision,
    *,
    base: Base,
    report: CheckReport,
    progress: Progress,
) -> None:
    """Store what is new in the extract and make it the newest version.

    Raises
    ------
    OSError
        If the disk is full; the store is what it was.
    """
    files = _save_files(writing, checked, revision, base=base, report=report, progress=progress)
    extract = extract_record(
        report,
        files,
        span=_span(checked),
        rows_new=len(revision.new),
        rows_superseded=revision.rows_superseded,
        datasets=_datasets(checked),
    )
    publish_files(writing, extract, files, base=base, report=report)


def publish_files(
    writing: Writing,
    extract: StoredExtract,
    files: tuple[StoredFile, ...],
    *,
    base: Base,
    report: CheckReport,
) -> None:
    """Make the version current that has the extract, whose files are written, on top of its base.

    Raises
    ------
    OSError
        If the disk is full; the store is what it was.
    """
    kept = base.version.extracts if base.version and base.record is None else ()
    note = f"{report.file}: {extract.rows_new:,} new rows, {extract.rows_superseded:,} superseded"
    if base.replaces_synthetic:
        note += "; real incidents replace the synthetic ones"
    manifest = writing.manifest.published(
        extracts=(*kept, extract),
        files=files,
        base=base.record,
        note=note,
        at=report.checked_at,
        arriving=writing.arriving,
    )
    writing.publish(manifest, report)


def _save_files(
    writing: Writing,
    checked: Checked,
    revision: Revision,
    *,
    base: Base,
    report: CheckReport,
    progress: Progress,
) -> tuple[StoredFile, ...]:
    label = {"synthetic": str(report.is_synthetic).lower(), "source": report.source, "extract": report.digest}
    superseded: dict[str, NDArray[np.int64]] = dict(revision.superseded)
    files = []
    if len(revision.new):
        segment, places = _save_rows(writing, checked, revision.new, label=label, progress=progress)
        files.append(segment)
        if segment.kind is SegmentKind.INCIDENTS:
            progress(Step.INDEXING, 0, segment.rows)
            files += _indexes(writing.folders.segments, segment, base)
        if len(revision.outdated):
            superseded[segment.name] = places[np.searchsorted(revision.new, revision.outdated)]
    for kind, rows in ((SegmentKind.SUPERSEDED, superseded), (SegmentKind.CONFIRMED, revision.confirmed)):
        if rows:
            files.append(_save_listed(writing, kind, rows, label=label))
    return tuple(files)


def _indexes(folder: Path, segment: StoredFile, base: Base) -> list[StoredFile]:
    """The index of the segment, and one that takes the place of many of the version's."""
    index = index_segment(folder, segment)
    before = base.version.files if base.version else ()
    merged = merge_indexes(folder, (*before, segment, index))
    return [index] if merged is None else [index, merged]


def _save_rows(
    writing: Writing,
    checked: Checked,
    new: NDArray[np.int64],
    *,
    label: Mapping[str, str],
    progress: Progress,
) -> tuple[StoredFile, NDArray[np.int64]]:
    """The segment of the new rows, and the row in it of each of them."""
    is_incidents = checked.rows.kind is Kind.INCIDENTS
    table = checked.table if len(new) == len(checked.table) else checked.table.take(pa.array(new))
    order = np.arange(len(new), dtype=np.int64)
    if is_incidents:
        progress(Step.LOCATING, 0, len(new))
        with_places = located(table)
        table, order = with_places.table, with_places.order
    segment = save_segment(
        writing.folders.segments,
        table,
        kind=SegmentKind.INCIDENTS if is_incidents else SegmentKind.OBSERVATIONS,
        schema=STORED_SCHEMA if is_incidents else OBSERVATION_SCHEMA,
        order=order,
        metadata=label,
        progress=lambda done: progress(Step.WRITING, done, len(new)),
    )
    places = np.empty_like(order)
    places[order] = np.arange(len(order))
    return segment, places


def _save_listed(
    writing: Writing, kind: SegmentKind, rows: Mapping[str, NDArray[np.int64]], *, label: Mapping[str, str]
) -> StoredFile:
    return save_segment(
        writing.folders.segments, rows_table(rows), kind=kind, schema=ROWS_SCHEMA, metadata=label
    )


def extract_record(
    report: CheckReport,
    files: Iterable[StoredFile],
    *,
    span: tuple[date | None, date | None],
    rows_new: int,
    rows_superseded: int = 0,
    datasets: tuple[str, ...] = (),
) -> StoredExtract:
    """The record of an extract that its report lets in; ``span`` is its first and last day."""
    return StoredExtract(
        digest=report.digest,
        file=report.file,
        reader=report.reader,
        kind=Kind(report.kind),
        datasets=datasets,
        source=report.source,
        as_of=report.as_of,
        taken_in_on=report.checked_at.date(),
        is_synthetic=report.is_synthetic,
        first=span[0],
        last=span[1],
        rows_new=rows_new,
        rows_superseded=rows_superseded,
        rows_quarantined=report.rows_quarantined,
        files=tuple(file.name for file in files),
        redefinition=report.redefinition,
    )


def _datasets(checked: Checked) -> tuple[str, ...]:
    if checked.rows.kind is Kind.INCIDENTS:
        return ()
    return tuple(sorted(checked.table.column("dataset").chunk(0).dictionary.to_pylist()))


def _span(checked: Checked) -> tuple[date | None, date | None]:
    name = "occurred_at" if checked.rows.kind is Kind.INCIDENTS else "period"
    ends = pc.min_max(checked.table.column(name).filter(pa.array(~checked.is_bad))).as_py()
    return _day(ends["min"]), _day(ends["max"])


def _day(moment: date | datetime | None) -> date | None:
    return moment.date() if isinstance(moment, datetime) else moment
