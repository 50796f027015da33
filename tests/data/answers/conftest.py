"""A gate over every published figure that ships with the product, and the same rows by pandas."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.answers.gate import Gate
from data.intake.packaged import ingest_packaged_figures
from data.intake.store import Store
from data.settings import Settings
from tests.gates import gate_over

NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture(scope="session")
def published_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store of the packaged figures, without incidents."""
    store = Store.create(tmp_path_factory.mktemp("published") / "store")
    ingest_packaged_figures(store=store, now=NOW)
    return store


@pytest.fixture(scope="session")
def published_gate(published_store: Store) -> Gate:
    """A gate over the packaged figures."""
    return Gate(published_store, Settings(store=published_store.path))


@pytest.fixture(scope="session")
def published_rows(published_store: Store) -> pd.DataFrame:
    """The stored figures, read without the engine; ``month`` is a pandas period."""
    tables = [pq.read_table(path) for path in published_store.current().observation_paths]
    rows: pd.DataFrame = pa.concat_tables(tables).to_pandas()
    rows["month"] = pd.PeriodIndex(pd.to_datetime(rows["period"]), freq="M")
    return rows


@pytest.fixture(scope="session")
def attacked_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the store under :func:`attacked`."""
    return tmp_path_factory.mktemp("attacked")


@pytest.fixture(scope="session")
def attacked(attacked_folder: Path) -> Gate:
    """A gate over 12,000 made-up incidents: enough for totals, few enough for small counts."""
    return gate_over(attacked_folder, 12_000)
