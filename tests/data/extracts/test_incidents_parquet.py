"""Incidents come out of Parquet as they went in; types that cannot be meant are named by column."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.errors import UnknownFormatError, UnreadableExtractError
from data.extracts import incidents_parquet
from data.extracts.contract import ExtractRows
from data.extracts.probe import probe
from data.schema.incidents import INCIDENT_COLUMNS, INCIDENT_SCHEMA

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


def read_parquet(folder: Path, table: pa.Table) -> ExtractRows:
    pq.write_table(table, folder / "incidents")
    return incidents_parquet.read(probe(folder / "incidents"))


def typed_table(rows: int = 3) -> pa.Table:
    instant = datetime(2024, 3, 1, 20, 5, 0, 123456, tzinfo=UTC)
    cells = {name: [instant] * rows if name.endswith("_at") else [ROW[name]] * rows for name in HEADER}
    for name in ("lon", "lat", "quantity"):
        cells[name] = [float(ROW[name])] * rows
    return pa.table({field.name: pa.array(cells[field.name], field.type) for field in INCIDENT_SCHEMA})


@pytest.mark.parametrize(
    "change",
    [
        lambda table: table,
        lambda table: table.select(HEADER[::-1]),
        lambda table: table.rename_columns([name.upper() for name in HEADER]),
        lambda table: table.set_column(
            5,
            "category",
            table["category"].dictionary_encode().cast(pa.dictionary(pa.int8(), pa.large_string())),
        ),
        lambda table: table.set_column(
            1, "occurred_at", table["occurred_at"].cast(pa.timestamp("ns", "America/Denver"))
        ),
        lambda table: table.set_column(
            1, "occurred_at", pa.array(["2024-03-01T14:05:00.123456-06:00"] * 3, pa.large_string())
        ),
        lambda table: table.set_column(9, "quantity", pa.array(["12.5"] * 3)),
    ],
    ids=[
        "as is",
        "reordered",
        "upper case",
        "dictionary",
        "nanoseconds in a zone",
        "times as text",
        "numbers as text",
    ],
)
def test_parquet_types_that_say_the_same_give_the_same_rows(tmp_path: Path, change: object) -> None:
    assert callable(change)
    found = read_parquet(tmp_path, change(typed_table()))
    assert found.findings == ()
    assert found.rows.tolist() == [2, 3, 4]
    assert found.table.to_pylist() == typed_table().to_pylist()


def test_parquet_not_a_number_is_empty_and_infinity_a_finding(tmp_path: Path) -> None:
    table = typed_table().set_column(9, "quantity", pa.array([float("nan"), float("inf"), 5]))
    found = read_parquet(tmp_path, table)
    assert found.table["quantity"].to_pylist() == [None, None, 5]
    assert [(finding.row, finding.column) for finding in found.findings] == [(3, "quantity")]


def test_a_parquet_time_without_zone_is_refused_by_column(tmp_path: Path) -> None:
    table = typed_table()
    naive = table.set_column(1, "occurred_at", table["occurred_at"].cast(pa.timestamp("us")))
    with pytest.raises(UnreadableExtractError, match=r"column occurred_at: .*has no time zone"):
        read_parquet(tmp_path, naive)


def test_a_parquet_type_that_cannot_be_meant_is_refused_by_column(tmp_path: Path) -> None:
    table = typed_table().set_column(3, "lon", pa.array([True, False, True]))
    with pytest.raises(UnreadableExtractError, match=r"column lon: the column is stored as bool"):
        read_parquet(tmp_path, table)


def test_parquet_with_a_flipped_byte_is_refused_or_unchanged(tmp_path: Path) -> None:
    pq.write_table(typed_table(200), tmp_path / "whole", write_page_checksum=True, compression="none")
    whole = (tmp_path / "whole").read_bytes()
    expected = incidents_parquet.read(probe(tmp_path / "whole")).table
    for at in range(4, len(whole) - 4, max(1, len(whole) // 120)):
        flipped = bytearray(whole)
        flipped[at] ^= 0x10
        (tmp_path / "flipped").write_bytes(flipped)
        try:
            found = incidents_parquet.read(probe(tmp_path / "flipped"))
        except (UnreadableExtractError, UnknownFormatError):
            continue
        assert found.table.equals(expected) or found.findings
