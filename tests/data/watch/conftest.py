"""A gate over seven years of made-up incidents, with one burst in the last month."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.answers.gate import Gate
from data.intake.ingest import ingest
from data.intake.store import Store
from data.reference.taxonomy import CATEGORY_OF
from data.settings import Settings
from tests.gates import NOW, made_up_incidents

BURST = "Firearm"
BURST_CATEGORY = CATEGORY_OF[BURST]
_ROWS, _BURST_ROWS = 7_000, 120
_EL_PASO = (-106.4, 31.76)


@pytest.fixture(scope="session")
def bursting_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The burst is of firearms at El Paso in December 2025."""
    folder = tmp_path_factory.mktemp("bursting")
    rows = pa.concat_tables(
        [_seven_years(made_up_incidents(_ROWS, 8)), _burst(made_up_incidents(_BURST_ROWS, 9))]
    )
    pq.write_table(rows, folder / "incidents.parquet")
    store = Store.create(folder / "store")
    ingest(folder / "incidents.parquet", store=store, now=NOW, is_synthetic=True)
    return store.path


@pytest.fixture(scope="session")
def bursting_gate(bursting_store: Path) -> Gate:
    """A gate over the store with the burst."""
    return Gate(Store.open(bursting_store), Settings(store=bursting_store))


def _seven_years(rows: pa.Table) -> pa.Table:
    return _at(rows, datetime(2019, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC))


def _burst(rows: pa.Table) -> pa.Table:
    n = rows.num_rows
    burst = {
        "lon": np.full(n, _EL_PASO[0]),
        "lat": np.full(n, _EL_PASO[1]),
        "subcategory": [BURST] * n,
        "category": [BURST_CATEGORY] * n,
    }
    for name, values in burst.items():
        place = rows.schema.get_field_index(name)
        rows = rows.set_column(place, rows.schema.field(name), pa.array(values))
    return _at(rows, datetime(2025, 12, 1, tzinfo=UTC), datetime(2025, 12, 31, tzinfo=UTC))


def _at(rows: pa.Table, first: datetime, last: datetime) -> pa.Table:
    """The rows spread evenly over a period."""
    seconds = np.linspace(first.timestamp(), last.timestamp(), rows.num_rows, endpoint=False).astype(np.int64)
    for name, delay in (("occurred_at", 0), ("reported_at", 3600)):
        place = rows.schema.get_field_index(name)
        moments = pa.array((seconds + delay) * 1_000_000, pa.timestamp("us", tz="UTC"))
        rows = rows.set_column(place, rows.schema.field(name), moments)
    return rows
