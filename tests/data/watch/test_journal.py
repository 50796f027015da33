"""The journal: only added to, one of two wins, and what was written outlives a killed process."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import JournalConflictError, JournalError, SettingsError
from data.settings import Settings
from data.watch.events import Did, Event, Standing, Status, standings
from data.watch.journal import Journal

AT = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
RULE = "unusual|sector:tucson|Drug seizure"
_WRITER = """
import sys
from datetime import UTC, datetime
from data.watch.events import Did, Event
from data.watch.journal import Journal
journal = Journal(sys.argv[1])
for revision in range(1, 100_000):
    journal.append(Event(rule="r", revision=revision, did=Did.REOPENED, value="", actor="a",
                         at=datetime.now(UTC)))
    print(revision, flush=True)
"""


def event(did: Did, *, revision: int, value: str = "", rule: str = RULE) -> Event:
    return Event(rule=rule, revision=revision, did=did, value=value, actor="local", at=AT)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'journal.sqlite'}"


def test_events_come_back_as_they_were_after_a_restart(url: str) -> None:
    written = (
        event(Did.ASSIGNED, revision=1, value="Tucson duty officer"),
        event(Did.SNOOZED, revision=2, value="2026-12-02"),
    )
    for one in written:
        Journal(url).append(one)
    assert Journal(url).events() == written


def test_of_two_who_act_on_the_same_sight_the_second_is_refused(url: str) -> None:
    journal = Journal(url)
    journal.append(event(Did.ACKNOWLEDGED, revision=1, value="2026-10-01"))
    with pytest.raises(JournalConflictError, match="somebody else"):
        Journal(url).append(event(Did.SNOOZED, revision=1, value="2026-12-02"))
    assert [one.did for one in journal.events()] == [Did.ACKNOWLEDGED]


def test_of_many_at_once_exactly_one_succeeds_for_each_revision(url: str) -> None:
    def outcome(number: int) -> int:
        try:
            Journal(url).append(event(Did.REOPENED, revision=number % 5 + 1))
        except JournalConflictError:
            return 0
        return 1

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(outcome, range(40))) == 5
    assert sorted(one.revision for one in Journal(url).events()) == [1, 2, 3, 4, 5]


def test_what_was_written_outlives_a_killed_writer(url: str, tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", _WRITER, url], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        for line in writer.stdout:
            if int(line) >= 25:
                break
        os.kill(writer.pid, signal.SIGKILL)
        told = 25 + len(writer.stdout.read().split())
    kept = [one.revision for one in Journal(url).events()]
    assert kept == list(range(1, len(kept) + 1))
    assert len(kept) >= told
    with sqlite3.connect(tmp_path / "journal.sqlite") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    database.close()
    Journal(url).append(event(Did.REOPENED, revision=len(kept) + 1, rule="r"))


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    journal = Journal(f"sqlite:///{tmp_path / 'nowhere' / 'journal.sqlite'}")
    with pytest.raises(JournalError, match="BORDEROPS_DATABASE"):
        journal.append(event(Did.REOPENED, revision=1))


def test_looking_makes_no_file(tmp_path: Path, url: str) -> None:
    assert Journal(url).events() == ()
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    path.write_text("not a database, and long enough to be looked at as one" * 20)
    with pytest.raises(JournalError):
        Journal(f"sqlite:///{path}").events()


@pytest.mark.parametrize("bad", ["nonsense", "nosuch://host/db", "oracle+nosuch://user:secret@host/db"])
def test_a_url_that_cannot_be_used_is_refused_without_its_password(bad: str) -> None:
    with pytest.raises(SettingsError) as refusal:
        Journal(bad)
    assert "secret" not in str(refusal.value)


def test_the_journal_is_beside_the_store_unless_a_database_is_named(tmp_path: Path) -> None:
    assert Settings(store=tmp_path).journal_url == f"sqlite:///{tmp_path / 'journal.sqlite'}"
    assert Settings(store=tmp_path, database="postgresql://db/x").journal_url == "postgresql://db/x"


def test_an_acknowledgement_holds_for_its_month_and_a_newer_month_is_open_again() -> None:
    stand = standings([event(Did.ACKNOWLEDGED, revision=1, value="2026-10-01")]).by_rule[RULE]
    assert stand.status(date(2026, 10, 1), today=date(2027, 1, 1)) is Status.ACKNOWLEDGED
    assert stand.status(date(2026, 11, 1), today=date(2027, 1, 1)) is Status.OPEN


def test_a_snooze_holds_until_its_day_whatever_the_month() -> None:
    stand = standings([event(Did.SNOOZED, revision=1, value="2026-12-02")]).by_rule[RULE]
    assert stand.status(date(2026, 10, 1), today=date(2026, 12, 1)) is Status.SNOOZED
    assert stand.status(date(2026, 11, 1), today=date(2026, 12, 1)) is Status.SNOOZED
    assert stand.status(date(2026, 11, 1), today=date(2026, 12, 2)) is Status.OPEN


def test_reopening_keeps_the_assignment() -> None:
    done = [
        event(Did.ASSIGNED, revision=1, value="Desk 2"),
        event(Did.ACKNOWLEDGED, revision=2, value="2026-10-01"),
        event(Did.SNOOZED, revision=3, value="2026-12-02"),
        event(Did.REOPENED, revision=4),
    ]
    assert standings(done).by_rule[RULE] == Standing(revision=4, assignee="Desk 2")


def test_a_threshold_that_was_removed_can_be_added_again() -> None:
    rule = "threshold|sector:tucson|Drug seizure|100"
    done = [Did.ADDED, Did.REMOVED, Did.ADDED]
    events = [event(did, revision=i + 1, rule=rule) for i, did in enumerate(done)]
    kept = [len(standings(events[:n]).thresholds()) for n in range(4)]
    assert kept == [0, 1, 0, 1]


@given(order=st.permutations(list(Did)))
def test_the_standing_depends_on_the_events_alone(order: list[Did]) -> None:
    values = {Did.ACKNOWLEDGED: "2026-10-01", Did.SNOOZED: "2026-12-02", Did.ASSIGNED: "Desk 2"}
    events = [event(did, revision=i + 1, value=values.get(did, "")) for i, did in enumerate(order)]
    assert standings(events) == standings(events)
    assert standings(events).by_rule[RULE].revision == len(order)
