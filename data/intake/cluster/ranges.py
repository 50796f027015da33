"""The second pass: all rows of one range of the curve, from every run, as a stored segment."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.intake.cluster.exchange import Exchange
from data.intake.cluster.keys import Compared, verdicts_on
from data.intake.cluster.runs import ROWS_IN_BATCH, Run
from data.intake.indexing import index_segment
from data.intake.located import STORED_SCHEMA
from data.intake.manifest import SegmentKind, StoredFile
from data.intake.partitions import PARTITION_SCHEMA, between, by_curve, codes, stored
from data.intake.segments import ROWS_SCHEMA, rows_table, save_segment

_IS_OUTDATED = "is_outdated"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Batches of a run that hold rows of a range: ``first`` up to ``end``."""

    run: int
    name: str
    first: int
    end: int


@dataclass(frozen=True, kw_only=True)
class RangeTask:
    """A range of the curve from code ``low`` up to, and without, ``high``; ``None`` is without bound.

    ``verdicts`` are batches by file that say which rows are left out or outdated; ``label`` is
    kept in the footers of the files.
    """

    low: int | None
    high: int | None
    pieces: tuple[Piece, ...]
    verdicts: tuple[tuple[str, int], ...]
    label: Mapping[str, str]


def range_tasks(
    runs: Sequence[Run],
    compared: Sequence[Compared],
    *,
    cuts: NDArray[np.int64],
    label: Mapping[str, str],
) -> tuple[RangeTask, ...]:
    """A task for each range between the cuts, with no more of runs and verdicts than it needs."""
    limits = [None, *cuts.tolist(), None]
    return tuple(
        RangeTask(
            low=low,
            high=high,
            pieces=tuple(piece for run in runs if (piece := _piece(run, low, high))),
            verdicts=tuple((found.name, found.ranges.index(at)) for found in compared if at in found.ranges),
            label=label,
        )
        for at, (low, high) in enumerate(pairwise(limits))
    )


def _piece(run: Run, low: int | None, high: int | None) -> Piece | None:
    """Of a run the batches from the last that starts before ``low`` on; ``None`` if there are none."""
    # Rows of one code may begin at the end of the batch before the one that starts with it.
    first = 0 if low is None else max(int(np.searchsorted(run.starts, low)) - 1, 0)
    end = len(run.starts) if high is None else int(np.searchsorted(run.starts, high))
    return Piece(run=run.number, name=run.name, first=first, end=end) if first < end else None


def save_range(task: RangeTask, *, exchange: Exchange, scratch: Path) -> tuple[StoredFile, ...]:
    """Put the segment of a range, its index and the list of its outdated rows into the exchange.

    ``scratch`` is a folder of this machine for files that do not outlive the call.

    Raises
    ------
    OSError
        If the exchange cannot be read or written, or the disk of this machine is full.
    """
    rows = _rows(task, exchange)
    if not len(rows):
        return ()
    outdated = np.flatnonzero(rows.column(_IS_OUTDATED).to_numpy()).astype(np.int64)
    with tempfile.TemporaryDirectory(dir=scratch) as name:
        folder = Path(name)
        segment = save_segment(
            folder, stored(rows), kind=SegmentKind.INCIDENTS, schema=STORED_SCHEMA, metadata=task.label
        )
        del rows
        files = [segment, index_segment(folder, segment)]
        if len(outdated):
            listed = rows_table({segment.name: outdated})
            files.append(
                save_segment(
                    folder, listed, kind=SegmentKind.SUPERSEDED, schema=ROWS_SCHEMA, metadata=task.label
                )
            )
        for file in files:
            exchange.put(folder / file.name, file.name)
    return tuple(files)


def _rows(task: RangeTask, exchange: Exchange) -> pa.Table:
    """All rows of the range that are stored, in the order of the curve, and which are outdated."""
    verdicts = verdicts_on(exchange, task.verdicts)
    schema = PARTITION_SCHEMA.append(pa.field(_IS_OUTDATED, pa.bool_()))
    parts = [_of_run(piece, task, verdicts, exchange) for piece in task.pieces]
    return by_curve(pa.concat_tables([schema.empty_table(), *parts]))


def _of_run(piece: Piece, task: RangeTask, verdicts: pa.Table, exchange: Exchange) -> pa.Table:
    batches = exchange.batches(piece.name, range(piece.first, piece.end))
    whole = pa.Table.from_batches(batches)
    found = between(whole, task.low, task.high)
    start = 0 if task.low is None else int(np.searchsorted(codes(whole), task.low))
    at = verdicts.column("at").to_numpy() - piece.first * ROWS_IN_BATCH - start
    is_here = verdicts.column("run").to_numpy() == piece.run
    is_outdated = verdicts.column("is_outdated").to_numpy()
    flag, is_kept = np.zeros(len(found), bool), np.ones(len(found), bool)
    flag[at[is_here & is_outdated]] = True
    is_kept[at[is_here & ~is_outdated]] = False
    found = found.append_column(_IS_OUTDATED, pa.array(flag))
    return found if is_kept.all() else found.filter(pa.array(is_kept))
