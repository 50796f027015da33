"""Retention: the old part goes to a file that verifies, and the chain stays whole from there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from data.errors import AuditError, SettingsError
from data.trust.audit import AuditLog
from data.trust.audit_export import verify_export
from data.trust.audit_search import Search, all_found
from data.trust.deeds import Deed
from data.trust.retention import purge
from data.trust.verification import Breach
from data.trust.verifying import verify
from tests.data.trust.audit_cases import ANNA, as_administrator, log_at

NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)


def daily(first: datetime) -> Iterator[datetime]:
    while True:
        yield first
        first += timedelta(days=1)


@pytest.fixture
def log(url: str, tmp_path: Path) -> AuditLog:
    """Twenty records, one a day, the last of them yesterday."""
    days = daily(NOW - timedelta(days=20))
    made = log_at(url, tmp_path, now=lambda: next(days))
    for number in range(20):
        made.record(ANNA, Deed.EXPORTED, subject=f"plan {number}")
    made.settle()
    return made


def test_what_is_too_old_leaves_into_a_file_and_the_rest_is_whole(log: AuditLog, tmp_path: Path) -> None:
    done = purge(log, ANNA, keep_days=7, folder=tmp_path / "old", at=NOW)
    assert (done.through, done.records) == (13, 13)
    assert done.file
    exported = verify_export(done.file)
    assert (exported.is_whole, exported.first, exported.last) == (True, 1, 13)
    left = list(all_found(log.database, Search()))
    assert [entry.seq for entry in left] == [*range(14, 22)]
    assert left[-1].deed == Deed.PURGED_AUDIT
    assert done.sha256 in left[-1].body
    found = verify(log.database, log.anchors)
    assert found.is_whole, found.words
    assert any("Records 1 to 13 are purged" in remark for remark in found.remarks)


def test_a_second_purge_follows_the_first_and_nothing_is_purged_twice(log: AuditLog, tmp_path: Path) -> None:
    purge(log, ANNA, keep_days=7, folder=tmp_path, at=NOW)
    assert purge(log, ANNA, keep_days=7, folder=tmp_path, at=NOW).records == 0
    again = purge(log, ANNA, keep_days=3, folder=tmp_path, at=NOW)
    assert (again.through, again.records) == (17, 4)
    found = verify(log.database, log.anchors)
    assert found.is_whole, found.words
    assert (found.first, found.last) == (18, 22)


def test_the_database_refuses_as_before_once_the_purge_is_over(
    log: AuditLog, url: str, tmp_path: Path
) -> None:
    purge(log, ANNA, keep_days=7, folder=tmp_path, at=NOW)
    engine = create_engine(url)
    for statement in ("DELETE FROM trust_audit WHERE seq = 20", "UPDATE trust_audit SET actor = 'x'"):
        with pytest.raises(DBAPIError), engine.begin() as connection:
            connection.execute(text(statement))
    engine.dispose()


def test_more_taken_away_than_was_purged_is_found(log: AuditLog, url: str, tmp_path: Path) -> None:
    purge(log, ANNA, keep_days=7, folder=tmp_path, at=NOW)
    with as_administrator(url) as connection:
        connection.execute(text("DELETE FROM trust_audit WHERE seq <= 15"))
    assert {(fault.seq, fault.breach) for fault in verify(log.database, log.anchors).faults} == {
        (1, Breach.PURGED)
    }


def test_the_newest_record_stays_however_old_it_is(log: AuditLog, tmp_path: Path) -> None:
    done = purge(log, ANNA, keep_days=1, folder=tmp_path, at=NOW + timedelta(days=900))
    assert done.through == 19
    assert verify(log.database, log.anchors).is_whole


def test_a_folder_that_cannot_be_written_to_leaves_everything_where_it_is(
    log: AuditLog, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(AuditError, match="nothing was taken out"):
        purge(log, ANNA, keep_days=7, folder=tmp_path / "file", at=NOW)
    assert verify(log.database, log.anchors).records == 20


def test_without_a_rule_nothing_is_purged(log: AuditLog, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="for good"):
        purge(log, ANNA, keep_days=0, folder=tmp_path, at=NOW)
