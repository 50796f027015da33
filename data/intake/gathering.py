"""Reading an extract of incidents in parts: each is checked, tagged, sorted and laid on disk.

Only what needs no look at the whole is decided here. A part that breaks any rule, or two rows of
one key, end it: then the file is read whole, by the way that can tell what is wrong and where.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.errors import ExtractError
from data.extracts.contract import ExtractRows
from data.extracts.incident_columns import sources_of
from data.intake.checks import checked_values
from data.intake.key_hashes import key_hashes
from data.intake.partitions import by_curve, tagged
from data.intake.spill import Spill
from data.intake.steps import Progress, Step

THREADS = 2
_WAITING = 2
"""Parts that wait while others are worked on: each is some 200 MB."""


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """What is to be told of an extract whose rows are all sound; ``first`` and ``last`` are days (UTC)."""

    rows: int
    source: str
    as_of: date | None
    is_synthetic: bool
    first: date
    last: date


@dataclass(frozen=True, kw_only=True)
class _Part:
    rows: int
    sources: pa.Array
    as_of: date | None
    is_synthetic: bool
    first: datetime
    last: datetime


def gathered(
    batches: Iterator[ExtractRows], spilled: Spill, *, now: datetime, progress: Progress
) -> Gathered | None:
    """The extract as a whole, its rows in ``spilled``; ``None`` if the file must be read at once.

    Raises
    ------
    OSError
        If the disk is full.
    """
    parts: list[_Part] = []
    waiting: deque[Future[_Part | None]] = deque()
    with ThreadPoolExecutor(THREADS) as pool:
        for number, batch in enumerate(_sound(batches)):
            waiting.append(pool.submit(_laid_down, batch, spilled, number=number, now=now))
            while len(waiting) > _WAITING:
                if not _is_taken(waiting.popleft(), parts):
                    return None
                progress(Step.READING, sum(part.rows for part in parts), 0)
        if not all(_is_taken(future, parts) for future in waiting):
            return None
    return _whole(parts) if parts else None


def _is_taken(future: Future[_Part | None], parts: list[_Part]) -> bool:
    part = future.result()
    if part is not None:
        parts.append(part)
    return part is not None


def _sound(batches: Iterator[ExtractRows]) -> Iterator[ExtractRows | None]:
    """The batches; ``None`` in place of one that its reader finds fault with, and then no more."""
    try:
        for batch in batches:
            if batch.findings or batch.controls:
                yield None
                return
            yield batch
    except ExtractError:
        yield None


def _laid_down(batch: ExtractRows | None, spilled: Spill, *, number: int, now: datetime) -> _Part | None:
    if batch is None:
        return None
    table, breaches = checked_values(batch, now=now)
    if breaches:
        return None
    hashes = np.sort(key_hashes(table.column("incident_id").combine_chunks()))
    spilled.add(by_curve(tagged(table)), hashes, number=number)
    ends = pc.min_max(table.column("occurred_at")).as_py()
    return _Part(
        rows=len(table),
        sources=pc.unique(table.column("source")).cast(pa.string()),
        as_of=batch.as_of,
        is_synthetic=batch.is_synthetic,
        first=ends["min"],
        last=ends["max"],
    )


def _whole(parts: list[_Part]) -> Gathered:
    return Gathered(
        rows=sum(part.rows for part in parts),
        source=sources_of(pa.chunked_array([part.sources for part in parts], pa.string())),
        as_of=max((part.as_of for part in parts if part.as_of), default=None),
        is_synthetic=any(part.is_synthetic for part in parts),
        first=min(part.first for part in parts).date(),
        last=max(part.last for part in parts).date(),
    )
