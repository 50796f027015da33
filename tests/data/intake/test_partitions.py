"""However rows are divided, tagging, sorting and joining gives the same rows in the same order."""

from __future__ import annotations

import itertools

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from data.geography.grid import cell_code
from data.geography.join import county_of
from data.intake.located import STORED_SCHEMA
from data.intake.partitions import between, by_curve, codes, cuts, joined, stored, tagged
from tests.data.intake.made import incidents


def rows(seed: int, count: int) -> pa.Table:
    """Incidents of which many share a place, and some a time too."""
    chosen = np.random.default_rng(seed)
    table = incidents(*({"incident_id": f"A-{number}"} for number in range(count))).table
    lon = np.round(chosen.normal(-106.5, 0.3, count), 2)
    lat = np.round(chosen.normal(31.8, 0.3, count), 2)
    moments = pa.array(chosen.integers(1_600_000_000, 1_600_000_009, count) * 1_000_000)
    for name, values in (
        ("lon", pa.array(lon)),
        ("lat", pa.array(lat)),
        ("occurred_at", moments.cast(pa.timestamp("us", tz="UTC"))),
    ):
        table = table.set_column(table.schema.get_field_index(name), name, values)
    return table


@given(seed=st.integers(0, 10_000), parts=st.integers(1, 6), rows_each=st.integers(1, 400))
@settings(max_examples=25)
def test_divided_rows_come_out_as_undivided_ones(seed: int, parts: int, rows_each: int) -> None:
    table = rows(seed, 300)
    whole = stored(by_curve(tagged(table)))
    bounds = np.linspace(0, len(table), parts + 1).astype(int)
    runs = [by_curve(tagged(table.slice(start, end - start))) for start, end in itertools.pairwise(bounds)]
    limits = [None, *cuts([codes(run) for run in runs], rows_each).tolist(), None]
    pieces = [
        stored(by_curve(joined(between(run, low, high) for run in runs)))
        for low, high in itertools.pairwise(limits)
    ]
    keys = ["cell", "occurred_at", "lon", "lat", "county_fips"]
    again = pa.concat_tables(piece.cast(STORED_SCHEMA) for piece in pieces)
    assert again.select(keys).equals(whole.cast(STORED_SCHEMA).select(keys))
    assert sorted(again["incident_id"].to_pylist()) == sorted(table["incident_id"].to_pylist())


def test_a_stored_row_has_its_cell_and_county_and_all_that_it_had() -> None:
    table = rows(1, 200)
    found = stored(by_curve(tagged(table))).cast(STORED_SCHEMA)
    lon, lat = found["lon"].to_numpy(), found["lat"].to_numpy()
    assert found["cell"].to_pylist() == cell_code(lon, lat).tolist()
    assert found["county_fips"].to_pylist() == county_of(lon, lat).tolist()
    by_id = {row["incident_id"]: row for row in table.to_pylist()}
    for row in found.drop_columns(["cell", "county_fips"]).to_pylist():
        assert row == by_id[row["incident_id"]]


def test_rows_follow_the_curve_at_its_finest_level_then_time() -> None:
    found = by_curve(tagged(rows(2, 500)))
    moments = found["occurred_at"].cast(pa.int64()).to_numpy()
    assert (np.lexsort((moments, codes(found))) == np.arange(500)).all()
