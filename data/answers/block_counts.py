"""How often each word occurs in runs of rows, without reading the rows of long runs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from data.answers.combinations import Codes, Counts

_FEWEST_ROWS = 1024
Numbers = NDArray[np.int64]


class BlockCounts:
    """Counts of words before each block of rows: a run is the difference of two, and its ends.

    A block has as many rows as there are words, so that these counts take four bytes a row
    whatever the vocabulary.
    """

    def __init__(self, word: Codes, size: int) -> None:
        """Count the words (numbers below ``size``) once, block by block."""
        self._word = word
        self._size = size
        self._rows = max(size, _FEWEST_ROWS)
        blocks = len(word) // self._rows
        self._before = np.zeros((blocks + 1, size), np.uint32)
        for block in range(blocks):
            rows = word[block * self._rows : (block + 1) * self._rows]
            self._before[block + 1] = self._before[block] + np.bincount(rows, minlength=size)

    @property
    def nbytes(self) -> int:
        """Bytes of the counts, without the words."""
        return self._before.nbytes

    def within(self, runs: Numbers) -> Counts:
        """Count of each word in the rows of the runs (start and end, ``(n, 2)``), int64 ``(size,)``."""
        counts = np.zeros(self._size, np.int64)
        read = []
        for start, end in runs.tolist():
            first, last = -(-start // self._rows), end // self._rows
            if last <= first:
                read.append(self._word[start:end])
                continue
            counts += self._before[last]
            counts -= self._before[first]
            read += [self._word[start : first * self._rows], self._word[last * self._rows : end]]
        return counts + self.of(np.concatenate(read)) if read else counts

    def of(self, words: Codes) -> Counts:
        """Count of each word among these, int64 ``(size,)``."""
        return np.bincount(words, minlength=self._size).astype(np.int64, copy=False)
