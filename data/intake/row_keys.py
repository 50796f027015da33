"""Keys of rows, and whether two rows say the same."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.extracts.contract import Kind
from data.schema.incidents import INCIDENT_SCHEMA
from data.schema.observations import OBSERVATION_KEY

KEY_COLUMNS: dict[Kind, tuple[str, ...]] = {
    Kind.INCIDENTS: ("incident_id",),
    Kind.OBSERVATIONS: OBSERVATION_KEY,
}
CONTENT_COLUMNS: dict[Kind, tuple[str, ...]] = {
    Kind.INCIDENTS: tuple(
        name for name in INCIDENT_SCHEMA.names if name not in ("incident_id", "reported_at")
    ),
    Kind.OBSERVATIONS: ("value", "unit", "words"),
}
"""What must agree for two rows of one key to say the same; the spelling of a place need not."""

ROUNDING = 1e-12
_BETWEEN, _NULL = "\x1f", "\x00"


def row_keys(table: pa.Table, kind: Kind) -> pa.Array:
    """The key of each row as one string; rows with the same key are about the same thing."""
    columns = [table.column(name).cast(pa.string()) for name in KEY_COLUMNS[kind]]
    if len(columns) == 1:
        return columns[0].combine_chunks()
    joined = pc.binary_join_element_wise(*columns, _BETWEEN, null_handling="replace", null_replacement=_NULL)
    return joined.combine_chunks()


def key_labels(keys: pa.Array) -> NDArray[np.int64]:
    """A number per row, equal for equal keys, from 0; -1 for a null key."""
    codes = keys.dictionary_encode().indices.fill_null(-1)
    numbers: NDArray[np.int64] = codes.to_numpy().astype(np.int64)
    return numbers


def same_content(
    left: pa.Table,
    left_at: NDArray[np.int64],
    right: pa.Table,
    *,
    right_at: NDArray[np.int64],
    kind: Kind,
) -> NDArray[np.bool_]:
    """Whether each of the ``left`` rows says what the ``right`` row beside it says; null equals null.

    Figures that differ by no more than :data:`ROUNDING` of their value are one figure: sums of
    decimal fractions depend on the order of the rows.
    """
    same = np.ones(len(left_at), dtype=bool)
    for name in CONTENT_COLUMNS[kind]:
        if not len(left_at):
            break
        ours = _plain(left.column(name).take(pa.array(left_at)))
        theirs = _plain(right.column(name).take(pa.array(right_at)))
        equal = pc.fill_null(_equal(ours, theirs, kind), fill_value=False)
        same &= pc.or_(equal, pc.and_(pc.is_null(ours), pc.is_null(theirs))).to_numpy()
    return same


def _equal(ours: pa.ChunkedArray, theirs: pa.ChunkedArray, kind: Kind) -> pa.ChunkedArray:
    if kind is Kind.INCIDENTS or not pa.types.is_floating(ours.type):
        return pc.equal(ours, theirs)
    return pc.less_equal(pc.abs(pc.subtract(ours, theirs)), pc.multiply(pc.abs(ours), ROUNDING))


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column


@dataclass(frozen=True, kw_only=True)
class Repeats:
    """Positions, ascending: exact repetitions to leave out, and rows that contradict each other."""

    duplicates: NDArray[np.int64]
    conflicts: NDArray[np.int64]


def repeats(table: pa.Table, kind: Kind, *, usable: NDArray[np.bool_]) -> Repeats:
    """Usable rows of one file with the same key, and for incidents the same ``reported_at``.

    The first of equal rows stays. If any row of a group differs, none can be trusted: all are
    conflicts.
    """
    at = np.flatnonzero(usable).astype(np.int64)
    labels = key_labels(row_keys(table, kind))[at]
    shared = np.bincount(labels)[labels] > 1 if len(labels) else np.zeros(0, dtype=bool)
    at, labels = at[shared], labels[shared]
    moment = reported_us(table)[at] if kind is Kind.INCIDENTS else np.zeros(len(at), dtype=np.int64)
    order = np.lexsort((at, moment, labels))
    at, labels, moment = at[order], labels[order], moment[order]
    starts = np.ones(len(at), dtype=bool)
    starts[1:] = (labels[1:] != labels[:-1]) | (moment[1:] != moment[:-1])
    first = np.flatnonzero(starts)
    group = np.cumsum(starts) - 1
    later = np.flatnonzero(~starts)
    same = np.ones(len(at), dtype=bool)
    same[later] = same_content(table, at[later], table, right_at=at[first[group[later]]], kind=kind)
    torn = np.zeros(len(first), dtype=bool)
    torn[group[~same]] = True
    is_conflict = torn[group] if len(at) else same
    return Repeats(
        duplicates=np.sort(at[~starts & ~is_conflict]),
        conflicts=np.sort(at[is_conflict]) if len(at) else at,
    )


def reported_us(table: pa.Table) -> NDArray[np.int64]:
    """``reported_at`` of each row in microseconds since 1970 UTC; 0 where it is null."""
    moments: NDArray[np.int64] = table.column("reported_at").cast(pa.int64()).fill_null(0).to_numpy()
    return moments
