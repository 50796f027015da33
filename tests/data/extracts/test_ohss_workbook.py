"""The OHSS workbook: the sheet by sector and month, rounded to 10, checked against the whole months."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from data.errors import UnknownFormatError
from data.extracts.compiled_figures import compiled_figures
from tests.data.extracts.published import (
    FIXTURES,
    errors,
    figures,
    frame_of,
    load,
    load_sheets,
    load_text,
    written,
)

REAL = "ohss-usbp-encounters-fy2000-fy2025-nov.xlsx"
AREA = "cbp-nationwide-encounters-aor-fy20-fy24.csv.gz"
EXACT = "usbp-monthly-encounters-by-sector-fy2000-fy2020.csv"
HEADER = ["Fiscal\nYear", "Month", "Sector", "Quantity"]
GOOD = FIXTURES / "ohss-usbp-encounters-sector" / "good"
BAD = FIXTURES / "ohss-usbp-encounters-sector" / "bad"


def test_the_real_workbook_gives_every_row_of_its_sheet(real_dir: Path) -> None:
    found = load(real_dir / REAL)
    plain = pd.read_excel(real_dir / REAL, sheet_name="Monthly Sector")
    assert not found.findings
    assert len(found.table) == len(plain) == 5_830
    assert found.published_total == plain["Quantity"].sum()
    frame = frame_of(found)
    by_sector = plain.groupby(plain["Sector"].str.split(",").str[0])["Quantity"].sum()
    ours = frame.groupby(frame["place_as_published"].str.split(",").str[0])["value"].sum()
    assert ours.to_dict() == by_sector.astype(float).to_dict()
    by_year = plain.groupby("Fiscal\nYear")["Quantity"].sum().astype(float).to_dict()
    assert frame.groupby("fiscal_year")["value"].sum().to_dict() == by_year
    assert found.as_of == date(2024, 11, 30)


def test_the_real_workbook_has_the_keys_and_figures_of_the_packaged_table(real_dir: Path) -> None:
    packaged = next(e for e in compiled_figures() if e.source.startswith("DHS OHSS"))
    assert figures(load(real_dir / REAL)) == figures(packaged)


def test_rounded_figures_agree_with_the_exact_ones_of_cbp(real_dir: Path) -> None:
    rounded, exact = frame_of(load(real_dir / REAL)), frame_of(load(real_dir / AREA))
    year = rounded[rounded["fiscal_year"] == 2023].groupby("place_id")["value"].sum()
    by_area = exact[exact["fiscal_year"] == 2023].groupby("place_id")["value"].sum()
    assert len(year) == 20
    assert all(abs(year[sector] - by_area[f"{sector}-sector"]) <= 30 for sector in year.index)
    assert by_area["tucson-sector"] == 373_625


def test_places_have_the_ids_of_the_exact_file(real_dir: Path) -> None:
    assert set(frame_of(load(real_dir / REAL))["place_id"]) == set(
        frame_of(load(real_dir / EXACT))["place_id"]
    )


def test_the_sheet_is_found_under_titles_by_region_and_as_csv() -> None:
    found = [figures(load(path)) for path in sorted(GOOD.iterdir())]
    assert len(found) == 4
    assert all(each == found[0] for each in found)


def test_rows_are_counted_as_the_sheet_counts_them() -> None:
    found = load(GOOD / "titles-above.xlsx")
    book = openpyxl.load_workbook(GOOD / "titles-above.xlsx")
    for row, value in zip(found.rows.tolist(), found.table.column("value").to_pylist(), strict=True):
        assert book["Monthly Sector"].cell(row, 4).value == value


@pytest.mark.parametrize("name", ["sector-missing.xlsx", "month-missing.xlsx"])
def test_a_workbook_whose_sectors_lack_a_part_of_a_month_is_refused_as_a_whole(name: str) -> None:
    found = errors(load(BAD / name))
    assert [finding.row for finding in found] == [None]
    assert "sheet of monthly counts" in found[0].rule


def test_rounding_alone_is_no_mismatch(tmp_path: Path) -> None:
    rows = [[2020, "01 October", "Tucson, AZ", 100], [2020, "01 October", "Yuma, AZ", 200]]
    sheets = {
        "Monthly Sector": [HEADER, *rows],
        "Monthly Count": [[*HEADER[:2], HEADER[3]], [2020, "01 October", 310]],
    }
    assert not errors(load_sheets(tmp_path, sheets))
    sheets["Monthly Count"][1] = [2020, "01 October", 320]
    assert len(errors(load_sheets(tmp_path, sheets))) == 1


def test_a_csv_of_a_sheet_without_sectors_is_not_claimed(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormatError, match="no reader knows this content"):
        load_text(
            tmp_path,
            written(["Fiscal Year", "Month", "Citizenship", "Quantity"], [[2000, "01 October", "Cuba", 10]]),
        )


@pytest.mark.parametrize("name", ["citizenship-alone.xlsx", "sector-by-citizenship.xlsx"])
def test_a_workbook_without_a_sheet_by_sector_and_month_is_refused(name: str) -> None:
    with pytest.raises(UnknownFormatError, match="a workbook with the sheets"):
        load(BAD / name)
