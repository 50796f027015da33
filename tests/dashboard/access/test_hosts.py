"""Names that a server answers to: a page of another name that points here is a stranger's (DNS rebinding)."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard.access.hosts import hosts_of, name_of
from data.settings import Settings
from tests.dashboard.access.served import ORIGIN, Served, spies


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:443", "ops.example.evil.example", "127.0.0.1", ""]
)
def test_a_served_app_goes_by_its_own_name_only(house: Served, host: str) -> None:
    client = house.app.server.test_client()
    with spies(house.app) as ran:
        for path in ("/", "/sign-in", "/assets/theme.css", "/api/plans"):
            assert client.get(path, headers={"Host": host}, base_url=ORIGIN).status_code == 403
        assert ran == []
        assert client.get("/healthz", headers={"Host": host}, base_url=ORIGIN).status_code == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8050", 200),
        ("localhost:8050", 200),
        ("LOCALHOST", 200),
        ("[::1]:8050", 200),
        ("evil.example:8050", 403),
        ("localhost.evil.example", 403),
        ("127.0.0.1.evil.example", 403),
        ("10.0.0.9", 403),
        ("a@127.0.0.1", 403),
    ],
)
def test_ones_own_machine_answers_to_itself_only(own: FlaskClient, host: str, status: int) -> None:
    reply = own.get("/api/live/places", headers={"Host": host})
    assert reply.status_code == status


def test_a_machine_that_serves_its_network_answers_to_addresses_and_its_own_name() -> None:
    hosts = hosts_of(Settings(store=Path("store"), host="0.0.0.0"))  # noqa: S104 - the case of the test
    assert hosts.includes("10.1.2.3:8050")
    assert hosts.includes("[fe80::1]:8050")
    assert not hosts.includes("evil.example")
    named = hosts_of(Settings(store=Path("store"), host="10.1.2.3"))
    assert named.includes("10.1.2.3")
    assert not named.includes("10.1.2.4")


@pytest.mark.parametrize("host", ["", "[", "a b", "a/b", "x:y:z"])
def test_what_is_no_host_has_no_name_that_is_answered_to(host: str) -> None:
    assert not hosts_of(Settings(store=Path("store"))).includes(host)
    assert name_of(host) not in {"127.0.0.1", "localhost"}
