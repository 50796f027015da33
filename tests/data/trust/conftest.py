"""The databases of the plans' tests, which hold the tables of trust too."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.answers.gate import Gate
from data.intake.store import Store
from tests.data.plans.conftest import url, urls
from tests.data.trust.told_processes import a_process
from tests.gates import gate_over

__all__ = ["url", "urls"]


@pytest.fixture(scope="package")
def told_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a store of 12,000 made-up incidents."""
    made = tmp_path_factory.mktemp("told")
    gate_over(made, 12_000)
    return made


@pytest.fixture(scope="package")
def points(told_folder: Path) -> np.ndarray:
    """Where the incidents are, degrees, shape ``(n, 2)``."""
    rows = pa.concat_tables(
        [pq.read_table(path) for path in Store.open(told_folder / "store").current().incident_paths]
    )
    return np.stack([rows["lon"].to_numpy(), rows["lat"].to_numpy()], axis=1)


@pytest.fixture(scope="package")
def two_apart(told_folder: Path) -> list[Gate]:
    """Two processes, each with a memory of its own."""
    return [a_process(told_folder, None), a_process(told_folder, None)]


@pytest.fixture
def file_url(tmp_path: Path) -> str:
    """A SQLite file, where what is tested is not the database."""
    return f"sqlite:///{tmp_path}/plans.sqlite"
