"""A worker takes one job after the other, does something useful meanwhile, and ends when told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

from data.errors import PlanStoreError
from data.plans.keeping.work_loop import work_until, worker_name


def after(looks: int) -> Callable[[], bool]:
    """What says that it is over once it was asked so often."""
    asked = count()
    return lambda: next(asked) >= looks


def test_jobs_are_taken_as_long_as_there_are_some_and_before_anything_else() -> None:
    told: list[str] = []
    waiting = ["a", "b"]

    def take() -> bool:
        if waiting:
            told.append(waiting.pop(0))
            return True
        return False

    def meanwhile() -> Iterator[None]:
        for step in ("first", "second"):
            told.append(step)
            waiting.append(f"job after {step}")
            yield

    work_until(after(8), take, look_s=0, meanwhile=meanwhile())
    assert told == ["a", "b", "first", "job after first", "second", "job after second"]


def test_a_refusal_does_not_end_the_work_and_what_is_done_meanwhile_may_be_refused_too() -> None:
    told: list[int] = []

    def take() -> bool:
        told.append(len(told))
        if len(told) == 2:
            raise PlanStoreError("the database is gone", remedy="Start it")
        return False

    def meanwhile() -> Iterator[None]:
        yield
        raise PlanStoreError("the store is gone", remedy="Bring it back")

    work_until(after(5), take, look_s=0, meanwhile=meanwhile())
    assert told == [0, 1, 2, 3, 4]


def test_nothing_is_done_once_it_is_over() -> None:
    work_until(lambda: True, lambda: 1 / 0 > 0)


def test_names_of_workers_differ() -> None:
    assert worker_name() != worker_name()
