"""Processes over one store, with one memory of shapes or one each, for the tests of that memory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from data.answers.gate import Gate
from data.answers.question import Answer, Question
from data.intake.store import Store
from data.plans.keeping.database import Database
from data.roles import Actor
from data.settings import Settings
from data.trust.told import SharedTold

NOW = datetime(2026, 11, 30, tzinfo=UTC)


@dataclass
class Processes:
    """Gates of several processes over one store: each question goes to the next of them."""

    gates: list[Gate]
    asked: int = 0

    @property
    def floor(self) -> int:
        """Non-zero counts below this are not shown."""
        return self.gates[0].floor

    def ask(self, actor: Actor, question: Question) -> Answer:
        """The answer of the next process."""
        self.asked += 1
        return self.gates[self.asked % len(self.gates)].ask(actor, question)


def a_process(folder: Path, url: str | None) -> Gate:
    """The gate of a new process; with a URL it shares the memory of that database."""
    store = Store.open(folder / "store")
    told = SharedTold(Database(url), now=lambda: NOW) if url else None
    return Gate(store, Settings(store=folder / "store"), told=told)
