"""The months of a card: two years of incidents, or of every figure published of the place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from data.answers.calendar import month_number, month_start
from data.answers.disclosure import State
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.measure import Incidents, Publication
from data.answers.measures import MEASURES, measure
from data.answers.question import Answer, By, Question, in_words
from data.geography.regions import counties_of
from data.roles import Actor
from layers.base import Kind, Layer, View
from layers.card_places import Place

MONTHS = 24
_CROSSINGS = "bts-border-crossings"


@dataclass(frozen=True, kw_only=True)
class Series:
    """A measure by month (``YYYY-MM``): numbers for a line, ``None`` where not shown, and words.

    ``latest_words`` is the last month that has a figure, and ``latest_month`` which one that is.
    """

    label: str
    unit: str
    months: tuple[str, ...]
    values: tuple[float | None, ...]
    words: tuple[str, ...]
    latest_words: str
    latest_month: str


def series_of(
    layer: Layer, place: Place, gate: Gate, actor: Actor, *, filter_: Filter, is_withheld: bool
) -> tuple[Series, ...]:
    """Series of up to 24 months, to the end of the filter's period at the latest.

    ``is_withheld`` says that the place's own count is kept back so as not to give another away:
    then the months of the period are kept back too.

    Raises
    ------
    AccessDeniedError
        If the actor may not view.
    UnknownVersionError
        If the store does not have the pinned version.
    """
    asked = layer.question(filter_, View()).measure
    origin = measure(asked).origin
    if layer.kind is Kind.POINTS and isinstance(origin, Publication):
        return _of_port(place, gate, actor, filter_=filter_)
    if isinstance(origin, Incidents):
        hidden = filter_ if is_withheld else None
        return _of_incidents(asked, place, gate, actor, filter_=filter_, hidden=hidden)
    if isinstance(origin, Publication):
        whole = Filter(version=filter_.version, regions=(place.id,))
        answer = gate.ask(actor, Question(measure=asked, filter=whole, by=By.MONTH))
        return _window(answer, last=filter_.last, hidden=filter_ if is_withheld else None)
    return ()


def _of_port(place: Place, gate: Gate, actor: Actor, *, filter_: Filter) -> tuple[Series, ...]:
    whole = Filter(version=filter_.version)
    measures = [key for key, found in MEASURES.items() if _is_crossing(found.origin)]
    questions = (Question(measure=key, filter=whole, by=By.MONTH, place=place.id) for key in measures)
    answers = (gate.ask(actor, question) for question in questions)
    return tuple(series for answer in answers for series in _window(answer, last=filter_.last))


def _is_crossing(origin: object) -> bool:
    return isinstance(origin, Publication) and origin.dataset == _CROSSINGS


def _of_incidents(
    asked: str, place: Place, gate: Gate, actor: Actor, *, filter_: Filter, hidden: Filter | None
) -> tuple[Series, ...]:
    span = gate.span(actor, filter_)
    within = filter_ if place.cell else _within(filter_, place.id)
    if span is None or within is None:
        return ()
    newest = date.fromisoformat(f"{span.last}-01")
    last = min(filter_.last or newest, newest)
    first = max(month_start(month_number(last) - MONTHS + 1), date.fromisoformat(f"{span.first}-01"))
    if first > last:
        return ()
    question = Question(
        measure=asked, filter=replace(within, first=first, last=last), by=By.MONTH, cell=place.cell
    )
    return _window(gate.ask(actor, question), last=last, hidden=hidden)


def _within(filter_: Filter, region_id: str) -> Filter | None:
    """The filter for what lies in the region too; ``None`` if nothing of its regions does."""
    if not filter_.regions or region_id in filter_.regions:
        return replace(filter_, regions=(region_id,))
    both = counties_of(filter_.regions) & counties_of([region_id])
    return replace(filter_, regions=tuple(f"county:{fips}" for fips in both)) if both else None


def _window(answer: Answer, *, last: date | None, hidden: Filter | None = None) -> tuple[Series, ...]:
    """The last 24 months up to the last one that has a figure; nothing if none has."""
    months: list[date] = answer.table.column("month").to_pylist()
    states = [State(state) for state in answer.table.column("state").to_pylist()]
    until = [row for row, month in enumerate(months) if last is None or month <= last]
    known = [row for row in until if states[row] is not State.MISSING]
    if not known:
        return ()
    rows = range(max(0, known[-1] - MONTHS + 1), known[-1] + 1)
    values: list[float | None] = answer.table.column("value").to_pylist()
    kept = [State.WITHHELD if _is_in(months[row], hidden) else states[row] for row in rows]
    words = [in_words(values[row], state, answer.floor) for row, state in zip(rows, kept, strict=True)]
    return (_series(answer, [months[row] for row in rows], [values[row] for row in rows], kept, words),)


def _series(
    answer: Answer,
    months: Sequence[date],
    values: Sequence[float | None],
    states: Sequence[State],
    words: Sequence[str],
) -> Series:
    shown = (value if state is State.SHOWN else None for value, state in zip(values, states, strict=True))
    return Series(
        label=answer.title,
        unit=answer.unit,
        months=tuple(f"{month:%Y-%m}" for month in months),
        values=tuple(shown),
        words=tuple(words),
        latest_words=words[-1],
        latest_month=f"{months[-1]:%Y-%m}",
    )


def _is_in(month: date, period: Filter | None) -> bool:
    if period is None:
        return False
    return (period.first is None or period.first <= month) and (period.last is None or month <= period.last)
