"""One check report of all slices of an ingest, and what is said where a rule is broken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from data.errors import CheckFailedError, Where
from data.extracts.contract import Finding
from data.intake.breaches import SHOWN_PER_RULE
from data.intake.cluster.keys import Compared, Conflict
from data.intake.cluster.runs import Run
from data.intake.refusals import refused
from data.intake.report import CheckReport, RuleCount
from data.intake.report_of import MOST_FINDINGS

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_KEY = "incident_id, reported_at"
_CONFLICT = "rows with the same incident_id and reported_at say different things"
_REPEAT = "the row says what an earlier row of the files says, and is left out"
_MEND = "Remove the wrong one, or give the correction its own, later reported_at"


def batch_report(runs: Sequence[Run], about: CheckReport) -> CheckReport:
    """The report of all slices, in their order: ``about`` with their rows, rules and findings."""
    rules: dict[tuple[bool, str, str], RuleCount] = {}
    findings: dict[tuple[bool, str, str], list[Finding]] = {}
    for run in runs:
        for rule in run.report.rules:
            key = (not rule.is_error, rule.rule, rule.column)
            known = rules.get(key)
            rules[key] = replace(rule, count=rule.count + known.count) if known else rule
        for finding in run.report.findings:
            key = (not finding.is_error, finding.rule, finding.column)
            findings.setdefault(key, []).append(finding)
    shown = [
        found for key in sorted(findings, key=lambda k: k[0]) for found in findings[key][:SHOWN_PER_RULE]
    ]
    return replace(
        about,
        rows_read=sum(run.rows for run in runs),
        rows_quarantined=sum(run.report.rows_quarantined for run in runs),
        rules=tuple(rules[key] for key in sorted(rules, key=lambda key: key[0])),
        findings=tuple(shown[:MOST_FINDINGS]),
    )


def with_comparison(report: CheckReport, runs: Sequence[Run], compared: Sequence[Compared]) -> CheckReport:
    """The report with what was found between rows of one incident; rows are accepted or left out."""
    left_out = sum(found.rows_left_out for found in compared)
    in_conflict = sum(found.rows_in_conflict for found in compared)
    rules = []
    if in_conflict:
        rules.append(_rule(_CONFLICT, in_conflict, _MEND, is_error=True))
    if left_out:
        rules.append(_rule(_REPEAT, left_out, "Nothing to do", is_error=False))
    shown = [conflict for found in compared for conflict in found.conflicts][:SHOWN_PER_RULE]
    return replace(
        report,
        rows_accepted=report.rows_read - left_out - in_conflict,
        rows_left_out=left_out,
        rows_quarantined=in_conflict,
        rows_superseded=sum(found.rows_outdated for found in compared),
        rules=(*report.rules, *rules),
        findings=(*report.findings, *(_finding(conflict, runs) for conflict in shown)),
    )


def refuse_unless_no_rule_is_broken(report: CheckReport) -> None:
    """Return if no row breaks a rule that stops a file.

    Raises
    ------
    CheckFailedError
        If one does; the message shows the first place, the report some more and counts them all.
    """
    if not report.errors:
        return
    first = next(finding for finding in report.findings if finding.is_error)
    rules = "a rule" if len(report.errors) == 1 else f"{len(report.errors)} rules"
    raise CheckFailedError(
        f"{report.rows_quarantined:,} of {report.rows_read:,} rows break {rules}, this one first: "
        f"{first.rule} (found {first.value!r})",
        report=refused(report),
        where=Where(file=first.file, row=first.row, column=first.column or None),
        remedy="Correct the files and submit them again; a cluster sets no rows aside",
    )


def _rule(rule: str, count: int, remedy: str, *, is_error: bool) -> RuleCount:
    return RuleCount(rule=rule, column=_KEY, count=count, is_error=is_error, remedy=remedy)


def _finding(conflict: Conflict, runs: Sequence[Run]) -> Finding:
    reported = _EPOCH + timedelta(microseconds=conflict.reported_us)
    return Finding(
        file=runs[conflict.run].file,
        row=conflict.row,
        column=_KEY,
        value=f"{conflict.incident_id}, {reported.isoformat()}",
        rule=_CONFLICT,
        remedy=_MEND,
    )
