"""What many ask for at the same moment is made once, and nobody waits for it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from dashboard.api.once import Once


def test_fifty_who_ask_while_it_is_made_are_told_to_come_again_and_it_is_made_once() -> None:
    once: Once[str] = Once(most=4, at_once=2)
    begun, may_end = Event(), Event()
    made: list[str] = []

    def make() -> str:
        begun.set()
        may_end.wait(30)
        made.append("made")
        return "scene"

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(once.get, "key", make)
        assert begun.wait(30)
        assert [once.get("key", make) for _ in range(50)] == [None] * 50
        may_end.set()
        assert first.result(30) == "scene"
    assert once.get("key", make) == "scene"
    assert made == ["made"]


def test_no_more_than_so_many_are_made_at_the_same_time() -> None:
    once: Once[str] = Once(most=4, at_once=1)
    assert once.get("outer", lambda: once.get("inner", lambda: "inner") or "told to come again") == (
        "told to come again"
    )


def test_a_failure_is_raised_and_not_kept() -> None:
    once: Once[str] = Once(most=4, at_once=2)

    def fail() -> str:
        raise ValueError("refused")

    with pytest.raises(ValueError, match="refused"):
        once.get("key", fail)
    assert once.get("key", lambda: "made") == "made"


def test_what_is_not_there_yet_is_not_kept() -> None:
    once: Once[str] = Once(most=4, at_once=2)
    assert once.get("key", lambda: None) is None
    assert once.get("key", lambda: "made") == "made"


def test_the_result_that_was_asked_for_longest_ago_is_let_go_first() -> None:
    once: Once[int] = Once(most=2, at_once=2)
    for number in (1, 2):
        once.get(number, lambda number=number: number)  # type: ignore[misc]
    once.get(1, lambda: -1)
    once.get(3, lambda: 3)
    assert once.get(1, lambda: -1) == 1
    assert once.get(2, lambda: -2) == -2
