"""Figures by sector and month from a table in any of three shapes, one entry per cell.

Sectors may be columns (one row per month), months may be columns (one row per sector and fiscal
year), or each row may be one figure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from data.extracts.calendar_months import calendar_months
from data.extracts.cbp_columns import PERIOD_SPELLINGS
from data.extracts.cbp_terms import letters
from data.extracts.column_meanings import MatchedColumns, meanings_of
from data.extracts.contract import Finding
from data.extracts.counted_cells import COUNT_RULE, count_of
from data.extracts.delimited import DelimitedTable
from data.extracts.months import MONTH_RULE, YEAR_RULE, fiscal_year, month_number, month_of_fiscal_year
from data.extracts.places import sector_id
from data.extracts.sector_totals import Entry, total_of

SPELLINGS: dict[str, tuple[str, ...]] = {
    **PERIOD_SPELLINGS,
    "calendar_year": ("cy", "calendaryear", "year"),
    "sector": ("sector", "sectorname", "bordersector", "usbpsector", "borderpatrolsector"),
    "count": (
        "encounters",
        "encountercount",
        "apprehensions",
        "apprehensioncount",
        "numberofencounters",
        "numberofapprehensions",
        "totalencounters",
        "totalapprehensions",
        "count",
        "value",
    ),
}
_FURTHER_SPLITS = ("demographic", "citizenship", "authority", "encountertype", "drug", "eventid")
_ENOUGH_SECTORS = 5
_ENOUGH_MONTHS = 6
_YEARLY = frozenset({"total", "yearlytotal", "yeartotal", "fiscalyeartotal", "fytotal", "annualtotal"})


class Shape(StrEnum):
    """What the columns of the table are."""

    SECTORS_ACROSS = "sectors across"
    MONTHS_ACROSS = "months across"
    LONG = "long"


@dataclass(frozen=True, kw_only=True)
class Entries:
    """Entries of a table, in the order of its rows, and what could not be read."""

    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]


def shape_of(columns: tuple[str, ...]) -> Shape | None:
    """The shape of the table; ``None`` if the columns are not those of figures by sector and month."""
    found = meanings_of(columns, SPELLINGS)
    has_year = bool({"fiscal_year", "calendar_year"} & found)
    if sum(sector_id(column) is not None for column in columns) >= _ENOUGH_SECTORS:
        return Shape.SECTORS_ACROSS if "month" in found else None
    months = [column for column in columns if month_number(column) and not column.strip().isdecimal()]
    if len(months) >= _ENOUGH_MONTHS:
        return Shape.MONTHS_ACROSS if {"sector", "fiscal_year"} <= found else None
    is_split = any(word in letters(column) for column in columns for word in _FURTHER_SPLITS)
    return Shape.LONG if has_year and not is_split and {"sector", "month", "count"} <= found else None


def is_read_across(column: str, shape: Shape) -> bool:
    """Whether the column is one of the sectors, months or totals that stand across in this shape."""
    if shape is Shape.SECTORS_ACROSS:
        return sector_id(column) is not None or total_of(column) is not None
    return shape is Shape.MONTHS_ACROSS and (month_number(column) is not None or letters(column) in _YEARLY)


def entries_of(text: DelimitedTable, columns: MatchedColumns, shape: Shape, *, file: str) -> Entries:
    """All figures of the table, sectors and totals alike.

    An empty cell where sectors or months stand across is no entry: a sector that was closed, or a
    month that is not over.
    """
    records = [
        dict(zip(text.table.column_names, cells, strict=True)) for cells in zip(*_lists(text), strict=True)
    ]
    entries: list[Entry] = []
    findings: list[Finding] = []
    for row, record in zip(text.rows.tolist(), records, strict=True):
        source = _Record(file=file, row=row, cells=record, columns=columns)
        found = _READ[shape](source)
        entries.extend(found.entries)
        findings.extend(found.findings)
    return Entries(entries=tuple(entries), findings=tuple(findings))


@dataclass(frozen=True, kw_only=True)
class _Record:
    file: str
    row: int
    cells: dict[str, str]
    columns: MatchedColumns

    def finding(self, column: str, rule: tuple[str, str]) -> Finding:
        return Finding(
            file=self.file,
            row=self.row,
            column=column,
            value=self.cells[column],
            rule=rule[0],
            remedy=rule[1],
        )


def _lists(text: DelimitedTable) -> list[list[str]]:
    return [column.to_pylist() for column in text.table.columns]


def _sectors_across(record: _Record) -> Entries:
    if "total" in letters(record.cells[record.columns["month"]]):
        return Entries(entries=(), findings=(_total_row(record),))
    period, findings = _period(record)
    entries = []
    for column, cell in record.cells.items():
        if cell and (sector_id(column) or total_of(column)):
            value = count_of(cell)
            if value is None:
                findings.append(record.finding(column, COUNT_RULE))
            entries.append(Entry(row=record.row, column=column, label=column, period=period, value=value))
    return Entries(entries=tuple(entries), findings=tuple(findings))


def _months_across(record: _Record) -> Entries:
    year = fiscal_year(record.cells[record.columns["fiscal_year"]])
    label = record.cells[record.columns["sector"]]
    findings = [] if year else [record.finding(record.columns["fiscal_year"], YEAR_RULE)]
    entries = []
    for column, cell in record.cells.items():
        month = month_number(column)
        if month and cell:
            value = count_of(cell)
            if value is None:
                findings.append(record.finding(column, COUNT_RULE))
            period = month_of_fiscal_year(year, month) if year else None
            entries.append(Entry(row=record.row, column=column, label=label, period=period, value=value))
    findings.extend(_yearly_mismatch(record, entries))
    return Entries(entries=tuple(entries), findings=tuple(findings))


def _long(record: _Record) -> Entries:
    period, findings = _period(record)
    column = record.columns["count"]
    value = count_of(record.cells[column])
    if value is None:
        findings.append(record.finding(column, COUNT_RULE))
    label = record.cells[record.columns["sector"]]
    entry = Entry(row=record.row, column=column, label=label, period=period, value=value)
    return Entries(entries=(entry,), findings=tuple(findings))


_READ = {
    Shape.SECTORS_ACROSS: _sectors_across,
    Shape.MONTHS_ACROSS: _months_across,
    Shape.LONG: _long,
}


def _period(record: _Record) -> tuple[date | None, list[Finding]]:
    """First day of the row's month, from fiscal year, calendar year or both, or the month alone."""
    columns = record.columns
    month_cell = record.cells[columns["month"]]
    if not {"fiscal_year", "calendar_year"} & columns.by_meaning.keys():
        alone = calendar_months([month_cell])[month_cell]
        return alone, [] if alone else [record.finding(columns["month"], MONTH_RULE)]
    month = month_number(month_cell)
    findings = [] if month else [record.finding(columns["month"], MONTH_RULE)]
    years = {}
    for meaning in ("fiscal_year", "calendar_year"):
        if meaning in columns:
            years[meaning] = fiscal_year(record.cells[columns[meaning]])
            if years[meaning] is None:
                findings.append(record.finding(columns[meaning], YEAR_RULE))
    if findings or not month:
        return None, findings
    return _agreed(record, years, month)


def _agreed(record: _Record, years: dict[str, int | None], month: int) -> tuple[date | None, list[Finding]]:
    fiscal, calendar_year = years.get("fiscal_year"), years.get("calendar_year")
    by_fiscal = month_of_fiscal_year(fiscal, month) if fiscal else None
    by_calendar = date(calendar_year, month, 1) if calendar_year else None
    if by_fiscal and by_calendar and by_fiscal != by_calendar:
        rule = (f"does not go with month {month} of fiscal year {fiscal}", "Correct one of the two years")
        return None, [record.finding(record.columns["calendar_year"], rule)]
    return by_fiscal or by_calendar, []


def _yearly_mismatch(record: _Record, entries: Iterable[Entry]) -> list[Finding]:
    column = next((name for name in record.cells if letters(name) in _YEARLY), None)
    if column is None or not record.cells[column]:
        return []
    found = sum(entry.value or 0.0 for entry in entries)
    if count_of(record.cells[column]) == found:
        return []
    rule = (f"the total of the year is not the sum of its months, which is {found:,.15g}", "Check the row")
    return [record.finding(column, rule)]


def _total_row(record: _Record) -> Finding:
    return Finding(
        file=record.file,
        row=record.row,
        column=record.columns["month"],
        value=record.cells[record.columns["month"]],
        rule="the row is a total of other rows and was left out",
        remedy="Nothing to do",
        is_error=False,
    )
