"""All rules over the rows of one extract, before anything of it is stored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.extracts.contract import ExtractRows, Finding, Kind
from data.intake.breaches import Breach, found
from data.intake.incident_checks import incident_breaches
from data.intake.observation_checks import control_results, observation_breaches
from data.intake.report import ControlResult
from data.intake.row_keys import Repeats, repeats
from data.intake.schema_checks import compact, schema_breaches
from data.schema.incidents import INCIDENT_COLUMNS
from data.schema.observations import OBSERVATION_COLUMNS


@dataclass(frozen=True, kw_only=True)
class Checked:
    """Rows of an extract with every rule that they break.

    ``table`` is the extract's table with text columns as dictionaries; masks are per row of it.
    ``is_bad`` rows break a rule that stops a file; ``is_repeat`` rows say what another row of
    the file says. ``lost_rows`` are rows of the file that a reader could not put into the table.
    ``control_findings`` are totals of the file that are not met.
    """

    rows: ExtractRows
    table: pa.Table
    breaches: tuple[Breach, ...]
    controls: tuple[ControlResult, ...]
    is_bad: NDArray[np.bool_]
    is_repeat: NDArray[np.bool_]
    lost_rows: NDArray[np.int64]
    control_findings: tuple[Finding, ...]

    @property
    def file_errors(self) -> tuple[Finding, ...]:
        """Errors of the file as a whole: no row could be set aside to mend them."""
        findings = (*self.rows.findings, *self.control_findings)
        return tuple(finding for finding in findings if finding.is_error and finding.row is None)

    @property
    def rows_read(self) -> int:
        """Rows of the table and rows that did not get there."""
        return len(self.table) + len(self.lost_rows)


def check(rows: ExtractRows, *, file: str, now: datetime) -> Checked:
    """The rows with all findings: schema, values, repetitions, control totals, and the reader's own.

    Parameters
    ----------
    rows
        What a reader gave.
    file
        Name of the file, for findings that concern it as a whole.
    now
        The present, with time zone.
    """
    table, breaches = checked_values(rows, now=now)
    reported = _reported_rows(rows)
    is_bad = np.isin(rows.rows, reported) if len(reported) else np.zeros(len(table), dtype=bool)
    for breach in breaches:
        is_bad[breach.at] = True
    again = repeats(table, rows.kind, usable=~is_bad)
    is_bad[again.conflicts] = True
    is_repeat = np.zeros(len(table), dtype=bool)
    is_repeat[again.duplicates] = True
    controls = control_results(rows)
    return Checked(
        rows=replace(rows, table=table),
        table=table,
        breaches=(*breaches, *found(_repeat_breaches(again, rows.kind))),
        controls=controls,
        is_bad=is_bad,
        is_repeat=is_repeat,
        lost_rows=reported[~np.isin(reported, rows.rows)] if len(reported) else reported,
        control_findings=_unmet(controls, table, file=file),
    )


def checked_values(rows: ExtractRows, *, now: datetime) -> tuple[pa.Table, tuple[Breach, ...]]:
    """The rows with words as dictionaries, and the rules that single rows of them break.

    What rows say together, as a repetition or a control total, is not looked at.
    """
    columns = INCIDENT_COLUMNS if rows.kind is Kind.INCIDENTS else OBSERVATION_COLUMNS
    table = compact(rows.table, columns)
    of_values = incident_breaches if rows.kind is Kind.INCIDENTS else observation_breaches
    return table, found((*schema_breaches(rows, table, columns), *of_values(table, now=now)))


def _reported_rows(rows: ExtractRows) -> NDArray[np.int64]:
    numbers = {finding.row for finding in rows.findings if finding.is_error and finding.row is not None}
    return np.array(sorted(numbers), dtype=np.int64)


def _repeat_breaches(again: Repeats, kind: Kind) -> tuple[Breach, ...]:
    if kind is Kind.INCIDENTS:
        columns: tuple[str, ...] = ("incident_id", "reported_at")
        conflict = "rows with the same incident_id and reported_at say different things"
        remedy = "Remove the wrong one, or give the correction its own, later reported_at"
    else:
        columns = ("place_id", "period", "measure", "value")
        conflict = "rows state different values of one figure"
        remedy = "Remove the wrong one"
    return (
        Breach(rule=conflict, columns=columns, remedy=remedy, at=again.conflicts),
        Breach(
            rule="the row says what an earlier row of the file says, and is left out",
            columns=columns,
            remedy="Nothing to do",
            at=again.duplicates,
            is_error=False,
        ),
    )


def _unmet(controls: tuple[ControlResult, ...], table: pa.Table, *, file: str) -> tuple[Finding, ...]:
    """A finding per control total that is not met; where cells are unusable the reader has said so."""
    return tuple(
        Finding(
            file=file,
            row=None,
            column=control.column,
            value=f"{control.found:,.15g}",
            rule=f"the sum is not the total of {control.stated:,.15g} that the file states ({control.where})",
            remedy="Download the file again: rows are missing, doubled or changed",
            is_error=not table.column(control.column).null_count,
        )
        for control in controls
        if not control.is_met
    )
