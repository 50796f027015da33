"""One served app for the tests of identity that need no provider."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from data.roles import Role
from data.trust.account import Way
from tests.dashboard.identity.sites import PROOF, Site, site_at, site_settings


@pytest.fixture(scope="package")
def common_site(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that people come to by password or by a proxy's word."""
    folder = tmp_path_factory.mktemp("identity")
    made = site_at(site_settings(demo_store, folder, sign_in="local,proxy", proxy_proof=PROOF))
    for name, role in (("ada", Role.ADMINISTRATOR), ("bea", Role.ADMINISTRATOR), ("vera", Role.VIEWER)):
        made.add(name, role)
    made.add("paul", Role.PLANNER, way=Way.PROXY)
    yield made
    made.services.plans.close()


@pytest.fixture
def site(common_site: Site) -> Iterator[Site]:
    """The common site, by the time of this machine."""
    yield common_site
    common_site.clock.passed = timedelta()
