"""Databases of plans for tests: SQLite files, and a PostgreSQL server that is started for the run.

The server is the system's own program on a folder of its own, reached by a socket in that folder, with
everything that makes a commit durable left on. Each test that wants a database gets a schema of its own.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import threading
from datetime import UTC, datetime
from functools import cache
from itertools import count
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from data.plans.edits import Assign
from data.plans.plan import Plan, PlanRegion
from data.roles import Actor, Role

AT = datetime(2026, 11, 30, 14, 0, tzinfo=UTC)
MARIA = Actor(name="maria", role=Role.OPERATOR)
JOHN = Actor(name="john", role=Role.OPERATOR)
VIEWER = Actor(name="vera", role=Role.VIEWER)
COUNTIES = ("04003", "04019", "04023", "04027", "06025", "06073", "35013", "35023", "48141", "48229")
"""Counties along the south-west border, in order."""
_READY_S = 60
_ACCOUNTS = ("postgres", "nobody")


def small_plan(*, regions: int = 3) -> Plan:
    """Some regions, and the first of a few border counties in each but the last."""
    made = tuple(PlanRegion(key=f"r{i}", name=f"Region {i}", colour=i) for i in range(1, regions + 1))
    assigned = {unit: f"r{i}" for i, unit in enumerate(COUNTIES[: regions - 1], start=1)}
    return Plan(regions=made, assigned=assigned, next_region=regions + 1)


def to(region: str | None, *units: str) -> Assign:
    """The edit that puts units into a region."""
    return Assign(units=units, region=region)


class PostgresServer:
    """A server that only this run knows; it can be killed and started again."""

    def __init__(self, programs: Path) -> None:
        self.programs = programs
        self.folder = Path(tempfile.mkdtemp(prefix="plans-pg-"))
        self._schemas = count(1)
        self._process: subprocess.Popen[bytes] | None = None
        self._as = _unprivileged()
        if self._as:
            shutil.chown(self.folder, self._as["user"], self._as["group"])
        command = [programs / "initdb", "-D", self.folder / "data", "-U", "postgres", "-A", "trust"]
        self._run([*command, "-E", "UTF8", "--locale=C", "--no-sync"])
        self.start()

    def url(self) -> str:
        """The URL of a schema in which there is nothing yet."""
        schema = f"plans_{next(self._schemas)}"
        with psycopg.connect(self._address, autocommit=True) as connection:
            connection.execute(f'CREATE SCHEMA "{schema}"'.encode())
        options = quote(f"-csearch_path={schema}")
        return f"postgresql+psycopg://postgres@/postgres?host={quote(str(self.folder))}&options={options}"

    def start(self) -> None:
        """Start, and wait until it answers; what a killed server left behind has to go first."""
        patience = threading.Event()
        for _ in range(_READY_S * 10):
            if self._process is None or self._process.poll() is not None:
                self._process = self._launched()
            patience.wait(0.1)
            with contextlib.suppress(psycopg.OperationalError), psycopg.connect(self._address):
                return
        pytest.fail(f"PostgreSQL did not start: {(self.folder / 'log').read_text(errors='replace')[-2000:]}")

    def kill(self) -> None:
        """End the server as a power cut would, its children left to notice."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def restart(self) -> None:
        """End the server in good order, and start it again."""
        self._end()
        self.start()

    def stop(self) -> None:
        """End the server in good order, and remove its folder."""
        self._end()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _end(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(_READY_S)

    @property
    def _address(self) -> str:
        return f"host={self.folder} user=postgres dbname=postgres connect_timeout=5"

    def _launched(self) -> subprocess.Popen[bytes]:
        command = [self.programs / "postgres", "-D", self.folder / "data", "-k", self.folder]
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                [*command, "-c", "listen_addresses=", "-c", "recovery_init_sync_method=syncfs"],
                stdout=log,
                stderr=log,
                cwd=self.folder,
                **self._as,
            )

    def _run(self, command: list[str | Path]) -> None:
        done = subprocess.run(
            command, capture_output=True, text=True, cwd=self.folder, check=False, **self._as
        )
        if done.returncode:
            pytest.fail(f"{command[0]} exited {done.returncode}: {done.stderr}")


@cache
def postgres_server() -> PostgresServer:
    """The run's server, started when it is first wanted; without its programs the test is skipped."""
    server = PostgresServer(postgres_programs())
    atexit.register(server.stop)
    return server


def postgres_programs() -> Path:
    """The folder of PostgreSQL's programs; without them the test is skipped."""
    found = shutil.which("postgres")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    programs = Path(found).resolve().parent if found else next(reversed(folders), None)
    if programs is None:
        tell = pytest.fail if "CI" in os.environ else pytest.skip
        tell("PostgreSQL's programs are not here; `make postgresql` installs them")
    return programs


def _unprivileged() -> dict[str, object]:
    """How to start the server, which refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    account = next(known[name] for name in _ACCOUNTS if name in known)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
