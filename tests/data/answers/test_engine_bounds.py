"""A question that takes too long or too much memory ends with a reason, and those beside it are answered."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.answers.engine import Engine, Statement
from data.answers.gate import Gate
from data.errors import TooCostlyError
from data.intake.store import Store

SLOW = Statement(sql="SELECT count(*) AS n FROM range(1000000000000) AS a(i) WHERE i % 7 = 3", parameters={})
LARGE = Statement(sql="SELECT list(i) AS n FROM range(400000000) AS a(i)", parameters={})
QUICK = Statement(sql="SELECT count(*) AS n FROM observation", parameters={})


@pytest.fixture(scope="module")
def engine(gate: Gate, gate_folder: Path) -> Iterator[Engine]:
    version = Store.open(gate_folder / "store").current()
    made = Engine.in_memory(version, memory_limit_mb=256, threads=2, deadline_s=0.3)
    yield made
    made.close()


def test_a_question_without_end_is_ended_and_the_next_one_answered(engine: Engine) -> None:
    before = engine.run(QUICK).to_pylist()
    with pytest.raises(TooCostlyError, match=r"longer than 0\.3 s"):
        engine.run(SLOW)
    assert engine.run(QUICK).to_pylist() == before


def test_a_question_of_too_much_memory_is_ended_and_the_next_one_answered(engine: Engine) -> None:
    before = engine.run(QUICK).to_pylist()
    with pytest.raises(TooCostlyError, match="memory"):
        Engine(engine.version, engine._connection, deadline_s=60).run(LARGE)  # noqa: SLF001 - with time enough
    assert engine.run(QUICK).to_pylist() == before


def test_neighbours_are_answered_while_a_question_is_ended(engine: Engine) -> None:
    before = engine.run(QUICK).to_pylist()
    ended: list[Exception] = []

    def ask() -> None:
        try:
            engine.run(SLOW)
        except TooCostlyError as error:
            ended.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    answers = []
    while asking.is_alive():
        answers.append(engine.run(QUICK).to_pylist())
    asking.join()
    assert len(ended) == 1
    assert answers
    assert all(answer == before for answer in answers)
