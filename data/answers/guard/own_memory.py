"""The memory of one process: what readers were told of drawn shapes is forgotten when it ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from data.answers.guard.memory import Recall, Said, Section
from data.answers.guard.released import Reader, Readers
from data.roles import Actor


class OwnSection:
    """A section over a memory that is kept nowhere else."""

    def __init__(self, known: Reader) -> None:
        """Hold the reader's memory."""
        self.known = known

    def keep(self, said: Said) -> None:
        """Do nothing: what is in memory is kept."""


class OwnMemory:
    """What each sitting was told, in this process only."""

    def __init__(self) -> None:
        """Nothing has been told."""
        self._readers = Readers()

    @contextmanager
    def telling(self, reader: Actor, version: str, recall: Recall) -> Iterator[Section]:  # noqa: ARG002 - nothing is said elsewhere
        """The section of a reader and a data version."""
        known = self._readers.of((reader, version))
        with known.lock:
            yield OwnSection(known)
