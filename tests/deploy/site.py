"""A site of processes on loopback: a database, two nodes, a worker, and nginx from deploy/nginx.conf."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import requests

from data.plans.keeping.database import Database
from data.roles import LOCAL_ACTOR, Role
from data.trust.account import Grant, Way
from data.trust.accounts import Accounts
from tests.deploy.certificates import make_certificate
from tests.deploy.nginx import Nginx, nginx_conf
from tests.deploy.person import Person

PROGRAM = Path(sys.executable).with_name("borderops")
SECRET = "k" + "0123456789abcdef" * 4
PROOF = "p" + "fedcba9876543210" * 4
BADGE = "badge-0123456789"
PASSWORD = "Ferry-Lantern-71-Quarry"  # noqa: S105  # of accounts that live as long as a test
_READY_S = 400
_IDENTITY = f"""
set $who "";
if ($http_x_test_badge = "{BADGE}") {{ set $who "vera"; }}
set $mark "$http_x_test_badge:$http_x_test_user";
if ($mark ~ "^{BADGE}:(?<named>[a-z0-9-]+)$") {{ set $who $named; }}
proxy_set_header X-Remote-User $who;
proxy_set_header X-Borderops-Proof "{PROOF}";
"""


@dataclass
class Node:
    """A node: ``borderops serve --served`` on a port of its own."""

    port: int
    environ: Mapping[str, str]
    log: Path
    arguments: tuple[str, ...] = ()
    process: subprocess.Popen[bytes] = field(init=False)

    def start(self) -> None:
        """Start it; it is not waited for."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [str(PROGRAM), "serve", "--served", "--port", str(self.port), *self.arguments],
                env=dict(self.environ),
                stdout=log,
                stderr=log,
            )

    @property
    def address(self) -> str:
        """Its own address, behind the proxy's back."""
        return f"http://127.0.0.1:{self.port}"

    def children(self) -> list[int]:
        """Processes that serve or accompany."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in path.read_text().split()]

    def wait_until_ready(self) -> None:
        """Return once it answers.

        Raises
        ------
        TimeoutError
            If it does not; the message has the end of its log.
        """
        until = time.monotonic() + _READY_S
        while time.monotonic() < until and self.process.poll() is None:
            with suppress(requests.RequestException):
                if requests.get(f"{self.address}/readyz", timeout=2).ok:
                    return
            time.sleep(0.1)
        raise TimeoutError(f"{self.address} is not ready:\n{self.log.read_text()[-3000:]}")

    def kill(self) -> None:
        """End it as a power cut would: the master, whose processes notice."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """Tell it to end, and wait until it has."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(60)


@dataclass
class Site:
    """The processes, and ways in."""

    folder: Path
    store: Path
    environ: dict[str, str]
    port: int
    nodes: tuple[Node, Node]
    nginx: Nginx

    @property
    def address(self) -> str:
        """What users open."""
        return f"https://127.0.0.1:{self.port}"

    def person(self, name: str, *, at: str = "") -> Person:
        """Somebody with a browser of their own, not signed in yet; ``at`` a node in place of the proxy."""
        return Person(name=name, address=at or self.address, chain=self.folder / "chain.pem")

    def as_the_proxy(self, name: str) -> dict[str, str]:
        """Headers with which the proxy hands on a request of somebody whom it signs in."""
        return {
            "Host": f"127.0.0.1:{self.port}",
            "X-Remote-User": name,
            "X-Borderops-Proof": PROOF,
            "X-Forwarded-For": "127.0.0.1",
            "X-Forwarded-Proto": "https",
        }

    def run(self, *arguments: str, typed: str = "") -> str:
        """What a command of the program says on the site."""
        done = subprocess.run(
            [str(PROGRAM), *arguments],
            env=self.environ,
            input=typed,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"
        return done.stdout


@contextmanager
def running_site(
    folder: Path,
    store: Path,
    database: str,
    *,
    processes: int = 1,
    changes: Mapping[str, str] | None = None,
    accounts: Mapping[str, str] | None = None,
    proxied: Mapping[str, str] | None = None,
    more: Mapping[str, str] | None = None,
) -> Iterator[Site]:
    """A site over a store, with accounts (name to role) that share :data:`PASSWORD`.

    ``proxied`` are more of them, whom the proxy signs in by the badge and ``X-Test-User``.
    """
    folder.chmod(0o755)
    make_certificate(folder)
    (folder / "nginx-identity.conf").write_text(_IDENTITY, encoding="utf-8")
    port, first, second = free_ports(4)[:3]
    environ = _environ(folder, store, database, port, processes) | dict(more or {})
    nodes = (
        Node(first, environ, folder / "node-1.log", ("--with-workers",)),
        Node(second, environ, folder / "node-2.log"),
    )
    text = nginx_conf(folder, port=port, nodes=(first, second), changes=changes or {})
    site = Site(folder, store, environ, port, nodes, Nginx(folder, text))
    _add_accounts(database, accounts or {}, {"vera": "viewer", **(proxied or {})})
    with ExitStack() as stack:
        for node in nodes:
            stack.callback(node.stop)
            node.start()
        stack.callback(site.nginx.stop)
        site.nginx.start()
        for node in nodes:
            node.wait_until_ready()
        yield site


def _add_accounts(url: str, local: Mapping[str, str], proxied: Mapping[str, str]) -> None:
    database = Database(url)
    accounts, at = Accounts(database), datetime.now(UTC)
    for way, roles in ((Way.LOCAL, local), (Way.PROXY, proxied)):
        for name, role in roles.items():
            password = PASSWORD if way is Way.LOCAL else ""
            grant = Grant(role=Role(role))
            accounts.add(LOCAL_ACTOR, name, way=way, grant=grant, at=at, password=password)
    database.close()


def _environ(folder: Path, store: Path, database: str, port: int, processes: int) -> dict[str, str]:
    known = {name: value for name, value in os.environ.items() if not name.startswith("BORDEROPS_")}
    return known | {
        "BORDEROPS_STORE": str(store),
        "BORDEROPS_DATABASE": database,
        "BORDEROPS_SECRET": SECRET,
        "BORDEROPS_SIGN_IN": "local,proxy",
        "BORDEROPS_BEHIND_PROXY": "yes",
        "BORDEROPS_PROXY_PROOF": PROOF,
        "BORDEROPS_PUBLIC_URL": f"https://127.0.0.1:{port}",
        "BORDEROPS_AUDIT_ANCHOR": str(folder / "heads.jsonl"),
        "BORDEROPS_WORKERS": str(processes),
        "BORDEROPS_MEMORY_MB": "512",
        "BORDEROPS_LOG_FORMAT": "json",
        "BORDEROPS_MARKING": "SYNTHETIC DATA",
    }


def free_ports(count: int) -> list[int]:
    """Ports of this machine that nobody listens on, the first two next to each other."""
    while True:
        with ExitStack() as stack:
            probes = [stack.enter_context(socket.socket()) for _ in range(count)]
            for probe in probes:
                probe.bind(("127.0.0.1", 0))
            ports = [int(probe.getsockname()[1]) for probe in probes]
            with suppress(OSError), socket.socket() as beside:
                beside.bind(("127.0.0.1", ports[0] + 1))
                if ports[0] + 1 not in ports:
                    return ports
