"""The master of the processes that serve: gunicorn's, with a reload that fails no request.

gunicorn's own reload stops the old processes while the new ones still load, so that requests wait, and
ends the whole server if the new code does not start. Here the old ones serve until the new ones answer.
"""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Mapping, Sequence
from typing import Any
from wsgiref.types import WSGIApplication

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.errors import AppImportError, HaltServer

from dashboard.serving.companions import Companion

_ROOMS = frozenset({"data", "layers", "dashboard"})
_REST_S = 5.0
"""After a process that did not start, the next try waits so long."""


class Served(BaseApplication):
    """The application and gunicorn's options for it."""

    def __init__(self, options: Mapping[str, object]) -> None:
        """Keep the options; the application is loaded in each process that serves."""
        self._options = dict(options)
        super().__init__()

    def load_config(self) -> None:
        """Hand the options to gunicorn; neither its command line nor its files are read."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIApplication:
        """The application, from the code as it is on disk now and not as the master once read it."""
        for name in [name for name in sys.modules if name.split(".", 1)[0] in _ROOMS]:
            del sys.modules[name]
        from data.errors import BorderopsError  # noqa: PLC0415  # the one that the code on disk raises

        try:
            from dashboard.serving.wsgi import application  # noqa: PLC0415  # in a process that serves only
        except BorderopsError as error:
            raise AppImportError(str(error)) from error
        return application


class Master(Arbiter):
    """gunicorn's master, which also keeps the companions."""

    def __init__(self, application: BaseApplication, companions: Sequence[Companion] = ()) -> None:
        """Start nothing yet."""
        self.companions = tuple(companions)
        self._retiring: frozenset[int] = frozenset()
        self._rests_until = 0.0
        self._is_stopping = False
        super().__init__(application)

    def reload(self) -> None:
        """Begin processes with the code on disk; those from before go once all of these answer."""
        if self._retiring:
            self.log.warning("a reload is under way already")
            return
        self._retiring = frozenset(self.WORKERS)
        for _ in range(self.cfg.workers):
            self.spawn_worker()

    def manage_workers(self) -> None:
        """Keep as many processes as are wanted, and the companions."""
        for companion in self.companions:
            companion.keep()
        if self._retiring:
            fresh = [worker for pid, worker in self.WORKERS.items() if pid not in self._retiring]
            if fresh and not all(has_begun(worker) for worker in fresh):
                return
            self._retiring = frozenset()
            self.log.warning("reloaded: %d processes serve the code on disk", len(fresh))
        if time.monotonic() >= self._rests_until or not self.WORKERS:
            super().manage_workers()

    def reap_workers(self) -> None:
        """Take note of processes that ended; one that did not start ends the server only if none serves."""
        try:
            super().reap_workers()
        except HaltServer:
            if self._is_stopping:
                return
            if not any(has_begun(worker) for worker in self.WORKERS.values()):
                raise
            self._rests_until = time.monotonic() + _REST_S
            self.log.error("a new process did not start; those from before go on")  # noqa: TRY400  # it told why
            if self._retiring:
                for pid in [pid for pid in self.WORKERS if pid not in self._retiring]:
                    self.kill_worker(pid, signal.SIGKILL)
                self._retiring = frozenset()

    def stop(self, graceful: bool = True) -> None:  # noqa: FBT001, FBT002  # gunicorn's own signature
        """End all processes; those that serve finish what they have begun."""
        self._is_stopping = True
        super().stop(graceful)
        for companion in self.companions:
            companion.end()


def forget_companions(master: Master, _: object) -> None:
    """What gunicorn calls in each process that serves, once it is forked."""
    for companion in master.companions:
        companion.forget()


def has_begun(worker: Any) -> bool:
    """Whether a process has begun to answer: only its beats are on the clock that counts from the start."""
    return bool(worker.tmp.last_update() <= time.monotonic())
