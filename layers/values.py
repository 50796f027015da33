"""The values of an answer as they travel to the map: in the geometry's order, with sentinels.

Counts are uint32, with :data:`SUPPRESSED` and :data:`NO_DATA`; rates and changes are float32, with
plus infinity for what is not shown and NaN where there is no figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.answers.change import Verdict
from data.answers.disclosure import State
from data.answers.question import Answer, Form

SUPPRESSED = 0xFFFFFFFF
NO_DATA = 0xFFFFFFFE
_LARGEST = 0xFFFFFFFD
_Number = TypeVar("_Number", np.int64, np.float64)


@dataclass(frozen=True, kw_only=True)
class WireValues:
    """The arrays of a values frame, the shown values among them (float64), and how many are hidden."""

    arrays: dict[str, NDArray[np.generic]]
    shown: NDArray[np.float64]
    hidden: int


def wire_values(answer: Answer, ids: tuple[str, ...] | None) -> WireValues:
    """The answer's values in the order of ``ids``; in its own order if that is ``None``.

    An id that the answer does not have is without data. With ``Form.CHANGE`` there are also the
    two counts, ``now`` and ``before``, and ``verdict`` (uint32).
    """
    table, rows = answer.table, _rows(answer, ids)
    states = _whole(table, "state", rows, State.MISSING)
    values = _real(table, "value", rows)
    arrays: dict[str, NDArray[np.generic]] = {}
    if answer.question.form is Form.COUNT:
        arrays["values"] = _counts(values, states)
    else:
        fallback = np.where(states == State.MISSING, np.nan, np.inf)
        arrays["values"] = np.where(states == State.SHOWN, values, fallback).astype(np.float32)
    if answer.question.form is Form.CHANGE:
        for name in ("now", "before"):
            side_states = _whole(table, f"{name}_state", rows, State.MISSING)
            arrays[name] = _counts(_real(table, name, rows), side_states)
        arrays["verdict"] = _whole(table, "verdict", rows, Verdict.TOO_FEW).astype(np.uint32)
    hidden = int(np.isin(states, (State.SMALL, State.WITHHELD)).sum())
    return WireValues(arrays=arrays, shown=values[states == State.SHOWN], hidden=hidden)


def _counts(values: NDArray[np.float64], states: NDArray[np.int64]) -> NDArray[np.uint32]:
    whole = np.clip(np.nan_to_num(values).round(), 0, _LARGEST).astype(np.uint32)
    whole[states != State.SHOWN] = SUPPRESSED
    whole[states == State.MISSING] = NO_DATA
    return whole


def _rows(answer: Answer, ids: tuple[str, ...] | None) -> NDArray[np.int64]:
    """The row of the answer for each id, -1 where it has none."""
    if ids is None:
        return np.arange(answer.table.num_rows)
    keys = answer.table.column(answer.question.by.value).to_pylist()
    row_of = {key: row for row, key in enumerate(keys)}
    return np.array([row_of.get(key, -1) for key in ids], np.int64)


def _whole(table: pa.Table, name: str, rows: NDArray[np.int64], absent: int) -> NDArray[np.int64]:
    return _taken(table.column(name).to_numpy().astype(np.int64), rows, np.int64(absent))


def _real(table: pa.Table, name: str, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    return _taken(table.column(name).to_numpy().astype(np.float64), rows, np.float64(np.nan))


def _taken(column: NDArray[_Number], rows: NDArray[np.int64], absent: _Number) -> NDArray[_Number]:
    if column.size == 0:
        return np.full(len(rows), absent)
    return np.where(rows >= 0, column[rows], absent)
