"""The first pass over a slice: read, checked, tagged, sorted, and laid down with its keys.

Rules over single rows are held here, as in one process. Rules over several rows of one incident
need the keys of all slices and are held by :mod:`data.intake.cluster.keys`.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.intake.checks import Checked, check
from data.intake.cluster.exchange import Exchange, save_batches
from data.intake.cluster.keys import KEYS_SCHEMA, key_batches
from data.intake.cluster.sources import Slice, SliceRows, read_slice
from data.intake.partitions import PARTITION_SCHEMA, by_curve, codes, tagged
from data.intake.report import CheckReport
from data.intake.report_of import report_of
from data.intake.submission import ReadExtract

ROWS_IN_BATCH = 1 << 14
"""Rows of a run that are read at once: few, so that a range reads little beyond its own rows."""
_FILE_ROW = "file_row"


@dataclass(frozen=True, kw_only=True)
class RunTask:
    """A slice, the moment that no row may be later than, and how finely keys and curve are sampled."""

    part: Slice
    now: datetime
    buckets: int
    rows_sampled: int


@dataclass(frozen=True, kw_only=True)
class Run:
    """A sorted run in the exchange, or the report of a slice that broke a rule.

    ``starts`` are the codes of the first row of each batch; ``sample`` every so many codes.
    ``first`` and ``last`` are the days (UTC) of the earliest and the latest row.
    """

    number: int
    file: str
    rows: int
    report: CheckReport
    sources: tuple[str, ...]
    starts: NDArray[np.int64]
    sample: NDArray[np.int64]
    first: date | None
    last: date | None

    @property
    def name(self) -> str:
        """Of the file with the rows."""
        return f"run-{self.number:05d}.arrow"

    @property
    def keys_name(self) -> str:
        """Of the file with the keys of the rows."""
        return f"keys-{self.number:05d}.arrow"

    @property
    def is_sound(self) -> bool:
        """Whether no rule is broken, and so the rows are in the exchange."""
        return not self.report.errors


def save_run(task: RunTask, *, exchange: Exchange, scratch: Path) -> Run:
    """Read a slice, hold it to the rules, and put its sorted run and its keys into the exchange.

    ``scratch`` is a folder of this machine for files that do not outlive the call.

    Raises
    ------
    ExtractError
        If no reader of incidents takes the slice, as where a column is about persons.
    OSError
        If the exchange cannot be read or written.
    """
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        read = read_slice(task.part, folder=Path(folder))
    checked = check(read.rows, file=read.file, now=task.now)
    run = _described(checked, read, task)
    if run.is_sound:
        partition = by_curve(tagged(checked.table).append_column(_FILE_ROW, pa.array(checked.rows.rows)))
        rows = partition.column(_FILE_ROW).to_numpy()
        partition = partition.select(PARTITION_SCHEMA.names)
        batches = partition.to_batches(max_chunksize=ROWS_IN_BATCH)
        save_batches(exchange, run.name, partition.schema, batches)
        save_batches(exchange, run.keys_name, KEYS_SCHEMA, key_batches(partition, rows, buckets=task.buckets))
        run = _sampled(run, codes(partition), task.rows_sampled)
    return run


def _described(checked: Checked, read: SliceRows, task: RunTask) -> Run:
    extract = ReadExtract(
        file=read.file,
        digest="",
        reader=read.reader,
        rows=read.rows,
        is_synthetic=read.rows.is_synthetic,
    )
    days = pc.min_max(checked.table.column("occurred_at")).as_py()
    nothing = np.zeros(0, np.int64)
    return Run(
        number=task.part.number,
        file=read.file,
        rows=checked.rows_read,
        report=report_of(checked, extract, now=task.now),
        sources=tuple(checked.table.column("source").chunk(0).dictionary.to_pylist()),
        starts=nothing,
        sample=nothing,
        first=days["min"].date() if days["min"] else None,
        last=days["max"].date() if days["max"] else None,
    )


def _sampled(run: Run, code: NDArray[np.int64], step: int) -> Run:
    found = {"starts": code[::ROWS_IN_BATCH].copy(), "sample": code[step // 2 :: step].copy()}
    return Run(**{**vars(run), **found})
