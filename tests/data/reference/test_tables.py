"""The packaged tables hold what their declarations and README promise."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pyarrow as pa
import pytest

from data.errors import ReferenceTableError
from data.reference.reference_table import ReferenceTable, read_table, text, whole
from data.reference.tables import TABLES, load, load_arrow, reference_table

ROW_COUNTS = {
    "ports_of_entry": 433,
    "usbp_sectors": 21,
    "usbp_sector_years": 982,
    "best_regions": 6550,
    "places": 657,
    "task_forces": 157,
    "fusion_centers": 80,
    "overseas_posts": 155,
    "detention_facilities": 203,
    "agreements_287g": 1843,
    "removals_pipeline": 276,
    "workforce": 685,
    "incident_taxonomy": 54,
    "memo_recommendations": 11,
}

SMALL = ReferenceTable(
    key="small",
    title="A small table",
    file="tables/small.csv",
    key_columns=("code",),
    columns=(text("code", "a code"), whole("year", "a year", required=False), text("source", "the source")),
    source="this test",
    as_of="2026",
)


@pytest.mark.parametrize(("key", "rows"), ROW_COUNTS.items())
def test_each_table_has_as_many_rows_as_its_readme_says(key: str, rows: int) -> None:
    assert len(load(key)) == rows


@pytest.mark.parametrize("key", TABLES)
def test_each_packaged_file_is_declared_and_loads_with_unique_keys(key: str) -> None:
    frame = load(key)
    assert list(frame.columns) == [c.name for c in TABLES[key].columns]
    assert not frame.duplicated(list(TABLES[key].key_columns)).any()


def test_no_packaged_file_is_without_a_declaration() -> None:
    folder = TABLES["ports_of_entry"].path.parent
    assert {path.name for path in folder.glob("*.csv*")} == {table.path.name for table in TABLES.values()}


@pytest.mark.parametrize("key", TABLES)
def test_every_row_has_a_source_and_a_grade_of_confidence(key: str) -> None:
    frame = load(key)
    assert frame["source"].str.len().gt(3).all()
    if key != "usbp_sector_years":
        assert set(frame["confidence"]) <= {"high", "medium", "low"}


@pytest.mark.parametrize("key", TABLES)
def test_no_cell_names_a_machine_path_or_carries_stray_space(key: str) -> None:
    path_like = re.compile(r"(^|[\s(;])(/(home|work|tmp|root|usr)/|[A-Z]:\\|file://|\.\./)|shared/real")
    for row in load_arrow(key).to_pylist():
        for name, value in row.items():
            if isinstance(value, str):
                assert not path_like.search(value), (key, name, value)
                assert value == value.strip(), (key, name, value)


def test_codes_are_text_with_their_leading_zeros() -> None:
    ports = load("ports_of_entry")
    assert ports["port_code"].str.fullmatch(r"\d{4}").all()
    assert ports["county_fips"].str.fullmatch(r"\d{5}").all()
    assert "0101" in set(ports["port_code"])


def test_unknown_is_not_zero() -> None:
    detention = load("detention_facilities")
    assert detention["guaranteed_minimum"].isna().sum() == 139
    sectors = load("usbp_sectors").set_index("sector")
    assert sectors["border_miles_published"].isna()["Miami"]
    assert str(sectors["border_miles_published"].dtype) == "Int64"


def test_dates_are_dates_within_the_time_of_the_product() -> None:
    signed = load("agreements_287g")["signed"]
    assert all(isinstance(value, dt.date) for value in signed)
    assert min(signed) >= dt.date(2002, 1, 1)
    assert max(signed) <= dt.date(2026, 5, 18)
    assert set(load("detention_facilities")["as_of"]) == {dt.date(2026, 4, 9)}


def test_detention_population_adds_to_the_published_sum() -> None:
    assert load("detention_facilities")["average_daily_population"].sum() == pytest.approx(66_161.7, abs=0.05)


def test_every_table_that_a_recommendation_names_exists() -> None:
    for cell in load("memo_recommendations")["in_reference"].dropna():
        for name in cell.replace("all tables", "; ".join(TABLES)).split(";"):
            assert name.split("(")[0].strip() in TABLES


def test_every_field_of_a_declaration_is_filled() -> None:
    for table in TABLES.values():
        assert table.title
        assert table.source
        assert table.as_of
        assert table.cautions
        assert all(column.meaning for column in table.columns)
        assert {"source"} <= {column.name for column in table.columns if column.required}


def test_what_a_caller_writes_stays_with_the_caller() -> None:
    frame = load("fusion_centers")
    frame.loc[0, "name"] = "changed"
    assert load("fusion_centers").loc[0, "name"] != "changed"


def test_an_unknown_table_is_refused_with_the_names_of_the_known() -> None:
    with pytest.raises(ReferenceTableError, match=r"no reference table 'ports'.*ports_of_entry"):
        reference_table("ports")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("code,year\nA,2020\n", "column 'source' of table small is missing"),
        ("code,year,source,extra\nA,2020,s,1\n", "column 'extra' of table small is not declared"),
        ("code,year,source\nA,2020,\n", "row 2, column source: 'source' is empty"),
        ("code,year,source\nA,2020,s\nA,2021,s\n", r"key \('A',\) of table small stands in rows 2 and 3"),
        ("code,year,source\nA,twenty,s\n", "invalid value 'twenty'"),
        ("code,year,source\nA,2020\n", "Expected 3 columns, got 2"),
        ("", "column 'code' of table small is missing"),
    ],
)
def test_a_broken_table_is_refused_with_its_place(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "small.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ReferenceTableError, match=message):
        read_table(SMALL, path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReferenceTableError, match=r"small\.csv"):
        read_table(SMALL, tmp_path / "small.csv")


def test_a_users_own_file_may_stand_in(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text('source,code,year\n"a, quoted",007,\n', encoding="utf-8")
    rows = read_table(SMALL, path)
    assert rows.to_pylist() == [{"code": "007", "year": None, "source": "a, quoted"}]
    assert rows.schema.field("year").type == pa.int64()
