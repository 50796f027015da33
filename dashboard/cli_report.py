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


def tell_versions(console: Console, history: tuple[StoreVersion, ...]) -> None:
    """Print versions, newest first: when, how much they hold, and how they came about."""
    for version in reversed(history):
        console.print(
            Text.assemble(
                (version.id, "bold"), f"  {version.created_at:%Y-%m-%d %H:%M} UTC  {_held(version)}"
            )
        )
        console.print(Text(f"         {version.note}", style="dim"), soft_wrap=True)


def tell_extracts(console: Console, version: StoreVersion) -> None:
    """Print the extracts that a version is made of, oldest first."""
    console.print(Text.assemble((version.id, "bold"), f"  {_held(version)}"))
    for extract in version.extracts:
        as_of = f"as of {extract.as_of}" if extract.as_of else "as-of date not stated"
        superseded = f", {extract.rows_superseded:,} superseded by it" if extract.rows_superseded else ""
        console.print(Text(f"  {extract.file} ({extract.reader})"), soft_wrap=True)
        console.print(Text(f"    {extract.rows_new:,} rows, {extract.first} to {extract.last}{superseded}"))
        console.print(Text(f"    {extract.source or 'source not stated'}, {as_of}"), soft_wrap=True)


def _held(version: StoreVersion) -> str:
    synthetic = "SYNTHETIC " if version.is_synthetic(Kind.INCIDENTS) else ""
    figures = version.rows(Kind.OBSERVATIONS)
    return f"{version.rows(Kind.INCIDENTS):,} {synthetic}incidents, {figures:,} published figures"
