"""Sorted partitions on disk, and the same rows again in one order: an external merge sort."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa

from data.intake.atomic import UNFINISHED
from data.intake.key_hashes import Hashes
from data.intake.partitions import between, by_curve, codes, cuts, joined


@dataclass(frozen=True, kw_only=True)
class Run:
    """A sorted partition in a file, and the sorted hashes of its keys in another."""

    partition: Path
    hashes: Path


@dataclass(frozen=True, kw_only=True)
class Spill:
    """A folder of runs; it holds about 90 bytes a row and is removed with all that is in it."""

    folder: Path
    runs: list[Run] = field(default_factory=list)

    def add(self, partition: pa.Table, hashes: Hashes, *, number: int) -> None:
        """Write a partition that is sorted by curve, in one chunk a column, and its sorted hashes.

        Raises
        ------
        OSError
            If the disk is full.
        """
        run = Run(
            partition=self.folder / f"{number:06d}.arrow", hashes=self.folder / f"{number:06d}.hashes.npy"
        )
        with pa.OSFile(str(run.partition), "wb") as sink, pa.ipc.new_file(sink, partition.schema) as writer:
            writer.write_table(partition)
        np.save(run.hashes, hashes)
        self.runs.append(run)

    def hashes(self) -> list[Hashes]:
        """Sorted hashes of the keys of each run, mapped from its file."""
        return [np.load(run.hashes, mmap_mode="r") for run in self.runs]

    def ranges(self, rows_each: int) -> list[tuple[int | None, int | None]]:
        """Ranges of codes, ascending, that hold about so many rows each and all rows together."""
        with self._opened() as partitions:
            found = cuts([codes(partition) for partition in partitions], rows_each)
        return list(pairwise([None, *found.tolist(), None]))

    def sorted_rows(self, low: int | None, high: int | None) -> pa.Table:
        """All rows of a range of codes as one sorted partition."""
        # Opened for each range anew: what stays mapped counts as memory of the process.
        with self._opened() as partitions:
            return by_curve(joined(between(partition, low, high) for partition in partitions))

    @contextmanager
    def _opened(self) -> Iterator[list[pa.Table]]:
        with ExitStack() as stack:
            sources = [stack.enter_context(pa.memory_map(str(run.partition))) for run in self.runs]
            yield [pa.ipc.open_file(source).read_all() for source in sources]


@contextmanager
def spill(root: Path) -> Iterator[Spill]:
    """An empty spill in the store's folder, for the time of the block.

    Raises
    ------
    OSError
        If the folder cannot be made.
    """
    folder = root / f"partitions{UNFINISHED}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield Spill(folder=folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
