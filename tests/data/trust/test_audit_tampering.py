"""A tamperer is found each time, at the number: a change, a gap, a swap, a cut end, a chain written anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from data.errors import AuditError
from data.trust.anchor import Anchors, Head, Kind
from data.trust.entries import Entry
from data.trust.verification import Breach
from data.trust.verifying import verify, verify_entries
from tests.data.trust.audit_cases import (
    AT,
    as_administrator,
    chain,
    filled,
    head_of,
    log_at,
    rebuilt,
    sqlite_at,
)

CHAIN = chain(40)
TEXTS = (
    "at",
    "actor",
    "role",
    "sitting",
    "deed",
    "outcome",
    "subject",
    "reason",
    "body",
    "previous",
    "digest",
)
numbers = st.integers(0, len(CHAIN) - 1)


def breaches(entries: list[Entry], heads: list[Head]) -> set[tuple[int, Breach]]:
    return {(fault.seq, fault.breach) for fault in verify_entries(entries, heads).faults}


@given(heads=st.lists(numbers, max_size=8))
def test_a_chain_that_nobody_touched_is_whole_whichever_heads_stand_outside(heads: list[int]) -> None:
    found = verify_entries(CHAIN, [head_of(CHAIN[at]) for at in heads])
    assert found.is_whole
    assert (found.records, found.first, found.last, found.heads) == (40, 1, 40, len(set(heads)))
    assert found.digest == CHAIN[-1].digest


@given(at=numbers, column=st.sampled_from(TEXTS), value=st.text(max_size=12))
def test_p5_a_change_of_any_part_is_found_at_its_number(at: int, column: str, value: str) -> None:
    old = CHAIN[at]
    if value == getattr(old, column):
        return
    changed = [*CHAIN[:at], replace(old, **{column: value}), *CHAIN[at + 1 :]]
    assert (at + 1, Breach.CHANGED) in breaches(changed, [])


@given(at=st.integers(0, len(CHAIN) - 2), width=st.integers(1, 5))
def test_records_taken_away_are_found_at_the_first_of_them(at: int, width: int) -> None:
    left = [*CHAIN[:at], *CHAIN[at + width :]]
    if left and left[-1] is CHAIN[-1]:
        expected = Breach.PURGED if at == 0 else Breach.MISSING
        assert breaches(left, []) == {(at + 1, expected)}


@given(one=numbers, other=numbers)
def test_records_that_change_places_are_found_at_the_first(one: int, other: int) -> None:
    if one == other:
        return
    swapped = [*CHAIN]
    swapped[one] = replace(CHAIN[other], seq=CHAIN[one].seq)
    swapped[other] = replace(CHAIN[one], seq=CHAIN[other].seq)
    found = verify_entries(swapped, [])
    assert found.faults[0].seq == min(one, other) + 1


@given(at=numbers, cut=st.integers(1, 40))
def test_p6_a_cut_end_is_found_by_the_newest_head_outside(at: int, cut: int) -> None:
    left = CHAIN[: len(CHAIN) - cut]
    found = breaches(left, [head_of(CHAIN[at])])
    assert found == ({(len(left) + 1, Breach.CUT)} if at >= len(left) else set())


def test_p6_the_chain_alone_does_not_tell_of_a_cut_end_and_says_so() -> None:
    found = verify_entries(CHAIN[:-5], [])
    assert found.is_whole
    assert "cut end would not be noticed" in found.remarks[0]


@given(at=numbers, head=numbers, subject=st.text(min_size=1, max_size=8))
def test_a_chain_that_was_written_anew_differs_from_the_heads_outside(
    at: int, head: int, subject: str
) -> None:
    if subject == CHAIN[at].subject:
        return
    anew = rebuilt([*CHAIN[:at], replace(CHAIN[at], subject=subject), *CHAIN[at + 1 :]])
    assert verify_entries(anew, []).is_whole
    found = breaches(anew, [head_of(CHAIN[head])])
    assert found == ({(head + 1, Breach.REWRITTEN)} if head >= at else set())


@given(cut=st.integers(1, 39), more=st.integers(1, 39))
def test_an_end_that_was_cut_and_grown_again_is_found_even_if_it_has_heads_of_its_own(
    cut: int, more: int
) -> None:
    kept = CHAIN[: len(CHAIN) - cut]
    grown = rebuilt([*kept, *(replace(entry, actor="mallory") for entry in CHAIN[:more])])
    found = verify_entries(grown, [head_of(CHAIN[-1]), head_of(grown[-1])])
    assert not found.is_whole


def test_one_number_with_two_digests_outside_is_a_rewritten_chain() -> None:
    other = replace(head_of(CHAIN[9]), digest="f" * 64)
    assert (10, Breach.REWRITTEN) in breaches(CHAIN, [head_of(CHAIN[9]), other])


def test_a_forged_purge_is_no_purge_without_its_line_outside() -> None:
    assert breaches(CHAIN[10:], [head_of(CHAIN[-1])]) == {(1, Breach.PURGED)}
    # A line outside alone does not do either: the chain has to tell of the purge itself.
    outside = replace(head_of(CHAIN[9]), kind=Kind.PURGED)
    assert breaches(CHAIN[10:], [outside, head_of(CHAIN[-1])]) == {(1, Breach.PURGED)}


def test_a_restore_that_was_declared_voids_the_heads_after_it_and_is_told() -> None:
    restored = replace(head_of(CHAIN[29]), kind=Kind.RESTORED, why="disk failure")
    grown = rebuilt([*CHAIN[:30], *(replace(entry, actor="later") for entry in CHAIN[:4])])
    found = verify_entries(grown, [head_of(CHAIN[-1]), restored, head_of(grown[-1])])
    assert found.is_whole
    assert "records 31 to 40 lost. disk failure" in found.remarks[0]


def test_many_faults_are_counted_and_not_all_told() -> None:
    long = chain(120)
    found = verify_entries([replace(entry, actor="x") for entry in long], [])
    assert (len(found.faults), found.more_faults) == (50, 70)
    assert "120 faults" in found.words


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE trust_audit SET subject = 'plan 99' WHERE seq = 7", (7, Breach.CHANGED)),
        ("DELETE FROM trust_audit WHERE seq = 7", (7, Breach.MISSING)),
        ("DELETE FROM trust_audit WHERE seq > 8", (9, Breach.CUT)),
        ("DELETE FROM trust_audit WHERE seq <= 4", (1, Breach.PURGED)),
        ("DELETE FROM trust_audit", (1, Breach.CUT)),
    ],
)
def test_p5_p6_an_administrator_of_the_database_is_found_out(
    url: str, tmp_path: Path, statement: str, expected: tuple[int, Breach]
) -> None:
    log = filled(log_at(url, tmp_path), 12)
    with as_administrator(url) as connection:
        connection.execute(text(statement))
    found = verify(log.database, log.anchors)
    assert {(fault.seq, fault.breach) for fault in found.faults} == {expected}
    assert f"{expected[0]:,}" in found.words


def test_a_record_slipped_in_below_the_first_number_is_seen(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'plans.sqlite'}"
    log = filled(log_at(url, tmp_path), 3)
    connection = sqlite_at(url)
    connection.execute(
        "INSERT INTO trust_audit SELECT -5, at, actor, role, sitting, deed, outcome, subject, reason, body, "
        "previous, digest FROM trust_audit WHERE seq = 1"
    )
    connection.commit()
    connection.close()
    assert not verify(log.database, log.anchors).is_whole


def test_a_line_outside_that_is_no_head_is_told_of_and_a_last_one_that_a_crash_cut_off_is_left_out(
    tmp_path: Path,
) -> None:
    anchors = Anchors(tmp_path / "heads.jsonl")
    assert anchors.read() == ()
    anchors.add(Head(seq=1, digest="a" * 64, at=AT))
    with anchors.path.open("a") as file:
        file.write('{"seq": 2, "dig')
    assert [head.seq for head in anchors.read()] == [1]
    with anchors.path.open("a") as file:
        file.write("\n")
    with pytest.raises(AuditError, match="row 2"):
        anchors.read()
