"""Rows of one incident, wherever they were read: which repeat, contradict or supersede another.

Rows that share an ``incident_id`` may be in any two slices, so their keys are divided anew: by a
hash of the key into *buckets*, each of which one task looks through. Of what a row says the key
carries a digest of 64 bits, which is compared only between rows of one id and one ``reported_at``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.extracts.contract import Kind
from data.intake.breaches import SHOWN_PER_RULE
from data.intake.cluster.exchange import Exchange, save_batches
from data.intake.key_hashes import key_hashes
from data.intake.partitions import codes
from data.intake.row_keys import CONTENT_COLUMNS, key_labels, reported_us

KEYS_SCHEMA = pa.schema(
    [
        ("incident_id", pa.string()),
        ("reported_us", pa.int64()),
        ("content", pa.uint64()),
        ("curve", pa.int64()),
        ("row", pa.int64()),
        ("at", pa.int64()),
    ]
)
"""``row`` is the row of the file, ``at`` the position in the sorted run."""
VERDICT_SCHEMA = pa.schema([("run", pa.int64()), ("at", pa.int64()), ("is_outdated", pa.bool_())])
"""A row of a run that is left out as a repetition, or stored and superseded at once."""
_NULL = np.uint64(0x6E756C6C)
_ODD = np.uint64(0x9E3779B97F4A7C15)
Hashes = NDArray[np.uint64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """A row that another of the same id and ``reported_at`` contradicts."""

    run: int
    row: int
    incident_id: str
    reported_us: int


@dataclass(frozen=True, kw_only=True)
class Compared:
    """What one bucket found. Batch ``i`` of its file ``name`` concerns the range ``ranges[i]``."""

    name: str
    ranges: tuple[int, ...]
    rows_left_out: int
    rows_outdated: int
    rows_in_conflict: int
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The keys of one bucket, in the files of all runs; ``cuts`` divide the curve into ranges."""

    bucket: int
    keys: tuple[str, ...]
    cuts: NDArray[np.int64]


def key_batches(partition: pa.Table, rows: NDArray[np.int64], *, buckets: int) -> list[pa.RecordBatch]:
    """The keys of a sorted partition, one batch of ``KEYS_SCHEMA`` for each bucket; ``rows`` of the file."""
    ids = partition.column("incident_id").combine_chunks()
    bucket = bucket_of(ids, buckets)
    order = np.argsort(bucket, kind="stable")
    table = pa.table(
        [
            ids,
            pa.array(reported_us(partition)),
            pa.array(content_digests(partition)),
            pa.array(codes(partition)),
            pa.array(rows),
            pa.array(np.arange(len(rows), dtype=np.int64)),
        ],
        schema=KEYS_SCHEMA,
    ).take(pa.array(order))
    ends = np.cumsum(np.bincount(bucket, minlength=buckets))
    whole = table.combine_chunks().to_batches() or [pa.RecordBatch.from_pylist([], schema=KEYS_SCHEMA)]
    return [whole[0].slice(start, end - start) for start, end in zip([0, *ends[:-1]], ends, strict=True)]


def bucket_of(ids: pa.Array, buckets: int) -> NDArray[np.int64]:
    """Bucket of each text, from 0, by its hash."""
    return (key_hashes(ids) % np.uint64(buckets)).astype(np.int64)


def content_digests(partition: pa.Table) -> Hashes:
    """A digest of what each row says besides its key: equal for equal rows, null equal to null."""
    mixed = np.zeros(len(partition), np.uint64)
    for name in CONTENT_COLUMNS[Kind.INCIDENTS]:
        mixed = _mixed(mixed * _ODD + _values(partition.column(name)))
    return mixed


def _values(column: pa.ChunkedArray) -> Hashes:
    cells = column.combine_chunks()
    if pa.types.is_dictionary(cells.type):
        words = np.array([*map(_word_digest, cells.dictionary.to_pylist()), _NULL], np.uint64)
        found: Hashes = words[cells.indices.fill_null(len(words) - 1).to_numpy()]
        return found
    if pa.types.is_floating(cells.type):
        # Adding nothing makes -0.0 the zero that it equals.
        numbers = (cells.fill_null(0.0).to_numpy() + 0.0).view(np.uint64)
    else:
        numbers = cells.cast(pa.int64()).fill_null(0).to_numpy().view(np.uint64)
    return np.where(cells.is_null().to_numpy(zero_copy_only=False), _NULL, _mixed(numbers))


def _word_digest(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little")


def _mixed(values: Hashes) -> Hashes:
    """Each value with all its bits spread (the finaliser of SplitMix64; Steele, Lea and Flood, 2014)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    found: Hashes = values ^ (values >> np.uint64(31))
    return found


def compare(task: Comparison, *, exchange: Exchange) -> Compared:
    """Look through one bucket; what is found is kept in a file for the ranges that it concerns.

    Raises
    ------
    OSError
        If the exchange cannot be read or written.
    """
    tables, runs = [KEYS_SCHEMA.empty_table()], [np.zeros(0, np.int64)]
    for number, name in enumerate(task.keys):
        part = pa.Table.from_batches(exchange.batches(name, [task.bucket]), KEYS_SCHEMA)
        tables.append(part)
        runs.append(np.full(len(part), number, np.int64))
    keys, run = pa.concat_tables(tables), np.concatenate(runs)
    is_repeat, is_conflict, is_outdated = judged(keys, run)
    at = np.flatnonzero(is_repeat | is_outdated)
    in_range = np.searchsorted(task.cuts, keys.column("curve").to_numpy()[at], side="right")
    at, in_range = at[np.argsort(in_range, kind="stable")], np.sort(in_range)
    ranges, starts = np.unique(in_range, return_index=True)
    name = f"verdicts-{task.bucket:05d}.arrow"
    batches = [
        _verdicts(run[of], keys.column("at").take(pa.array(of)), is_outdated[of])
        for of in np.split(at, starts[1:])
        if len(of)
    ]
    if batches:
        save_batches(exchange, name, VERDICT_SCHEMA, batches)
    return Compared(
        name=name,
        ranges=tuple(ranges.tolist()),
        rows_left_out=int(is_repeat.sum()),
        rows_outdated=int(is_outdated.sum()),
        rows_in_conflict=int(is_conflict.sum()),
        conflicts=_shown(keys, run, np.flatnonzero(is_conflict)[:SHOWN_PER_RULE]),
    )


def _verdicts(run: NDArray[np.int64], at: pa.ChunkedArray, is_outdated: Mask) -> pa.RecordBatch:
    columns = [pa.array(run), at.combine_chunks(), pa.array(is_outdated)]
    return pa.record_batch(columns, schema=VERDICT_SCHEMA)


def judged(keys: pa.Table, run: NDArray[np.int64]) -> tuple[Mask, Mask, Mask]:
    """Whether each row repeats an earlier one, contradicts one, or has a later report beside it.

    The first of equal rows stays, in the order of runs and of rows in their file. If any row of one
    id and ``reported_at`` differs, none can be trusted: all contradict each other.
    """
    is_repeat, is_conflict, is_outdated = (np.zeros(len(keys), bool) for _ in range(3))
    labels = key_labels(keys.column("incident_id").combine_chunks())
    at = np.flatnonzero(np.bincount(labels)[labels] > 1) if len(labels) else np.zeros(0, np.int64)
    moment, content, row = (
        keys.column(name).take(pa.array(at)).to_numpy() for name in ("reported_us", "content", "row")
    )
    order = np.lexsort((row, run[at], moment, labels[at]))
    at, moment, content = at[order], moment[order], content[order]
    label = labels[at]
    is_first = np.ones(len(at), bool)
    is_first[1:] = (label[1:] != label[:-1]) | (moment[1:] != moment[:-1])
    group = np.cumsum(is_first) - 1
    first = np.flatnonzero(is_first)
    is_torn = np.zeros(len(first), bool)
    is_torn[group[content != content[first[group]]]] = True
    is_conflict[at[is_torn[group]]] = True
    is_repeat[at[~is_first & ~is_torn[group]]] = True
    kept, of = first[~is_torn], label[first[~is_torn]]
    is_outdated[at[kept[:-1][of[:-1] == of[1:]]]] = True
    return is_repeat, is_conflict, is_outdated


def _shown(keys: pa.Table, run: NDArray[np.int64], at: NDArray[np.int64]) -> tuple[Conflict, ...]:
    rows = keys.select(["row", "incident_id", "reported_us"]).take(pa.array(at)).to_pylist()
    return tuple(Conflict(run=int(of), **row) for of, row in zip(run[at].tolist(), rows, strict=True))


def verdicts_on(exchange: Exchange, found: Sequence[tuple[str, int]]) -> pa.Table:
    """Verdicts on the rows of one range: from these files these batches.

    Raises
    ------
    OSError
        If the exchange cannot be read.
    """
    batches = [batch for name, number in found for batch in exchange.batches(name, [number])]
    return pa.Table.from_batches(batches, VERDICT_SCHEMA)
