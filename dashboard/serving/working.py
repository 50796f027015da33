"""The background workers, of proposals and of documents, as one process keeps them."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial

from dashboard.documents.jobs import DELIVERY, DOCUMENT
from data.errors import PlanError
from data.plans.keeping.seen import WORKER, Seen
from data.plans.keeping.store import PlanStore
from data.plans.proposals.process import WorkerProcess
from data.plans.proposals.work import KIND
from data.settings import Settings, read_settings

_LOOK_S = 0.5
_EVERY = timedelta(seconds=20)
_LOG = logging.getLogger(__name__)
_PROGRAMS = {"data.trust.proposing": (KIND,), "dashboard.documents.worker": (DOCUMENT, DELIVERY)}
_DOES = {"data.trust.proposing": "proposals", "dashboard.documents.worker": "documents"}


@contextmanager
def workers(settings: Settings, *, rest_s: float = 0.0) -> Iterator[tuple[WorkerProcess, ...]]:
    """Both workers for as long as the context; begun after ``rest_s`` seconds unless a job waits.

    Raises
    ------
    SettingsError
        If the URL of the database cannot be used.
    """
    plans = PlanStore(settings.plans_url)
    with closing(plans), ExitStack() as stack:
        yield tuple(
            stack.enter_context(
                WorkerProcess(settings, module, rest_s=rest_s, is_wanted=partial(plans.jobs.is_queued, kinds))
            )
            for module, kinds in _PROGRAMS.items()
        )


def work(settings: Settings, *, is_over: Callable[[], bool] = lambda: False) -> None:
    """Keep the workers until told to end by a signal, or until ``is_over``.

    Raises
    ------
    SettingsError
        If the URL of the database cannot be used.
    """
    told = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told.set())
    with workers(settings) as kept, closing(PlanStore(settings.plans_url)) as plans:
        beats = Beats(Seen(plans.database), now=lambda: datetime.now(UTC))
        while not told.wait(_LOOK_S) and not is_over():
            beats.beat({process.module: process.pid for process in kept})


class Beats:
    """Says in the database, every now and then, which workers are alive; the page Status shows it."""

    def __init__(self, seen: Seen, *, now: Callable[[], datetime]) -> None:
        """Nothing is said yet."""
        self._seen = seen
        self._now = now
        self._last: datetime | None = None

    def beat(self, pids: Mapping[str, int | None]) -> None:
        """Tell of the workers that run, by module, if it is time to; a fault is logged and nothing else."""
        now = self._now()
        if self._last is not None and timedelta() <= now - self._last < _EVERY:
            return
        self._last = now
        try:
            for module, pid in pids.items():
                if pid is not None:
                    name = f"{os.uname().nodename}:{module}"
                    self._seen.tell(WORKER, name, at=now, body={"does": _DOES[module], "pid": pid})
        except PlanError as error:
            _LOG.warning("workers could not be told of: %s", error)


def main() -> None:
    """Work until the process that started this one is gone."""
    parser = argparse.ArgumentParser(prog="python -m dashboard.serving.working", description=main.__doc__)
    parser.add_argument("--parent", type=int, default=os.getppid(), help="process to end with")
    parent = parser.parse_args().parent
    work(read_settings(os.environ), is_over=lambda: os.getppid() != parent)


if __name__ == "__main__":
    main()
