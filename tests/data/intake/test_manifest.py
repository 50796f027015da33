"""The manifest survives being written and read, notices a changed byte, and prunes without loss."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import StoreCorruptError, UnknownVersionError
from data.extracts.contract import Kind
from data.intake.manifest import Manifest, SegmentKind, StoredExtract, StoredFile
from data.intake.manifest_json import manifest_from, manifest_text

AT = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
DAYS = st.dates(date(1990, 1, 1), date(2026, 12, 31))


def _file(number: int) -> StoredFile:
    name = f"incidents-{number:024d}.parquet"
    return StoredFile(
        name=name, kind=SegmentKind.INCIDENTS, sha256=f"{number:064d}", size_bytes=number, rows=number
    )


def _extract(number: int) -> StoredExtract:
    return StoredExtract(
        digest=f"{number:064d}",
        file=f"file {number} ñ.csv",
        reader="test",
        kind=Kind.INCIDENTS,
        datasets=("a", "b"),
        source="test",
        as_of=None if number % 2 else date(2025, 1, number % 28 + 1),
        taken_in_on=date(2026, 1, 1),
        is_synthetic=bool(number % 3),
        first=date(2024, 1, 1),
        last=None,
        rows_new=number,
        rows_superseded=0,
        rows_quarantined=0,
        files=(f"incidents-{number:024d}.parquet",),
    )


def _grown(steps: list[int | None]) -> Manifest:
    """A manifest of ingests (``None``) and of rollbacks to the version at a position."""
    manifest = Manifest()
    for number, step in enumerate(steps):
        if step is None or not manifest.versions:
            manifest = manifest.published(
                extracts=(_extract(number),),
                files=(_file(number),),
                base=manifest.versions[-1].id if manifest.versions else None,
                note="ingest",
                at=AT,
            )
        else:
            to = manifest.versions[step % len(manifest.versions)].id
            manifest = manifest.published(extracts=(), base=to, note=f"rolled back to {to}", at=AT)
    return manifest


STEPS = st.lists(st.none() | st.integers(0, 20), min_size=1, max_size=12)


@given(STEPS)
def test_a_manifest_read_back_is_the_manifest_that_was_written(steps: list[int | None]) -> None:
    manifest = _grown(steps)
    assert manifest_from(manifest_text(manifest)) == manifest


@given(STEPS, st.integers(1, 12))
def test_pruning_keeps_what_the_kept_versions_hold_and_the_files_that_they_need(
    steps: list[int | None], keep: int
) -> None:
    manifest = _grown(steps)
    pruned = manifest.pruned(keep, at=AT)
    assert [v.id for v in pruned.versions] == [v.id for v in manifest.versions[-keep:]]
    needed = set()
    for version in pruned.versions:
        assert pruned.extracts(version.id) == manifest.extracts(version.id)
        needed |= {name for extract in pruned.extracts(version.id) for name in extract.files}
    assert set(pruned.files) == needed
    assert pruned.next_id == manifest.next_id
    assert pruned.pruned(keep, at=AT) == pruned


@given(STEPS, st.data())
def test_a_rollback_holds_exactly_what_its_target_holds(steps: list[int | None], data: st.DataObject) -> None:
    manifest = _grown(steps)
    to = data.draw(st.sampled_from([version.id for version in manifest.versions]))
    back = manifest.published(extracts=(), base=to, note="", at=AT)
    assert back.extracts(back.versions[-1].id) == manifest.extracts(to)
    assert back.versions[:-1] == manifest.versions


@given(st.data())
def test_any_changed_character_of_a_value_is_noticed(data: st.DataObject) -> None:
    text = manifest_text(_grown([None, None, 0]))
    digits = [at for at, letter in enumerate(text) if letter.isdigit()]
    at = data.draw(st.sampled_from(digits))
    changed = text[:at] + str((int(text[at]) + 1) % 10) + text[at + 1 :]
    with pytest.raises(StoreCorruptError):
        manifest_from(changed)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"format": 1}', '{"digest": "x", "format": 1}'])
def test_text_that_is_no_manifest_is_refused(text: str) -> None:
    with pytest.raises(StoreCorruptError, match=r"manifest\.json"):
        manifest_from(text)


def test_a_later_format_is_refused_by_its_number() -> None:
    body = {**json.loads(manifest_text(Manifest())), "format": 2}
    with pytest.raises(StoreCorruptError, match="format 2, this program reads format 1"):
        manifest_from(json.dumps(body))


def test_an_unknown_version_is_answered_with_the_newest_ones() -> None:
    with pytest.raises(UnknownVersionError, match="v000009") as refusal:
        _grown([None] * 3).record("v000009")
    assert "v000001, v000002, v000003" in refusal.value.remedy
