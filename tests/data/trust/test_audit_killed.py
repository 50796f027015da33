"""Killed in the middle: every record that was acknowledged is there, and the chain is whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from data.trust.audit import AuditLog
from data.trust.audit_search import Search, all_found
from data.trust.verifying import verify
from tests.data.plans.plan_stores import postgres_server
from tests.data.trust.audit_cases import filled, log_at

_WRITER = """
import sys, threading
from pathlib import Path
from data.trust.deeds import Deed
from tests.data.trust.audit_cases import ANNA, log_at
log = log_at(sys.argv[1], Path(sys.argv[2]))
def work(thread):
    for number in range(100_000):
        name = f"{thread}-{number}"
        seq = log.record(ANNA, Deed.SAW, subject=name)
        sys.stdout.write(f"{seq} {name}\\n")
        sys.stdout.flush()
for name in range(4):
    threading.Thread(target=work, args=(name,), daemon=name > 0).start()
"""
_ENOUGH = 60


@contextmanager
def writer(url: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A process whose threads record without end, and print each record once it is acknowledged."""
    command = [sys.executable, "-c", _WRITER, url, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


def acknowledged(process: subprocess.Popen[str]) -> list[str]:
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(_ENOUGH)]
    assert all(lines), process.stderr.read() if process.stderr else ""
    return lines


def lost(log: AuditLog, lines: list[str]) -> list[str]:
    there = {f"{entry.seq} {entry.subject}\n" for entry in all_found(log.database, Search())}
    return [line for line in lines if line.endswith("\n") and line not in there]


def test_no_acknowledged_record_is_lost_when_the_program_is_killed(url: str, tmp_path: Path) -> None:
    log = filled(log_at(url, tmp_path), 1)
    log.database.close()
    with writer(url, tmp_path) as process:
        lines = acknowledged(process)
        os.kill(process.pid, signal.SIGKILL)
        assert process.stdout is not None
        lines += process.stdout.readlines()
    assert lost(log, lines) == []
    filled(log, 1)
    found = verify(log.database, log.anchors)
    assert found.is_whole, found.words
    assert found.records >= len(lines)


@pytest.mark.soak
def test_p7_nor_in_fifteen_kills_one_after_another(tmp_path: Path) -> None:
    url, lines = f"sqlite:///{tmp_path / 'plans.sqlite'}", list[str]()
    for _ in range(15):
        with writer(url, tmp_path) as process:
            lines += acknowledged(process)
            os.kill(process.pid, signal.SIGKILL)
            assert process.stdout is not None
            lines += process.stdout.readlines()
    log = log_at(url, tmp_path)
    assert lost(log, lines) == []
    found = verify(log.database, log.anchors)
    assert found.is_whole, found.words


def test_p8_a_full_disk_refuses_the_record_and_keeps_what_was_acknowledged(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'plans.sqlite'}"
    program = (
        "import os, resource, signal, sys\n"
        "from pathlib import Path\n"
        "from data.trust.deeds import Deed\n"
        "from tests.data.trust.audit_cases import ANNA, filled, log_at\n"
        "log = filled(log_at(sys.argv[1], Path(sys.argv[2])), 1)\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "size = os.path.getsize(sys.argv[2] + '/plans.sqlite-wal') + 40_000\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))\n"
        "for number in range(1_000):\n"
        "    print(log.record(ANNA, Deed.SAW, subject=str(number)), number, flush=True)\n"
    )
    command = [sys.executable, "-c", program, url, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "AuditError: the audit record cannot be written, so nothing was done" in done.stderr
    lines = done.stdout.splitlines(keepends=True)
    assert lines
    log = log_at(url, tmp_path)
    assert lost(log, lines) == []
    found = verify(log.database, log.anchors)
    assert (found.is_whole, found.records) == (True, len(lines) + 1)


@pytest.mark.xdist_group("postgresql")
def test_no_acknowledged_record_is_lost_when_postgresql_is_killed(tmp_path: Path) -> None:
    server = postgres_server()
    url = server.url()
    log = filled(log_at(url, tmp_path), 1)
    with writer(url, tmp_path) as process:
        lines = acknowledged(process)
        server.kill()
        assert process.stdout is not None
        lines += process.stdout.readlines()
        assert process.stderr is not None
        assert "AuditError" in process.stderr.read()
    server.start()
    assert lost(log, lines) == []
    filled(log, 1)
    found = verify(log.database, log.anchors)
    assert found.is_whole, found.words
