"""Answers that were given lately, within a number and a size."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable

from data.answers.question import Answer


class Remembered:
    """The answers used last, by key, from any number of threads.

    Their tables stay within ``most_bytes`` together: an answer by cell can be ten megabytes, and
    playback asks for one after the other.
    """

    def __init__(self, *, most_answers: int, most_bytes: int) -> None:
        """Remember nothing yet."""
        self._most_answers = most_answers
        self._most_bytes = most_bytes
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._bytes = 0
        self.hits = 0
        self.misses = 0
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Answer | None:
        """The answer, which then counts as used last; ``None`` if it is not remembered."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                self.hits += 1
            else:
                self.misses += 1
            return self._answers.get(key)

    def put(self, key: Hashable, answer: Answer) -> Answer:
        """The same answer, remembered; those used longest ago are forgotten for it."""
        with self._lock:
            self._forget(key)
            self._answers[key] = answer
            self._bytes += answer.table.nbytes
            while self._bytes > self._most_bytes or len(self._answers) > self._most_answers:
                self._forget(next(iter(self._answers)))
        return answer

    def _forget(self, key: Hashable) -> None:
        forgotten = self._answers.pop(key, None)
        if forgotten is not None:
            self._bytes -= forgotten.table.nbytes

    @property
    def size_bytes(self) -> int:
        """Bytes of all tables that are remembered."""
        return self._bytes
