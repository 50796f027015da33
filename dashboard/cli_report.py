"""Check reports and versions as a terminal shows them."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from data.extracts.contract import Finding, Kind
from data.intake.report import CheckReport, Outcome, RuleCount
from data.intake.store import StoreVersion

SHOWN = 10
_STYLES = {Outcome.ACCEPTED: "bold green", Outcome.UNCHANGED: "bold yellow", Outcome.REFUSED: "bold red"}


def tell_report(console: Console, report: CheckReport) -> None:
    """Print what became of a file: counts, each broken rule with its count, the first places."""
    console.print(Text.assemble((report.outcome.capitalize(), _STYLES[report.outcome]), f"  {report.file}"))
    for line in summary_lines(report):
        console.print(Text(f"  {line}"), soft_wrap=True)
    if report.rules:
        console.print(_rules(report.rules))
    errors = [finding for finding in report.findings if finding.is_error]
    for finding in errors[:SHOWN]:
        console.print(Text(f"  {finding_line(finding)}"), soft_wrap=True)
    total = sum(rule.count for rule in report.errors)
    if total > SHOWN:
        console.print(Text(f"  and {total - min(len(errors), SHOWN):,} more"))


def summary_lines(report: CheckReport) -> tuple[str, ...]:
    """The report's counts and papers, one sentence each."""
    if report.outcome is Outcome.UNCHANGED and not report.rows_read:
        return ("The store holds this file already: nothing changed.",)
    lines = []
    if report.outcome is Outcome.REFUSED:
        lines.append(f"{report.rows_read:,} rows read, nothing stored.")
    elif report.outcome is Outcome.UNCHANGED:
        lines.append(f"All {report.rows_left_out:,} rows are in the store already: nothing changed.")
    else:
        superseded = f", {report.rows_superseded:,} older values superseded" if report.rows_superseded else ""
        lines.append(f"{report.rows_accepted:,} of {report.rows_read:,} rows stored{superseded}.")
        if report.rows_left_out:
            lines.append(f"{report.rows_left_out:,} rows left out: repeated, or known already.")
    if report.rows_quarantined:
        lines.append(f"{report.rows_quarantined:,} rows set aside in {report.quarantine} of the store.")
    lines += [
        f"Control total {control.where}: {control.stated:,.15g} stated, {control.found:,.15g} found."
        for control in report.controls
    ]
    if report.source:
        as_of = f", as of {report.as_of:%d %b %Y}" if report.as_of else ""
        lines.append(f"{'SYNTHETIC. ' if report.is_synthetic else ''}Source: {report.source}{as_of}")
    return tuple(lines)


def finding_line(finding: Finding) -> str:
    """One place as text: row, column, value and rule."""
    parts = [
        f"sheet {finding.sheet}" if finding.sheet else "",
        f"row {finding.row}" if finding.row else "file",
    ]
    place = ", ".join(part for part in (*parts, finding.column) if part)
    return f"{place}: {finding.value!r}: {finding.rule}"


def _rules(rules: tuple[RuleCount, ...]) -> Table:
    table = Table("", "places", "column", "rule", "what to do", box=None, padding=(0, 1, 0, 1))
    for rule in rules:
        kind = Text("error", style="red") if rule.is_error else Text("remark", style="dim")
        table.add_row(kind, f"{rule.count:,}", Text(rule.column), Text(rule.rule), Text(rule.remedy))
    return table


def versions_table(history: tuple[StoreVersion, ...]) -> Table:
    """Versions, newest first, the current one marked."""
    table = Table("version", "made (UTC)", "incidents", "figures", "what", box=None, padding=(0, 1, 0, 1))
    for number, version in enumerate(reversed(history)):
        synthetic = " SYNTHETIC" if version.is_synthetic(Kind.INCIDENTS) else ""
        table.add_row(
            Text(version.id + (" (current)" if number == 0 else "")),
            f"{version.created_at:%Y-%m-%d %H:%M}",
            f"{version.rows(Kind.INCIDENTS):,}{synthetic}",
            f"{version.rows(Kind.OBSERVATIONS):,}",
            Text(version.note),
        )
    return table


def extracts_table(version: StoreVersion) -> Table:
    """The extracts that a version is made of, oldest first."""
    table = Table(
        "file", "reader", "rows", "superseded", "period", "as of", "source", box=None, padding=(0, 1, 0, 1)
    )
    for extract in version.extracts:
        table.add_row(
            Text(extract.file),
            extract.reader,
            f"{extract.rows_new:,}",
            f"{extract.rows_superseded:,}",
            f"{extract.first} to {extract.last}",
            str(extract.as_of or "not stated"),
            Text(("SYNTHETIC: " if extract.is_synthetic else "") + extract.source),
        )
    return table
