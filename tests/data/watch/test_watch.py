"""The watch as a page uses it: alerts with papers, handling, rights, and no small count anywhere."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from data.answers.gate import Gate
from data.errors import (
    AccessDeniedError,
    BorderopsError,
    JournalConflictError,
    RuleError,
    UnknownVersionError,
)
from data.intake.store import Store
from data.roles import LOCAL_ACTOR, Actor, Role
from data.settings import Settings
from data.watch.alerts import Alert
from data.watch.events import Status
from data.watch.journal import Journal
from data.watch.watch import MOST_SNOOZE_DAYS, Watch
from tests.data.watch.conftest import BURST_CATEGORY

VIEWER = Actor(name="reader", role=Role.VIEWER)
KEY = f"unusual|sector:el-paso|{BURST_CATEGORY}"
DECEMBER = date(2025, 12, 1)


class Clock:
    """A time that a test can move."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 5, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watch(bursting_gate: Gate, tmp_path: Path, clock: Clock) -> Watch:
    return Watch(bursting_gate, Journal(f"sqlite:///{tmp_path / 'journal.sqlite'}"), now=clock)


def burst(watch: Watch) -> Alert:
    found = {alert.rule.key: alert for alert in watch.watched(LOCAL_ACTOR, "sector").alerts}
    return found[KEY]


def test_a_burst_is_an_alert_with_its_papers(watch: Watch) -> None:
    alert = burst(watch)
    assert alert.month == DECEMBER
    # Beside other answers even a large count may be withheld; it is never a small one.
    assert alert.count.words() == "withheld" or int(alert.count.words().replace(",", "")) >= 120
    assert alert.count.is_synthetic
    assert alert.count.version == watch.watched(LOCAL_ACTOR, "sector").version
    assert alert.status is Status.OPEN


def test_what_is_expected_in_small_numbers_is_told_as_small(watch: Watch) -> None:
    alert = burst(watch)
    assert (alert.expected, alert.low) == ("<10", "<10")
    assert re.fullmatch(r"<10|[\d,]{2,}", alert.high)


def test_the_watch_tells_how_many_false_alarms_to_expect(watch: Watch) -> None:
    watched = watch.watched(LOCAL_ACTOR, "sector")
    assert watched.month == DECEMBER
    assert watched.pairs > 0
    assert watched.false_alarms == pytest.approx(watched.pairs / 200)


def test_an_acknowledged_alert_stays_so_after_a_restart(
    watch: Watch, bursting_gate: Gate, tmp_path: Path, clock: Clock
) -> None:
    watch.acknowledge(LOCAL_ACTOR, KEY, revision=0, month=DECEMBER)
    again = Watch(bursting_gate, Journal(f"sqlite:///{tmp_path / 'journal.sqlite'}"), now=clock)
    assert burst(again).status is Status.ACKNOWLEDGED
    again.reopen(LOCAL_ACTOR, KEY, revision=1)
    assert burst(watch).status is Status.OPEN


def test_a_snoozed_alert_comes_back_on_its_day(watch: Watch, clock: Clock) -> None:
    watch.snooze(LOCAL_ACTOR, KEY, revision=0, days=7)
    clock.now += timedelta(days=6)
    assert burst(watch).status is Status.SNOOZED
    clock.now += timedelta(days=1)
    assert burst(watch).status is Status.OPEN


@pytest.mark.parametrize("days", [-1, 0, MOST_SNOOZE_DAYS + 1])
def test_a_snooze_of_no_days_or_a_whole_season_is_refused(watch: Watch, days: int) -> None:
    with pytest.raises(RuleError, match=str(days)):
        watch.snooze(LOCAL_ACTOR, KEY, revision=0, days=days)


def test_an_alert_is_assigned_to_a_desk_and_taken_back(watch: Watch) -> None:
    watch.assign(LOCAL_ACTOR, KEY, revision=0, to="El Paso duty officer")
    assert burst(watch).standing.assignee == "El Paso duty officer"
    watch.assign(LOCAL_ACTOR, KEY, revision=1, to="  ")
    assert not burst(watch).standing.assignee


def test_an_assignment_to_a_person_leaves_nothing_behind(watch: Watch) -> None:
    with pytest.raises(RuleError):
        watch.assign(LOCAL_ACTOR, KEY, revision=0, to="m.example@agency.gov")
    assert burst(watch).standing.revision == 0


def test_who_saw_an_older_state_is_refused(watch: Watch) -> None:
    watch.acknowledge(LOCAL_ACTOR, KEY, revision=0, month=DECEMBER)
    with pytest.raises(JournalConflictError):
        watch.snooze(LOCAL_ACTOR, KEY, revision=0, days=7)
    assert burst(watch).status is Status.ACKNOWLEDGED


@pytest.mark.parametrize("revision", [-1, 1, 100])
def test_a_state_that_never_was_is_refused(watch: Watch, revision: int) -> None:
    with pytest.raises(JournalConflictError):
        watch.acknowledge(LOCAL_ACTOR, KEY, revision=revision, month=DECEMBER)
    assert burst(watch).standing.revision == 0


def test_a_viewer_sees_alerts_and_changes_nothing(watch: Watch) -> None:
    assert watch.watched(VIEWER, "sector").alerts
    with pytest.raises(AccessDeniedError, match="handle alerts"):
        watch.acknowledge(VIEWER, KEY, revision=0, month=DECEMBER)
    with pytest.raises(AccessDeniedError):
        watch.add_threshold(VIEWER, "sector:el-paso", BURST_CATEGORY, 50)
    assert burst(watch).standing.revision == 0


def test_a_threshold_fires_in_whatever_set_is_looked_at_until_it_is_removed(watch: Watch) -> None:
    watch.add_threshold(LOCAL_ACTOR, "state:tx", BURST_CATEGORY, 100)
    watch.add_threshold(LOCAL_ACTOR, "state:tx", BURST_CATEGORY, 100)
    watched = watch.watched(LOCAL_ACTOR, "sector")
    (kept,) = watched.thresholds
    assert kept.standing.revision == 1
    alert = watched.alerts[0]
    assert alert.rule == kept.rule
    assert alert.history is not None
    assert alert.history == kept.history
    assert (alert.history.fired, alert.history.months) == (0, 36)
    watch.remove_threshold(LOCAL_ACTOR, kept.rule.key, revision=1)
    assert not watch.watched(LOCAL_ACTOR, "sector").thresholds


def test_a_threshold_under_a_floor_that_was_raised_tells_nothing(
    bursting_store: Path, tmp_path: Path, clock: Clock, watch: Watch
) -> None:
    watch.add_threshold(LOCAL_ACTOR, "state:tx", BURST_CATEGORY, 15)
    assert len(watch.watched(LOCAL_ACTOR, "sector").alerts) == 2
    stricter = Gate(Store.open(bursting_store), Settings(store=bursting_store, floor=16))
    journal = Journal(f"sqlite:///{tmp_path / 'journal.sqlite'}")
    watched = Watch(stricter, journal, now=clock).watched(LOCAL_ACTOR, "sector")
    assert [alert.rule.key for alert in watched.alerts] == [KEY]
    assert [kept.history for kept in watched.thresholds] == [None]


@pytest.mark.parametrize(
    ("region", "category", "least"),
    [
        ("sector:el-paso", BURST_CATEGORY, 9),
        ("sector:atlantis", BURST_CATEGORY, 50),
        ("sector:el-paso", "Nonsense", 50),
        ("port:2402", BURST_CATEGORY, 50),
    ],
)
def test_a_threshold_that_cannot_be_kept_is_refused(
    watch: Watch, region: str, category: str, least: int
) -> None:
    with pytest.raises(BorderopsError):
        watch.add_threshold(LOCAL_ACTOR, region, category, least)
    assert not watch.watched(LOCAL_ACTOR, "sector").thresholds


def test_no_alert_of_any_set_shows_a_count_under_twice_the_floor(watch: Watch) -> None:
    for set_key in ("sector", "field_office", "state"):
        for alert in watch.watched(LOCAL_ACTOR, set_key).alerts:
            words = alert.count.words()
            assert words == "withheld" or int(words.replace(",", "")) >= 20
            assert all(re.fullmatch(r"<10|[\d,]{2,}", w) for w in (alert.expected, alert.low, alert.high))


def test_few_incidents_or_none_give_no_alert(
    sparse_gate: Gate, empty_gate: Gate, tmp_path: Path, clock: Clock
) -> None:
    for name, gate in (("sparse", sparse_gate), ("empty", empty_gate)):
        seen = Watch(gate, Journal(f"sqlite:///{tmp_path / name}.sqlite"), now=clock).watched(
            LOCAL_ACTOR, "sector"
        )
        assert (seen.alerts, seen.pairs) == ((), 0)


def test_an_unknown_data_version_is_refused(watch: Watch) -> None:
    with pytest.raises(UnknownVersionError):
        watch.watched(LOCAL_ACTOR, "sector", version="v999999")
