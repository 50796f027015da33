"""What is warmed exists, and waits until nobody asks."""

from __future__ import annotations

from pathlib import Path

from flask import request

from dashboard.api.warming import Warming
from dashboard.app import create_app
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.roles import LOCAL_ACTOR
from data.settings import Settings


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.slept_s: list[float] = []

    def __call__(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        self.now_s += seconds
        self.slept_s.append(seconds)


def test_every_question_of_the_warming_is_answered(gate: Gate, gate_folder: Path) -> None:
    assert gate.floor == 10
    clock = Clock()
    server = create_app(Settings(store=gate_folder / "store")).server
    statuses = Warming(server, clock=clock, sleep=clock.sleep).run()
    assert set(statuses) == {200}


def test_each_waits_until_nobody_has_asked_for_a_while(gate: Gate, gate_folder: Path) -> None:
    assert gate.floor == 10
    clock = Clock()
    server = create_app(Settings(store=gate_folder / "store")).server
    statuses = Warming(server, clock=clock, sleep=clock.sleep).run()
    assert clock.now_s >= 1.5 * (len(statuses) - 1)


def test_the_planners_desk_comes_last_and_finds_its_table_made(gate: Gate, gate_folder: Path) -> None:
    assert gate.floor == 10
    clock = Clock()
    server = create_app(Settings(store=gate_folder / "store")).server
    heard: list[str] = []
    server.before_request(lambda: heard.append(request.path))
    Warming(server, clock=clock, sleep=clock.sleep).run()
    is_of_plans = [path.startswith("/api/plans/") for path in heard]
    assert is_of_plans == sorted(is_of_plans)
    assert heard[-1] == "/api/plans/ahead"
    with server.test_client() as client:
        said = client.get("/api/plans/ahead").get_json()
    assert said == {"version": gate.version_id(LOCAL_ACTOR, Filter())}
