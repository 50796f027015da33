"""The check report that follows from checked rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from data.extracts.contract import Finding
from data.intake.breaches import SHOWN_PER_RULE, findings_of
from data.intake.checks import Checked
from data.intake.report import CheckReport, Outcome, RuleCount
from data.intake.revision import Revision
from data.intake.submission import ReadExtract

_NUMBER = re.compile(r"-?\d[\d,.]*")
MOST_FINDINGS = 500


def report_of(
    checked: Checked, extract: ReadExtract, *, now: datetime, revision: Revision | None = None
) -> CheckReport:
    """The report of an extract; counts of rows stay 0 until its revision is known."""
    quarantined = int(checked.is_bad.sum()) + len(checked.lost_rows)
    accepted = len(revision.new) if revision else 0
    rules, findings = _counted(checked, extract.file)
    return CheckReport(
        file=extract.file,
        digest=extract.digest,
        reader=extract.reader,
        kind=checked.rows.kind,
        outcome=Outcome.ACCEPTED,
        checked_at=now,
        rows_read=checked.rows_read,
        rows_accepted=accepted,
        rows_left_out=checked.rows_read - quarantined - accepted if revision else 0,
        rows_quarantined=quarantined,
        rows_superseded=revision.rows_superseded if revision else 0,
        rules=rules,
        findings=findings,
        controls=checked.controls,
        source=checked.rows.source,
        as_of=checked.rows.as_of,
        is_synthetic=extract.is_synthetic,
        redefinition=extract.redefinition,
    )


def _counted(checked: Checked, file: str) -> tuple[tuple[RuleCount, ...], tuple[Finding, ...]]:
    """Errors first: the count of every rule, and the first places of each."""
    counts: dict[tuple[bool, str, str], RuleCount] = {}
    shown: dict[tuple[bool, str, str], list[Finding]] = {}
    for finding in _outside_breaches(checked):
        rule = _NUMBER.sub("…", finding.rule)
        key = (not finding.is_error, rule, finding.column)
        earlier = counts.get(key)
        counts[key] = RuleCount(
            rule=rule if earlier else finding.rule,
            column=finding.column,
            count=earlier.count + 1 if earlier else 1,
            is_error=finding.is_error,
            remedy=finding.remedy,
        )
        if len(shown.setdefault(key, [])) < SHOWN_PER_RULE:
            shown[key].append(finding)
    for breach in checked.breaches:
        key = (not breach.is_error, breach.rule, breach.column)
        counts[key] = RuleCount(
            rule=breach.rule,
            column=breach.column,
            count=len(breach.at),
            is_error=breach.is_error,
            remedy=breach.remedy,
        )
        listed = findings_of(breach, checked.rows, file=file, table=checked.table, limit=SHOWN_PER_RULE)
        shown[key] = list(listed)
    keys = sorted(counts, key=lambda key: key[0])
    findings = [finding for key in keys for finding in shown[key]]
    return tuple(counts[key] for key in keys), tuple(findings[:MOST_FINDINGS])


def _outside_breaches(checked: Checked) -> Iterator[Finding]:
    """The reader's findings, and those that concern the file as a whole."""
    yield from checked.rows.findings
    yield from checked.control_findings
