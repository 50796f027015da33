"""Where it is kept what readers were told of drawn shapes: in this process, or for several of them.

One reader's answers are given one after the other: what was told is loaded, the next answer is judged
beside it and kept, all in one section that no other answer for the same reader enters.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from data.answers.guard.released import Reader
from data.answers.question import Question
from data.roles import Actor


@dataclass(frozen=True, kw_only=True)
class Said:
    """One answer about a shape as a reader was told it, without its numbers.

    ``states`` has the :class:`~data.answers.disclosure.State` of each row, ``near`` what a withheld total
    was told to be close to. The numbers that were shown follow from the data version.
    """

    question: Question
    states: bytes
    near: float | None = None


Recall = Callable[[Reader, Said], None]
"""Puts what was said elsewhere into a reader's memory."""


class Section(Protocol):
    """The part of telling in which a reader's memory is this answer's alone."""

    @property
    def known(self) -> Reader:
        """What the reader was told so far."""

    def keep(self, said: Said) -> None:
        """Let this, which is in ``known`` already, be kept before the section is left."""


class ToldMemory(Protocol):
    """What each reader was told of drawn shapes; from any number of threads."""

    def telling(self, reader: Actor, version: str, recall: Recall) -> AbstractContextManager[Section]:
        """The section for an answer of a data version; what it keeps is kept once it is left.

        Raises
        ------
        BorderopsError
            If the memory cannot be read or written: then the answer may not leave either.
        """
