"""An attacker who asks the gate and nothing else, subtracts, and solves for what he was not told.

He knows the rules: ``<floor`` is 1 to ``floor - 1``, withheld is anything from 0, zero is shown, and
which sets of incidents make up which others. He wins if he pins a small count down.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from data.answers.disclosure import Counts, State, States, least_choice, small
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.guard.drawn import DrawnGuard
from data.answers.guard.tables import TableGuard
from data.answers.question import Answer, By, Question
from data.reference.taxonomy import CATEGORIES
from data.roles import Actor, Role
from data.schema.incidents import COMPONENTS, MODES

Key = tuple[object, ...]
ALL = Question(measure="incidents", filter=Filter())


def turn_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the gate without its guards: small counts are hidden, with one more row of a table."""
    monkeypatch.setattr(
        TableGuard,
        "withheld",
        lambda _self, _question, table, _cells=None: np.zeros(table.num_rows, np.bool_),
    )
    monkeypatch.setattr("data.answers.disclosure.states", _one_more)
    monkeypatch.setattr(TableGuard, "is_total_withheld", lambda _self, _question: False)
    monkeypatch.setattr(DrawnGuard, "told", lambda _self, _reader, answer, _guard: answer)
    monkeypatch.setattr(Gate, "_beside_later", lambda _self, _actor, answer: answer)


def _one_more(counts: Counts, floor: int, *, is_partition: bool, **_: object) -> States:
    """The rule before there was a guard: where exactly one count is small, the next is withheld."""
    result = np.where(small(counts, floor), State.SMALL, State.SHOWN).astype(np.uint8)
    others = np.flatnonzero((result == State.SHOWN) & (counts > 0))
    if is_partition and result.sum() == 1 and len(others):
        result[others[np.argmin(counts[others])]] = State.WITHHELD
    return result


@dataclass
class Attacker:
    """Asks as a reader of his own, so that what others asked does not count."""

    gate: Gate
    name: str = "attacker"
    asked: int = 0

    def rows(self, question: Question) -> Mapping[object, tuple[int | None, State]]:
        """Key to value and state, as any table or file has them."""
        self.asked += 1
        answer = self.answer(question)
        columns = (answer.table[name].to_pylist() for name in (question.by.value, "value", "state"))
        return {key: (value, State(state)) for key, value, state in zip(*columns, strict=True)}

    def answer(self, question: Question) -> Answer:
        """What the gate says."""
        return self.gate.ask(Actor(name=self.name, role=Role.VIEWER), question)

    def total(self, question: Question) -> int | None:
        """The total, if it is shown."""
        return self.rows(replace(question, by=By.TOTAL))["total"][0]

    def difference(self, whole: Question, *parts: Question) -> int | None:
        """The whole less the parts, in this order, if all are told."""
        found = [self.total(question) for question in (whole, *parts)]
        return None if None in found else found[0] - sum(found[1:])  # type: ignore[operator, arg-type]

    def wins(self, value: int | None) -> bool:
        """Whether that number is a small count."""
        return value is not None and 0 < abs(value) < self.gate.floor


@dataclass
class System:
    """Linear equations over non-negative unknowns, each a count that some row of some answer is of."""

    floor: int
    low: dict[Key, float] = field(default_factory=dict)
    high: dict[Key, float] = field(default_factory=dict)
    equations: list[tuple[list[Key], float]] = field(default_factory=list)

    def tell(self, parts: Iterable[Key], value: int | None, state: State) -> None:
        """The sum of some unknowns as a row of an answer has it."""
        unknown = list(parts)
        for key in unknown:
            self.low.setdefault(key, 0)
            self.high.setdefault(key, np.inf)
        if state is State.SHOWN and value is not None:
            self.equations.append((unknown, value))
        elif state is State.SMALL and len(unknown) == 1:
            self.low[unknown[0]] = max(self.low[unknown[0]], 1)
            self.high[unknown[0]] = min(self.high[unknown[0]], self.floor - 1)

    def raise_withheld(self, told: Mapping[object, tuple[int | None, State]], keys: Iterable[Key]) -> None:
        """Where a table has a small row, what is withheld beside it is of the floor or more."""
        if any(state is State.SMALL for _, state in told.values()):
            for key, (_, state) in zip(keys, told.values(), strict=True):
                if state is State.WITHHELD:
                    self.low[key] = self.floor

    def pinned(self, small: Iterable[Key], *, choices: int | None = None) -> list[tuple[Key, float, float]]:
        """Small counts that the equations leave fewer numbers to than promised, with their bounds."""
        least = least_choice(self.floor) if choices is None else choices
        keys = list(self.low)
        place = {key: i for i, key in enumerate(keys)}
        entries = [(row, place[key]) for row, (parts, _) in enumerate(self.equations) for key in parts]
        matrix = csr_matrix(
            (np.ones(len(entries)), np.array(entries).T), shape=(len(self.equations), len(keys))
        )
        values = [value for _, value in self.equations]
        bounds = [(self.low[key], None if np.isinf(self.high[key]) else self.high[key]) for key in keys]

        def best(key: Key, sign: int) -> float:
            cost = np.zeros(len(keys))
            cost[place[key]] = sign
            found = linprog(cost, A_eq=matrix, b_eq=values, bounds=bounds, method="highs")
            assert found.status == 0, found.message
            return float(sign * found.fun)

        result = []
        for key in small:
            if key in place:
                low, high = best(key, 1), best(key, -1)
                if round(high) - round(low) + 1 < least:
                    result.append((key, low, high))
        return result


def a_filter(random: np.random.Generator) -> Filter:
    """Some months, and at times some words."""
    first = int(random.integers(0, 36))
    last = int(random.integers(first, 36))
    words: dict[str, Any] = {
        name: tuple(random.choice(known, int(random.integers(1, 3)), replace=False).tolist())
        for name, known in (("categories", CATEGORIES), ("components", COMPONENTS), ("modes", MODES))
        if random.random() < 0.2
    }
    return Filter(first=month(first), last=month(last), **words)


def month(number: int) -> date:
    """First day of a month, counted from January 2023, in which the made-up incidents begin."""
    return date(2023 + number // 12, number % 12 + 1, 1)
