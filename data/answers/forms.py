"""The forms of an answer: a count as it is, as a rate, as a share, or as its change in a year.

Disclosure control comes first: every form is made from counts that are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pyarrow as pa

from data.answers.change import change_table
from data.answers.disclosure import disclose
from data.answers.exact import Exact
from data.answers.figures import Figures
from data.answers.measure import Measure
from data.answers.question import By, Form, Question
from data.errors import QuestionError


@dataclass(frozen=True, kw_only=True)
class Formed:
    """A disclosed table in the form asked for, its unit, and the papers of its figures."""

    table: pa.Table
    unit: str
    papers: Exact


def formed(figures: Figures, question: Question, asked: Measure, floor: int) -> Formed:
    """The disclosed figures of a question, in its form.

    Raises
    ------
    QuestionError
        If the measure has no such form, or cannot be broken down as asked.
    """
    _check(question, asked)
    return _FORMS[question.form](figures, question, asked, floor)


def _count(figures: Figures, question: Question, asked: Measure, floor: int) -> Formed:
    exact = figures.exact(question, asked)
    table = disclose(exact.table, floor, is_partition=_is_partition(question))
    return Formed(table=table, unit=asked.unit, papers=exact)


def _change(figures: Figures, question: Question, asked: Measure, floor: int) -> Formed:
    compared = figures.compare(question, asked)
    table = change_table(
        compared.now.table,
        compared.before,
        floor,
        is_partition=_is_partition(question),
        share=compared.share,
    )
    return Formed(table=table, unit=asked.unit, papers=compared.now)


def _is_partition(question: Question) -> bool:
    return question.by is not By.TOTAL


def _check(question: Question, asked: Measure) -> None:
    if question.form is Form.CHANGE and (question.by is By.MONTH or not asked.counts_events):
        raise QuestionError(
            f"{asked.key} by {question.by} has no change that could be tested",
            remedy="Ask for a count of events, and not by month",
        )


_FORMS: Mapping[Form, Callable[[Figures, Question, Measure, int], Formed]] = {
    Form.COUNT: _count,
    Form.CHANGE: _change,
}
