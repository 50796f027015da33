"""What is no extract is refused in words, at once, and leaves nothing but a report."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from data.errors import ExtractError, UnknownFormatError, UnreadableExtractError
from data.intake.ingest import ingest
from data.intake.store import Store
from tests.data.intake.made import NOW


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "store")


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", UnreadableExtractError),
        (b"\x1f\x8b\x08\x00half", UnreadableExtractError),
        (b"PAR1 and no more", UnreadableExtractError),
        (b"a,b\n1,2\n", UnknownFormatError),
        (b'{"rows": []}', UnknownFormatError),
    ],
)
def test_a_file_that_no_reader_can_read_is_refused_with_a_report(
    store: Store, tmp_path: Path, content: bytes, error: type[ExtractError]
) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(error) as refusal:
        ingest(path, store=store, now=NOW)
    (report,) = store.reports()
    assert [finding.rule for finding in report.findings] == [refusal.value.found]
    assert store.history() == ()


def test_a_file_that_is_not_there_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UnreadableExtractError, match=r"absent\.csv"):
        ingest(tmp_path / "absent.csv", store=store, now=NOW)


def test_a_folder_a_pipe_and_a_device_are_refused_and_never_waited_for(store: Store, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    kinds = {tmp_path: "a folder", tmp_path / "pipe": "a pipe", Path("/dev/zero"): "a device"}
    for path, kind in kinds.items():
        with pytest.raises(UnreadableExtractError, match=kind):
            ingest(path, store=store, now=NOW)
