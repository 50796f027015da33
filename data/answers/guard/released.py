"""What somebody has been told of drawn shapes: bounded, and as it is held here forgotten with the program."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Final

from data.answers.filters import Filter
from data.answers.guard.areas import Area, Window
from data.answers.question import Answer, Question

AREAS_HELD: Final = 32
"""Shapes that a new one is compared with; each takes 0.14 MB for seven years of months."""
_ANSWERS_HELD: Final = 64
_WINDOWS_HELD: Final = 512
READERS_HELD: Final = 32
"""Sittings whose shapes are remembered at a time."""


@dataclass(kw_only=True)
class Told:
    """One shape: the answers about it, and for each selection of words the periods told."""

    area: Area
    answers: OrderedDict[Question, Answer] = field(default_factory=OrderedDict)
    windows: dict[Filter, list[Window]] = field(default_factory=dict)

    def add(self, question: Question, answer: Answer, windows: dict[Filter, list[Window]]) -> None:
        """Remember an answer and the periods that it tells of."""
        self.answers[question] = answer
        while len(self.answers) > _ANSWERS_HELD:
            self.answers.popitem(last=False)
        for selection, found in windows.items():
            known = self.windows.setdefault(selection, [])
            known += [window for window in found if window not in known]
        while len(self.windows) > _WINDOWS_HELD:
            self.windows.pop(next(iter(self.windows)))


class Reader:
    """The shapes that one sitting was told of over one data version; take ``lock`` to use it."""

    def __init__(self) -> None:
        """Nothing has been told."""
        self.lock = threading.Lock()
        self.told: OrderedDict[Hashable, Told] = OrderedDict()

    def of(self, key: Hashable, area: Area) -> Told:
        """What was told of a shape, which then counts as asked last."""
        found = self.told.setdefault(key, Told(area=area))
        self.told.move_to_end(key)
        while len(self.told) > AREAS_HELD:
            self.told.popitem(last=False)
        return found


class Readers:
    """The readers of late, by who they are and the data version; from any number of threads."""

    def __init__(self) -> None:
        """Nobody has asked."""
        self._readers: OrderedDict[Hashable, Reader] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, key: Hashable) -> Reader:
        """The reader of that key, who then counts as seen last."""
        with self._lock:
            found = self._readers.setdefault(key, Reader())
            self._readers.move_to_end(key)
            while len(self._readers) > READERS_HELD:
                self._readers.popitem(last=False)
            return found
