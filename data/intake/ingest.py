"""One file into the store: read, check, compare, publish. All of it, or nothing."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from data.errors import CheckFailedError, ExtractError
from data.intake.refusals import refusal_report
from data.intake.report import CheckReport
from data.intake.steps import Progress, Step, silent
from data.intake.store import Store
from data.intake.streamed import STREAMED_FROM_BYTES, Streaming
from data.intake.submission import Submission, read_submission, submission_digest
from data.intake.taking_in import IngestOutcome, TakingIn
from data.intake.writing import save_report

__all__ = ["IngestOutcome", "ingest", "ingest_submission"]


def ingest(
    path: Path,
    *,
    store: Store,
    now: datetime,
    quarantine: bool = False,
    mapping: Path | None = None,
    source: str | None = None,
    as_of: date | None = None,
    is_synthetic: bool = False,
    progress: Progress = silent,
) -> IngestOutcome:
    """What became of a file that is taken in whole or not at all.

    Parameters
    ----------
    path
        The file; its reader is chosen by its content.
    store
        Where to.
    now
        The present, with time zone.
    quarantine
        Set bad rows aside and take in the rest; by default one bad row stops the file.
    mapping
        Column mapping of an agency's own table (``docs/own-csv.md``).
    source, as_of
        In place of what the reader found.
    is_synthetic
        Label the extract as synthetic. A file whose ``source`` says SYNTHETIC always is.
    progress
        Told each step.

    Raises
    ------
    ExtractError
        If the file cannot be read, or is refused; nothing of it is stored but the report.
    CheckFailedError
        If rows break a rule; its ``report`` lists them.
    StoreBusyError
        If another process is writing to the store.
    StoreError
        If the store cannot be written; it is unchanged.
    """
    submission = Submission(path=path, mapping=mapping, source=source, as_of=as_of, is_synthetic=is_synthetic)
    return ingest_submission(submission, store=store, now=now, quarantine=quarantine, progress=progress)


def ingest_submission(
    submission: Submission,
    *,
    store: Store,
    now: datetime,
    quarantine: bool = False,
    progress: Progress = silent,
) -> IngestOutcome:
    """What became of a file with what its sender states about it; as :func:`ingest`.

    Raises
    ------
    ExtractError
        If the file cannot be read, or is refused; nothing of it is stored but the report.
    CheckFailedError
        If rows break a rule; its ``report`` lists them.
    StoreBusyError
        If another process is writing to the store.
    StoreError
        If the store cannot be written; it is unchanged.
    """
    taking_in = TakingIn(store=store, now=now, quarantine=quarantine, progress=progress)
    digest = ""
    try:
        digest = submission_digest(submission)
        known = taking_in.known(digest)
        if known is not None:
            return known
        progress(Step.READING, 0, 0)
        streamed = _streamed(submission, digest, taking_in)
        if streamed is not None:
            return streamed
        return taking_in.take_in(read_submission(submission, digest=digest))
    except ExtractError as refusal:
        report = refusal.report if isinstance(refusal, CheckFailedError) else None
        if not isinstance(report, CheckReport):
            report = refusal_report(refusal, file=submission.file, digest=digest, now=now)
        with suppress(OSError):
            save_report(store.folders, report)
        raise


def _streamed(submission: Submission, digest: str, taking_in: TakingIn) -> IngestOutcome | None:
    """The outcome of a large file of sound, new incidents; ``None`` for any other."""
    is_plain = not submission.mapping and not submission.redefinition
    if not is_plain or submission.path.stat().st_size < STREAMED_FROM_BYTES:
        return None
    with taking_in.store.writing() as writing:
        known = taking_in.known(digest)
        if known is not None:
            return known
        report = Streaming(
            writing=writing,
            submission=submission,
            digest=digest,
            now=taking_in.now,
            progress=taking_in.progress,
        ).take_in()
    if report is None or report.version is None:
        return None
    return IngestOutcome(version=report.version, report=report, changed=True)
