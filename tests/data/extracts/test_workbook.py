"""Sheets as rows: what a spreadsheet shows, with the row numbers that it shows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from data.errors import UnreadableExtractError
from data.extracts.workbook import SheetRow, columns_by_meaning, header_of, sheet_rows

SPELLINGS = {"name": ("name", "facility"), "stay": ("alos",), "level": ("levela",)}


def saved(folder: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "One"
    for row in rows:
        sheet.append(row)
    book.save(folder / "a.xlsx")
    return folder / "a.xlsx"


def row(number: int, *cells: str | float | date | None) -> SheetRow:
    return SheetRow(number=number, cells=cells)


def test_rows_keep_their_numbers_and_lose_what_is_empty(tmp_path: Path) -> None:
    path = saved(tmp_path, [[" "], ["a", None, 2, " ", None], [], ["x\xa0y\n z", date(2024, 5, 1)]])
    assert sheet_rows(path, "One") == (row(2, "a", None, 2.0), row(4, "x y z", date(2024, 5, 1)))


def test_numbers_read_as_a_person_reads_them() -> None:
    assert [row(1, 2863.0, 0.1, "01", None).text(at) for at in range(5)] == ["2863", "0.1", "01", "", ""]


def test_the_header_is_the_first_row_that_has_all_meanings() -> None:
    rows = (row(1, "Name"), row(3, "Facility", None, "FY26 ALOS", "Level A"), row(4, "x", None, 1.0, 2.0))
    header = header_of(rows, SPELLINGS, ("name", "stay", "level"))
    assert header is not None
    assert header.row == 3
    assert dict(header.at) == {"name": 0, "stay": 2, "level": 3}
    assert header.name("stay") == "FY26 ALOS"


def test_a_title_merged_downward_names_the_column_below_it() -> None:
    rows = (row(1, "Facility", "FY2026 ALOS", "Levels"), row(2, None, None, "Level A", "Level B"))
    header = header_of(rows, SPELLINGS, ("name", "stay", "level"))
    assert header is None, "one word of three is below: not yet a header"
    rows = (row(1, None, "ALOS"), row(2, "Name", None, "Level A"))
    header = header_of(rows, SPELLINGS, ("name", "stay", "level"))
    assert header is not None
    assert dict(header.at) == {"name": 0, "stay": 1, "level": 2}


def test_of_two_spellings_the_preferred_column_is_taken() -> None:
    assert columns_by_meaning(("Facility", "NAME ", "Other"), SPELLINGS) == {"name": 1}


def test_no_header_is_none() -> None:
    assert (
        header_of((row(1, "Name", "Level A"), row(99, "Name", "ALOS", "Level A")), SPELLINGS, ("stay",))
        is None
    )


def test_a_sheet_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = saved(tmp_path, [["a"]])
    with pytest.raises(UnreadableExtractError, match=r"file a\.xlsx, sheet Two"):
        sheet_rows(path, "Two")


def test_a_sheet_that_claims_a_million_rows_is_read_for_what_it_holds(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "One"
    sheet["A1"], sheet["B1048576"], sheet["XFD2"] = "a", "end", "beyond the last column that is read"
    book.save(tmp_path / "a.xlsx")
    assert sheet_rows(tmp_path / "a.xlsx", "One") == (row(1, "a"), row(1_048_576, None, "end"))


def test_a_sheet_of_more_filled_rows_than_any_publication_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.extracts.workbook.MAX_ROWS", 3)
    path = saved(tmp_path, [["a"], ["b"], [], ["c"]])
    assert len(sheet_rows(path, "One")) == 3
    path = saved(tmp_path, [["a"], ["b"], ["c"], ["d"]])
    with pytest.raises(UnreadableExtractError, match="more than 3 filled rows"):
        sheet_rows(path, "One")
