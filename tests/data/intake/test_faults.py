"""A writer may be killed, or fail, at any moment: readers see the last good version, whole."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from data.errors import StoreError
from data.extracts.contract import Kind
from data.intake.report import Outcome
from data.intake.store import Store
from tests.data.intake.made import files_in, held, incidents, take_in

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store.create(tmp_path / "store")
    take_in(made, incidents({}), "first")
    return made


def _killed(store: Store, *arguments: str) -> list[dict[str, object]]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.data.intake.killed_writer", str(store.path), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_writer_killed_at_any_step_leaves_the_last_good_version(store: Store) -> None:
    found = _killed(store, "steps")
    assert len(found) > 20
    assert [step["killed"] for step in found] == [True] * (len(found) - 1) + [False]
    before, after = {"v000001": 1}, {"v000001": 1, "v000002": 4}
    rows = [step["rows"] for step in found]
    switch = rows.index(after)
    assert rows == [before] * switch + [after] * (len(rows) - switch)
    take_in(store, incidents({"incident_id": "next"}), "next")
    assert {path.name for path in store.folders.segments.iterdir()} == set(store.manifest().files)
    assert sum(report.outcome is Outcome.ACCEPTED for report in store.reports()) == 3


def test_writers_killed_at_random_moments_leave_whole_versions(store: Store) -> None:
    found = _killed(store, "random", "20261101", "12")
    assert len(found) == 12
    for step in found:
        assert isinstance(step["rows"], dict)
        assert set(step["rows"].values()) <= {1 + 20_000 * n for n in range(13)}
    take_in(store, incidents({"incident_id": "next"}), "next")
    assert store.verify().files == len(store.current().files)
    assert len(held(store.current(), Kind.INCIDENTS, "incident_id")) == store.current().rows(Kind.INCIDENTS)


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_at_any_moment_changes_nothing_or_says_that_it_did(
    store: Store, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    before = files_in(store.path)
    moments, error = 0, _refusal_with(store, monkeypatch, call, after=0)
    while error and "unchanged" in error.remedy:
        assert "No space left" in error.found
        after = {
            name: body for name, body in files_in(store.path).items() if not name.startswith("quarantine")
        }
        assert after == before
        moments += 1
        error = _refusal_with(store, monkeypatch, call, after=moments)
    assert moments >= 5
    if error:
        assert "changed, but may not survive a power cut" in error.remedy
    assert [row[0] for row in held(store.current(), Kind.INCIDENTS, "incident_id")] == ["A-1", "A-2"]
    assert store.verify().files == 4


def _refusal_with(
    store: Store, monkeypatch: pytest.MonkeyPatch, call: str, *, after: int
) -> StoreError | None:
    rows = incidents({"incident_id": "A-2"}, {"incident_id": "A-3", "mode": "camel"})
    with monkeypatch.context() as patched:
        patched.setattr(os, call, _failing(getattr(os, call), after=after))
        try:
            take_in(store, rows, "second", quarantine=True)
        except StoreError as error:
            return error
    return None


def _failing(real: Callable[..., object], *, after: int) -> Callable[..., object]:
    left = after

    def call(*arguments: object, **named: object) -> object:
        nonlocal left
        if not left:
            raise OSError(errno.ENOSPC, "No space left on device")
        left -= 1
        return real(*arguments, **named)

    return call
