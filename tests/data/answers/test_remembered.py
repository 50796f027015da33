"""Answers are remembered within a number and a size, those used last the longest."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.question import Answer, Question
from data.answers.remembered import Remembered
from data.roles import LOCAL_ACTOR

ROW_BYTES = 8


def of_size(answer: Answer, rows: int) -> Answer:
    """The answer with a table of so many rows of eight bytes."""
    return replace(answer, table=pa.table({"value": pa.array(range(rows), pa.int64())}))


@given(
    uses=st.lists(st.tuples(st.integers(0, 8), st.integers(0, 40)), max_size=40),
    most_answers=st.integers(1, 6),
    most_rows=st.integers(1, 100),
)
def test_memory_equals_a_plain_list_of_the_last_uses(
    gate: Gate, uses: list[tuple[int, int]], most_answers: int, most_rows: int
) -> None:
    answer = gate.ask(LOCAL_ACTOR, Question(measure="incidents", filter=Filter()))
    memory = Remembered(most_answers=most_answers, most_bytes=most_rows * ROW_BYTES)
    plain: list[tuple[int, int]] = []
    for key, rows in uses:
        memory.put(key, of_size(answer, rows))
        plain = [(other, size) for other, size in plain if other != key] + [(key, rows)]
        while sum(size for _, size in plain) > most_rows or len(plain) > most_answers:
            plain.pop(0)
        assert memory.size_bytes == sum(size for _, size in plain) * ROW_BYTES
    for key in range(9):
        found = memory.get(key)
        assert (found.table.num_rows if found else None) == dict(plain).get(key)


def test_an_answer_that_was_looked_up_outlives_one_that_was_not(gate: Gate) -> None:
    answer = gate.ask(LOCAL_ACTOR, Question(measure="incidents", filter=Filter()))
    memory = Remembered(most_answers=2, most_bytes=10**6)
    memory.put("old", answer)
    memory.put("new", answer)
    memory.get("old")
    memory.put("newest", answer)
    assert memory.get("old") is answer
    assert memory.get("new") is None


def test_the_same_question_is_answered_from_memory(gate: Gate) -> None:
    question = Question(measure="incidents", filter=Filter(modes=("rail",)))
    assert gate.ask(LOCAL_ACTOR, question) is gate.ask(LOCAL_ACTOR, question)
