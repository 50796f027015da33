"""Small counts are not shown, and not left to be found by subtraction from a total.

A non-zero count below the floor is *small* and shown as ``<floor``. Where the parts of
a whole are shown beside the whole and exactly one part is small, the next smallest
part is *withheld* too (complementary suppression), so that whole minus parts does not
give the small one back. Zero is shown as zero.

Source: Federal Committee on Statistical Methodology, Statistical Policy Working
Paper 22 (2005), chapter IV (primary and complementary cell suppression).
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray


class State(IntEnum):
    """What may be shown of a value."""

    SHOWN = 0
    SMALL = 1
    WITHHELD = 2
    MISSING = 3
    """Nothing is published: not the same as zero."""


def states(counts: NDArray[np.int64], floor: int, *, is_partition: bool) -> NDArray[np.uint8]:
    """State of each count, shape ``(n,)``, as :class:`State` codes.

    ``is_partition`` says that the counts add up to a total that the reader can see.

    >>> states(np.array([3, 40, 12, 0]), 10, is_partition=True).tolist()
    [1, 0, 2, 0]
    """
    small = (counts > 0) & (counts < floor)
    result = np.where(small, State.SMALL, State.SHOWN).astype(np.uint8)
    if is_partition and int(small.sum()) == 1:
        others = np.where(small | (counts == 0), np.iinfo(np.int64).max, counts)
        if others.size and others.min() < np.iinfo(np.int64).max:
            result[int(others.argmin())] = State.WITHHELD
    return result


def disclose(table: pa.Table, floor: int, *, is_partition: bool) -> pa.Table:
    """The table with a ``state`` column and null in ``value`` wherever it is not shown.

    ``table`` has a key column and a numeric ``value`` column; null in it means not published.
    """
    value = table.column("value").combine_chunks()
    is_missing = value.is_null().to_numpy(zero_copy_only=False)
    figures = (value.fill_null(0) if value.null_count else value).to_numpy(zero_copy_only=False)
    state = states(np.ceil(figures).astype(np.int64), floor, is_partition=is_partition)
    state[is_missing] = State.MISSING
    masked = pa.array(figures, type=value.type, mask=state != State.SHOWN)
    index = table.schema.get_field_index("value")
    return table.set_column(index, "value", masked).append_column("state", pa.array(state, type=pa.uint8()))
