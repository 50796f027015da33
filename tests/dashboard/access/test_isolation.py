"""Two roles at once on a real server: nobody is ever told what the other was (A15)."""

from __future__ import annotations

import http.client
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing

import pytest
from waitress.server import create_server

from tests.dashboard.access.served import ORIGIN, Reader, Served

THREADS = 16
ROUNDS = 40
ROLES = ("planner", "auditor")
WANTED = {
    "/account/me": {"planner": 200, "auditor": 200},
    "/api/plans": {"planner": 200, "auditor": 403},
    "/api/live/places": {"planner": 200, "auditor": 403},
    "/_dash-layout": {"planner": 200, "auditor": 200},
}


@pytest.fixture
def port(house: Served) -> Iterator[int]:
    """A WSGI server over the app on a port of this machine."""
    server = create_server(house.app.server, host="127.0.0.1", port=0, threads=8)
    running = threading.Thread(target=server.run, daemon=True)
    running.start()
    yield server.effective_port
    server.close()
    running.join(timeout=5)


def test_two_roles_at_once_are_told_their_own_only(house: Served, port: int) -> None:
    readers = {name: house.reader(name) for name in ROLES}
    told: Counter[str] = Counter()
    faults: list[str] = []

    def ask_all(name: str) -> None:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
            for number in range(ROUNDS):
                path = list(WANTED)[number % len(WANTED)]
                status, text = asked(connection, readers[name], path)
                told[name] += 1
                faults.extend(f"{name} {path}: {why}" for why in wrong(name, path, status, text))

    askers = [
        threading.Thread(target=ask_all, args=(ROLES[number % len(ROLES)],)) for number in range(THREADS)
    ]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert told == dict.fromkeys(ROLES, THREADS // len(ROLES) * ROUNDS)
    assert not faults, faults[:5]


def asked(connection: http.client.HTTPConnection, reader: Reader, path: str) -> tuple[int, str]:
    """Status and text of an answer to that reader."""
    host = ORIGIN.removeprefix("https://")
    connection.request("GET", path, headers={"Host": host, "Cookie": reader.cookie})
    reply = connection.getresponse()
    return reply.status, reply.read().decode("utf-8", "replace")


def wrong(name: str, path: str, status: int, text: str) -> Iterator[str]:
    """What of an answer is another's."""
    if status != WANTED[path][name]:
        yield f"status {status}"
    if path == "/account/me" and f'"role":"{name}"' not in text.replace(" ", ""):
        yield text[:200]
    if path == "/_dash-layout" and ('"Planner"' in text) is not (name == "planner"):
        yield "the navigation of another"
