"""The loop of a worker: a process of its own that takes one job after the other while its parent lives."""

from __future__ import annotations

import argparse
import logging
import os
import time
import uuid
from collections.abc import Callable, Iterator

from data.errors import BorderopsError

LOOK_S = 1.0
"""Seconds between two looks for a job."""
_LOG = logging.getLogger(__name__)


def worker_name() -> str:
    """A name that no other worker has, on this machine or another."""
    return f"{os.uname().nodename}-{os.getpid()}-{uuid.uuid4().hex[:8]}"


def work_until(
    is_over: Callable[[], bool],
    take: Callable[[], bool],
    *,
    look_s: float = LOOK_S,
    meanwhile: Iterator[None] | None = None,
) -> None:
    """Take jobs until told that it is over.

    A refusal is told in the log, and the work goes on: the database may be back at the next look.

    Parameters
    ----------
    is_over
        Whether the worker is to end.
    take
        Takes one job and does it; returns whether there was one.
    look_s
        How long to wait where there was none, in seconds.
    meanwhile
        What is done a step at a time while no job waits; each step puts off the next look.
    """
    while not is_over():
        try:
            if take():
                continue
            if meanwhile is not None and next(meanwhile, _NOTHING) is not _NOTHING:
                continue
        except BorderopsError as error:
            _LOG.warning("%s", error)
        time.sleep(look_s)


def until_orphaned(module: str, *, niceness: int, doc: str | None = None) -> Callable[[], bool]:
    """What says that the process that started this one is gone; this one is made as nice as stated.

    The command line of ``python -m module`` may name another process to end with.
    """
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=doc)
    parser.add_argument("--parent", type=int, default=os.getppid(), help="process to end with")
    parent = parser.parse_args().parent
    os.nice(niceness)
    return lambda: os.getppid() != parent


_NOTHING = object()
