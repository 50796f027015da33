"""287(g) agreements: one observation per agency and model, on the day of its signature."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from data.errors import UnknownFormatError
from data.extracts.agreements_287g import model_named
from data.extracts.places import slug
from data.reference.tables import load as load_table
from tests.data.extracts.published import FIXTURES, errors, frame_of, load, load_sheets

LIST_2025 = "ice-287g-participating-agencies-2025-05-16.xlsx"
LIST_2026 = "ice-287g-participating-agencies-2026-05-18.xlsx"
GOOD = FIXTURES / "ice-287g-agreements" / "good"


def plain_rows(path: Path) -> list[tuple[object, ...]]:
    """Rows of the list below its header in which the state is filled."""
    rows = list(openpyxl.load_workbook(path).worksheets[0].iter_rows(min_row=2, max_col=6, values_only=True))
    return [row for row in rows if str(row[0] or "").strip()]


@pytest.mark.parametrize(("name", "count"), [(LIST_2025, 571), (LIST_2026, 1_843)])
def test_a_real_list_gives_each_of_its_agreements(real_dir: Path, name: str, count: int) -> None:
    rows = plain_rows(real_dir / name)
    found = load(real_dir / name)
    frame = frame_of(found)
    assert len(rows) == len(frame) == count
    assert frame["value"].sum() == found.published_total == count
    models = pd.Series([str(row[4]).strip() for row in rows]).value_counts()
    assert frame["breakdown"].value_counts().to_dict() == models.to_dict()
    days = [row[5].date() if hasattr(row[5], "date") else date(2025, 5, 8) for row in rows]
    assert frame["period"].tolist() == days


def test_a_day_from_which_a_slash_was_lost_is_read_and_named(real_dir: Path) -> None:
    found = load(real_dir / LIST_2025)
    assert not errors(found)
    assert [(f.row, f.column, f.value, f.sheet) for f in found.findings] == [
        (545, "SIGNED", "05/082025", "Sheet1")
    ]
    assert not load(real_dir / LIST_2026).findings


def test_a_text_that_is_no_date_is_named_and_only_its_row_lacks_a_day(tmp_path: Path) -> None:
    rows = [
        ["TEXAS", f"Police {day}", "WSO", day] for day in ("1/2/2025", "13/01/2025", "soon", "5 May 2025")
    ]
    header = ["STATE", "LAW ENFORCEMENT AGENCY", "SUPPORT TYPE", "SIGNED"]
    found = load_sheets(tmp_path, {"Sheet1": [header, *rows]})
    assert [(f.row, f.value) for f in errors(found)] == [(3, "13/01/2025"), (4, "soon")]
    read = found.table.column("period").to_pylist()
    assert read == [date(2025, 1, 2), None, None, date(2025, 5, 5)]


def test_notes_below_the_list_are_left_out_with_a_remark(tmp_path: Path) -> None:
    header = ["STATE", "LAW ENFORCEMENT AGENCY", "SUPPORT TYPE", "SIGNED"]
    rows = [["TEXAS", "Some Police", "WSO", "1/2/2025"], [], ["* pending agreements are not listed"]]
    found = load_sheets(tmp_path, {"Sheet1": [header, *rows]})
    assert found.published_total == 1
    assert [(f.row, f.is_error) for f in found.findings] == [(4, False)]


def test_the_list_saved_as_csv_gives_the_same_agreements(real_dir: Path, tmp_path: Path) -> None:
    frame = pd.read_excel(real_dir / LIST_2026, dtype=object)
    frame.loc[:, ~frame.columns.str.startswith("Unnamed")].to_csv(tmp_path / "list.csv", index=False)
    found, workbook = load(tmp_path / "list.csv"), load(real_dir / LIST_2026)
    assert not errors(found)
    columns = ["place_id", "breakdown", "period", "value"]
    assert found.table.select(columns).equals(workbook.table.select(columns))


def test_the_list_of_2026_has_the_ids_and_days_of_the_reference_table(real_dir: Path) -> None:
    frame = frame_of(load(real_dir / LIST_2026))
    ids = [
        f"{place}-{slug(model)}" for place, model in zip(frame["place_id"], frame["breakdown"], strict=True)
    ]
    table = load_table("agreements_287g")
    ours = dict(zip(ids, frame["period"], strict=True))
    assert ours == dict(zip(table["id"], table["signed"], strict=True))


def test_every_layout_of_the_list_gives_the_same_agreements() -> None:
    found = [load(path) for path in sorted(GOOD.iterdir())]
    assert len(found) == 3
    keys = [
        set(zip(*(f.table.column(n).to_pylist() for n in ("place_id", "breakdown", "period")), strict=True))
        for f in found
    ]
    assert keys[0] == keys[1] == keys[2]
    assert ("287g-mp-department-of-public-safety", "Task Force Model", date(2026, 1, 2)) in keys[0]


def test_the_county_stands_in_the_place_as_published() -> None:
    places = load(GOOD / "list-2026.xlsx").table.column("place_as_published").to_pylist()
    assert places[0] == "Autauga County Sheriff's Office, Autauga County, ALABAMA"
    assert places[2] == "Kenner Police Department, LOUISIANA"


def test_a_new_model_is_taken_with_a_remark(tmp_path: Path) -> None:
    header = ["STATE", "LAW ENFORCEMENT AGENCY", "SUPPORT TYPE", "SIGNED"]
    found = load_sheets(tmp_path, {"Sheet1": [header, ["TEXAS", "Some Police", "Harbour Model", "1/2/2025"]]})
    assert not errors(found)
    assert [f.value for f in found.findings] == ["Harbour Model"]
    assert model_named(" jail enforcement MODEL") == "Jail Enforcement Model"


def test_a_list_without_signing_days_is_refused() -> None:
    with pytest.raises(UnknownFormatError, match="no reader knows this content"):
        load(FIXTURES / "ice-287g-agreements" / "bad" / "pending-without-day.xlsx")
