"""What an extract changes in a version: rows to add, rows that they supersede, rows left out.

Incidents: of one ``incident_id`` the row with the latest ``reported_at`` counts. A row reported
earlier than the stored one is left out; one with the same ``reported_at`` must say the same.

Figures: the extract with the later as-of date is right, of equal dates the one taken in last.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.extracts.contract import Kind
from data.intake.breaches import Breach, found
from data.intake.manifest import SegmentKind
from data.intake.row_keys import CONTENT_COLUMNS, key_labels, reported_us, row_keys, same_content
from data.intake.store_version import StoreVersion
from data.intake.stored_rows import StoredRows, rows_listed, stored_rows

_NOWHERE = -1


@dataclass(frozen=True, kw_only=True)
class Revision:
    """Positions in the extract's table, and rows of stored files by segment name.

    ``new`` rows are stored; ``outdated`` are those of them that a later row of the same file
    supersedes at once. ``breaches`` say which rows contradict the store (errors) and which
    are left out (remarks).
    """

    new: NDArray[np.int64]
    outdated: NDArray[np.int64]
    superseded: Mapping[str, NDArray[np.int64]] = field(default_factory=dict)
    confirmed: Mapping[str, NDArray[np.int64]] = field(default_factory=dict)
    breaches: tuple[Breach, ...] = ()

    @property
    def changes_nothing(self) -> bool:
        """Whether the version would be the same with the extract as without it."""
        return not len(self.new) and not self.confirmed

    @property
    def rows_superseded(self) -> int:
        """Rows that no longer count, stored earlier or in this file."""
        return len(self.outdated) + sum(len(rows) for rows in self.superseded.values())

    @property
    def contradictions(self) -> NDArray[np.int64]:
        """Positions of rows that contradict the store."""
        parts = [breach.at for breach in self.breaches if breach.is_error]
        return np.concatenate([np.zeros(0, np.int64), *parts])


def revise_incidents(table: pa.Table, chosen: NDArray[np.int64], version: StoreVersion | None) -> Revision:
    """The revision that the chosen rows of an incident table make; ``None`` stands for an empty store."""
    beside = _beside(table, chosen, version, kind=Kind.INCIDENTS)
    ours = reported_us(table)[chosen]
    known = beside.stored_at >= 0
    theirs = np.full(len(chosen), np.iinfo(np.int64).min)
    theirs[known] = reported_us(beside.stored.table)[beside.stored_at[known]]
    is_same, earlier = known & (ours == theirs), known & (ours < theirs)
    equal = is_same & beside.says_the_same
    new = ~is_same & ~earlier
    return Revision(
        new=chosen[new],
        outdated=chosen[new][_not_latest(beside.key[new], ours[new])],
        superseded=beside.stored.by_segment(np.unique(beside.stored_at[new & known])),
        breaches=found(
            (
                Breach(
                    rule="the store has another row with the same incident_id and reported_at",
                    columns=("incident_id", "reported_at"),
                    remedy="A correction needs a later reported_at; set it and submit the row again",
                    at=chosen[is_same & ~equal],
                ),
                _remark("the store has this row already, and it is left out", chosen[equal]),
                _remark(
                    "the store has a later report of this incident, and the row is left out", chosen[earlier]
                ),
            )
        ),
    )


def revise_observations(
    table: pa.Table, chosen: NDArray[np.int64], version: StoreVersion | None, *, known_on: date
) -> Revision:
    """The revision that the chosen rows of a table of figures make.

    ``known_on`` is the extract's as-of date, or the day it is taken in.
    """
    beside = _beside(table, chosen, version, kind=Kind.OBSERVATIONS)
    known = beside.stored_at >= 0
    stated = np.full(len(chosen), np.iinfo(np.int64).min)
    if version is not None:
        stated[known] = _stated_on(version, beside.stored)[beside.stored_at[known]]
    day = known_on.toordinal()
    equal = known & beside.says_the_same
    superseding = known & ~equal & (day >= stated)
    older = known & ~equal & (day < stated)
    columns = ("place_id", "period", "measure", "value")
    return Revision(
        new=chosen[~known | superseding],
        outdated=np.zeros(0, np.int64),
        superseded=beside.stored.by_segment(beside.stored_at[superseding]),
        confirmed=beside.stored.by_segment(beside.stored_at[equal & (day > stated)]),
        breaches=found(
            (
                _remark("the store has this figure already, and the row is left out", chosen[equal], columns),
                _remark(
                    "the store has another value with a later as-of date, and the row is left out",
                    chosen[older],
                    columns,
                ),
            )
        ),
    )


@dataclass(frozen=True, kw_only=True)
class _Beside:
    """Chosen rows beside the stored rows of the same key; ``stored_at`` is -1 where there is none."""

    key: NDArray[np.int64]
    stored: StoredRows
    stored_at: NDArray[np.int64]
    says_the_same: NDArray[np.bool_]


def _beside(
    table: pa.Table, chosen: NDArray[np.int64], version: StoreVersion | None, *, kind: Kind
) -> _Beside:
    content = CONTENT_COLUMNS[kind]
    columns = (*content, "reported_at") if kind is Kind.INCIDENTS else content
    keys = row_keys(table, kind).take(pa.array(chosen))
    labels = key_labels(keys)
    if version is None:
        stored = _no_rows(columns)
    else:
        stored = stored_rows(version, kind, keys=keys.dictionary_encode().dictionary, columns=columns)
    of_key = np.full(int(labels.max(initial=-1)) + 1, _NOWHERE, dtype=np.int64)
    of_key[stored.key] = np.arange(len(stored.key))
    stored_at = of_key[labels]
    known = np.flatnonzero(stored_at >= 0)
    same = np.zeros(len(chosen), dtype=bool)
    same[known] = same_content(table, chosen[known], stored.table, right_at=stored_at[known], kind=kind)
    return _Beside(key=labels, stored=stored, stored_at=stored_at, says_the_same=same)


def _no_rows(columns: tuple[str, ...]) -> StoredRows:
    none = np.zeros(0, np.int64)
    empty = pa.table({name: pa.array([], pa.int64()) for name in columns})
    return StoredRows(names=(), key=none, segment=none, row=none, table=empty)


def _not_latest(key: NDArray[np.int64], moment: NDArray[np.int64]) -> NDArray[np.int64]:
    """Positions of rows with a later row of the same key."""
    order = np.lexsort((moment, key))
    has_later = np.zeros(len(key), dtype=bool)
    has_later[order[:-1]] = key[order[:-1]] == key[order[1:]]
    return np.flatnonzero(has_later).astype(np.int64)


def _stated_on(version: StoreVersion, stored: StoredRows) -> NDArray[np.int64]:
    """Ordinal of the latest day on which an extract stated each stored figure."""
    day_of = {name: extract.known_on.toordinal() for extract in version.extracts for name in extract.files}
    days = np.array([day_of[name] for name in stored.names] or [0], dtype=np.int64)
    stated: NDArray[np.int64] = days[stored.segment]
    for extract in version.extracts:
        confirmed = rows_listed(version, SegmentKind.CONFIRMED, only=frozenset(extract.files))
        for number, name in enumerate(stored.names):
            if name in confirmed:
                again = (stored.segment == number) & np.isin(stored.row, confirmed[name])
                stated[again] = np.maximum(stated[again], extract.known_on.toordinal())
    return stated


def _remark(
    rule: str, at: NDArray[np.int64], columns: tuple[str, ...] = ("incident_id", "reported_at")
) -> Breach:
    return Breach(rule=rule, columns=columns, remedy="Nothing to do", at=at, is_error=False)
