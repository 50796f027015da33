"""How often each word occurs in runs of rows, without reading the rows of long runs.

A *word* is a small number that says all of a row that filters look at.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.compiled import compiled
from data.index.lattice import Rows, read_only

_FEWEST_ROWS = 1 << 14
Words = NDArray[np.unsignedinteger]
Counts = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class WordCounts:
    """The word of each row, and the counts of words before each block of rows; read-only.

    A run is the difference of two lines of ``before``, shape ``(blocks + 1, size)``, and the rows
    at its ends. A block has twice as many rows as there are words or more, so that these counts
    take at most two bytes a row whatever the vocabulary.
    """

    word: Words
    before: NDArray[np.uint32]
    rows_in_block: int

    @classmethod
    def of(cls, word: Words, size: int) -> WordCounts:
        """Count the words (numbers below ``size``) once, block by block."""
        rows = max(1 << (2 * size - 1).bit_length(), _FEWEST_ROWS)
        return cls(word=read_only(word), before=read_only(_before(word, size, rows)), rows_in_block=rows)

    @property
    def size(self) -> int:
        """Number of words."""
        return int(self.before.shape[1])

    @property
    def nbytes(self) -> int:
        """Bytes of the words and the counts."""
        return self.word.nbytes + self.before.nbytes

    def within(self, runs: Rows) -> Counts:
        """Count of each word in the rows of the runs (start and end, ``(n, 2)``), int64 ``(size,)``."""
        counts = np.zeros(self.size, np.int64)
        _add_runs(self.word, self.before, self.rows_in_block, runs, counts)
        return counts

    def add_rows(self, rows: Rows, counts: Counts) -> None:
        """Add the words of these rows to the counts."""
        _add_rows(self.word, rows, counts)


@compiled
def _before(word: Words, size: int, rows: int) -> NDArray[np.uint32]:
    before = np.zeros((len(word) // rows + 1, size), np.uint32)
    for block in range(1, len(before)):
        before[block] = before[block - 1]
        for row in range((block - 1) * rows, block * rows):
            before[block, word[row]] += 1
    return before


@compiled
def _add_runs(word: Words, before: NDArray[np.uint32], rows: int, runs: Rows, counts: Counts) -> None:
    for number in range(len(runs)):
        start, end = runs[number, 0], runs[number, 1]
        first, last = -(-start // rows), end // rows
        if last <= first:
            for row in range(start, end):
                counts[word[row]] += 1
            continue
        for code in range(len(counts)):
            counts[code] += np.int64(before[last, code]) - np.int64(before[first, code])
        for row in range(start, first * rows):
            counts[word[row]] += 1
        for row in range(last * rows, end):
            counts[word[row]] += 1


@compiled
def _add_rows(word: Words, rows: Rows, counts: Counts) -> None:
    for at in range(len(rows)):
        counts[word[rows[at]]] += 1
