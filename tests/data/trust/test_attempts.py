from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from data.errors import TooManyAttemptsError
from data.plans.keeping.database import Database
from data.trust.attempts import OF_ADDRESS, OF_NAME, Attempts
from data.trust.tables import ATTEMPT
from tests.data.trust.people import AT, later


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    made = Database(url)
    yield made
    made.close()


@pytest.fixture
def attempts(database: Database) -> Attempts:
    return Attempts(database)


def wait_of(attempts: Attempts, *, name: str, address: str, passed_s: float) -> int:
    """Seconds to wait; 0 if the try was heard, and counted."""
    try:
        attempts.count(name=name, address=address, at=later(seconds=passed_s))
    except TooManyAttemptsError as error:
        return error.wait_s
    return 0


def test_waits_of_a_name_grow_and_end_from_whatever_address(attempts: Attempts) -> None:
    passed_s, waits = 0.0, []
    for number in range(16):
        wait_s = wait_of(attempts, name="Maria", address=f"10.1.{number}.1", passed_s=passed_s)
        if wait_s:
            waits.append(wait_s)
            passed_s += wait_s
            assert wait_of(attempts, name="maria", address=f"10.2.{number}.1", passed_s=passed_s) == 0
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300], "nobody is locked out for good"
    assert wait_of(attempts, name="paul", address="10.1.0.1", passed_s=passed_s) == 0


def test_an_address_that_tries_many_names_waits_too(attempts: Attempts) -> None:
    tries = [
        wait_of(attempts, name=f"p{i}", address="2001:db8::1", passed_s=0) for i in range(OF_ADDRESS.free)
    ]
    assert set(tries) == {0}
    assert wait_of(attempts, name="next", address="2001:db8::1", passed_s=0) == 2
    assert wait_of(attempts, name="next", address="2001:db8::dead:beef", passed_s=0) == 2, "one site's /64"
    assert wait_of(attempts, name="next", address="2001:db8:1::1", passed_s=0) == 0


def test_a_refused_try_is_not_counted_and_a_good_one_starts_anew(attempts: Attempts) -> None:
    for _ in range(OF_NAME.free):
        assert wait_of(attempts, name="maria", address="10.1.1.1", passed_s=0) == 0
    assert {wait_of(attempts, name="maria", address="10.1.1.1", passed_s=0.5) for _ in range(9)} == {2}
    attempts.forget("MARIA")
    assert wait_of(attempts, name="maria", address="10.1.1.1", passed_s=0.5) == 0


def test_many_at_once_are_many(attempts: Attempts) -> None:
    gate = threading.Barrier(12)

    def one(number: int) -> bool:
        gate.wait()
        return wait_of(attempts, name="maria", address=f"10.1.{number}.1", passed_s=0) == 0

    with ThreadPoolExecutor(12) as pool:
        assert sum(pool.map(one, range(12))) == OF_NAME.free


def test_a_clock_that_was_set_back_makes_no_wait_longer_than_its_limit(attempts: Attempts) -> None:
    for _ in range(OF_NAME.free + 1):
        wait_of(attempts, name="maria", address="10.1.1.1", passed_s=86_400)
    assert wait_of(attempts, name="maria", address="10.1.1.1", passed_s=0) <= OF_NAME.longest_s


def test_names_and_addresses_are_kept_as_digests_and_forgotten_after_a_day(
    attempts: Attempts, database: Database
) -> None:
    attempts.count(name="maria", address="10.1.1.1", at=AT)
    with database.reading() as connection:
        kept = str(connection.execute(select(ATTEMPT)).all())
    assert "maria" not in kept
    assert "10.1.1.1" not in kept
    attempts.count(name="paul", address="10.9.9.9", at=later(hours=25))
    with database.reading() as connection:
        assert len(connection.execute(select(ATTEMPT)).all()) == 2
