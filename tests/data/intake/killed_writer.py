"""A program that kills writers of a store, at every step of a write and at random moments.

It imports once and forks a child for each write, so that a hundred killings take seconds. After
each it opens the store as a reader would, and prints a line of JSON: what was found.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from data.intake.store import Store
from tests.data.intake.made import incidents, take_in

STEPS = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "fcntl.flock")
ROWS_AT_RANDOM = 20_000


def main() -> None:
    """Kill at each step, then at random moments."""
    path, mode = Path(sys.argv[1]), sys.argv[2]
    if mode == "steps":
        _at_each_step(path)
    else:
        _at_random(path, seed=int(sys.argv[3]), times=int(sys.argv[4]))


def _at_each_step(path: Path) -> None:
    step, killed = 0, True
    while killed:
        step += 1
        status = _forked(lambda step=step: _write_and_die(path, step))
        killed = os.WIFSIGNALED(status)
        _tell(path, killed=killed, step=step)


def _at_random(path: Path, *, seed: int, times: int) -> None:
    moments = random.Random(seed)  # noqa: S311 - moments, not secrets
    for step in range(times):
        child = os.fork()
        if not child:
            _ending(lambda step=step: _write(path, f"random {seed} {step}", ROWS_AT_RANDOM))
        time.sleep(moments.uniform(0.0, 0.5))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        _tell(path, killed=os.WIFSIGNALED(status), step=step)


def _write_and_die(path: Path, step: int) -> None:
    seen = 0

    def die(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if event in STEPS and (event == "fcntl.flock" or str(path) in str(arguments[0])):
            seen += 1
            if seen == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(die)
    _write(path, "steps", 3)


def _write(path: Path, name: str, rows: int) -> None:
    made = incidents(*({"incident_id": f"{name}-{i}"} for i in range(rows)), {"mode": "camel"})
    take_in(Store.open(path), made, name, quarantine=True)


def _tell(path: Path, *, killed: bool, step: int) -> None:
    def look() -> None:
        store = Store.open(path)
        verified = store.verify()
        rows = {version.id: version.rows(version.extracts[0].kind) for version in store.history()}
        found = {"step": step, "killed": killed, "files": verified.files, "rows": rows}
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()

    if _forked(look):
        sys.exit(f"after step {step} the store could not be read")


def _forked(work: Callable[[], None]) -> int:
    child = os.fork()
    if not child:
        _ending(work)
    return os.waitpid(child, 0)[1]


def _ending(work: Callable[[], None]) -> None:
    """Do the work and end this child, without what a parent does at its end."""
    code = 1
    try:
        work()
        code = 0
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()
