"""An extract taken in by parts is stored and told as one that is read whole."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyarrow import csv

from data.errors import CheckFailedError
from data.extracts import delimited_batches, delimited_text, incidents_csv, incidents_parquet
from data.intake import ingest as ingesting
from data.intake import streamed
from data.intake.indexing import chosen_indexes
from data.intake.ingest import IngestOutcome, ingest
from data.intake.key_hashes import all_differ, key_hashes
from data.intake.store import Store
from data.schema.incidents import INCIDENT_SCHEMA
from data.synthetic.generate import write_incidents
from tests.data.intake.made import NOW

Table = pa.Table


@pytest.fixture(scope="module")
def extract(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("extract")
    return write_incidents(
        folder, rows=20_000, seed=3, progress=lambda *_: None, last=date(2026, 9, 30)
    ).paths[0]


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file counts as large, in batches, ranges and stored files of a few thousand rows."""
    monkeypatch.setattr(ingesting, "STREAMED_FROM_BYTES", 0)
    monkeypatch.setattr(incidents_parquet, "BATCH_ROWS", 3_000)
    monkeypatch.setattr(incidents_csv, "BATCH_ROWS", 3_000)
    monkeypatch.setattr(delimited_text, "BLOCK_BYTES", 1 << 18)
    monkeypatch.setattr(delimited_batches, "BLOCK_BYTES", 1 << 18)
    monkeypatch.setattr(streamed, "ROWS_AT_A_TIME", 1_500)
    monkeypatch.setattr(streamed, "ROWS_IN_SEGMENT", 6_000)


def take_in(path: Path, folder: Path, *, quarantine: bool = False) -> tuple[Store, IngestOutcome]:
    store = Store.create(folder)
    return store, ingest(path, store=store, now=NOW, quarantine=quarantine)


def rows_of(store: Store) -> Table:
    tables = [pq.read_table(path) for path in store.current().incident_paths]
    return pa.concat_tables(tables).replace_schema_metadata(None)


def changed(path: Path, target: Path, change: Callable[[Table], Table]) -> Path:
    """A copy of the extract whose table is changed."""
    table = pq.read_table(path)
    if target.suffix == ".csv":
        csv.write_csv(change(table), target)
    else:
        pq.write_table(change(table), target)
    return target


def with_cell(name: str, row: int, value: object) -> Callable[[Table], Table]:
    def change(table: Table) -> Table:
        cells = table.column(name).to_pylist()
        cells[row] = value
        column = pa.array(cells, INCIDENT_SCHEMA.field(name).type)
        return table.set_column(table.schema.get_field_index(name), name, column)

    return change


@pytest.mark.parametrize("name", ["incidents.parquet", "incidents.csv"])
def test_rows_order_report_and_papers_are_those_of_a_file_read_whole(
    name: str, extract: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    path = changed(extract, tmp_path / name, lambda table: table)
    whole, told = take_in(path, tmp_path / "whole")
    request.getfixturevalue("in_parts")
    parts, also = take_in(path, tmp_path / "parts")
    assert len(parts.current().incident_paths) == 4
    assert rows_of(parts).equals(rows_of(whole))
    assert also.report == told.report
    strip = {"files": ()}
    assert [replace(e, **strip) for e in parts.current().extracts] == [
        replace(e, **strip) for e in whole.current().extracts
    ]
    assert parts.current().note == whole.current().note
    parts.verify()


def test_every_stored_file_has_an_index(extract: Path, tmp_path: Path, in_parts: None) -> None:
    store, _ = take_in(extract, tmp_path / "store")
    version = store.current()
    held = {name for of in chosen_indexes(version.folder, version.files).values() for name in of}
    assert held == {path.name for path in version.incident_paths}


def test_nothing_is_left_of_what_was_laid_on_disk(extract: Path, tmp_path: Path, in_parts: None) -> None:
    store, _ = take_in(extract, tmp_path / "store")
    assert {path.name for path in store.path.iterdir()} <= {*store.folders.names, "manifest.json"}


def test_the_same_file_again_changes_nothing(extract: Path, tmp_path: Path, in_parts: None) -> None:
    store, _ = take_in(extract, tmp_path / "store")
    again = ingest(extract, store=store, now=NOW)
    assert not again.changed
    assert len(store.history()) == 1


FAULTS = {
    "a place outside": with_cell("lon", 11_111, 12.5),
    "an empty cell": with_cell("mode", 4, None),
    "a word of no list": with_cell("category", 19_000, "Weather"),
    "a row that is there twice": lambda table: pa.concat_tables([table, table.slice(5, 1)]),
    "a key that is there twice": with_cell("incident_id", 12_000, "SYN-000000009"),
}


@pytest.mark.parametrize("ending", ["parquet", "csv"])
@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_wrong_is_told_as_of_a_file_read_whole(
    fault: str, ending: str, extract: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    path = changed(extract, tmp_path / f"faulty.{ending}", FAULTS[fault])
    whole, told = take_in(path, tmp_path / "whole", quarantine=True)
    request.getfixturevalue("in_parts")
    parts, also = take_in(path, tmp_path / "parts", quarantine=True)
    assert also.report == told.report
    assert told.report.rules or told.report.rows_superseded
    assert rows_of(parts).equals(rows_of(whole))


def test_a_bad_row_stops_the_file_with_its_row_number(extract: Path, tmp_path: Path, in_parts: None) -> None:
    path = changed(extract, tmp_path / "faulty.parquet", FAULTS["a place outside"])
    with pytest.raises(CheckFailedError, match="row 11113"):
        take_in(path, tmp_path / "store")
    assert not Store.open(tmp_path / "store").manifest().versions


def test_a_later_report_supersedes_what_was_taken_in_by_parts(
    extract: Path, tmp_path: Path, in_parts: None
) -> None:
    store, _ = take_in(extract, tmp_path / "store")

    def later(table: Table) -> Table:
        few = table.slice(100, 7)
        moment = pa.array([NOW] * 7, few.schema.field("reported_at").type)
        return few.set_column(few.schema.get_field_index("reported_at"), "reported_at", moment)

    outcome = ingest(changed(extract, tmp_path / "later.parquet", later), store=store, now=NOW)
    assert outcome.report.rows_superseded == 7


def test_new_rows_are_added_to_what_was_taken_in_by_parts(
    extract: Path, tmp_path: Path, in_parts: None
) -> None:
    halves = [
        changed(extract, tmp_path / f"{start}.parquet", lambda table, start=start: table.slice(start, 9_000))
        for start in (0, 9_000)
    ]
    store, _ = take_in(halves[0], tmp_path / "store")
    assert ingest(halves[1], store=store, now=NOW).report.rows_accepted == 9_000
    both = rows_of(store).sort_by("incident_id").select(INCIDENT_SCHEMA.names)
    assert both.equals(pq.read_table(extract).slice(0, 18_000).replace_schema_metadata(None))


def test_a_full_disk_leaves_the_store_as_it_was(
    extract: Path, tmp_path: Path, in_parts: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("data.intake.spill.np.save", full)
    with pytest.raises(Exception, match="No space left on device"):
        take_in(extract, tmp_path / "store")
    store = Store.open(tmp_path / "store")
    assert not store.manifest().versions
    assert not any(store.folders.segments.iterdir())
    assert not list(store.path.glob("*.unfinished"))


def test_what_a_killed_writer_laid_on_disk_is_removed(extract: Path, tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    left = store.path / "partitions.unfinished"
    left.mkdir()
    shutil.copy(extract, left / "000000.arrow")
    ingest(extract, store=store, now=NOW)
    assert not left.exists()


def test_hashes_tell_keys_apart_and_know_them_again() -> None:
    keys = pa.array([f"K-{number}" for number in range(50_000)])
    hashes = key_hashes(keys)
    assert len(np.unique(hashes)) == 50_000
    assert (key_hashes(keys.slice(700, 90)) == hashes[700:790]).all()
    first, second = np.sort(hashes[:30_000]), np.sort(hashes[30_000:])
    assert all_differ([first, second], [])
    assert all_differ([first], [second])
    assert not all_differ([first, second], [hashes[41_000:41_001]])
    assert not all_differ([first, np.sort(hashes[29_999:])], [])
