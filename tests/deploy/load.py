"""People who ask without pause, and what they were answered."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import requests

_GONE = 0
"""In place of a status: nobody answered."""


@dataclass
class Answers:
    """What came back so far: how often each status, and the longest wait in seconds."""

    statuses: Counter[int] = field(default_factory=Counter)
    longest_s: float = 0.0
    bodies: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, status: int, seconds: float) -> None:
        """Count an answer."""
        with self._lock:
            self.statuses[status] += 1
            self.longest_s = max(self.longest_s, seconds)

    @property
    def failed(self) -> dict[int, int]:
        """Answers that are a fault of the server, and requests that nobody answered."""
        return {status: count for status, count in self.statuses.items() if status == _GONE or status >= 500}


@contextmanager
def asking(asks: list[Callable[[], requests.Response]], *, pause_s: float = 0.01) -> Iterator[Answers]:
    """Let each of these ask again and again, in a thread of its own, for as long as the context."""
    answers, is_over = Answers(), threading.Event()

    def ask(one: Callable[[], requests.Response]) -> None:
        while not is_over.wait(pause_s):
            begun = time.monotonic()
            try:
                status = one().status_code
            except requests.RequestException:
                status = _GONE
            answers.add(status, time.monotonic() - begun)

    threads = [threading.Thread(target=ask, args=(one,)) for one in asks]
    for thread in threads:
        thread.start()
    try:
        yield answers
    finally:
        is_over.set()
        for thread in threads:
            thread.join()


def until(condition: Callable[[], bool], *, within_s: float, what: str) -> float:
    """Seconds until the condition held.

    Raises
    ------
    TimeoutError
        If it did not within so many seconds; ``what`` says what was waited for.
    """
    begun = time.monotonic()
    while not condition():
        if time.monotonic() - begun > within_s:
            raise TimeoutError(f"not within {within_s} s: {what}")
        time.sleep(0.05)
    return time.monotonic() - begun
