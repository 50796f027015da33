"""The gate's answers for a scene: a measure beside its year before, and by month."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from data.answers.calendar import month_number, month_start
from data.answers.change import Verdict
from data.answers.changes import Change, changes, covers_year_before
from data.answers.disclosure import State
from data.answers.filters import Filter, period_words
from data.answers.measure import Incidents, Measure, Publication
from data.answers.measures import measure
from data.answers.question import Answer, By, Form, Question, in_words
from data.briefs.occasion import Occasion
from data.errors import QuestionError

_NOT_PUBLISHED = in_words(None, State.MISSING, 0)


@dataclass(frozen=True, kw_only=True)
class Compared:
    """A measure, broken down or whole, beside the same months of the year before.

    ``has_before`` says that the year before is known at all, ``is_judged`` that a verdict on the change
    means something: published counts are whole, and chance is not at issue in them.
    """

    measure: Measure
    answer: Answer
    rows: tuple[Change, ...]
    has_before: bool
    is_judged: bool

    @property
    def period(self) -> str:
        """The months that the figures cover, in words; empty if they have none."""
        found = self.answer
        return period_words(found.first, found.last) if found.first and found.last else ""


def compared(occasion: Occasion, key: str, *, by: By = By.TOTAL, region_set: str | None = None) -> Compared:
    """The measure of that key under the occasion's filter, with the year before where there is one.

    Raises
    ------
    QuestionError
        If the measure is unknown or cannot be broken down so, or there are no data of the period.
    UnknownVersionError
        If the data version is gone.
    """
    asked = measure(key)
    if isinstance(asked.origin, Incidents):
        require_incidents(occasion)
    question = Question(measure=key, filter=occasion.filter, by=by, region_set=region_set)
    is_dated = isinstance(asked.origin, Incidents | Publication)
    if is_dated and asked.counts_events:
        return _by_change(occasion, asked, question)
    answer = occasion.gate.ask(occasion.actor, question)
    before = _year_before(occasion, answer) if is_dated and by is By.TOTAL else None
    rows = _rows(answer, before)
    return Compared(measure=asked, answer=answer, rows=rows, has_before=before is not None, is_judged=False)


def monthly(occasion: Occasion, key: str, *, first: date | None, last: date | None) -> Answer | None:
    """The measure by month between two months, both included; ``None`` if it has no months.

    Raises
    ------
    QuestionError
        If the measure is unknown.
    """
    asked = measure(key)
    if not isinstance(asked.origin, Incidents | Publication):
        return None
    chosen = replace(occasion.filter, first=first, last=last)
    return occasion.gate.ask(occasion.actor, Question(measure=key, filter=chosen, by=By.MONTH))


def counted(occasion: Occasion, found: Compared) -> Answer:
    """The count by itself of the months that were compared: what repeats it prints it, not its change.

    Raises
    ------
    UnknownVersionError
        If the data version is gone.
    """
    question = found.answer.question
    if question.form is not Form.CHANGE:
        return found.answer
    first, last = found.answer.first or question.filter.first, found.answer.last or question.filter.last
    chosen = replace(question.filter, first=first, last=last)
    return occasion.gate.ask(occasion.actor, replace(question, filter=chosen, form=Form.COUNT))


def require_published(found: Compared) -> None:
    """Return if anything is known of a measure.

    Raises
    ------
    QuestionError
        If nothing of it is published.
    """
    if all(row.now_words == _NOT_PUBLISHED for row in found.rows):
        raise QuestionError(
            f"nothing is published of {found.measure.title}",
            remedy="Load its extract with borderops ingest FILE, or choose another measure",
        )


def shown_values(answer: Answer) -> tuple[float | None, ...]:
    """The values of an answer's rows; ``None`` where one is not shown."""
    pairs = zip(answer.table["value"].to_pylist(), answer.table["state"].to_pylist(), strict=True)
    return tuple(float(value) if state == State.SHOWN else None for value, state in pairs)


def _by_change(occasion: Occasion, asked: Measure, question: Question) -> Compared:
    answer = occasion.gate.ask(occasion.actor, replace(question, form=Form.CHANGE))
    states = answer.table["before_state"].to_pylist()
    has_before = any(state != State.MISSING for state in states)
    is_judged = has_before and isinstance(asked.origin, Incidents)
    return Compared(
        measure=asked, answer=answer, rows=tuple(changes(answer)), has_before=has_before, is_judged=is_judged
    )


def _year_before(occasion: Occasion, now: Answer) -> Answer | None:
    if now.first is None or now.last is None:
        return None
    covered = replace(now.question.filter, first=now.first, last=now.last)
    before = occasion.gate.ask(occasion.actor, replace(now.question, filter=covered.year_before()))
    return before if covers_year_before(now, before) else None


def _rows(answer: Answer, before: Answer | None) -> tuple[Change, ...]:
    """The rows of a count that no verdict goes with; ``before`` is that of a single row."""
    keys = answer.table[answer.question.by.value].to_pylist()
    earlier = before.total if before else None
    return tuple(
        Change(
            key=str(key),
            now=None if now is None else round(now),
            before=None if earlier is None else round(earlier),
            now_words=answer.words(number),
            before_words=before.words() if before else "",
            difference=None if now is None or earlier is None else round(now - earlier),
            verdict=Verdict.TOO_FEW,
        )
        for number, (key, now) in enumerate(zip(keys, shown_values(answer), strict=True))
    )


def require_incidents(occasion: Occasion) -> None:
    """Return if there are incidents of some month of the period: where there are no data, none is not zero.

    Raises
    ------
    QuestionError
        If there are none.
    UnknownVersionError
        If the data version is gone.
    """
    span = occasion.gate.span(occasion.actor, occasion.filter)
    if span is None:
        raise QuestionError(
            "no incidents are loaded", remedy="Load an extract: borderops ingest FILE, or borderops demo"
        )
    first, last = (date.fromisoformat(f"{month}-01") for month in (span.first, span.last))
    if not _overlaps(occasion.filter, first, last):
        raise QuestionError(
            f"there are no incidents of {period_words(occasion.filter.first, occasion.filter.last)}",
            remedy=f"Choose months from {period_words(first, last)}",
        )


def _overlaps(chosen: Filter, first: date, last: date) -> bool:
    return not ((chosen.last and chosen.last < first) or (chosen.first and chosen.first > last))


def months_to(last: date, count: int) -> date:
    """First of the ``count`` months that end with ``last``.

    Examples
    --------
    >>> months_to(date(2026, 10, 1), 12)
    datetime.date(2025, 11, 1)
    """
    return month_start(month_number(last) - count + 1)
