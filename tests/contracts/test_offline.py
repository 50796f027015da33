"""The suite itself cannot leave the machine, and neither can a Python that it starts."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest
from loopback_only import OutboundConnectionError, is_on_this_machine

# A documentation address (RFC 5737): nothing answers there, and nothing is sent.
ELSEWHERE = ("192.0.2.1", 9)


@pytest.mark.parametrize("method", ["connect", "connect_ex"])
def test_a_connection_to_another_machine_is_refused(method: str) -> None:
    with (
        socket.socket() as one,
        pytest.raises(OutboundConnectionError, match=r"192\.0\.2\.1"),
    ):
        getattr(one, method)(ELSEWHERE)


def test_a_datagram_to_another_machine_is_refused() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as one, pytest.raises(OutboundConnectionError):
        one.sendto(b"x", ELSEWHERE)


def test_a_look_up_of_another_host_is_refused() -> None:
    with pytest.raises(OutboundConnectionError, match=r"host\.invalid"):
        socket.create_connection(("host.invalid", 443))


def test_a_python_that_a_test_starts_is_refused_too() -> None:
    script = f"import socket; socket.socket().connect({ELSEWHERE!r})"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "OutboundConnectionError" in done.stderr


def test_this_machine_stays_reachable() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as client,
    ):
        assert client.getpeername() == server.getsockname()


@pytest.mark.parametrize(
    ("address", "is_here"),
    [
        (("127.0.0.1", 1), True),
        (("::1", 1, 0, 0), True),
        (("localhost", 1), True),
        ("/run/some.socket", True),
        (("10.0.0.1", 1), False),
        (("fe80::1%eth0", 1, 0, 2), False),
        (("localhost.example", 1), False),
    ],
)
def test_only_loopback_counts_as_this_machine(address: object, *, is_here: bool) -> None:
    assert is_on_this_machine(address) is is_here
