"""Processes beside those that serve pages: kept by the master, and ended with it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence

_GRACE_S = 8.0
_LONGEST_WAIT_S = 60.0


class Companion:
    """A program of this house beside the master, begun anew when it has ended.

    It looks at its parent and ends with it, so that none is left when the master is killed.
    """

    def __init__(self, arguments: Sequence[str], environ: Mapping[str, str]) -> None:
        """Keep what to start; nothing is started yet."""
        self._command = [sys.executable, "-P", *arguments]
        self._environ = dict(environ)
        self._process: subprocess.Popen[bytes] | None = None
        self._next_start = 0.0
        self._wait_s = 1.0

    def keep(self) -> None:
        """Start it if it does not run; after each end a longer wait, a minute at most."""
        if self._process is not None and self._process.poll() is None:
            return
        now = time.monotonic()
        if now < self._next_start:
            return
        self._next_start = now + self._wait_s
        self._wait_s = min(self._wait_s * 2, _LONGEST_WAIT_S)
        command = [*self._command, "--parent", str(os.getpid())]
        self._process = subprocess.Popen(command, env=self._environ, stdin=subprocess.DEVNULL)  # noqa: S603  # our own

    def forget(self) -> None:
        """Let go of it in a process that was forked from the master: it is none of that one's."""
        if self._process is not None:
            self._process.returncode = 0
            self._process = None

    def end(self) -> None:
        """Ask it to end, and see that it does."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.terminate()
        try:
            self._process.wait(_GRACE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
