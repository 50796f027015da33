"""Answers about drawn shapes in every form, as a reader may be told: each form follows from counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa

from data.answers.change import Verdict
from data.answers.disclosure import Mask, State
from data.answers.guard.drawn import CAVEAT, DrawnGuard, Ground
from data.answers.question import Answer, By, Form, Question
from data.roles import Actor

Ask = Callable[[Question], Answer]


def as_told(answer: Answer, drawn: DrawnGuard, ground: Ground, *, reader: Actor, ask: Ask) -> Answer:
    """The answer about a shape with what is withheld from this reader; ``ask`` asks the gate for them.

    Raises
    ------
    BorderopsError
        If the memory of what was told cannot be read or written.
    """
    question = answer.question
    if question.form is Form.COUNT:
        return drawn.told(reader, answer, ground)
    found = _of_counts(answer, ask)
    return found if found is answer else replace(found, caveats=(*found.caveats, CAVEAT))


def _of_counts(answer: Answer, ask: Ask) -> Answer:
    """An answer made of counts without the rows of which a count is withheld."""
    question = answer.question
    if question.form is Form.SHARE:
        count = replace(question, form=Form.COUNT)
        total = ask(replace(count, by=By.TOTAL))
        if total.total is None:
            return without(answer, np.ones(answer.table.num_rows, np.bool_))
        return without(answer, _hidden([ask(count)]))
    if answer.first is None or answer.last is None:
        return without(answer, np.ones(answer.table.num_rows, np.bool_))
    now = replace(question.filter, first=answer.first, last=answer.last)
    counts = [ask(replace(question, form=Form.COUNT, filter=chosen)) for chosen in (now, now.year_before())]
    return without(answer, _hidden(counts))


def as_newest(answers: Sequence[Answer]) -> list[Answer]:
    """Answers of versions, the newest first, without the rows that the newest withholds."""
    newest = answers[0]
    name = newest.question.by.value
    keys = [
        key
        for key, is_hidden in zip(newest.table[name].to_pylist(), _hidden([newest]), strict=True)
        if is_hidden
    ]
    return [newest, *(without(old, np.isin(old.table[name].to_pylist(), keys)) for old in answers[1:])]


def without(answer: Answer, hidden: Mask) -> Answer:
    """The answer with these rows withheld, in whatever form; what is small or missing says so already.

    Of a change both counts are withheld, also where only one of them was shown, and nothing is judged.
    """
    table = answer.table
    is_any = False
    for value, state in (("value", "state"), ("now", "now_state"), ("before", "before_state")):
        if value not in table.column_names:
            continue
        states = table[state].to_numpy()
        gone = hidden & (states == State.SHOWN)
        is_any |= bool(gone.any())
        column = table[value].combine_chunks()
        kept = pa.array(column.to_pylist(), column.type, mask=gone)
        found = np.where(gone, State.WITHHELD, states).astype(np.uint8)
        table = table.set_column(table.schema.get_field_index(value), value, kept)
        table = table.set_column(table.schema.get_field_index(state), state, pa.array(found))
    if not is_any:
        return answer
    if "verdict" in table.column_names:
        judged = np.where(hidden, Verdict.TOO_FEW, table["verdict"].to_numpy()).astype(np.uint8)
        table = table.set_column(table.schema.get_field_index("verdict"), "verdict", pa.array(judged))
    return replace(answer, table=table)


def _hidden(answers: Sequence[Answer]) -> Mask:
    """Rows that are withheld in any of some answers of the same rows."""
    result: Mask = np.logical_or.reduce(
        [found.table["state"].to_numpy() == State.WITHHELD for found in answers]
    )
    return result
