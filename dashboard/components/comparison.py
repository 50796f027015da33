"""Two counts side by side, in words: how many more or fewer, and whether that stands out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from dashboard.access import actor_of_request
from dashboard.components.periods import months_before
from dashboard.services import Services
from data.answers.change import WORDS, Verdict
from data.answers.disclosure import State
from data.answers.filters import Filter
from data.answers.question import Answer, By, Form, Question, in_words
from layers.words import signed

ENOUGH_FOR_PERCENT = 100
"""Percent is shown only where both counts are at least this: below, it magnifies noise."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One row of an answer in the form of a change: both counts in words, difference, verdict.

    ``now`` and ``before`` are ``None`` where they are not shown, and so is ``difference``.
    """

    key: str
    now: int | None
    before: int | None
    now_words: str
    before_words: str
    difference: int | None
    verdict: Verdict

    @property
    def percent(self) -> float | None:
        """The difference in percent of the earlier count, where both counts are large enough."""
        enough = [n is not None and n >= ENOUGH_FOR_PERCENT for n in (self.now, self.before)]
        if self.difference is None or not self.before or not all(enough):
            return None
        return 100 * self.difference / self.before

    @property
    def verdict_words(self) -> str:
        """The verdict as people read it."""
        return WORDS[self.verdict]

    @property
    def difference_words(self) -> str:
        """The difference with its sign, or that it is not shown."""
        return "not shown" if self.difference is None else signed(self.difference)


def changes(answer: Answer) -> list[Change]:
    """The rows of an answer in the form of a change."""
    table = answer.table.to_pylist()
    floor = answer.floor
    return [
        Change(
            key=str(row[answer.question.by.value]),
            now=row["now"],
            before=row["before"],
            now_words=in_words(row["now"], State(row["now_state"]), floor),
            before_words=in_words(row["before"], State(row["before_state"]), floor),
            difference=row["value"],
            verdict=Verdict(row["verdict"]),
        )
        for row in table
    ]


def change_answer(
    services: Services, measure: str, chosen: Filter, *, by: By, region_set: str | None = None
) -> Answer:
    """The gate's answer in the form of a change from a year before."""
    question = Question(measure=measure, filter=chosen, by=by, form=Form.CHANGE, region_set=region_set)
    return services.gate.ask(actor_of_request(), question)


def with_year_before(services: Services, measure: str, chosen: Filter) -> tuple[Answer, Answer]:
    """The total for the filter, and for a year before the months that it really covers."""
    question = Question(measure=measure, filter=chosen, by=By.TOTAL)
    now = services.gate.ask(actor_of_request(), question)
    earlier = replace(chosen, first=_year_earlier(now.first), last=_year_earlier(now.last))
    return now, services.gate.ask(actor_of_request(), replace(question, filter=earlier))


def covers_year_before(now: Answer, before: Answer) -> bool:
    """Whether the two cover the same months of following years: only then may they be compared."""
    pairs = ((now.first, before.first), (now.last, before.last))
    return bool(now.first) and all(
        a is None or (b is not None and (a.year - 1, a.month) == (b.year, b.month)) for a, b in pairs
    )


def _year_earlier(day: date | None) -> date | None:
    return months_before(day, 12) if day else None
