"""What the workers made becomes a version: fetched, checked by SHA-256, listed in one step."""

from __future__ import annotations

from collections.abc import Sequence

from data.errors import ExtractError, Where
from data.extracts.contract import Kind
from data.intake.atomic import UNFINISHED, flush_file, flush_folder, move_into_place
from data.intake.cluster.exchange import Exchange
from data.intake.cluster.runs import Run
from data.intake.manifest import SegmentKind, StoredFile
from data.intake.publication import Base, base_for, extract_record, publish_files
from data.intake.report import CheckReport
from data.intake.segments import check_segment
from data.intake.store_version import StoreVersion
from data.intake.writing import Writing


def refuse_unless_alone(writing: Writing, *, is_synthetic: bool | None, file: str) -> Base:
    """The base for the incidents, which has none; ``is_synthetic`` is ``None`` while it is not known.

    Raises
    ------
    ExtractError
        If the store holds incidents that these would have to be compared with.
    """
    base = _base(writing, is_synthetic=is_synthetic, file=file)
    if base.version is not None and base.version.incident_paths:
        raise ExtractError(
            "the store holds incidents already, and a cluster compares rows only with each other",
            where=Where(file=file),
            remedy="Take further files in without --scheduler, or build a new store from all files",
        )
    return base


def _base(writing: Writing, *, is_synthetic: bool | None, file: str) -> Base:
    if is_synthetic is not None:
        return base_for(writing, Kind.INCIDENTS, is_synthetic=is_synthetic, file=file)
    tip = writing.manifest.tip()
    if tip is None:
        return Base(record=None, version=None)
    current = StoreVersion.of(writing.manifest, tip.id, folder=writing.folders.segments)
    # Real incidents may replace synthetic ones, and whether these are real is not known yet.
    return Base(record=None, version=None if current.is_synthetic(Kind.INCIDENTS) else current)


def publish_together(
    writing: Writing,
    runs: Sequence[Run],
    files: Sequence[StoredFile],
    *,
    base: Base,
    report: CheckReport,
    exchange: Exchange,
) -> None:
    """Bring the files into the store, check each byte for byte, and make them the current version.

    Raises
    ------
    OSError
        If the disk is full; the store is what it was.
    StoreCorruptError
        If a file is not what its worker wrote; the store is what it was.
    """
    for file in files:
        _bring(writing, file, exchange)
    flush_folder(writing.folders.segments)
    extract = extract_record(
        report,
        files,
        span=(
            min((run.first for run in runs if run.first), default=None),
            max((run.last for run in runs if run.last), default=None),
        ),
        rows_new=sum(file.rows for file in files if file.kind is SegmentKind.INCIDENTS),
        rows_superseded=report.rows_superseded,
    )
    publish_files(writing, extract, tuple(files), base=base, report=report)


def _bring(writing: Writing, file: StoredFile, exchange: Exchange) -> None:
    folder = writing.folders.segments
    if exchange.url != str(folder):
        unfinished = folder / f"{file.name}{UNFINISHED}"
        exchange.fetch(file.name, unfinished)
        move_into_place(unfinished, folder / file.name)
    flush_file(folder / file.name)
    check_segment(folder, file)
