"""Incidents come out of CSV as they went in, in UTC; cells that cannot be meant are named."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import PersonLevelColumnError, UnknownFormatError, UnreadableExtractError
from data.extracts import incidents_csv, typed_cells
from data.extracts.contract import ExtractRows
from data.extracts.probe import probe
from data.schema.incidents import INCIDENT_COLUMNS

FIXTURES = Path(__file__).parents[2] / "fixtures" / "extracts"
HEADER = [column.name for column in INCIDENT_COLUMNS]
ROW = {
    "incident_id": "E-1",
    "occurred_at": "2024-03-01T14:05:00-06:00",
    "reported_at": "2024-03-02T14:00:00Z",
    "lon": "-106.45",
    "lat": "31.76",
    "category": "Drug seizure",
    "subcategory": "Fentanyl",
    "component": "CBP-OFO",
    "mode": "road",
    "quantity": "12.5",
    "unit": "pounds",
    "source": "made up",
}


def written(folder: Path, rows: list[dict[str, str]]) -> Path:
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    path = folder / "incidents"
    path.write_text(stream.getvalue(), encoding="utf-8", newline="")
    return path


def read_csv(folder: Path, *rows: dict[str, str]) -> ExtractRows:
    return incidents_csv.read(probe(written(folder, list(rows))))


def test_every_text_form_of_the_same_extract_gives_the_same_rows() -> None:
    files = sorted((FIXTURES / "incidents-csv" / "good").iterdir())
    tables = {path.name: incidents_csv.read(probe(path)).table for path in files}
    lacking = tables.pop("without-optional.csv")
    plain = tables["plain.csv"]
    assert all(table.equals(plain) for table in tables.values())
    kept = [name for name in HEADER if name not in ("quantity", "unit")]
    assert lacking.select(kept).equals(plain.select(kept))
    assert lacking["quantity"].null_count == lacking["unit"].null_count == len(plain)
    assert plain["occurred_at"].to_pylist() == [
        datetime(2024, 3, 1, 20, 5, tzinfo=UTC),
        datetime(2024, 3, 1, 20, 5, tzinfo=UTC),
        datetime(2024, 3, 2, 7, 15, tzinfo=UTC),
        datetime(2024, 3, 1, 6, 59, 59, tzinfo=UTC),
    ]
    assert plain["reported_at"][1].as_py() == datetime(2024, 3, 2, 14, 0, 0, 123456, tzinfo=UTC)


@given(
    data=st.data(),
    instants=st.lists(
        st.datetimes(datetime.fromisoformat("1900-01-01"), datetime.fromisoformat("2100-01-01")),
        min_size=1,
        max_size=6,
    ),
)
def test_times_with_any_offset_are_the_same_instant_in_utc(
    data: st.DataObject, instants: list[datetime]
) -> None:
    offsets = [data.draw(st.integers(-14 * 60, 14 * 60), label="minutes") for _ in instants]
    aware = [t.replace(tzinfo=timezone(timedelta(minutes=m))) for t, m in zip(instants, offsets, strict=True)]
    separator = data.draw(st.sampled_from(["T", " "]))
    rows = [
        ROW | {"incident_id": f"E-{n}", "occurred_at": time.isoformat(separator)}
        for n, time in enumerate(aware)
    ]
    with TemporaryDirectory() as folder:
        found = read_csv(Path(folder), *rows)
    assert found.findings == ()
    assert found.table["occurred_at"].to_pylist() == [time.astimezone(UTC) for time in aware]


@given(
    bad=st.lists(
        st.tuples(
            st.integers(0, 30),
            st.sampled_from(
                [
                    ("occurred_at", "2024-03-01T14:05:00"),
                    ("occurred_at", "2024-03-01"),
                    ("reported_at", "2023-02-29T00:00:00Z"),
                    ("reported_at", "03/01/2024 14:05"),
                    ("reported_at", "2024-03-01T24:00:00Z"),
                    ("lon", "-106,45"),
                    ("lon", "nan"),
                    ("lat", "31°45'"),
                    ("quantity", "1e999"),
                    ("quantity", "about 5"),
                ]
            ),
        ),
        max_size=6,
        unique_by=lambda broken: broken[0],
    )
)
def test_each_bad_cell_is_null_and_named_and_all_others_stay(bad: list[tuple[int, tuple[str, str]]]) -> None:
    rows = [ROW | {"incident_id": f"E-{n}"} for n in range(31)]
    for at, (column, value) in bad:
        rows[at] = rows[at] | {column: value}
    with TemporaryDirectory() as folder:
        found = read_csv(Path(folder), *rows)
    named = {(finding.row, finding.column, finding.value) for finding in found.findings}
    assert named == {(at + 2, column, value) for at, (column, value) in bad}
    nulls = {
        (at + 2, name)
        for name in HEADER
        for at, cell in enumerate(found.table[name].to_pylist())
        if cell is None
    }
    assert nulls == {(at + 2, column) for at, (column, _) in bad}


def test_a_naive_time_is_told_from_a_malformed_one(tmp_path: Path) -> None:
    found = read_csv(
        tmp_path, ROW | {"occurred_at": "2024-03-01 14:05"}, ROW | {"occurred_at": "1 March 2024"}
    )
    naive, malformed = found.findings
    assert "no offset from UTC" in naive.rule
    assert "ISO 8601" in malformed.rule


def test_a_column_broken_throughout_refuses_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typed_cells, "MAX_FINDINGS", 20)
    rows = [ROW | {"occurred_at": "2024-03-01T14:05:00"}] * 21
    with pytest.raises(UnreadableExtractError, match=r"row 2, column occurred_at: 21 of 21 .*no offset"):
        read_csv(tmp_path, *rows)


def test_the_column_is_named_as_the_file_spells_it(tmp_path: Path) -> None:
    row = {("Occurred At" if name == "occurred_at" else name): text for name, text in ROW.items()}
    (finding,) = read_csv(tmp_path, row | {"Occurred At": "yesterday"}).findings
    assert finding.column == "Occurred At"


def test_required_columns_that_are_missing_are_named(tmp_path: Path) -> None:
    row = {name: text for name, text in ROW.items() if name not in ("lat", "source", "unit")}
    with pytest.raises(UnknownFormatError, match="required columns lat, source missing"):
        read_csv(tmp_path, row)


def test_an_unknown_column_is_refused_and_a_person_column_first(tmp_path: Path) -> None:
    with pytest.raises(
        UnknownFormatError, match=r"column 'narrative' is not in the incident schema.*mapping"
    ):
        read_csv(tmp_path, ROW | {"narrative": "x"})
    with pytest.raises(PersonLevelColumnError, match="'Passport No'"):
        read_csv(tmp_path, {"narrative": "x"} | ROW | {"Passport No": "x"})


@pytest.mark.parametrize(
    "column", ["source", "unit", "incident_id", "mode", "lon", "occurred_at", "quantity"]
)
def test_an_identifier_of_a_person_in_any_cell_refuses_the_file(tmp_path: Path, column: str) -> None:
    with pytest.raises(PersonLevelColumnError, match=rf"row 3, column {column}: .*A-number") as refusal:
        read_csv(tmp_path, ROW, ROW | {column: "A 123456789"})
    assert "123456789" not in str(refusal.value)


def test_source_and_as_of_come_from_the_rows(tmp_path: Path) -> None:
    found = read_csv(tmp_path, ROW, ROW | {"source": "another", "reported_at": "2024-05-06T23:30:00-05:00"})
    assert found.source == "another; made up"
    assert found.as_of == date(2024, 5, 7)
