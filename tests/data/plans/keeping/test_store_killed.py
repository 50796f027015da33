"""Killed in the middle: every edit that was acknowledged is there, whichever process died."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from data.errors import PlanStoreError
from data.plans.codec import digest
from data.plans.keeping.store import PlanStore
from tests.data.plans.plan_stores import AT, COUNTIES, MARIA, postgres_server, small_plan, to

_WRITER = """
import sys
from data.plans.keeping.store import PlanStore
from tests.data.plans.plan_stores import AT, COUNTIES, MARIA, to
store = PlanStore(sys.argv[1])
head = store.open(int(sys.argv[2]))
for number in range(2, 100_000):
    edit = to(f"r{number % 3 + 1}", COUNTIES[number % 10])
    head = store.save(MARIA, head.plan_id, edit, expected_version=head.version, at=AT).head
    print(head.edit_id, head.digest, flush=True)
"""
_ENOUGH = 30


@contextmanager
def writer(url: str, plan_id: int) -> Iterator[subprocess.Popen[str]]:
    """A process that saves without end and prints each edit once the store has acknowledged it."""
    command = [sys.executable, "-c", _WRITER, url, str(plan_id)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


def acknowledged(process: subprocess.Popen[str], *, at_least: int) -> list[str]:
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(at_least)]
    assert all(lines), process.stderr.read() if process.stderr else ""
    return lines


def missing(store: PlanStore, plan_id: int, lines: list[str]) -> list[int]:
    """Acknowledged edits that are not in the history, or read back as another plan."""
    told = dict(line.split() for line in lines if line.endswith("\n"))
    known = {entry.edit_id for entry in store.history(plan_id)}
    lost = [int(edit_id) for edit_id in told if int(edit_id) not in known]
    return lost + [
        int(edit_id)
        for edit_id, wanted in told.items()
        if int(edit_id) in known and digest(store.plan_at(plan_id, int(edit_id))) != wanted
    ]


def test_no_acknowledged_edit_is_lost_when_the_program_is_killed(url: str) -> None:
    store = PlanStore(url)
    plan_id = store.create(MARIA, name="Kept", plan=small_plan(), origin="", at=AT).plan_id
    store.close()
    with writer(url, plan_id) as process:
        lines = acknowledged(process, at_least=_ENOUGH)
        os.kill(process.pid, signal.SIGKILL)
        assert process.stdout is not None
        lines += process.stdout.readlines()
    again = PlanStore(url)
    assert missing(again, plan_id, lines) == []
    head = again.open(plan_id)
    assert head.version >= len(lines)
    done = again.save(MARIA, plan_id, to("r1", *COUNTIES[:9]), expected_version=head.version, at=AT)
    assert done.head.version == head.version + 1
    again.close()


@pytest.mark.xdist_group("postgresql")
def test_no_acknowledged_edit_is_lost_when_postgresql_is_killed() -> None:
    server = postgres_server()
    url = server.url()
    store = PlanStore(url)
    plan_id = store.create(MARIA, name="Kept", plan=small_plan(), origin="", at=AT).plan_id
    with writer(url, plan_id) as process:
        lines = acknowledged(process, at_least=_ENOUGH)
        server.kill()
        assert process.stdout is not None
        lines += process.stdout.readlines()
        assert process.stderr is not None
        assert "PlanStoreError" in process.stderr.read()
    server.start()
    assert missing(store, plan_id, lines) == []
    head = store.open(plan_id)
    assert head.version >= len(lines)
    assert store.undo(MARIA, plan_id, expected_version=head.version, at=AT).head.version > head.version
    store.close()


def test_a_writer_that_holds_sqlite_for_too_long_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "plans.sqlite"
    store, other = PlanStore(f"sqlite:///{path}"), PlanStore(f"sqlite:///{path}?timeout=0.1")
    head = store.create(MARIA, name="Busy", plan=small_plan(), origin="", at=AT)
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with store.database.writing():
            held.set()
            done.wait()

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait()
    with pytest.raises(PlanStoreError, match="locked"):
        other.save(MARIA, head.plan_id, to("r1", COUNTIES[5]), expected_version=1, at=AT)
    assert other.open(head.plan_id) == head
    done.set()
    thread.join()
