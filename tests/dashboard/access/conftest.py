"""One served app for all tests of access."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dashboard.access.served import READERS, Reader, Served, served


@pytest.fixture(scope="package")
def house(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The served app with an account of each role."""
    made = served(demo_store, tmp_path_factory.mktemp("served"))
    yield made
    made.services.plans.close()


@pytest.fixture(scope="package")
def readers(house: Served) -> dict[str, Reader]:
    """The browser of each role, and of nobody."""
    return {str(name): house.reader(str(name)) for name in READERS}
