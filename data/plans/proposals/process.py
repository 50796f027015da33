"""The worker's process, as a server keeps it: started, begun anew if it dies, ended with the server."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from data.errors import BorderopsError
from data.settings import VARIABLES, Settings

_LOOK_S = 1.0
_LONGEST_WAIT_S = 60.0
_GRACE_S = 5.0


class WorkerProcess:
    """A worker beside this process; a context, so that it is ended on every way out.

    The settings go to it in its environment, where a password in a URL is not on show in the list of
    processes. If it dies it is started anew, at first at once and then after longer and longer waits.
    """

    def __init__(
        self,
        settings: Settings,
        module: str = "data.plans.proposals.worker",
        *,
        rest_s: float = 0.0,
        is_wanted: Callable[[], bool] = lambda: False,
    ) -> None:
        """Keep the settings and the module that is the worker's program; nothing is started yet.

        It is started once ``rest_s`` seconds have passed, or sooner if ``is_wanted``: a program that loads
        for seconds is then not in the way of whoever waits for the first page.
        """
        self.module = module
        self._rest_s = rest_s
        self._is_wanted = is_wanted
        values = {name: getattr(settings, name) for name in VARIABLES}
        self._environment = os.environ | {VARIABLES[name][0]: str(value) for name, value in values.items()}
        self._environment[VARIABLES["store"][0]] = str(settings.store.absolute())
        self._is_ending = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._keeper = threading.Thread(target=self._keep, daemon=True)

    @property
    def pid(self) -> int | None:
        """Number of the process that runs now; ``None`` if none does."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    def __enter__(self) -> Self:
        """Start the worker."""
        self._keeper.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the worker; a job that it was at is left for the next."""
        self._is_ending.set()
        self._keeper.join()

    def _keep(self) -> None:
        self._rest()
        wait = 0.0
        while not self._is_ending.wait(wait):
            self._process = self._started()
            while self._process.poll() is None and not self._is_ending.wait(_LOOK_S):
                pass
            wait = min(max(1.0, wait * 2), _LONGEST_WAIT_S)
        if self._process is not None:
            _end(self._process)

    def _rest(self) -> None:
        until = time.monotonic() + self._rest_s
        while time.monotonic() < until and not self._is_called() and not self._is_ending.wait(_LOOK_S):
            pass

    def _is_called(self) -> bool:
        try:
            return self._is_wanted()
        except BorderopsError:
            return True  # the worker says in the log what is wrong with the database

    def _started(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", self.module, "--parent", str(os.getpid())]
        return subprocess.Popen(command, env=self._environment, stdin=subprocess.DEVNULL)  # noqa: S603  # our own


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(_GRACE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
