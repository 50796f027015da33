"""An agency's own table becomes incidents or observations by its mapping, and nothing is guessed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import MappingError, PersonLevelColumnError, UnknownFormatError, UnreadableExtractError
from data.extracts.contract import ExtractRows, Kind
from data.extracts.own_csv import read_with_mapping
from data.extracts.probe import probe

FIXTURES = Path(__file__).parents[2] / "fixtures" / "extracts" / "own-csv"
PAGE = Path(__file__).parents[3] / "docs" / "own-csv.md"

LOG = """No,When,Lon,Lat,What
1,2024-03-01 14:05,-106.45,31.76,FENT
2,2024-03-01T20:05:00Z,-106.45,31.76,Heroin
"""
MAPPING = """
kind: incidents
source: made up
columns: {incident_id: No, occurred_at: When, lon: Lon, lat: Lat, subcategory: What}
constants: {reported_at: 2024-03-05T00:00:00Z, category: Drug seizure, component: CBP-OFO, mode: road}
values: {subcategory: {FENT: Fentanyl}}
time_zone: America/Denver
"""


def load(folder: Path, table: str | bytes, mapping: str) -> ExtractRows:
    (folder / "log.csv").write_bytes(table.encode() if isinstance(table, str) else table)
    (folder / "log.yaml").write_text(mapping, encoding="utf-8")
    return read_with_mapping(probe(folder / "log.csv"), folder / "log.yaml")


def test_a_mapped_table_comes_out_in_the_incident_schema(tmp_path: Path) -> None:
    found = load(tmp_path, LOG, MAPPING)
    assert (found.kind, found.findings, found.source) == (Kind.INCIDENTS, (), "made up")
    assert found.as_of == date(2024, 3, 5)
    assert found.rows.tolist() == [2, 3]
    assert found.table["occurred_at"].to_pylist() == [
        datetime(2024, 3, 1, 21, 5, tzinfo=UTC),
        datetime(2024, 3, 1, 20, 5, tzinfo=UTC),
    ]
    assert found.table["subcategory"].to_pylist() == ["Fentanyl", "Heroin"]
    assert found.table["source"].to_pylist() == ["made up", "made up"]


def examples() -> list[tuple[str, str]]:
    blocks = re.findall(r"```(csv|yaml)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert [kind for kind, _ in blocks] == ["csv", "yaml"] * 2
    return [(blocks[at][1], blocks[at + 1][1]) for at in (0, 2)]


def test_the_examples_of_the_documentation_load(tmp_path: Path) -> None:
    incidents, observations = (load(tmp_path, table, mapping) for table, mapping in examples())
    assert incidents.findings == observations.findings == ()
    assert incidents.table["quantity"].to_pylist() == [1204.5, 12, None]
    assert incidents.table["unit"].to_pylist() == ["pounds", "pounds", None]
    assert incidents.table["occurred_at"][0].as_py() == datetime(2024, 3, 1, 21, 5, tzinfo=UTC)
    assert incidents.table["lon"].to_pylist() == [-106.45, -110.94, -117.03]
    assert observations.table["place_id"].to_pylist() == ["0209", "2504"]
    assert observations.table["value"].to_pylist() == [1204, 88310]
    assert observations.table["period"].to_pylist() == [date(2024, 1, 1)] * 2
    assert observations.published_total == 1204 + 88310


@pytest.mark.parametrize("table", sorted(path.stem for path in FIXTURES.glob("*.csv")))
def test_the_fixtures_load_whole(table: str) -> None:
    found = read_with_mapping(probe(FIXTURES / f"{table}.csv"), FIXTURES / f"{table}.yaml")
    assert not [finding for finding in found.findings if finding.is_error]
    assert all(
        found.table[name].null_count == 0
        for name in found.table.column_names
        if name not in {"quantity", "unit", "component", "breakdown", "words"}
    )


@given(
    instants=st.lists(
        st.datetimes(datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2030-01-01")),
        min_size=1,
        max_size=5,
    ),
    zone=st.sampled_from(["America/Denver", "America/Phoenix", "America/St_Johns", "Pacific/Guam"]),
)
def test_local_times_come_out_as_their_instant_unless_shown_twice(
    instants: list[datetime], zone: str
) -> None:
    whole = [instant.replace(microsecond=0, tzinfo=UTC) for instant in instants]
    local = [instant.astimezone(ZoneInfo(zone)) for instant in whole]
    lines = [f"{n},{time:%d.%m.%Y %H:%M:%S},-106,31,Heroin" for n, time in enumerate(local)]
    mapping = MAPPING.replace("America/Denver", zone) + "date_format: '%d.%m.%Y %H:%M:%S'\n"
    with TemporaryDirectory() as folder:
        found = load(Path(folder), "\n".join(["No,When,Lon,Lat,What", *lines, ""]), mapping)
    earlier = [time.replace(fold=0).astimezone(UTC) for time in local]
    assert found.table["occurred_at"].to_pylist() == earlier
    assert bool(found.findings) == any(
        time.fold or time.utcoffset() != time.replace(fold=1).utcoffset() for time in local
    )
    assert not any(finding.is_error for finding in found.findings)


def test_times_that_the_clocks_skipped_are_errors_and_those_shown_twice_a_remark(tmp_path: Path) -> None:
    table = "No,When,Lon,Lat,What\n1,2024-03-10 02:30,-106,31,Heroin\n2,2024-11-03 01:30,-106,31,Heroin\n"
    skipped, twice = load(tmp_path, table, MAPPING).findings
    assert (skipped.row, skipped.is_error, twice.row, twice.is_error) == (2, True, 3, False)
    assert "skipped" in skipped.rule
    assert "shown twice" in twice.rule


def test_a_naive_time_without_a_declared_zone_is_a_finding(tmp_path: Path) -> None:
    (finding,) = load(tmp_path, LOG, MAPPING.replace("time_zone: America/Denver", "")).findings
    assert (finding.row, finding.column) == (2, "When")
    assert "offset from UTC" in finding.rule


@pytest.mark.parametrize(
    ("form", "cell"),
    [
        ("wkt", "POINT (-106.45 31.76)"),
        ("wkt", "point(-106.450  31.76)"),
        ("lon lat", "-106.45 31.76"),
        ("lon lat", "(-106.45, 31.76)"),
        ("lat lon", "31.76,-106.45"),
    ],
)
def test_one_column_can_hold_the_point(tmp_path: Path, form: str, cell: str) -> None:
    table = f'No,When,Where,What\n1,2024-03-01 14:05,"{cell}",FENT\n2,2024-03-01 14:05,nowhere,FENT\n'
    mapping = MAPPING.replace(" lon: Lon, lat: Lat,", "") + f"point: {{column: Where, form: {form}}}\n"
    found = load(tmp_path, table, mapping)
    assert found.table["lon"].to_pylist() == [-106.45, None]
    assert found.table["lat"].to_pylist() == [31.76, None]
    assert [(finding.row, finding.column) for finding in found.findings] == [(3, "Where")]


@pytest.mark.parametrize(
    ("decimal", "thousands", "cell", "value"),
    [
        (".", ",", "1,204.5", 1204.5),
        (",", ".", "1.204,5", 1204.5),
        (",", " ", "1 204", 1204),
        (".", ",", "1,20", None),
        (",", ".", "12.5", None),
        (",", "", "12.5", None),
        (".", "", "-1.5e3", -1500),
        (".", "", "1e999", None),
        (".", "'", "1'204'000", 1204000),
    ],
)
def test_numbers_follow_the_declared_marks_or_are_findings(
    tmp_path: Path, decimal: str, thousands: str, cell: str, value: float | None
) -> None:
    table = f'No,When,Lon,Lat,What,Kg\n1,2024-03-01 14:05,-106,31,FENT,"{cell}"\n'
    mapping = MAPPING.replace("columns: {", "columns: {quantity: Kg, ")
    mapping += f'numbers: {{decimal: "{decimal}", thousands: "{thousands}"}}\n'
    found = load(tmp_path, table, mapping)
    assert found.table["quantity"].to_pylist() == [value]
    assert [finding.column for finding in found.findings] == ([] if value else ["Kg"])


def test_a_declared_encoding_is_used_only_where_the_text_is_not_utf8(tmp_path: Path) -> None:
    table = LOG.replace("Heroin", "Peñasco").replace("FENT", "Peñasco")
    declared = MAPPING + "encoding: cp1252\n"
    for stored in (table.encode("cp1252"), table.encode("utf-8")):
        assert load(tmp_path, stored, declared).table["subcategory"].to_pylist() == ["Peñasco"] * 2
    with pytest.raises(UnreadableExtractError, match="byte 0xF1"):
        load(tmp_path, table.encode("cp1252"), MAPPING)


def test_a_mapping_cannot_smuggle_in_a_person_column(tmp_path: Path) -> None:
    table = LOG.replace("What", "Suspect Name")
    with pytest.raises(MappingError, match=r"log\.yaml: line 4: key columns\.subcategory: .*'Suspect Name'"):
        load(tmp_path, table, MAPPING.replace("What", "Suspect Name"))


def test_a_person_column_that_the_mapping_leaves_out_still_refuses_the_file(tmp_path: Path) -> None:
    table = LOG.replace("What\n", "What,DOB\n").replace("FENT", "FENT,x").replace("Heroin", "Heroin,x")
    with pytest.raises(PersonLevelColumnError, match="'DOB'"):
        load(tmp_path, table, MAPPING)


def test_an_identifier_of_a_person_in_a_column_left_out_refuses_the_file(tmp_path: Path) -> None:
    table = (
        LOG.replace("What\n", "What,Notes\n").replace("FENT", "FENT,ok").replace("Heroin", "Heroin,x@y.gov")
    )
    with pytest.raises(PersonLevelColumnError, match=r"row 3, column Notes: .*e-mail"):
        load(tmp_path, table, MAPPING)


def test_a_mapping_is_for_delimited_text(tmp_path: Path) -> None:
    parquet = FIXTURES.parent / "incidents-parquet" / "good" / "plain.parquet"
    (tmp_path / "log.yaml").write_text(MAPPING)
    with pytest.raises(UnknownFormatError, match="delimited text"):
        read_with_mapping(probe(parquet), tmp_path / "log.yaml")


OBSERVED = """
kind: observations
columns: {place_id: Place, place_as_published: Place, period: Period, value: Value}
constants: {dataset: d, place_kind: state, period_kind: month, measure: m, unit: u}
"""


@pytest.mark.parametrize(
    ("period_kind", "text", "period"),
    [
        ("month", "Feb 2024", date(2024, 2, 1)),
        ("month", "2024-02-15", None),
        ("fiscal_year", "FY2024", date(2023, 10, 1)),
        ("fiscal_year", "24 or so", None),
        ("as_of", "2024-02-15", date(2024, 2, 15)),
        ("as_of", "15/02/2024", None),
    ],
)
def test_periods_are_read_by_their_kind(
    tmp_path: Path, period_kind: str, text: str, period: date | None
) -> None:
    mapping = OBSERVED.replace("period_kind: month", f"period_kind: {period_kind}")
    found = load(tmp_path, f"Place,Period,Value\nTX,{text},5\n", mapping)
    assert found.table["period"].to_pylist() == [period]
    assert [finding.column for finding in found.findings] == ([] if period else ["Period"])


def test_the_kind_of_period_is_one_constant(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match=r"key constants\.period_kind: period_kind must be one constant"):
        load(tmp_path, "Place,Period,Value\nTX,Feb 2024,5\n", OBSERVED.replace("kind: month", "kind: weekly"))
