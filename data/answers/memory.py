"""How much memory answering takes: what an operator sizes a machine by."""

from __future__ import annotations

from dataclasses import dataclass

import psutil


@dataclass(frozen=True, kw_only=True)
class Memory:
    """Bytes of this process and of what it holds to answer with.

    ``mapped`` are files of the store that are read in place: they count as resident while the
    operating system keeps them, and it drops them when others need the room.
    """

    resident: int
    mapped: int
    answers: int
    engine_limit: int
    versions: tuple[str, ...]

    def sentence(self) -> str:
        """The figures in words."""
        held = ", ".join(self.versions) or "none"
        return (
            f"{_megabytes(self.resident)} resident; index {_megabytes(self.mapped)}, mapped; "
            f"remembered answers {_megabytes(self.answers)}; DuckDB up to {_megabytes(self.engine_limit)}; "
            f"data versions held: {held}"
        )


def resident_bytes() -> int:
    """Resident memory of this process, bytes."""
    return int(psutil.Process().memory_info().rss)


def _megabytes(count: int) -> str:
    return f"{count / 2**20:,.0f} MiB"
