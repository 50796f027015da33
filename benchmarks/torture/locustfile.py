"""What a simulated user does; read by Locust, which runs as a process of its own.

``TORTURE_KIND`` says what they all do, ``TORTURE_HEADERS`` with which headers (JSON).
"""

from __future__ import annotations

import json
import os
from itertools import count

import gevent
from gevent.event import Event
from locust import FastHttpUser, constant, task

KIND = os.environ["TORTURE_KIND"]
HEADERS = json.loads(os.environ["TORTURE_HEADERS"])
COUNTIES = os.environ.get("TORTURE_COUNTIES", "").split()
PLANS = [int(number) for number in os.environ.get("TORTURE_PLANS", "").split()]
SECONDS = float(os.environ["TORTURE_SECONDS"])
USERS = int(os.environ["TORTURE_USERS"])
_NUMBERS = count()
_ARRIVED = count(1)
_ALL_ARRIVED = Event()
_MONTHS = [f"2025-{month:02d}" for month in range(1, 13)]


class SimulatedUser(FastHttpUser):
    """One of fifty, signed in by the proxy, who does not pause."""

    wait_time = constant(0)
    network_timeout = 300.0

    def on_start(self) -> None:
        """Come in, and wait until everybody has: only what follows is measured."""
        self._come_in()
        if KIND in {"map", "briefing", "peer"}:
            self.act()  # what is remembered is remembered before the measuring
        if next(_ARRIVED) == USERS:
            self.environment.stats.reset_all()
            gevent.spawn_later(SECONDS, self.environment.runner.quit)
            _ALL_ARRIVED.set()
        _ALL_ARRIVED.wait()

    def _come_in(self) -> None:
        """Open a page, which gives the token of changes; a planner edits a plan of their own."""
        self.number = next(_NUMBERS)
        self.headers = {**HEADERS, "X-Test-User": f"user-{self.number % 50:02d}", "Origin": self.host}
        self.turn = self.number
        if KIND == "peer":
            return
        self.client.get("/", headers=self.headers, name="(sign in)")
        token = next((c.value for c in self.client.cookiejar if c.name == "_csrf_token"), "")
        self.headers["X-CSRFToken"] = token
        if KIND == "edit":
            self.head = {"id": PLANS[self.number % len(PLANS)], "version": 1}
            self._edit()  # what a node reads for its first edit is not measured

    @task
    def act(self) -> None:
        """One request of the kind."""
        self.turn += 1
        getattr(self, f"_{KIND}")()

    def _map(self) -> None:
        month = _MONTHS[self.turn % len(_MONTHS)]
        self.client.get(f"/api/live/layers/counties/values?from={month}", headers=self.headers, name="map")

    def _shape(self) -> None:
        west, south = -115 + (self.turn * 7 % 150) / 10, 26 + (self.turn * 3 % 60) / 10
        ring = [[west, south], [west + 3, south], [west + 3, south + 3], [west, south + 3], [west, south]]
        body = json.dumps({"type": "Polygon", "coordinates": [ring]})
        headers = {**self.headers, "Content-Type": "application/json"}
        with self.client.post(
            "/api/live/polygon", data=body, headers=headers, name="shape", catch_response=True
        ) as answer:
            if answer.status_code == 429:
                answer.success()

    def _edit(self) -> None:
        county = COUNTIES[self.turn % len(COUNTIES)]
        region = f"r{self.turn // len(COUNTIES) % 2 + 1}"
        self.head = self._edited(
            self.head, {"kind": "assign", "units": [county], "region": region}, name="edit"
        )

    def _briefing(self) -> None:
        self.client.get("/api/briefs/national/display", headers=self.headers, name="briefing")

    def _peer(self) -> None:
        month = _MONTHS[self.turn % len(_MONTHS)]
        self.client.get(f"/extract/counties.json?_shape=array&start={month}", name="peer")

    def _edited(self, head: dict[str, object], edit: dict[str, object], *, name: str) -> dict[str, object]:
        answer = self.client.post(
            f"/api/plans/{head['id']}/edits",
            json={"version": head["version"], "edit": edit},
            headers=self.headers,
            name=name,
        )
        return answer.json()["head"] if answer.status_code == 200 else head
