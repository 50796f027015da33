"""One sheet of a workbook as rows of values, and the header row in it, wherever that stands.

Rows are counted as the spreadsheet counts them. Titles above the header, blank rows, unnamed
columns at the right and a second header line above with merged group titles are expected.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from openpyxl import load_workbook

from data.errors import UnreadableExtractError, Where
from data.extracts.cbp_terms import letters
from data.extracts.column_meanings import Spellings
from data.extracts.workbook_outline import OPENPYXL_ERRORS, OUTLINE_COLUMNS

Cell = str | float | date | None
"""Text without outer white space (``None`` if nothing is left), number, or calendar day."""

_YEAR_IN_FRONT = re.compile(r"^fy(?:\d{4}|\d{2})(?=[a-z])")
HEADER_WITHIN = 60
"""Rows among which a header is looked for."""
MAX_ROWS = 200_000
"""Most filled rows that are read of a sheet; the longest known has some 50,000."""


@dataclass(frozen=True, kw_only=True)
class SheetRow:
    """A row with its number; cells at the right that hold nothing are left off."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, column: int) -> Cell:
        """Cell of the column, counted from 0; ``None`` beyond the last."""
        return self.cells[column] if column < len(self.cells) else None

    def text(self, column: int) -> str:
        """The cell as a person reads it; "" if it holds nothing, whole numbers without ``.0``."""
        cell = self.cell(column)
        if cell is None:
            return ""
        return f"{cell:.15g}" if isinstance(cell, float) else str(cell)


@dataclass(frozen=True, kw_only=True)
class Header:
    """Where the header is: row number, and meaning to column, counted from 0, and its name."""

    row: int
    at: Mapping[str, int]
    names: tuple[str, ...]

    def name(self, meaning: str) -> str:
        """The column's header cell as the sheet spells it."""
        return self.names[self.at[meaning]]


def sheet_rows(path: Path, sheet: str) -> tuple[SheetRow, ...]:
    """All rows of the sheet that hold something, in order; at most 64 cells of a row.

    Raises
    ------
    UnreadableExtractError
        If the sheet is damaged, not there, or longer than :data:`MAX_ROWS`.
    """
    try:
        # Opened by us, since openpyxl would refuse a file by its name.
        with path.open("rb") as stream, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            workbook = load_workbook(stream, read_only=True, data_only=True)
            try:
                found = workbook[sheet]
                found.reset_dimensions()
                # A sheet may claim 16,384 columns and a million rows with two cells.
                given = enumerate(found.iter_rows(max_col=OUTLINE_COLUMNS, values_only=True), start=1)
                filled = ((number, cells) for number, cells in given if cells.count(None) < len(cells))
                rows = [
                    SheetRow(number=number, cells=_trimmed(cells))
                    for number, cells in islice(filled, MAX_ROWS + 1)
                ]
            finally:
                workbook.close()
    except OPENPYXL_ERRORS as error:
        raise UnreadableExtractError(
            f"the sheet cannot be read: {error}",
            where=Where(file=path.name, sheet=sheet),
            remedy="Open the workbook in a spreadsheet and save it again as .xlsx, or download it again",
        ) from error
    if len(rows) > MAX_ROWS:
        raise UnreadableExtractError(
            f"the sheet has more than {MAX_ROWS:,} filled rows",
            where=Where(file=path.name, sheet=sheet),
            remedy="No publication is that long: download the workbook again",
        )
    return tuple(row for row in rows if row.cells)


def header_of(rows: tuple[SheetRow, ...], spellings: Spellings, needed: tuple[str, ...]) -> Header | None:
    """The first row whose cells have all needed meanings; ``None`` if there is none.

    A cell without text takes that of the row above, where a title may be merged downward.
    """
    above: SheetRow | None = None
    for row in rows:
        if row.number > HEADER_WITHIN:
            return None
        width = max(len(row.cells), len(above.cells) if above else 0)
        names = tuple(row.text(at) or (above.text(at) if above else "") for at in range(width))
        at = columns_by_meaning(names, spellings)
        if set(needed) <= at.keys() and sum(bool(row.text(column)) for column in at.values()) > 1:
            return Header(row=row.number, at=at, names=names)
        above = row
    return None


def columns_by_meaning(names: tuple[str, ...], spellings: Spellings) -> dict[str, int]:
    """Meaning to the first column that has it, by preferred spelling.

    Case, spacing and a fiscal year in front (``FY26 ALOS``) do not matter.
    """
    plain = [_YEAR_IN_FRONT.sub("", letters(name)) for name in names]
    found: dict[str, int] = {}
    for meaning, known in spellings.items():
        spelling = next((name for name in known if name in plain), None)
        if spelling is not None:
            found[meaning] = plain.index(spelling)
    return found


def outline_rows(outline: tuple[tuple[str, ...], ...]) -> tuple[SheetRow, ...]:
    """Rows of a probe's outline of a sheet, so that a header can be looked for in them."""
    rows = (SheetRow(number=n, cells=_trimmed(cells)) for n, cells in enumerate(outline, start=1))
    return tuple(row for row in rows if row.cells)


def _trimmed(values: tuple[object, ...]) -> tuple[Cell, ...]:
    cells = [_cell(value) for value in values]
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(cells)


def _cell(value: object) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    text = "" if value is None else " ".join(str(value).split())
    return text or None
