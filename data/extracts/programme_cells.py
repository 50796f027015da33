"""Cells of an extract for a programme: read by what their column does, each fault told by its place."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from data.extracts.calendar_days import calendar_day
from data.extracts.calendar_months import calendar_months
from data.extracts.contract import Finding
from data.extracts.months import fiscal_year, fiscal_year_start, month_end
from data.schema.programme_columns import PeriodKind, ProgrammeColumn, ProgrammeSchema, Role

_MOST_LETTERS = 120
"""Of a cell of words: it is read from three metres."""
_FORMULA_STARTS = ("=", "+", "@", "\t")


@dataclass(frozen=True, kw_only=True)
class ProgrammeRow:
    """One row of the file: ``period`` is ``None`` where it could not be read.

    ``places`` are the cells that name its place; ``figures`` and ``words`` are by column, without
    those that could not be read. A figure that was left empty is not there, words that were are "".
    """

    row: int
    period: date | None
    places: tuple[str, ...]
    figures: Mapping[str, float]
    words: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class ReadCells:
    """All rows; ``as_of`` is the last day that the newest period covers."""

    rows: tuple[ProgrammeRow, ...]
    findings: tuple[Finding, ...]
    as_of: date | None


@dataclass(kw_only=True)
class _Reading:
    """One row while it is read; ``findings`` grow."""

    file: str
    row: int
    cells: Mapping[str, str]
    findings: list[Finding] = field(default_factory=list)

    def fault(self, column: ProgrammeColumn, rule: str, remedy: str) -> None:
        """Note that a cell breaks a rule."""
        value = self.cells[column.name][:_MOST_LETTERS]
        self.findings.append(
            Finding(file=self.file, row=self.row, column=column.name, value=value, rule=rule, remedy=remedy)
        )


def read_cells(
    schema: ProgrammeSchema, cells: Mapping[str, Sequence[str]], *, rows: Sequence[int], file: str
) -> ReadCells:
    """The rows of the file with a finding for each cell that breaks a rule of the schema.

    Parameters
    ----------
    schema
        Whose columns ``cells`` has, each with one text per row.
    cells
        Text by column of the schema, stripped.
    rows
        The row of the file of each.
    file
        Named in findings.
    """
    found, findings = [], []
    for at, number in enumerate(rows):
        reading = _Reading(file=file, row=number, cells={name: column[at] for name, column in cells.items()})
        found.append(_row(schema, reading))
        findings += reading.findings
    periods = [row.period for row in found if row.period]
    return ReadCells(
        rows=tuple(found), findings=tuple(findings), as_of=_end(schema.period, max(periods, default=None))
    )


def _row(schema: ProgrammeSchema, reading: _Reading) -> ProgrammeRow:
    for column in schema.columns:
        _check_presence(column, reading)
    figures = {
        column.name: value
        for column in schema.of(Role.FIGURE)
        if (value := _figure(column, reading)) is not None
    }
    for column in schema.of(Role.FIGURE):
        _check_part(column, figures, reading)
    words = {column.name: _words(column, reading) for column in schema.of(Role.WORDS)}
    words |= {column.name: _day(column, reading) for column in schema.of(Role.DAY)}
    return ProgrammeRow(
        row=reading.row,
        period=_period(schema, reading),
        places=tuple(_words(column, reading) for column in schema.of(Role.PLACE)),
        figures=figures,
        words=words,
    )


def _check_presence(column: ProgrammeColumn, reading: _Reading) -> None:
    text = reading.cells[column.name]
    if not text:
        if column.required:
            reading.fault(column, "the cell is empty and must hold a value", f"Fill it in: {column.meaning}")
    elif text.startswith(_FORMULA_STARTS):
        reading.fault(column, "the cell starts like a formula", "Write the text or number itself")
    elif column.allowed and text not in column.allowed:
        remedy = f"Use one of: {', '.join(column.allowed)}"
        reading.fault(column, "the value is not in the list of allowed values", remedy)
    elif column.form and not re.fullmatch(column.form, text):
        reading.fault(column, "the cell has another form", f"Write {column.meaning}")


def _figure(column: ProgrammeColumn, reading: _Reading) -> float | None:
    text = reading.cells[column.name]
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        reading.fault(column, "is not a number", "Write digits with a decimal point, no thousands separators")
        return None
    if value < 0:
        reading.fault(column, "the figure is negative", "Write 0 or more")
        return None
    if column.smallest and 0 < value < column.smallest:
        remedy = f"Merge the group with another: none of fewer than {column.smallest} is taken in"
        reading.fault(column, "the group is too small", remedy)
        return None
    return value


def _check_part(column: ProgrammeColumn, figures: Mapping[str, float], reading: _Reading) -> None:
    part, whole = figures.get(column.name), figures.get(column.most)
    if part is not None and whole is not None and part > whole:
        reading.fault(column, f"is more than {column.most}", "Check both cells of the row")


def _words(column: ProgrammeColumn, reading: _Reading) -> str:
    text = reading.cells[column.name]
    if len(text) > _MOST_LETTERS:
        reading.fault(column, f"is longer than {_MOST_LETTERS} characters", "Say it in a few words")
    return text


def _day(column: ProgrammeColumn, reading: _Reading) -> str:
    text = reading.cells[column.name]
    day = calendar_day(text) if text else None
    if text and day is None:
        reading.fault(column, "is no day", "Write it as 2026-09-30")
    return day.isoformat() if day else ""


def _period(schema: ProgrammeSchema, reading: _Reading) -> date | None:
    column = schema.period_column
    text = reading.cells[column.name]
    period = _READERS[schema.period](text) if text else None
    if text and period is None:
        reading.fault(column, "is no period of the schema", f"Write it as {column.meaning}")
    return period


def _fiscal_year(text: str) -> date | None:
    year = fiscal_year(text)
    return None if year is None else fiscal_year_start(year)


def _month(text: str) -> date | None:
    return calendar_months([text])[text]


_READERS: Mapping[PeriodKind, Callable[[str], date | None]] = {
    PeriodKind.MONTH: _month,
    PeriodKind.FISCAL_YEAR: _fiscal_year,
    PeriodKind.AS_OF: calendar_day,
}


def _end(kind: PeriodKind, newest: date | None) -> date | None:
    """The last day of the newest period; none of a fiscal year, which may not be over."""
    if newest is None or kind is PeriodKind.FISCAL_YEAR:
        return None
    return month_end(newest) if kind is PeriodKind.MONTH else newest
