"""A check report on the page: the same facts as in the terminal and in the JSON file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dash import html

from data.extracts.contract import Finding
from data.intake.report import CheckReport


def report_view(report: CheckReport, *, has_cells: bool = True) -> html.Section:
    """What was read and kept, which rules were broken how often, and where.

    Without ``has_cells`` the cells that broke a rule, and totals, are left out: they are of data that
    nobody has released.
    """
    parts: list[Any] = [
        html.H3(f"{report.file}: {report.outcome}"),
        html.P(_summary(report)),
        _rows("Rules", ("Rule", "Column", "Places", "Stops the file", "What to do"), _rules(report)),
    ]
    if has_cells:
        places = (_place(finding) for finding in report.findings)
        parts += [
            _rows("Where", ("Row", "Column", "Value", "Rule"), places),
            _rows("Control totals", ("Where", "Column", "Stated", "Found", "Met"), _controls(report)),
        ]
    else:
        parts.append(html.P("Cells and totals are shown to stewards alone: the data are not released."))
    return html.Section(parts, className="report")


def _summary(report: CheckReport) -> str:
    taken = f"{report.rows_read:,} rows read, {report.rows_accepted:,} taken in"
    kept = f"{taken}, {report.rows_left_out:,} left out"
    aside = f", {report.rows_quarantined:,} set aside in {report.quarantine}" if report.quarantine else ""
    newer = f", {report.rows_superseded:,} older values superseded" if report.rows_superseded else ""
    return (
        f"{kept}{aside}{newer}. Checked {report.checked_at:%d %b %Y %H:%M} UTC by the reader {report.reader}."
    )


def _rules(report: CheckReport) -> Iterable[Sequence[str]]:
    for rule in report.rules:
        yield rule.rule, rule.column, f"{rule.count:,}", "yes" if rule.is_error else "no", rule.remedy


def _place(finding: Finding) -> Sequence[str]:
    row = "" if finding.row is None else f"{finding.row:,}"
    return f"{finding.sheet}, {row}" if finding.sheet else row, finding.column, finding.value, finding.rule


def _controls(report: CheckReport) -> Iterable[Sequence[str]]:
    for control in report.controls:
        yield (
            control.where,
            control.column,
            f"{control.stated:,.2f}",
            f"{control.found:,.2f}",
            "yes" if control.is_met else "NO",
        )


def _rows(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> html.Details | None:
    body = [html.Tr([html.Td(cell) for cell in row]) for row in rows]
    if not body:
        return None
    table = html.Table([html.Thead(html.Tr([html.Th(cell, scope="col") for cell in head])), html.Tbody(body)])
    return html.Details(
        [html.Summary(f"{title} ({len(body)})"), html.Div(table, className="scroll")], open=True
    )
