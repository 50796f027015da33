"""One served app for all tests of auditing, with something in its record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.trust.deeds import Deed
from tests.dashboard.access.served import Served, served


@pytest.fixture(scope="package")
def house(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The served app with an account of each role."""
    made = served(demo_store, tmp_path_factory.mktemp("audited"))
    planner = made.accounts["planner"].actor("")
    for number in range(5):
        made.services.audit.record(planner, Deed.EXPORTED, subject=f"file {number} of old", reason="=1+1+x")
    yield made
    made.services.plans.close()
