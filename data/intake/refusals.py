"""Refusing a file: the message for its sender, and the report that is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from data.errors import CheckFailedError, ExtractError, UnreadableExtractError, Where
from data.extracts.contract import Finding
from data.intake.checks import Checked
from data.intake.report import CheckReport, Outcome, RuleCount


def refuse_unless_sound(checked: Checked, report: CheckReport, *, quarantine: bool) -> None:
    """Return if the rows may be stored: none is bad, or bad ones may be set aside.

    Raises
    ------
    CheckFailedError
        If rows break a rule and must not be set aside, or the fault is not one of single rows.
    UnreadableExtractError
        If there are no rows at all.
    """
    if not checked.rows_read:
        raise UnreadableExtractError(
            "the file holds no rows", where=Where(file=report.file), remedy="Export it again"
        )
    if checked.file_errors:
        first = checked.file_errors[0]
        raise _failed(report, first, remedy=f"{first.remedy}. Quarantine does not help here")
    if not report.rows_quarantined or (quarantine and not checked.is_bad.all()):
        return
    first = next(finding for finding in report.findings if finding.is_error)
    if quarantine:
        raise _failed(report, first, remedy="Every row breaks a rule: correct the file and submit it again")
    raise _failed(
        report,
        first,
        remedy="Correct the file and submit it again, or set the bad rows aside with --quarantine",
    )


def _failed(report: CheckReport, first: Finding, *, remedy: str) -> CheckFailedError:
    errors = report.errors
    rows = (
        f"{report.rows_quarantined:,} of {report.rows_read:,} rows break"
        if report.rows_quarantined
        else "it breaks"
    )
    rules = "a rule" if len(errors) == 1 else f"{len(errors)} rules"
    return CheckFailedError(
        f"{rows} {rules}, this one first: {first.rule} (found {first.value!r})",
        report=refused(report),
        where=Where(file=first.file, sheet=first.sheet, row=first.row, column=first.column or None),
        remedy=remedy,
    )


def refused(report: CheckReport) -> CheckReport:
    """The report of a file of which nothing was taken in."""
    return replace(
        report,
        outcome=Outcome.REFUSED,
        version=None,
        rows_accepted=0,
        rows_left_out=0,
        rows_quarantined=0,
        rows_superseded=0,
    )


def refusal_report(refusal: ExtractError, *, file: str, digest: str, now: datetime) -> CheckReport:
    """The report of a file that no reader could read: the refusal as its only finding."""
    where = refusal.where
    column = where.column or ""
    finding = Finding(
        file=where.file or file,
        sheet=where.sheet,
        row=where.row,
        column=column,
        value="",
        rule=refusal.found,
        remedy=refusal.remedy,
    )
    rule = RuleCount(rule=refusal.found, column=column, count=1, is_error=True, remedy=refusal.remedy)
    return CheckReport(
        file=file,
        digest=digest,
        reader="",
        kind="",
        outcome=Outcome.REFUSED,
        checked_at=now,
        rules=(rule,),
        findings=(finding,),
    )
