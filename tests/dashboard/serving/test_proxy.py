"""Headers of the proxy: believed from its addresses, and as if they were not there from anywhere else."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.serving.proxy import BehindProxy
from data.errors import SettingsError


def seen(address: str, known: str = "127.0.0.1,::1,10.8.0.0/24", **headers: str) -> dict[str, Any]:
    """What the application sees of a request from that address."""
    found: dict[str, Any] = {}

    def application(environ: dict[str, Any], _: object) -> list[bytes]:
        found.update(environ)
        return []

    environ = {"REMOTE_ADDR": address, "wsgi.url_scheme": "http", "HTTP_HOST": "site", **headers}
    BehindProxy(application, known)(environ, lambda *_: None)
    return found


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "10.8.0.77", ""])
def test_the_proxy_says_who_asks_and_how(address: str) -> None:
    found = seen(address, HTTP_X_FORWARDED_FOR="192.0.2.9", HTTP_X_FORWARDED_PROTO="https")
    assert found["REMOTE_ADDR"] == "192.0.2.9"
    assert found["wsgi.url_scheme"] == "https"


@pytest.mark.parametrize("address", ["10.9.0.1", "192.0.2.1", "no address"])
def test_anybody_else_says_nothing(address: str) -> None:
    found = seen(
        address, HTTP_X_FORWARDED_FOR="127.0.0.1", HTTP_X_FORWARDED_PROTO="https", HTTP_FORWARDED="for=x"
    )
    assert found["REMOTE_ADDR"] == address
    assert found["wsgi.url_scheme"] == "http"
    assert not {name for name in found if "FORWARDED" in name}


def test_only_the_last_of_several_forwarded_addresses_is_the_proxys() -> None:
    assert seen("127.0.0.1", HTTP_X_FORWARDED_FOR="6.6.6.6, 192.0.2.9")["REMOTE_ADDR"] == "192.0.2.9"


def test_a_host_that_a_client_forwards_is_not_believed() -> None:
    assert seen("127.0.0.1", HTTP_X_FORWARDED_HOST="stranger")["HTTP_HOST"] == "site"


def test_what_is_no_network_is_refused_by_its_variable() -> None:
    with pytest.raises(SettingsError, match="BORDEROPS_PROXY_ADDRESSES"):
        seen("127.0.0.1", known="somewhere")
