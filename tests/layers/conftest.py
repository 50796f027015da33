"""A gate over made-up incidents and every published figure that ships with the product."""

from __future__ import annotations

import pytest

from data.answers.gate import Gate
from data.intake.packaged import ingest_packaged_figures
from data.intake.store import Store
from data.settings import Settings
from tests.gates import NOW, gate_over


@pytest.fixture(scope="session")
def whole_gate(tmp_path_factory: pytest.TempPathFactory) -> Gate:
    """A gate over 3,000 made-up incidents and the packaged figures."""
    folder = tmp_path_factory.mktemp("whole")
    gate_over(folder, 3_000)
    store = Store.open(folder / "store")
    ingest_packaged_figures(store=store, now=NOW)
    return Gate(store, Settings(store=folder / "store"))
