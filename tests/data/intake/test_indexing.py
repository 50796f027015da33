"""Indexes are published with segments, merged as they grow in number, and hold each row once."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.answers.counting import Axis
from data.answers.engine import Engine
from data.answers.filters import Filter
from data.answers.incident_index import IncidentIndex
from data.answers.incidents import Rows
from data.answers.tally import Tally
from data.errors import StoreCorruptError
from data.index.index_file import indexed_segments, open_index, save_index
from data.index.segment import Columns, Segment
from data.intake.indexing import chosen_indexes
from data.intake.manifest import SegmentKind
from data.intake.store import Store
from tests.data.intake.made import incidents, take_in

EXTRACTS = 30
REPORTED_LATER = datetime(2025, 6, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store that took in an extract a day, each with a correction of the one before."""
    store = Store.create(tmp_path_factory.mktemp("grown") / "store")
    for day in range(EXTRACTS):
        rows = [{"incident_id": f"D{day}-{n}", "lon": -106.4 + n / 100, "lat": 31.7} for n in range(4)]
        if day:
            rows.append({"incident_id": f"D{day - 1}-0", "lat": 31.8, "reported_at": REPORTED_LATER})
        take_in(store, incidents(*rows), f"day {day}")
    return store


def test_every_segment_is_in_one_index_and_indexes_stay_few(grown: Store) -> None:
    for version in grown.history():
        indexes = chosen_indexes(version.folder, version.files)
        held = [segment for segments in indexes.values() for segment in segments]
        assert sorted(held) == sorted(path.name for path in version.incident_paths)
        assert len(indexes) < 16


def test_no_merged_index_has_more_rows_than_fit_into_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.intake.indexing._MOST_ROWS_MERGED", 40)
    store = Store.create(tmp_path / "store")
    for day in range(24):
        take_in(store, incidents(*({"incident_id": f"{day}-{n}"} for n in range(5))), f"day {day}")
    version = store.current()
    rows = [file.rows for file in version.files if file.kind is SegmentKind.INDEX]
    assert max(rows) == 40
    assert len(chosen_indexes(version.folder, version.files)) == 3


def test_merged_indexes_count_what_the_rows_do(grown: Store) -> None:
    for version in grown.history()[:: EXTRACTS // 5]:
        engine = Engine.over_files(version, memory_limit_mb=256, threads=1)
        tally, rows = Tally(IncidentIndex.load(version)), Rows(engine=engine)
        for axis in Axis:
            found = {key: count for key, count in tally.grouped(axis, Filter()).items() if count}
            assert found == rows.grouped(axis, Filter())
        engine.close()


def test_a_version_without_indexes_is_counted_all_the_same(grown: Store, tmp_path: Path) -> None:
    version = grown.current()
    for file in version.files:
        if file.kind is not SegmentKind.INDEX:
            (tmp_path / file.name).symlink_to(version.folder / file.name)
    bare = type(version)(**{**vars(version), "folder": tmp_path})
    assert not chosen_indexes(tmp_path, bare.files)
    total = Tally(IncidentIndex.load(bare)).grouped(Axis.TOTAL, Filter())
    assert total == Tally(IncidentIndex.load(version)).grouped(Axis.TOTAL, Filter()) == {0: EXTRACTS * 4}


@given(seed=st.integers(0, 2**32 - 1), rows=st.integers(0, 400))
@settings(max_examples=50)
def test_an_index_comes_back_from_its_file_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, seed: int, rows: int
) -> None:
    random = np.random.default_rng(seed)
    columns = Columns(
        lon=random.uniform(-180, 180, rows),
        lat=np.round(random.uniform(-90, 90, rows), 5),
        month=random.integers(24_000, 24_100, rows).astype(np.uint16),
        category=random.integers(0, 5, rows).astype(np.uint8),
        component=random.integers(0, 3, rows).astype(np.uint8),
        mode=random.integers(0, 3, rows).astype(np.uint8),
        county=random.integers(0, 4, rows).astype(np.int32),
    )
    segment = Segment.of(columns)
    path = tmp_path_factory.mktemp("index") / "index.arrow"
    save_index(segment, path, of=("a", "b"))
    found = open_index(path)
    assert indexed_segments(path) == ("a", "b")
    assert len(found) == rows
    for name, values in vars(segment.columns()).items():
        np.testing.assert_array_equal(getattr(found.columns(), name), values)
    halves = [columns.take(np.arange(rows)[half::2]) for half in (0, 1)]
    merged = Segment.merged([Segment.of(half) for half in halves])
    np.testing.assert_array_equal(merged.tree.box, segment.tree.box)
    np.testing.assert_array_equal(merged.words.before[-1], segment.words.before[-1])


def test_a_file_that_is_no_index_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "index-1.arrow"
    path.write_bytes(b"no index")
    assert indexed_segments(path) == ()
    with pytest.raises(StoreCorruptError, match=r"index-1\.arrow"):
        open_index(path)
