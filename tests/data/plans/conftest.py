"""Stores of plans on both databases: what holds on one holds on the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

import pytest

from data.plans.keeping.store import PlanStore
from tests.data.plans.plan_stores import postgres_server

Urls = Callable[[], str]


@pytest.fixture(
    scope="session",
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.xdist_group("postgresql"))],
)
def urls(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Urls:
    """URLs of databases in which there is nothing yet, a new one at each call."""
    if request.param == "postgresql":
        return postgres_server().url
    folder, numbers = tmp_path_factory.mktemp("plans"), count(1)
    return lambda: f"sqlite:///{folder / f'plans-{next(numbers)}.sqlite'}"


@pytest.fixture
def url(urls: Urls) -> str:
    """The URL of the test's own database."""
    return urls()


@pytest.fixture
def store(url: str) -> Iterator[PlanStore]:
    """A store on the test's own database."""
    made = PlanStore(url)
    yield made
    made.close()
