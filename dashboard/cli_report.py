"""Check reports and versions as a terminal shows them."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from data.answers.conservation import Conservation
from data.extracts.contract import Finding, Kind
from data.intake.release_state import ReleaseState
from data.intake.report import CheckReport, Outcome, RuleCount
from data.intake.store import StoreVersion

EXAMPLES = 3
"""Places of each broken rule that are shown."""
_STYLES = {Outcome.ACCEPTED: "bold green", Outcome.UNCHANGED: "bold yellow", Outcome.REFUSED: "bold red"}


def tell_report(console: Console, report: CheckReport) -> None:
    """Print what became of a file: counts, then each broken rule with its count and first places."""
    console.print(Text.assemble((report.outcome.capitalize(), _STYLES[report.outcome]), f"  {report.file}"))
    for line in summary_lines(report):
        console.print(Text(f"  {line}"), soft_wrap=True)
    for rule in report.rules:
        _tell_rule(console, rule, report.findings)


def version_words(version: str, state: ReleaseState) -> str:
    """The data version that holds a file, and what has to be done before anybody sees it."""
    if state is ReleaseState.PENDING:
        return (
            f"Data version {version} waits for review: nobody sees its figures until a steward releases it, "
            f'on the page Data or with borderops release {version} --reason "…".'
        )
    return f"Data version {version}."


def _tell_rule(console: Console, rule: RuleCount, findings: tuple[Finding, ...]) -> None:
    label, style = ("error", "bold red") if rule.is_error else ("remark", "dim")
    column = f"{rule.column}: " if rule.column else ""
    console.print(
        Text.assemble("  ", (f"{label:<7}", style), f"{rule.count:,} x {column}{rule.rule}"), soft_wrap=True
    )
    if not rule.is_error:
        return
    console.print(Text(f"         {rule.remedy}"), soft_wrap=True)
    places = [f for f in findings if f.is_error and f.column == rule.column and f.remedy == rule.remedy]
    shown = "; ".join(place_words(finding) for finding in places[:EXAMPLES])
    more = f"; and {rule.count - min(len(places), EXAMPLES):,} more" if rule.count > EXAMPLES else ""
    console.print(Text(f"         {shown}{more}"), soft_wrap=True)


def summary_lines(report: CheckReport) -> tuple[str, ...]:
    """The report's counts and papers, one sentence each."""
    if report.outcome is Outcome.UNCHANGED and not report.rows_read:
        return ("The store holds this file already: nothing changed.",)
    # A published figure may be the sum of many rows of its file.
    noun = "figure" if report.kind == Kind.OBSERVATIONS else "row"
    lines = []
    if report.outcome is Outcome.REFUSED:
        lines.append(f"{counted(report.rows_read, noun)} read, nothing stored.")
    elif report.outcome is Outcome.UNCHANGED:
        lines.append(f"All {report.rows_left_out:,} {noun}s are in the store already: nothing changed.")
    else:
        superseded = (
            f", {counted(report.rows_superseded, 'older value')} superseded" if report.rows_superseded else ""
        )
        lines.append(f"{report.rows_accepted:,} of {counted(report.rows_read, noun)} stored{superseded}.")
        if report.rows_left_out:
            lines.append(f"{counted(report.rows_left_out, noun)} left out: repeated, or known already.")
    if report.rows_quarantined:
        lines.append(
            f"{counted(report.rows_quarantined, noun)} set aside in {report.quarantine} of the store."
        )
    lines += [
        f"Control total {control.where}: {control.stated:,.15g} stated, {control.found:,.15g} found."
        for control in report.controls
    ]
    if report.source:
        as_of = f", as of {report.as_of:%d %b %Y}" if report.as_of else ""
        lines.append(f"{'SYNTHETIC. ' if report.is_synthetic else ''}Source: {report.source}{as_of}")
    if report.redefinition:
        lines.append(f"Restated under a new definition: {report.redefinition}")
    return tuple(lines)


def place_words(finding: Finding) -> str:
    """One place as text: sheet, row and value."""
    parts = [
        f"sheet {finding.sheet}" if finding.sheet else "",
        f"row {finding.row}" if finding.row else "file",
    ]
    return f"{', '.join(part for part in parts if part)}: {finding.value!r}"


def counted(count: int, noun: str) -> str:
    """The count and its noun, in the plural unless it is one."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def tell_versions(console: Console, history: tuple[StoreVersion, ...]) -> None:
    """Print versions, newest first: when, how much they hold, and how they came about."""
    for version in reversed(history):
        state = "" if version.state is ReleaseState.RELEASED else f"  {version.state.upper()}"
        marking = f"  [{version.marking}]" if version.marking else ""
        held = f"  {version.created_at:%Y-%m-%d %H:%M} UTC  {_held(version)}{marking}"
        console.print(Text.assemble((version.id, "bold"), (state, "bold yellow"), held))
        console.print(Text(f"         {version.note}", style="dim"), soft_wrap=True)


def tell_extracts(console: Console, version: StoreVersion) -> None:
    """Print the extracts that a version is made of, oldest first."""
    console.print(Text.assemble((version.id, "bold"), f"  {_held(version)}"))
    for extract in version.extracts:
        as_of = f"as of {extract.as_of}" if extract.as_of else "as-of date not stated"
        superseded = f", {extract.rows_superseded:,} superseded by it" if extract.rows_superseded else ""
        console.print(Text(f"  {extract.file} ({extract.reader})"), soft_wrap=True)
        console.print(
            Text(f"    {counted(extract.rows_new, 'row')}, {extract.first} to {extract.last}{superseded}")
        )
        console.print(Text(f"    {extract.source or 'source not stated'}, {as_of}"), soft_wrap=True)
        if extract.redefinition:
            console.print(
                Text(f"    restated under a new definition: {extract.redefinition}"), soft_wrap=True
            )


def tell_conservation(console: Console, found: Conservation) -> None:
    """Print what two routes counted: a row for each subject, then the first differences of each."""
    table = Table("Counted by two routes", box=box.SIMPLE_HEAD)
    table.add_column("Numbers compared", justify="right")
    table.add_column("Differ", justify="right")
    for checked in found.checked:
        style = "bold red" if checked.differences else ""
        table.add_row(checked.subject, f"{checked.counts:,}", f"{checked.differences:,}", style=style)
    console.print(table)
    for checked in found.checked:
        for difference in checked.examples:
            console.print(Text(f"{difference}", style="red"), soft_wrap=True)


def _held(version: StoreVersion) -> str:
    label = "SYNTHETIC incident" if version.is_synthetic(Kind.INCIDENTS) else "incident"
    incidents = counted(version.rows(Kind.INCIDENTS), label)
    return f"{incidents}, {counted(version.rows(Kind.OBSERVATIONS), 'published figure')}"
