"""The record as a file: whole, marked, no formula for a spreadsheet, and verified by itself."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import AuditError
from data.trust.audit_export import ExportPapers, csv_lines, json_lines, verify_export
from data.trust.entries import Entry
from tests.data.trust.audit_cases import chain, rebuilt

PAPERS = ExportPapers(
    marking="UNCLASSIFIED",
    search="everything",
    made_at="2026-11-30T14:00:00+00:00",
    made_by="otto",
    reason="audit",
)
Lines = Callable[[Iterable[Entry], ExportPapers], Iterator[str]]
BOTH = pytest.mark.parametrize("lines", [csv_lines, json_lines])


def written(folder: Path, text: str) -> Path:
    path = folder / "export"
    path.write_bytes(text.encode())
    return path


@BOTH
def test_a_file_names_its_marking_first_and_verifies_by_itself(lines: Lines, tmp_path: Path) -> None:
    text = "".join(lines(chain(30), PAPERS))
    assert "UNCLASSIFIED" in text.splitlines()[0]
    found = verify_export(written(tmp_path, text))
    assert (found.is_whole, found.records, found.first, found.last) == (True, 30, 1, 30)
    assert found.digest == chain(30)[-1].digest


@BOTH
@given(texts=st.lists(st.text(max_size=20), min_size=1, max_size=6))
def test_any_text_comes_back_as_it_was(
    lines: Lines, texts: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    told = [text.encode("utf-8", "replace").decode().replace("\0", "") for text in texts]
    entries = rebuilt([replace(one, subject=text) for one, text in zip(chain(6), told, strict=False)])
    path = written(tmp_path_factory.mktemp("export"), "".join(lines(entries, PAPERS)))
    found = verify_export(path)
    assert (found.is_whole, found.records) == (True, len(entries)), found.words


def test_no_cell_starts_as_a_formula_does() -> None:
    starts = ("=1+1", "+1+x", "-1+x", "@x", "\tx", "\rx", "'x")
    entries = rebuilt([replace(one, subject=text) for one, text in zip(chain(7), starts, strict=True)])
    text = "".join(line for line in csv_lines(entries, PAPERS) if not line.startswith("#"))
    rows = list(csv.reader(text.splitlines(keepends=True)))
    assert [row[7] for row in rows[1:]] == [f"'{start}" for start in starts]


@BOTH
@given(at=st.integers(0, 5000), to=st.sampled_from("abcxyz0123456789"))
def test_a_file_with_another_character_anywhere_is_not_as_it_was_written(
    lines: Lines, at: int, to: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = "".join(lines(chain(12), PAPERS))
    at %= len(text)
    if text[at] == to:
        return
    path = written(tmp_path_factory.mktemp("export"), text[:at] + to + text[at + 1 :])
    try:
        assert not verify_export(path).is_whole
    except AuditError as error:
        assert "no export" in str(error)  # noqa: PT017 either of two refusals will do


@BOTH
@pytest.mark.parametrize("kept", [-1, -2, 5])
def test_a_file_that_was_cut_off_is_found_out(lines: Lines, kept: int, tmp_path: Path) -> None:
    whole = list(lines(chain(12), PAPERS))
    found = verify_export(written(tmp_path, "".join(whole[:kept])))
    assert not found.is_whole


def test_a_record_changed_with_the_digest_of_the_file_made_anew_is_still_found(tmp_path: Path) -> None:
    entries = chain(12)
    entries[4] = replace(entries[4], actor="mallory")
    found = verify_export(written(tmp_path, "".join(json_lines(entries, PAPERS))))
    assert [fault.seq for fault in found.faults] == [5]


def test_a_search_with_gaps_verifies_as_what_it_is(tmp_path: Path) -> None:
    found = verify_export(written(tmp_path, "".join(json_lines(chain(12)[::3], PAPERS))))
    assert (found.is_whole, found.records) == (True, 4)


@pytest.mark.parametrize("content", ["", "{}", "[]\n", "a,b\n1,2\n", json.dumps({"format": "other"})])
def test_something_else_is_no_export(content: str, tmp_path: Path) -> None:
    with pytest.raises(AuditError, match="no export"):
        verify_export(written(tmp_path, content))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(AuditError, match="cannot be read"):
        verify_export(tmp_path / "none.csv")
