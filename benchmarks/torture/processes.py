"""Faults of processes: a killed worker, node, database or proxy, a slow client, a reload, an end."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import ssl
import time
from pathlib import Path

from benchmarks.torture.outcome import VALUES, Busy, Outcome, answers_again, busy
from benchmarks.torture.place import Place
from tests.deploy.load import until
from tests.deploy.site import Node

_SLOW_CLIENTS = 60
_WARM_S = 1.5
_AFTER_S = 1.5


def killed_worker(place: Place) -> Outcome:
    """``kill -9`` of a process that serves: its master begins another (L2)."""
    node = place.site.nodes[0]
    with busy(place) as at_work:
        time.sleep(_WARM_S)
        victim = serving(node.children())
        os.kill(victim, signal.SIGKILL)
        fresh = until(
            lambda: serving(node.children(), not_pid=victim) != 0, within_s=60, what="another process"
        )
        ready = answers_again(lambda: place.site.person("x", at=node.address).get("/healthz"))
        time.sleep(_AFTER_S)
    return _outcome(at_work, "kill -9 of a process that serves", "L2", fresh + ready)


def killed_master(place: Place) -> Outcome:
    """``kill -9`` of a node's master, which a supervisor starts again (L3)."""
    node = place.site.nodes[1]
    with busy(place) as at_work:
        time.sleep(_WARM_S)
        begun = time.monotonic()
        kill_all_of(node)
        node.start()  # as systemd does
        node.wait_until_ready()
        back = time.monotonic() - begun
        time.sleep(_AFTER_S)
    return _outcome(at_work, "kill -9 of a node's master, started again", "L3", back)


def killed_database(place: Place) -> Outcome:
    """``kill -9`` of PostgreSQL's postmaster while people save (P9)."""
    with busy(place) as at_work:
        time.sleep(_WARM_S)
        place.server.kill()
        time.sleep(1)
        begun = time.monotonic()
        place.server.start()
        person = at_work.planner.person
        back = answers_again(lambda: person.get("/api/plans")) + time.monotonic() - begun
        time.sleep(_AFTER_S)
    return _outcome(at_work, "kill -9 of the database, started again after 1 s", "P9", back)


def restarted_database(place: Place) -> Outcome:
    """A database that is stopped in good order and started again."""
    with busy(place) as at_work:
        time.sleep(_WARM_S)
        begun = time.monotonic()
        place.server.restart()
        person = at_work.planner.person
        answers_again(lambda: person.get("/api/plans"))
        back = time.monotonic() - begun
        time.sleep(_AFTER_S)
    return _outcome(at_work, "the database is restarted", "P9", back)


def cut_proxy(place: Place) -> Outcome:
    """``kill -9`` of nginx and its workers, which a supervisor starts again."""
    with busy(place) as at_work:
        time.sleep(_WARM_S)
        begun = time.monotonic()
        place.site.nginx.cut()
        place.site.nginx.start()
        person = at_work.planner.person
        answers_again(lambda: person.get(VALUES))
        back = time.monotonic() - begun
        time.sleep(_AFTER_S)
    return _outcome(at_work, "kill -9 of the proxy, started again", "L3", back)


def slow_clients(place: Place) -> Outcome:
    """Sixty clients that send half a body and then nothing (A4)."""
    trust = ssl.create_default_context(cafile=str(place.site.folder / "chain.pem"))
    half = b"POST /api/plans HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n\r\n{"
    with contextlib.ExitStack() as stack:
        for _ in range(_SLOW_CLIENTS):
            raw = stack.enter_context(socket.create_connection(("127.0.0.1", place.site.port), timeout=30))
            stack.enter_context(trust.wrap_socket(raw, server_hostname="127.0.0.1")).sendall(half)
        with busy(place) as at_work:
            time.sleep(_WARM_S * 3)
    return _outcome(at_work, f"{_SLOW_CLIENTS} clients with half-sent bodies", "A4, L1", None)


def reloaded(place: Place) -> Outcome:
    """``kill -HUP`` of both masters, one after the other: new code without a gap (L6)."""
    with busy(place) as at_work:
        begun = time.monotonic()
        for node in place.site.nodes:
            before = node.log.read_text().count("reloaded")
            node.process.send_signal(signal.SIGHUP)
            until(
                lambda node=node, before=before: node.log.read_text().count("reloaded") > before,
                within_s=120,
                what="the new processes",
            )
        took = time.monotonic() - begun
        time.sleep(_AFTER_S)
    found = _outcome(at_work, "kill -HUP of both nodes, one after the other", "L6", None)
    return Outcome(**{**vars(found), "told": f"reloaded within {took:.1f} s; {found.told}"})


def ended(place: Place) -> Outcome:
    """``SIGTERM`` of a node under load: it finishes what it began (L6)."""
    node = place.site.nodes[1]
    with busy(place) as at_work:
        time.sleep(_WARM_S)
        begun = time.monotonic()
        node.stop()
        took = time.monotonic() - begun
        time.sleep(_AFTER_S)
        node.start()
        node.wait_until_ready()
    found = _outcome(at_work, "SIGTERM of a node, started again", "L6", None)
    return Outcome(**{**vars(found), "told": f"ended within {took:.1f} s; {found.told}"})


def kill_all_of(node: Node) -> None:
    """End a node's master and then its processes, as systemd ends what a main process leaves behind."""
    children = node.children()
    node.kill()
    for pid in children:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def serving(pids: list[int], *, not_pid: int = 0) -> int:
    """One of the processes that serve; 0 if there is none."""
    for pid in pids:
        with contextlib.suppress(OSError):
            command = Path(f"/proc/{pid}/cmdline").read_text()
            if "dashboard.serving\0" in command and pid != not_pid:
                return pid
    return 0


def _outcome(at_work: Busy, fault: str, rows: str, back_s: float | None) -> Outcome:
    missing = at_work.planner.missing()
    return Outcome(
        fault=fault, rows=rows, lost=at_work.lost(), is_sound=not missing, back_s=back_s, told=at_work.told()
    )


FAULTS = (
    killed_worker,
    killed_master,
    killed_database,
    restarted_database,
    cut_proxy,
    slow_clients,
    reloaded,
    ended,
)
