"""What is warmed exists, and waits until nobody asks."""

from __future__ import annotations

from pathlib import Path

from dashboard.api.warming import Warming
from dashboard.app import create_app
from data.answers.gate import Gate
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
