"""The background workers, of proposals and of documents, as one process keeps them."""

from __future__ import annotations

import argparse
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial

from dashboard.documents.jobs import DELIVERY, DOCUMENT
from data.plans.keeping.store import PlanStore
from data.plans.proposals.process import WorkerProcess
from data.plans.proposals.work import KIND
from data.settings import Settings, read_settings

_LOOK_S = 0.5
_PROGRAMS = {"data.trust.proposing": (KIND,), "dashboard.documents.worker": (DOCUMENT, DELIVERY)}


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
    with workers(settings):
        while not told.wait(_LOOK_S) and not is_over():
            pass


def main() -> None:
    """Work until the process that started this one is gone."""
    parser = argparse.ArgumentParser(prog="python -m dashboard.serving.working", description=main.__doc__)
    parser.add_argument("--parent", type=int, default=os.getppid(), help="process to end with")
    parent = parser.parse_args().parent
    work(read_settings(os.environ), is_over=lambda: os.getppid() != parent)


if __name__ == "__main__":
    main()
