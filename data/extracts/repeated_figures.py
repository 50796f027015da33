"""Figures that a publication states twice: exact repetitions, and pairs that disagree."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.errors import UnknownFormatError, Where
from data.extracts.contract import Finding

FEW_CONFLICTS = 5
MAX_REMARKS = 1_000
CONFLICT_SHARE = 0.001
"""More disagreeing pairs than both of these mean that the rows are split by something unknown."""


def without_repetitions(
    table: pa.Table, rows: NDArray[np.int64], *, key: tuple[str, ...], file: str, columns: str
) -> tuple[pa.Table, NDArray[np.int64], tuple[Finding, ...]]:
    """The table with one row per key, the rows left, and a remark for each row left out.

    Of rows with the same key and ``value`` the first stays; of rows that disagree the later one
    stays, since publishers append restatements. Rows with a null in the key or value all stay.

    Parameters
    ----------
    table
        Has the key columns and ``value``.
    rows
        Source row of each table row, ascending.
    key
        Names of the columns that say which figure a row is.
    file, columns
        Named in remarks: the file, and the key columns as the file spells them.

    Raises
    ------
    UnknownFormatError
        If so many rows disagree that the file must be split by something unknown.
    """
    groups = _group_numbers(table, key)
    values = table.column("value").to_numpy()
    settled = _settled(np.where(np.isnan(values), -1, groups), values)
    if not settled:
        return table, rows, ()
    conflicts = [pair for pair in settled if values[pair.out] != values[pair.stays]]
    if len(conflicts) > max(FEW_CONFLICTS, CONFLICT_SHARE * len(table)):
        raise UnknownFormatError(
            f"{len(conflicts):,} rows repeat {columns} with another value: something unknown splits the rows",
            where=Where(file=file, row=int(rows[conflicts[0].out])),
            remedy="Download the published table without further breakdown",
        )
    kept = np.ones(len(table), dtype=bool)
    kept[[pair.out for pair in settled]] = False
    repeats = [pair for pair in settled if values[pair.out] == values[pair.stays]]
    shown = conflicts + repeats[:MAX_REMARKS]
    remarks = [_remark(pair, rows, values, file=file, column=columns) for pair in shown]
    if len(repeats) > MAX_REMARKS:
        rule = f"{len(repeats) - MAX_REMARKS:,} more rows repeat others and were left out, this one first"
        row = int(rows[repeats[MAX_REMARKS].out])
        remarks.append(replace(remarks[-1], row=row, value="", rule=rule))
    return table.filter(pa.array(kept)), rows[kept], tuple(remarks)


@dataclass(frozen=True, kw_only=True)
class _Pair:
    """Positions of a row left out and of the row that stays in its place."""

    out: int
    stays: int


def _settled(groups: NDArray[np.int64], values: NDArray[np.float64]) -> list[_Pair]:
    """Each row that gives way to another of its group, in order; group -1 is none."""
    order = np.argsort(groups, kind="stable")
    order = order[groups[order] >= 0]
    shares = groups[order][1:] == groups[order][:-1]
    members = np.zeros(len(order), dtype=bool)
    members[1:] |= shares
    members[:-1] |= shares
    standing: dict[int, int] = {}
    settled = []
    for at in np.sort(order[members]).tolist():
        before = standing.setdefault(int(groups[at]), at)
        if before == at:
            continue
        if values[before] == values[at]:
            settled.append(_Pair(out=at, stays=before))
        else:
            settled.append(_Pair(out=before, stays=at))
            standing[int(groups[at])] = at
    return settled


def _group_numbers(table: pa.Table, key: tuple[str, ...]) -> NDArray[np.int64]:
    """One number per distinct key, -1 where a part of the key is null."""
    numbers = np.zeros(len(table), dtype=np.int64)
    usable = np.ones(len(table), dtype=bool)
    for name in key:
        codes = pc.dictionary_encode(table.column(name).combine_chunks()).indices
        usable &= codes.is_valid().to_numpy(zero_copy_only=False)
        plain = codes.fill_null(0).to_numpy().astype(np.int64)
        _, numbers = np.unique(numbers * (int(plain.max(initial=0)) + 1) + plain, return_inverse=True)
    return np.where(usable, numbers, -1)


def _remark(
    pair: _Pair, rows: NDArray[np.int64], values: NDArray[np.float64], *, file: str, column: str
) -> Finding:
    out, stays = values[pair.out], values[pair.stays]
    relation = "repeats" if out == stays else "disagrees with"
    other = "" if out == stays else f" ({stays:,.15g})"
    return Finding(
        file=file,
        row=int(rows[pair.out]),
        column=column,
        value=f"{out:.15g}",
        rule=f"the row {relation} row {rows[pair.stays]}{other} and was left out",
        remedy="Nothing to do if the row that stays is the right one",
        is_error=False,
    )
