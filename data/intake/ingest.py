"""One file into the store: read, check, compare, publish. All of it, or nothing."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import numpy as np

from data.errors import CheckFailedError, ExtractError
from data.extracts.contract import Kind
from data.intake.checks import Checked, check
from data.intake.publication import Base, base_for, publish
from data.intake.quarantine import save_quarantine
from data.intake.refusals import refusal_report, refuse_unless_sound
from data.intake.report import CheckReport, Outcome
from data.intake.report_of import report_of
from data.intake.revision import Revision, revise_incidents, revise_observations
from data.intake.steps import Progress, Step, silent
from data.intake.store import Store
from data.intake.submission import ReadExtract, Submission, read_submission, submission_digest
from data.intake.writing import Writing, save_report


@dataclass(frozen=True, kw_only=True)
class IngestOutcome:
    """The current version afterwards, the report, and whether the version is a new one."""

    version: str
    report: CheckReport
    changed: bool


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
    """Take a file in, whole or not at all; the outcome says what became of it.

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
    digest = ""
    try:
        digest = submission_digest(submission)
        known = _known(store, digest, now=now)
        if known is not None:
            return known
        progress(Step.READING, 0, 0)
        extract = read_submission(submission)
        flow = _Flow(submission=submission, digest=digest, now=now, quarantine=quarantine, progress=progress)
        return flow.take_in(store, extract)
    except ExtractError as refusal:
        report = refusal.report if isinstance(refusal, CheckFailedError) else None
        if not isinstance(report, CheckReport):
            report = refusal_report(refusal, file=submission.file, digest=digest, now=now)
        with suppress(OSError):
            save_report(store.folders, report)
        raise


@dataclass(frozen=True, kw_only=True)
class _Flow:
    """The way of one extract that could be read, and what each step of it needs to know."""

    submission: Submission
    digest: str
    now: datetime
    quarantine: bool
    progress: Progress

    def take_in(self, store: Store, extract: ReadExtract) -> IngestOutcome:
        self.progress(Step.CHECKING, 0, 0)
        checked = check(extract.rows, file=self.submission.file, now=self.now)
        report = report_of(
            checked,
            file=self.submission.file,
            digest=self.digest,
            reader=extract.reader,
            now=self.now,
            is_synthetic=extract.is_synthetic,
        )
        refuse_unless_sound(checked, report, quarantine=self.quarantine)
        with store.writing() as writing:
            known = _known(store, self.digest, now=self.now)
            return known or self._compare(writing, checked, report)

    def _compare(self, writing: Writing, checked: Checked, report: CheckReport) -> IngestOutcome:
        self.progress(Step.COMPARING, 0, 0)
        base = base_for(
            writing, checked.rows.kind, is_synthetic=report.is_synthetic, file=self.submission.file
        )
        revision = self._revision(checked, base)
        is_bad = checked.is_bad.copy()
        is_bad[revision.contradictions] = True
        set_aside = replace(checked, breaches=(*checked.breaches, *revision.breaches), is_bad=is_bad)
        report = report_of(
            set_aside,
            file=report.file,
            digest=report.digest,
            reader=report.reader,
            now=self.now,
            is_synthetic=report.is_synthetic,
            revision=revision,
        )
        refuse_unless_sound(set_aside, report, quarantine=self.quarantine)
        if report.rows_quarantined:
            report = self._set_aside(writing, set_aside, report)
        return self._publish(writing, set_aside, revision, base=base, report=report)

    def _revision(self, checked: Checked, base: Base) -> Revision:
        chosen = np.flatnonzero(~checked.is_bad & ~checked.is_repeat).astype(np.int64)
        if checked.rows.kind is Kind.INCIDENTS:
            return revise_incidents(checked.table, chosen, base.version)
        known_on = checked.rows.as_of or self.now.date()
        return revise_observations(checked.table, chosen, base.version, known_on=known_on)

    def _set_aside(self, writing: Writing, checked: Checked, report: CheckReport) -> CheckReport:
        folder = save_quarantine(writing.folders, checked, digest=self.digest, file=report.file)
        return replace(report, quarantine=folder)

    def _publish(
        self, writing: Writing, checked: Checked, revision: Revision, *, base: Base, report: CheckReport
    ) -> IngestOutcome:
        if revision.changes_nothing:
            unchanged = replace(report, outcome=Outcome.UNCHANGED)
            save_report(writing.folders, unchanged)
            current = writing.manifest.current().id
            return IngestOutcome(version=current, report=unchanged, changed=False)
        report = replace(report, version=writing.manifest.next_id)
        publish(writing, checked, revision, base=base, report=report, progress=self.progress)
        return IngestOutcome(version=writing.manifest.next_id, report=report, changed=True)


def _known(store: Store, digest: str, *, now: datetime) -> IngestOutcome | None:
    """The outcome for a file that the current version holds already."""
    manifest = store.manifest()
    if not manifest.versions:
        return None
    version = store.current()
    for extract in version.extracts:
        if extract.digest == digest:
            report = CheckReport(
                file=extract.file,
                digest=digest,
                reader=extract.reader,
                kind=extract.kind,
                outcome=Outcome.UNCHANGED,
                checked_at=now,
                source=extract.source,
                as_of=extract.as_of,
                is_synthetic=extract.is_synthetic,
            )
            return IngestOutcome(version=version.id, report=report, changed=False)
    return None
