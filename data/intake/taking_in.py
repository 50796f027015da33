"""From rows that were read to a data version: check, compare, set aside, publish."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from data.extracts.contract import Kind
from data.intake.checks import Checked, check
from data.intake.person_net import refuse_persons
from data.intake.publication import Base, base_for, publish
from data.intake.quarantine import save_quarantine
from data.intake.refusals import refuse_unless_sound
from data.intake.report import CheckReport, Outcome
from data.intake.report_of import report_of
from data.intake.revision import Revision, revise_incidents, revise_observations
from data.intake.steps import Progress, Step
from data.intake.store import Store
from data.intake.submission import ReadExtract
from data.intake.whole_figures import with_whole_figures
from data.intake.writing import Writing, save_report


@dataclass(frozen=True, kw_only=True)
class IngestOutcome:
    """The version that holds the file, the report, and whether the version is a new one."""

    version: str
    report: CheckReport
    changed: bool


@dataclass(frozen=True, kw_only=True)
class TakingIn:
    """Takes extracts into one store: whole or not at all.

    ``now`` is the present, with time zone. ``quarantine`` sets bad rows aside, by default one
    stops the file.
    """

    store: Store
    now: datetime
    quarantine: bool
    progress: Progress

    def known(self, digest: str) -> IngestOutcome | None:
        """The outcome for a file that the store holds already, released or not; ``None`` for another.

        What was withdrawn does not count: the same file may come again.

        Raises
        ------
        StoreError
            If the store cannot be read.
        """
        version = self.store.tip()
        if version is None:
            return None
        for extract in version.extracts:
            if extract.digest == digest:
                report = CheckReport(
                    file=extract.file,
                    digest=digest,
                    reader=extract.reader,
                    kind=extract.kind,
                    outcome=Outcome.UNCHANGED,
                    checked_at=self.now,
                    source=extract.source,
                    as_of=extract.as_of,
                    is_synthetic=extract.is_synthetic,
                )
                return IngestOutcome(version=version.id, report=report, changed=False)
        return None

    def take_in(self, extract: ReadExtract) -> IngestOutcome:
        """What became of the extract.

        Raises
        ------
        ExtractError
            If synthetic incidents are to go into a store of real ones.
        CheckFailedError
            If rows break a rule; its ``report`` lists them.
        PersonLevelColumnError
            If a cell looks like an identifier of a person.
        StoreBusyError
            If another process is writing to the store.
        StoreError
            If the store cannot be written; it is unchanged.
        """
        self.progress(Step.CHECKING, 0, 0)
        refuse_persons(extract.rows, file=extract.file)
        checked = with_whole_figures(check(extract.rows, file=extract.file, now=self.now))
        report = report_of(checked, extract, now=self.now)
        refuse_unless_sound(checked, report, quarantine=self.quarantine)
        with self.store.writing() as writing:
            return self.known(extract.digest) or self._compare(writing, checked, extract)

    def _compare(self, writing: Writing, checked: Checked, extract: ReadExtract) -> IngestOutcome:
        self.progress(Step.COMPARING, 0, 0)
        base = base_for(writing, checked.rows.kind, is_synthetic=extract.is_synthetic, file=extract.file)
        revision = self._revision(checked, base)
        is_bad = checked.is_bad.copy()
        is_bad[revision.contradictions] = True
        checked = replace(checked, breaches=(*checked.breaches, *revision.breaches), is_bad=is_bad)
        report = report_of(checked, extract, now=self.now, revision=revision)
        refuse_unless_sound(checked, report, quarantine=self.quarantine)
        if report.rows_quarantined:
            folder = save_quarantine(writing.folders, checked, digest=extract.digest, file=extract.file)
            report = replace(report, quarantine=folder)
        return self._publish(writing, checked, revision, base=base, report=report)

    def _revision(self, checked: Checked, base: Base) -> Revision:
        chosen = np.flatnonzero(~checked.is_bad & ~checked.is_repeat).astype(np.int64)
        if checked.rows.kind is Kind.INCIDENTS:
            return revise_incidents(checked.table, chosen, base.version)
        known_on = checked.rows.as_of or self.now.date()
        return revise_observations(checked.table, chosen, base.version, known_on=known_on)

    def _publish(
        self, writing: Writing, checked: Checked, revision: Revision, *, base: Base, report: CheckReport
    ) -> IngestOutcome:
        if revision.changes_nothing:
            unchanged = replace(report, outcome=Outcome.UNCHANGED)
            save_report(writing.folders, unchanged)
            tip = writing.manifest.tip()
            return IngestOutcome(version=tip.id if tip else "", report=unchanged, changed=False)
        report = replace(report, version=writing.manifest.next_id)
        publish(writing, checked, revision, base=base, report=report, progress=self.progress)
        return IngestOutcome(version=writing.manifest.next_id, report=report, changed=True)
