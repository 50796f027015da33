"""The steps of an ingest, as its progress is told."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

Progress = Callable[[str, int, int], None]
"""Told the step, how much of it is done, and of how much; 0 of 0 where that is unknown."""


class Step(StrEnum):
    """What is being done, in words for a progress bar."""

    READING = "reading"
    CHECKING = "checking"
    COMPARING = "comparing with the store"
    LOCATING = "finding cells and counties"
    WRITING = "writing"
    INDEXING = "indexing"


def silent(_step: str, _done: int, _total: int) -> None:
    """Tell nobody."""
