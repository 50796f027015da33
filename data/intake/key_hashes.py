"""64-bit hashes of keys: enough to know that no two rows have the same one, without holding any."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.compiled import compiled

Hashes = NDArray[np.uint64]


def key_hashes(keys: pa.Array) -> Hashes:
    """A hash of each string of an array without nulls; equal strings have equal hashes.

    Different strings may have equal hashes too: among 100 million once in 3,700 files.
    """
    _, offsets, text = keys.buffers()
    starts = np.frombuffer(offsets, np.int32)[keys.offset : keys.offset + len(keys) + 1]
    letters = np.frombuffer(text, np.uint8) if text is not None else np.zeros(0, np.uint8)
    return _hashed(starts, letters)


def all_differ(sorted_parts: list[Hashes], apart_from: list[Hashes]) -> bool:
    """Whether no hash of the parts is there twice, or among those of ``apart_from``; all sorted.

    Looks at a range of hashes at a time, so that it holds few of them, whatever their number.
    """
    total = sum(len(part) for part in (*sorted_parts, *apart_from))
    ranges = total // _HASHES_AT_A_TIME + 1
    bounds = [np.uint64(number * 2**64 // ranges) for number in range(1, ranges)]
    for number in range(ranges):
        low, high = (
            (bounds[number - 1] if number else None),
            (bounds[number] if number < ranges - 1 else None),
        )
        own = np.sort(_between(sorted_parts, low, high))
        if np.any(own[1:] == own[:-1]):
            return False
        others = _between(apart_from, low, high)
        at = np.minimum(np.searchsorted(own, others), max(len(own) - 1, 0))
        if len(own) and np.any(own[at] == others):
            return False
    return True


_HASHES_AT_A_TIME = 1 << 24


def _between(parts: list[Hashes], low: np.uint64 | None, high: np.uint64 | None) -> Hashes:
    pieces = [
        part[
            0 if low is None else np.searchsorted(part, low) : len(part)
            if high is None
            else np.searchsorted(part, high)
        ]
        for part in parts
    ]
    return np.concatenate([np.zeros(0, np.uint64), *pieces])


@compiled
def _hashed(starts: NDArray[np.int32], letters: NDArray[np.uint8]) -> Hashes:
    """FNV-1a, its bits then mixed as MurmurHash3 does."""
    found = np.empty(len(starts) - 1, np.uint64)
    for row in range(len(found)):
        value = np.uint64(0xCBF29CE484222325)
        for at in range(starts[row], starts[row + 1]):
            value = (value ^ np.uint64(letters[at])) * np.uint64(0x100000001B3)
        value = (value ^ (value >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
        value = (value ^ (value >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
        found[row] = value ^ (value >> np.uint64(33))
    return found
