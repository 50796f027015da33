"""The served program is killed while somebody edits: what it acknowledged is there when it starts again."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any

import pytest

from data.geography.county_names import county_names
from data.intake.store import Store
from tests.data.intake.made import incidents, take_in

PROGRAM = Path(sys.executable).with_name("borderops")
_ACKNOWLEDGED_BEFORE_THE_END = 12


@dataclass(frozen=True, kw_only=True)
class Served:
    """The program as it is served on a port of its own, by its plans' address."""

    process: subprocess.Popen[str]
    address: str

    def ask(self, path: str, fields: object = None) -> dict[str, Any]:
        """What it answers; a request with fields is a change."""
        body = None if fields is None else json.dumps(fields).encode()
        sent = urllib.request.Request(
            self.address + path, data=body, headers={"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(sent, timeout=180) as answer:
            said: dict[str, Any] = json.loads(answer.read())
            return said


@dataclass(frozen=True, kw_only=True)
class Planner:
    """Somebody who gives one county after another to a region until nobody answers."""

    served: Served
    head: dict[str, Any]
    acknowledged: list[str] = field(default_factory=list)
    has_enough: threading.Event = field(default_factory=threading.Event)

    def work(self) -> None:
        """Edit until the server is gone."""
        head = self.head
        for fips in county_names():
            edit = {"kind": "assign", "units": [fips], "region": "r1"}
            try:
                said = self.served.ask(f"/{head['id']}/edits", {"version": head["version"], "edit": edit})
            except (OSError, HTTPException, urllib.error.URLError):
                return
            head = said["head"]
            self.acknowledged.append(fips)
            if len(self.acknowledged) == _ACKNOWLEDGED_BEFORE_THE_END:
                self.has_enough.set()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    made = Store.create(tmp_path / "store")
    take_in(made, incidents({}))
    return made.path


@contextmanager
def serving(store: Path) -> Iterator[Served]:
    """The installed program over the store, killed at the end if it still runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(PROGRAM), "serve", "--port", str(port), "--store", str(store)]
    environment = {name: value for name, value in os.environ.items() if name != "BORDEROPS_DATABASE"}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            assert process.stdout
            assert f"http://127.0.0.1:{port}" in process.stdout.readline()
            yield Served(process=process, address=f"http://127.0.0.1:{port}/api/plans")
        finally:
            process.kill()


def test_no_acknowledged_edit_is_lost_when_the_server_is_killed_in_the_middle(store: Path) -> None:
    with serving(store) as served:
        head = served.ask("", {"name": "Night shift", "start": "empty"})
        add = {"kind": "add", "name": "West", "colour": 1}
        head = served.ask(f"/{head['id']}/edits", {"version": head["version"], "edit": add})["head"]
        planner = Planner(served=served, head=head)
        working = threading.Thread(target=planner.work)
        working.start()
        assert planner.has_enough.wait(timeout=240)
        served.process.kill()
        working.join(timeout=240)
        assert not working.is_alive()
    with serving(store) as served:
        found = served.ask(f"/{head['id']}")
        assert set(planner.acknowledged) <= set(found["assigned"])
        # One more may have been written and not yet acknowledged.
        assert len(found["assigned"]) - len(planner.acknowledged) in {0, 1}
        edits = served.ask(f"/{head['id']}/history")["edits"]
        assert len(edits) == len(found["assigned"]) + 2
        assert all(edit["on_path"] for edit in edits)
        last = max(found["assigned"])
        back = served.ask(f"/{head['id']}/undo", {"version": found["version"]})["head"]
        assert set(found["assigned"]) - set(back["assigned"]) == {last}
