"""Gates over small stores of made-up incidents, ingested as a user's file would be."""

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
from data.reference.taxonomy import CATEGORY_OF, SUBCATEGORIES
from data.schema.incidents import COMPONENTS, INCIDENT_SCHEMA, MODES
from data.settings import Settings

NOW = datetime(2026, 11, 1, tzinfo=UTC)
_ROWS = 3_000
_FIRST_SECOND, _LAST_SECOND = (int(datetime(y, 1, 1, tzinfo=UTC).timestamp()) for y in (2023, 2026))
_ONE_FIGURE = """\
Port Name,State,Port Code,Border,Date,Measure,Value
El Paso,Texas,2402,US-Mexico Border,Jan 2024,Trains,40
"""


def made_up_incidents(rows: int, seed: int) -> pa.Table:
    """Incidents along the south-west border, in ``INCIDENT_SCHEMA``; nothing in them is real."""
    random = np.random.default_rng(seed)
    subcategory = [SUBCATEGORIES[i] for i in random.integers(0, len(SUBCATEGORIES), rows)]
    seconds = np.sort(random.integers(_FIRST_SECOND, _LAST_SECOND, rows))
    place = random.uniform(0, 1, rows)
    columns = {
        "incident_id": [f"T-{seed}-{i}" for i in range(rows)],
        "occurred_at": pa.array(seconds * 1_000_000, pa.timestamp("us", tz="UTC")),
        "reported_at": pa.array((seconds + 3600) * 1_000_000, pa.timestamp("us", tz="UTC")),
        "lon": np.round(-117 + place * 18 + random.normal(0, 0.4, rows), 5),
        "lat": np.round(32.6 - place * 4.5 + random.normal(0, 0.4, rows), 5),
        "category": [CATEGORY_OF[name] for name in subcategory],
        "subcategory": subcategory,
        "component": [COMPONENTS[i] for i in random.integers(0, len(COMPONENTS), rows)],
        "mode": [MODES[i] for i in random.integers(0, len(MODES), rows)],
        "quantity": pa.nulls(rows, pa.float64()),
        "unit": pa.nulls(rows, pa.string()),
        "source": ["made up for a test"] * rows,
    }
    return pa.table(columns).cast(INCIDENT_SCHEMA)


def gate_over(folder: Path, rows: int, *, seed: int = 11) -> Gate:
    """A gate over a new store in the folder that holds this many made-up incidents."""
    extract = folder / "incidents.parquet"
    pq.write_table(made_up_incidents(rows, seed), extract)
    store = Store.create(folder / "store")
    ingest(extract, store=store, now=NOW, is_synthetic=True)
    return Gate(store, Settings(store=folder / "store"))


@pytest.fixture(scope="session")
def gate_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the store under :func:`gate`."""
    return tmp_path_factory.mktemp("gate")


@pytest.fixture(scope="session")
def gate(gate_folder: Path) -> Gate:
    """A gate over 3,000 made-up incidents."""
    return gate_over(gate_folder, _ROWS)


@pytest.fixture(scope="session")
def incident_rows(gate: Gate, gate_folder: Path) -> pa.Table:
    """The stored rows under :func:`gate`, read without the engine."""
    store = Store.open(gate_folder / "store")
    return pa.concat_tables([pq.read_table(path) for path in store.current().incident_paths])


@pytest.fixture(scope="session")
def sparse_gate(tmp_path_factory: pytest.TempPathFactory) -> Gate:
    """A gate over five incidents: every count is small."""
    return gate_over(tmp_path_factory.mktemp("sparse"), 5)


@pytest.fixture(scope="session")
def empty_gate(tmp_path_factory: pytest.TempPathFactory) -> Gate:
    """A gate over a store with one published figure and no incident."""
    folder = tmp_path_factory.mktemp("empty")
    extract = folder / "crossings.csv"
    extract.write_text(_ONE_FIGURE, encoding="utf-8")
    store = Store.create(folder / "store")
    ingest(extract, store=store, now=NOW)
    return Gate(store, Settings(store=folder / "store"))
