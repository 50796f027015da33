"""Databases of briefs are those of plans: SQLite files and a PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from data.briefs.keeping import BriefStore
from data.plans.keeping.database import Database
from tests.data.plans.conftest import url, urls

__all__ = ["url", "urls"]


@pytest.fixture
def briefs(url: str) -> Iterator[BriefStore]:
    """A store of briefs on the test's own database."""
    database = Database(url)
    yield BriefStore(database)
    database.close()
