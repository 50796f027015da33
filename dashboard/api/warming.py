"""What the first questions of a process would wait for, asked for while nobody else asks.

Some answers rest on things that are made once for a process: the areas of regions, their miles of
border, the forums of task forces, the compiled count of a shape, the planner's table of counties.
Whoever asks first would wait for seconds.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from threading import Thread, get_native_id

from flask import Flask

_REST_S = 1.5
"""Nobody has asked anything for so long before something is warmed: no answer waits for it."""
_LOOK_S = 0.25
_NICENESS = 10
_FIRST = "/api/live/layers/incident_density/values"
_CARDS = (
    "ports_of_entry/card/2304",
    "counties/card/county:48479",
    "sectors/card/sector:laredo",
    "best_regions/card/best:san-antonio",
    "task_force_reach/card/county:48479",
)
"""A card of each kind of place whose figures rest on something of their own."""
_SHAPE = {"type": "Polygon", "coordinates": [[[-100, 28], [-99, 28], [-99, 29], [-100, 29], [-100, 28]]]}
_PLACES = "/api/live/places"
_PLANNER = ("/api/plans/units", "/api/plans/lines", "/api/plans/ahead")
"""What the planner's desk waits for before its first panel, whatever the plan."""


class Warming:
    """The questions of a server that make later ones quick; none of their answers is used."""

    def __init__(
        self,
        server: Flask,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Listen to the server's requests, so as to know when nobody asks.

        ``clock`` gives seconds, ``sleep`` takes them. The server has not answered anything yet: later
        Flask takes no more listeners.
        """
        self._server = server
        self._clock = clock
        self._sleep = sleep
        self._last_asked = clock()
        server.before_request(self._hear)

    def start(self) -> Thread:
        """Begin in a thread that ends with the process; the newest data is loaded without waiting."""
        thread = Thread(target=self._run_behind, daemon=True)
        thread.start()
        return thread

    def _run_behind(self) -> None:
        """Run, but behind whoever begins to ask meanwhile: only Linux has priorities of threads."""
        if sys.platform == "linux":
            os.setpriority(os.PRIO_PROCESS, get_native_id(), _NICENESS)
        self.run()

    def run(self) -> list[int]:
        """Ask everything, the later parts one by one while nobody asks; the status of each answer.

        The commander's page comes first, the planner's desk last.
        """
        with self._server.test_client() as client:
            statuses = [client.get(_FIRST).status_code]
            for path in (*(f"/api/live/layers/{card}" for card in _CARDS), _PLACES):
                self._wait_for_quiet()
                statuses.append(client.get(path).status_code)
            self._wait_for_quiet()
            statuses.append(client.post("/api/live/polygon", json=_SHAPE).status_code)
            for path in _PLANNER:
                self._wait_for_quiet()
                statuses.append(client.get(path).status_code)
        return statuses

    def _hear(self) -> None:
        self._last_asked = self._clock()

    def _wait_for_quiet(self) -> None:
        while self._clock() - self._last_asked < _REST_S:
            self._sleep(_LOOK_S)
