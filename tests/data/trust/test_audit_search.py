"""Finding records: by day, actor, deed, outcome and part of the subject; a page at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from data.errors import FilterError
from data.roles import Actor, Role
from data.trust.audit import AuditLog
from data.trust.audit_search import Search, all_found, found, search_of
from data.trust.deeds import Deed, Outcome
from tests.data.trust.audit_cases import ANNA, log_at

BEN = Actor(name="ben", role=Role.STEWARD, session="s2")
START = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


def clock() -> Iterator[datetime]:
    at = START
    while True:
        yield at
        at += timedelta(hours=12)


@pytest.fixture
def log(url: str, tmp_path: Path) -> AuditLog:
    """Ten records of two people, half a day apart."""
    times = clock()
    made = log_at(url, tmp_path, now=lambda: next(times))
    for number in range(10):
        actor, deed = ((ANNA, Deed.EXPORTED), (BEN, Deed.INGESTED))[number % 2]
        outcome = Outcome.FAILED if number == 3 else Outcome.DONE
        made.record(actor, deed, outcome=outcome, subject=f"File_{number}%.csv")
    return made


def numbers(log: AuditLog, **given: str) -> list[int]:
    return [entry.seq for entry in all_found(log.database, search_of(given))]


def test_each_part_of_a_search_narrows(log: AuditLog) -> None:
    assert numbers(log) == [*range(1, 11)]
    assert numbers(log, actor="anna") == [1, 3, 5, 7, 9]
    assert numbers(log, deed="ingested", outcome="failed") == [4]
    assert numbers(log, first="2026-11-02", last="2026-11-03") == [2, 3, 4, 5]
    assert numbers(log, subject="file_4") == [5]


def test_signs_that_mean_something_in_sql_are_looked_for_as_they_are(log: AuditLog) -> None:
    assert numbers(log, subject="%") == [*range(1, 11)]
    assert numbers(log, subject="_9%.") == [10]
    assert numbers(log, subject="e%9") == []
    assert numbers(log, actor="' OR 1=1 --") == []


def test_pages_follow_one_another_from_the_newest_on(log: AuditLog) -> None:
    seen, before = [], None
    while True:
        page = found(log.database, Search(), before=before, limit=4)
        assert page.total == 10
        seen.append([entry.seq for entry in page.entries])
        before = page.before
        if before is None:
            break
    assert seen == [[10, 9, 8, 7], [6, 5, 4, 3], [2, 1]]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"first": "yesterday"}, "2026-10-31"),
        ({"first": "2026-11-03", "last": "2026-11-02"}, "earlier day first"),
        ({"deed": "stole"}, "signed in"),
        ({"outcome": "x"}, "begun"),
    ],
)
def test_a_search_that_makes_no_sense_is_refused_in_words(given: dict[str, str], words: str) -> None:
    with pytest.raises(FilterError, match=words):
        search_of(given)


def test_a_search_says_what_it_looks_for() -> None:
    assert Search().words == "everything"
    said = Search(first=date(2026, 11, 2), actor="anna", deed=Deed.EXPORTED, subject="plan").words
    assert said == "from 2026-11-02, by anna, deed exported, about plan"


def test_looking_makes_no_database(tmp_path: Path) -> None:
    log = log_at(f"sqlite:///{tmp_path / 'none.sqlite'}", tmp_path)
    assert found(log.database, Search()).total == 0
    assert log.head() is None
    assert list(tmp_path.iterdir()) == []
