"""ICE facilities: the population is the sum of its levels, wherever the header stands."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import UnknownFormatError
from data.reference.tables import load as load_table
from tests.data.extracts.published import FIXTURES, errors, frame_of, load, load_sheets, remarks

FY25 = "ice-detention-stats-fy25-2025-09-24.xlsx"
FY26 = "ice-detention-stats-fy26-2026-04-09.xlsx"
POPULATION, STAY, FLOOR = "Average daily population", "Average length of stay", "Guaranteed minimum"
LEVELS = ["Level A", "Level B", "Level C", "Level D"]
BAD = FIXTURES / "ice-detention-facilities" / "bad"
GOOD = FIXTURES / "ice-detention-facilities" / "good"


@pytest.mark.parametrize(
    ("name", "sheet", "facilities", "total", "drawn_on"),
    [
        (FY25, ("Facilities FY25", 7), 189, 47_551, date(2025, 9, 15)),
        (FY26, ("Facilities FY26", 10), 203, 66_162, date(2026, 4, 2)),
    ],
)
def test_a_real_workbook_gives_what_pandas_reads_from_its_sheet(
    real_dir: Path, name: str, sheet: tuple[str, int], facilities: int, total: int, drawn_on: date
) -> None:
    found = load(real_dir / name)
    frame = frame_of(found)
    plain = pd.read_excel(real_dir / name, sheet_name=sheet[0], header=sheet[1] - 1)
    plain = plain[plain["Name"].notna()]
    assert not errors(found)
    assert found.as_of == drawn_on
    assert set(frame["period"]) == {drawn_on}
    assert set(frame["period_kind"]) == {"as_of"}
    sums = frame.groupby("measure")["value"].agg(["sum", "count"])
    stay = next(column for column in plain.columns if "ALOS" in column)
    assert round(sums.loc[POPULATION, "sum"]) == total
    assert sums.loc[POPULATION, "sum"] == pytest.approx(plain[LEVELS].to_numpy().sum())
    assert sums.loc[POPULATION, "count"] == len(plain) == facilities
    assert sums.loc[STAY, "sum"] == pytest.approx(plain[stay].sum())
    assert sums.loc[FLOOR, "sum"] == plain["Guaranteed Minimum"].sum()
    assert sums.loc[FLOOR, "count"] == plain["Guaranteed Minimum"].notna().sum()
    assert frame["place_id"].nunique() == facilities


def test_the_facilities_of_2026_are_those_of_the_reference_table(real_dir: Path) -> None:
    frame = frame_of(load(real_dir / FY26))
    population = frame[frame["measure"] == POPULATION].set_index("place_id")["value"]
    table = load_table("detention_facilities").set_index("id")["average_daily_population"]
    assert set(population.index) == set(table.index)
    assert (population - table).abs().max() < 0.006


def test_an_empty_state_is_taken_from_the_reference_table_with_a_remark(real_dir: Path) -> None:
    said = [finding for finding in load(real_dir / FY26).findings if finding.column == "State"]
    assert [(f.row, f.is_error) for f in said] == [(100, False)]
    assert "CA was taken from the table of facilities" in said[0].rule


def test_no_address_and_no_split_of_persons_is_stored() -> None:
    found = load(GOOD / "header-on-row-10.xlsx")
    words = " ".join(str(cell) for row in found.table.to_pylist() for cell in row.values())
    assert "MAIN ST" not in words
    assert "Male" not in words


def test_the_header_is_found_on_any_row_in_any_order() -> None:
    values = {}
    for path in sorted(GOOD.iterdir()):
        frame = frame_of(load(path))
        values[path.stem] = frame.set_index(["place_id", "measure"])["value"].to_dict()
    assert len(values) == 5
    assert all(each == values["header-on-row-10"] for each in values.values())
    assert values["reordered"][("clinton-county-jail-frankfort-in", POPULATION)] == 10


@pytest.mark.parametrize(
    ("name", "period", "kind"),
    [
        ("header-on-row-7", date(2025, 9, 15), "as_of"),
        ("reordered", date(2022, 9, 30), "as_of"),
        ("fiscal-year-alone", date(2022, 10, 1), "fiscal_year"),
    ],
)
def test_the_period_is_the_day_of_the_data_or_else_the_fiscal_year(
    name: str, period: date, kind: str
) -> None:
    found = load(GOOD / f"{name}.xlsx")
    assert set(found.table.column("period").to_pylist()) == {period}
    assert set(found.table.column("period_kind").to_pylist()) == {kind}
    assert found.as_of == (period if kind == "as_of" else None)


def test_rows_are_counted_as_the_sheet_counts_them() -> None:
    path = GOOD / "header-on-row-10.xlsx"
    sheet = openpyxl.load_workbook(path)["Facilities FY26"]
    found = load(path)
    for row, place in zip(
        found.rows.tolist(), found.table.column("place_as_published").to_pylist(), strict=True
    ):
        assert place.startswith(f"{sheet.cell(row, 1).value}, {sheet.cell(row, 3).value}")


@pytest.mark.parametrize("day", ["09/15/2025", "9-15-25", "September 15, 2025", "Sep. 15 2025", "2025-09-15"])
def test_the_day_of_the_data_is_read_however_it_is_written(tmp_path: Path, day: str) -> None:
    row: list[object] = ["JAIL", "TOWN", "TX", "SNA", 1, 5, 0, 0, 0, None]
    sheets = sheet_of([row])
    sheets["Facilities FY24"][0] = [f"Data Source: ICE Integrated Decision Support (IIDS), {day}"]
    found = load_sheets(tmp_path, sheets)
    assert found.as_of == date(2025, 9, 15)
    assert set(found.table.column("period").to_pylist()) == {date(2025, 9, 15)}


def sheet_of(rows: list[list[object]]) -> dict[str, list[list[object]]]:
    header: list[object] = ["Name", "City", "State", "AOR", "FY24 ALOS", *LEVELS, "Guaranteed Minimum"]
    return {"Facilities FY24": [["Data Source: IIDS, 01/02/2024"], [], header, *rows]}


@settings(max_examples=25)
@given(st.lists(st.lists(st.floats(0, 5000), min_size=4, max_size=4), min_size=1, max_size=8))
def test_the_population_is_the_sum_of_the_four_levels(
    tmp_path_factory: pytest.TempPathFactory, levels: list[list[float]]
) -> None:
    rows: list[list[object]] = [
        [f"JAIL {at}", "TOWN", "TX", "SNA", 1, *each, None] for at, each in enumerate(levels)
    ]
    found = load_sheets(tmp_path_factory.mktemp("file"), sheet_of(rows))
    frame = frame_of(found)
    population = frame[frame["measure"] == POPULATION]["value"].tolist()
    assert population == pytest.approx([sum(each) for each in levels])
    assert found.published_total == pytest.approx(sum(map(sum, levels)))


def test_two_facilities_of_one_name_and_town_keep_apart(tmp_path: Path) -> None:
    rows: list[list[object]] = [["JAIL", "TOWN", "TX", "SNA", 1, level, 0, 0, 0, None] for level in (5, 6)]
    found = load_sheets(tmp_path, sheet_of(rows))
    assert set(found.table.column("place_id").to_pylist()) == {"jail-town-tx", "jail-town-tx-2"}


def test_notes_and_unknown_areas_are_spoken_of_and_stop_nothing(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["JAIL", "TOWN", "TX", "XXX", None, 5, 0, 0, 0, "N/A"],
        ["Figures may change"],
    ]
    found = load_sheets(tmp_path, sheet_of(rows))
    assert not errors(found)
    assert len(found.table) == 1
    said = " / ".join(remarks(found))
    assert "is no ERO area that is known" in said
    assert "names no facility" in said


def test_a_split_that_does_not_add_up_is_spoken_of(tmp_path: Path) -> None:
    header = [
        "Name",
        "City",
        "State",
        *LEVELS,
        "Male Crim",
        "Male Non-Crim",
        "Female Crim",
        "Female Non-Crim",
    ]
    rows = [["JAIL", "TOWN", "TX", 1, 2, 3, 4, 9, 0, 0, 0]]
    found = load_sheets(tmp_path, {"Facilities FY24": [header, *rows]})
    assert "levels A to D add up to 10.00, this split of the same population to 9.00" in remarks(found)[0]


def test_a_total_of_the_sheet_that_is_not_met_refuses_the_file() -> None:
    found = errors(load(BAD / "total-wrong.xlsx"))
    assert [(f.row, f.sheet) for f in found] == [(None, "Facilities FY26")]


def test_a_sheet_that_says_neither_day_nor_year_is_refused() -> None:
    with pytest.raises(UnknownFormatError, match="neither the day of the data nor a fiscal year"):
        load(BAD / "no-day-and-no-year.xlsx")
