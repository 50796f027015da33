"""Rows set aside: to be read, corrected and submitted again.

A file's rows are in ``quarantine/<first digits of its digest>/``: ``rows.csv`` has one line per
row in the columns of the schema, so that it is itself an extract once it is corrected;
``findings.csv`` says for each broken rule the file, the row in it, the line in ``rows.csv``, the
column, the value and the rule.
"""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from data.extracts.contract import Finding
from data.extracts.guarded_cells import guarded
from data.intake.atomic import UNFINISHED, flush_folder, save_text
from data.intake.breaches import cell_text, findings_of
from data.intake.checks import Checked
from data.intake.schema_checks import plain_name
from data.intake.writing import Folders

ROWS_FILE = "rows.csv"
FINDINGS_FILE = "findings.csv"
_FINDING_COLUMNS = ("file", "row", "line_in_rows_csv", "column", "value", "rule", "remedy")
_DIGITS = 16


def quarantine_name(digest: str) -> str:
    """Folder of a file's quarantined rows, from the store's folder."""
    return f"quarantine/{digest[:_DIGITS]}"


def save_quarantine(
    at: Folders,
    checked: Checked,
    *,
    digest: str,
    file: str,
) -> str:
    """Write the bad rows and their findings, in place of earlier ones of the same file.

    Returns
    -------
    str
        The folder, from the store's.

    Raises
    ------
    OSError
        If the disk is full or the folder cannot be written.
    """
    name = quarantine_name(digest)
    folder, unfinished = at.root / name, at.root / f"{name}{UNFINISHED}"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    line_of = np.full(len(checked.table), -1, dtype=np.int64)
    line_of[checked.is_bad] = np.arange(2, int(checked.is_bad.sum()) + 2)
    save_text(unfinished / ROWS_FILE, _csv(_rows(checked)))
    save_text(unfinished / FINDINGS_FILE, _csv(_findings(checked, file=file, line_of=line_of)))
    shutil.rmtree(folder, ignore_errors=True)
    unfinished.replace(folder)
    flush_folder(folder.parent)
    return name


def _rows(checked: Checked) -> Iterator[Sequence[object]]:
    names = checked.table.column_names
    yield names
    as_written = _as_written(checked, names)
    for position in np.flatnonzero(checked.is_bad).tolist():
        cells = [checked.table.column(name)[position].as_py() for name in names]
        row = int(checked.rows.rows[position])
        yield [
            guarded(as_written.get((row, name), cell_text(cell)) if cell is None else cell_text(cell))
            for name, cell in zip(names, cells, strict=True)
        ]


def _as_written(checked: Checked, names: Sequence[str]) -> dict[tuple[int, str], str]:
    """What stood in the cells that a reader could not use, by row and schema column."""
    by_plain = {plain_name(name): name for name in names}
    return {
        (finding.row, by_plain[plain_name(finding.column)]): finding.value
        for finding in checked.rows.findings
        if finding.row is not None and plain_name(finding.column) in by_plain
    }


def _findings(checked: Checked, *, file: str, line_of: NDArray[np.int64]) -> Iterator[Sequence[object]]:
    yield _FINDING_COLUMNS
    row_lines = _lines_by_row(checked.rows.rows, line_of)
    for finding in checked.rows.findings:
        if finding.is_error and finding.row is not None:
            yield _finding_cells(finding, row_lines.get(finding.row))
    for breach in checked.breaches:
        if breach.is_error:
            listed = findings_of(breach, checked.rows, file=file, table=checked.table)
            for position, finding in zip(breach.at.tolist(), listed, strict=True):
                yield _finding_cells(finding, int(line_of[position]))


def _lines_by_row(rows: NDArray[np.int64], line_of: NDArray[np.int64]) -> dict[int, int]:
    at = np.flatnonzero(line_of >= 0)
    return dict(zip(rows[at].tolist(), line_of[at].tolist(), strict=True))


def _finding_cells(finding: Finding, line: int | None) -> Sequence[object]:
    return (
        finding.file,
        finding.row,
        "" if line is None else line,
        finding.column,
        guarded(finding.value),
        finding.rule,
        finding.remedy,
    )


def _csv(lines: Iterator[Sequence[object]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(lines)
    return text.getvalue()
