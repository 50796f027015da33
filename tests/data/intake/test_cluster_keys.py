"""Rows of one incident in many slices are judged as if they were in one table."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from data.extracts.contract import Kind
from data.intake.cluster.keys import (
    KEYS_SCHEMA,
    bucket_of,
    content_digests,
    judged,
    key_batches,
)
from data.intake.partitions import by_curve, tagged
from data.intake.revision import revise_incidents
from data.intake.row_keys import repeats, same_content
from tests.data.intake.made import START, incidents

ROW = st.fixed_dictionaries(
    {
        "incident_id": st.sampled_from(["A", "B", "ab", "ba", "Ä-1"]),
        "reported_at": st.integers(2, 4).map(lambda hours: START + timedelta(hours=hours)),
        "lat": st.sampled_from([31.8, 31.9]),
        "quantity": st.sampled_from([None, 0.0, -0.0, 2.5]),
        "source": st.sampled_from(["test log", "other log"]),
    }
)


def keys_of(table: pa.Table, slices: int) -> tuple[pa.Table, np.ndarray, np.ndarray]:
    """Keys of all rows, cut into slices; the slice of each, and its position in the table."""
    bounds = np.linspace(0, len(table), slices + 1).astype(int)
    found, run, place = [KEYS_SCHEMA.empty_table()], [np.zeros(0, int)], [np.zeros(0, int)]
    for number in range(slices):
        start, end = bounds[number], bounds[number + 1]
        part = tagged(table.slice(start, end - start)).append_column("file_row", [np.arange(start, end)])
        part = by_curve(part)
        rows = part.column("file_row").to_numpy()
        # Rows are numbered anew in each slice, as files do.
        batches = key_batches(part, rows - start, buckets=3)
        keys = pa.Table.from_batches(batches, KEYS_SCHEMA)
        found.append(keys)
        run.append(np.full(len(keys), number))
        place.append(keys.column("row").to_numpy() + start)
    return pa.concat_tables(found), np.concatenate(run), np.concatenate(place)


@given(made=st.lists(ROW, min_size=1, max_size=40), slices=st.integers(1, 5))
def test_rows_are_judged_as_the_checks_of_one_table_judge_them(
    made: list[dict[str, object]], slices: int
) -> None:
    table = incidents(*made).table
    keys, run, place = keys_of(table, slices)
    is_repeat, is_conflict, is_outdated = judged(keys, run)
    again = repeats(table, Kind.INCIDENTS, usable=np.ones(len(table), bool))
    assert sorted(place[is_repeat]) == again.duplicates.tolist()
    assert sorted(place[is_conflict]) == again.conflicts.tolist()
    left = np.setdiff1d(np.arange(len(table)), np.append(again.duplicates, again.conflicts))
    assert sorted(place[is_outdated]) == sorted(revise_incidents(table, left, None).outdated.tolist())


@given(made=st.lists(ROW, min_size=2, max_size=30))
def test_digests_are_equal_where_rows_say_the_same_and_nowhere_else(made: list[dict[str, object]]) -> None:
    table = incidents(*made).table
    digests = content_digests(tagged(table))
    left, right = (at.ravel() for at in np.meshgrid(np.arange(len(table)), np.arange(len(table))))
    same = same_content(table, left, table, right_at=right, kind=Kind.INCIDENTS)
    assert np.array_equal(digests[left] == digests[right], same)


@given(ids=st.lists(st.text(max_size=12), max_size=40), start=st.integers(0, 5), buckets=st.integers(1, 9))
def test_a_text_has_the_same_bucket_wherever_it_lies(ids: list[str], start: int, buckets: int) -> None:
    whole = pa.array(ids, pa.string())
    found = bucket_of(whole, buckets)
    assert np.all((found >= 0) & (found < buckets))
    assert np.array_equal(bucket_of(whole.slice(start), buckets), found[start:])
    assert np.array_equal(bucket_of(whole.take(pa.array(np.arange(len(ids))[::-1])), buckets), found[::-1])


def test_every_key_is_in_the_batch_of_its_bucket() -> None:
    table = incidents(*({"incident_id": f"A-{number}"} for number in range(500))).table
    part = by_curve(tagged(table))
    batches = key_batches(part, np.arange(2, 502), buckets=7)
    assert len(batches) == 7
    for bucket, batch in enumerate(batches):
        assert set(bucket_of(batch.column("incident_id"), 7).tolist()) <= {bucket}
    assert sorted(at for batch in batches for at in batch.column("at").to_pylist()) == list(range(500))
