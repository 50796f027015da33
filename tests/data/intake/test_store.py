"""The store: whole versions, checksums that notice, rollback and pruning that lose nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.errors import StoreBusyError, StoreCorruptError, StoreError, UnknownVersionError
from data.extracts.contract import Kind
from data.intake.store import Store
from data.intake.writer_lock import writer_lock
from tests.data.intake.made import NOW, files_in, held, incidents, observations, take_in

LATER = datetime(2026, 11, 2, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Three versions: two incidents, then a figure, then a third incident."""
    made = Store.create(tmp_path / "store")
    take_in(made, incidents({"incident_id": "A-1"}, {"incident_id": "A-2"}), "one")
    take_in(made, observations({}), "two")
    take_in(made, incidents({"incident_id": "A-3"}), "three")
    return made


def _ids(store: Store, version: str) -> list[object]:
    return [row[0] for row in held(store.version(version), Kind.INCIDENTS, "incident_id")]


def test_each_file_makes_a_version_and_every_version_stays_readable(store: Store) -> None:
    assert [version.id for version in store.history()] == ["v000001", "v000002", "v000003"]
    assert store.current().id == "v000003"
    assert _ids(store, "v000001") == ["A-1", "A-2"]
    assert _ids(store, "v000002") == ["A-1", "A-2"]
    assert _ids(store, "v000003") == ["A-1", "A-2", "A-3"]


def test_a_version_knows_its_papers(store: Store) -> None:
    version = store.current()
    assert version.rows(Kind.INCIDENTS) == 3
    assert version.rows(Kind.OBSERVATIONS) == 1
    assert version.sources(Kind.INCIDENTS) == ("test log",)
    assert version.sources(Kind.OBSERVATIONS, "test-figures") == ("test figures",)
    assert version.sources(Kind.OBSERVATIONS, "other") == ()
    assert version.datasets == ("test-figures",)
    assert str(version.as_of(Kind.OBSERVATIONS)) == "2025-02-01"
    assert not version.is_synthetic(Kind.INCIDENTS)
    assert all(path.is_absolute() for path in version.incident_paths)


def test_files_are_never_rewritten(store: Store) -> None:
    before = files_in(store.folders.segments)
    take_in(store, incidents({"incident_id": "A-4"}), "four")
    assert before.items() <= files_in(store.folders.segments).items()


def test_opening_again_sees_what_was_published(store: Store) -> None:
    assert Store.open(store.path).history() == store.history()
    other = Store.open(store.path)
    take_in(store, incidents({"incident_id": "A-4"}), "four")
    assert other.current().id == "v000004"


def test_a_new_store_is_empty_and_says_what_to_do(tmp_path: Path) -> None:
    empty = Store.create(tmp_path / "new" / "store")
    with pytest.raises(UnknownVersionError, match="borderops demo"):
        empty.current()
    assert empty.history() == ()
    assert Store.create(empty.path).history() == ()


def test_a_folder_without_a_store_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store"):
        Store.open(tmp_path)
    with pytest.raises(StoreError, match="there is no store"):
        Store.open(tmp_path / "absent")


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("dear")
    with pytest.raises(StoreError, match=r"letters\.txt"):
        Store.create(tmp_path)
    assert not (tmp_path / "manifest.json").exists()


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_a_flipped_bit_anywhere_is_found_and_the_file_named(store: Store, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(store.folders.segments.iterdir())))
    sound = path.read_bytes()
    at = data.draw(st.integers(0, len(sound) - 1))
    bit = data.draw(st.integers(0, 7))
    path.write_bytes(sound[:at] + bytes([sound[at] ^ (1 << bit)]) + sound[at + 1 :])
    try:
        with pytest.raises(StoreCorruptError, match=path.name):
            store.verify()
    finally:
        path.write_bytes(sound)
    assert store.verify().files == 5


def test_a_missing_or_cut_file_is_found_and_named(store: Store) -> None:
    path = store.version("v000001").incident_paths[0]
    sound = path.read_bytes()
    path.write_bytes(sound[:-1])
    with pytest.raises(StoreCorruptError, match=f"{path.name}.* bytes, expected"):
        store.verify("v000003")
    path.unlink()
    with pytest.raises(StoreCorruptError, match=f"{path.name}.*missing"):
        store.verify("v000003")


def test_verify_of_one_version_reads_only_its_files(store: Store) -> None:
    store.version("v000003").incident_paths[-1].unlink()
    assert store.verify("v000002").files == 3


def test_a_damaged_manifest_is_refused(store: Store) -> None:
    path = store.path / "manifest.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"rows": 2', '"rows": 3'), encoding="utf-8")
    with pytest.raises(StoreCorruptError, match="digest"):
        Store.open(store.path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(StoreCorruptError, match="UTF-8"):
        Store.open(store.path)


def test_a_rollback_is_a_new_version_and_can_be_undone(store: Store) -> None:
    back = store.rollback("v000001", now=LATER)
    assert (back.id, back.created_at) == ("v000004", LATER)
    assert _ids(store, "v000004") == ["A-1", "A-2"]
    assert held(back, Kind.OBSERVATIONS, "value") == []
    again = store.rollback("v000003", now=LATER)
    assert _ids(store, again.id) == ["A-1", "A-2", "A-3"]
    assert len(store.history()) == 5


def test_a_file_that_was_rolled_back_can_be_taken_in_again(store: Store) -> None:
    store.rollback("v000002", now=LATER)
    outcome = take_in(store, incidents({"incident_id": "A-3"}), "three")
    assert (outcome.changed, outcome.version) == (True, "v000005")
    assert _ids(store, "v000005") == ["A-1", "A-2", "A-3"]
    assert store.verify().files == 5


def test_a_rollback_to_an_unknown_or_damaged_version_changes_nothing(store: Store) -> None:
    with pytest.raises(UnknownVersionError):
        store.rollback("v000009", now=LATER)
    store.version("v000001").incident_paths[0].unlink()
    with pytest.raises(StoreCorruptError):
        store.rollback("v000001", now=LATER)
    assert store.current().id == "v000003"


def test_pruning_removes_old_versions_and_only_the_files_that_nobody_needs(store: Store) -> None:
    store.rollback("v000001", now=LATER)
    assert store.prune(1, now=NOW) == 3
    assert [version.id for version in store.history()] == ["v000004"]
    assert _ids(store, "v000004") == ["A-1", "A-2"]
    assert len(list(store.folders.segments.iterdir())) == 2
    with pytest.raises(UnknownVersionError):
        store.version("v000003")
    take_in(store, incidents({"incident_id": "A-5"}), "five")
    assert store.current().id == "v000005"


def test_at_least_one_version_is_kept(store: Store) -> None:
    with pytest.raises(ValueError, match="keep is 0"):
        store.prune(0, now=NOW)
    assert store.prune(99, now=NOW) == 0


def test_a_second_writer_is_told_who_holds_the_store(store: Store) -> None:
    with writer_lock(store.path):
        with pytest.raises(StoreBusyError, match=r"process \d+ is writing"):
            take_in(store, incidents({"incident_id": "A-4"}), "four")
        with pytest.raises(StoreBusyError):
            store.prune(1, now=NOW)
    take_in(store, incidents({"incident_id": "A-4"}), "four")
    assert store.current().id == "v000004"


def test_leftovers_of_a_killed_writer_are_removed_by_the_next(store: Store) -> None:
    sound = set(store.folders.segments.iterdir())
    for name in ("incidents.unfinished", "incidents-0123.parquet"):
        (store.folders.segments / name).write_bytes(b"half")
    (store.path / "manifest.json.unfinished").write_text("{")
    (store.folders.reports / "v000004-0123.json").write_text("{}")
    (store.folders.quarantine / "0123.unfinished").mkdir()
    take_in(store, observations({"value": 11.0}), "four", now=NOW)
    left = {path for path in store.path.rglob("*") if "0123" in path.name or "unfinished" in path.name}
    assert left == set()
    assert sound <= set(store.folders.segments.iterdir())


def test_reports_are_listed_newest_first_and_a_damaged_one_is_left_out(store: Store) -> None:
    take_in(store, observations({"value": 11.0}), "four", now=LATER)
    (store.folders.reports / "x.json").write_text("{}")
    assert store.reports()[0].file == "four.csv"
    assert len(store.reports()) == 4
