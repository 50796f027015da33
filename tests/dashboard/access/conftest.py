"""One served app for all tests of access."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard.app import create_app
from data.settings import Settings
from tests.dashboard.access.served import READERS, Reader, Served, served, without_sign_in


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


@pytest.fixture(scope="package")
def own(house: Served, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """The same store on one's own machine, without sign-in."""
    folder = tmp_path_factory.mktemp("own")
    settings = without_sign_in(house.services.settings)
    app = create_app(Settings(store=settings.store, database=f"sqlite:///{folder / 'plans.sqlite'}"))
    return app.server.test_client()
