"""Charts: a measure by month beside its year before, or as bars of a breakdown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from data.answers.calendar import YEAR, month_number, month_start
from data.answers.changes import Change
from data.answers.disclosure import State
from data.answers.intervals import poisson_interval
from data.answers.measure import Incidents
from data.answers.measures import measure
from data.answers.question import Answer, By
from data.answers.words import period_words
from data.briefs.brief import ChartBy, ChartScene
from data.briefs.content import MOST_BARS, MOST_POINTS, Chart, ChartKind, Panel, Series, Tone
from data.briefs.occasion import Occasion
from data.briefs.papers import papers_of
from data.briefs.scenes.asked import Compared, compared, monthly, require_published, shown_values
from data.briefs.scenes.composed import Composed
from data.briefs.scenes.numerals import change_sentence, label_of, sure_sentence
from data.briefs.scenes.rows import filled, largest_first, name_of, sentence_of, sure_of_rows, tone_of
from data.errors import QuestionError

BAND_WORDS = "The band is the 95 % interval of each month: how far chance alone could move it."
_BY_WORDS = {By.CATEGORY: "category", By.COMPONENT: "component", By.MODE: "mode", By.REGION: "region"}


def chart(occasion: Occasion, body: ChartScene) -> Composed:
    """The scene: one chart.

    Raises
    ------
    QuestionError
        If the measure is unknown or cannot be broken down so, or nothing is known of it.
    """
    return _months(occasion, body.measure) if body.by is ChartBy.MONTH else _bars(occasion, body)


def _months(occasion: Occasion, key: str) -> Composed:
    whole = compared(occasion, key)
    now = monthly(occasion, key, first=occasion.filter.first, last=_last_whole(occasion, whole))
    if now is None or not _known(now):
        raise QuestionError(
            f"{whole.measure.title} is not known by month", remedy="Choose another chart, or a numeral"
        )
    months, series = _these_months(now)
    earlier = None
    if len(months) <= YEAR:
        first, last = _year_before(months[0]), _year_before(months[-1])
        earlier = monthly(occasion, key, first=first, last=last)
    if earlier is not None and _known(earlier):
        series = (*series, _a_year_before(months, earlier))
    made = Chart(
        kind=ChartKind.LINE,
        title=f"{whole.measure.title} by month",
        unit=whole.answer.unit,
        labels=tuple(f"{month:%b %Y}" for month in months),
        series=series,
        summary=_summary(now, months, has_band=bool(series[0].intervals)),
        papers=papers_of(now, occasion.gate, occasion.actor),
    )
    return Composed(
        headline=change_sentence(label_of(occasion, whole), whole),
        sure=sure_sentence(whole),
        panels=(Panel(items=(made,)),),
        answers=(whole.answer, now, *((earlier,) if earlier else ())),
    )


def _last_whole(occasion: Occasion, whole: Compared) -> date | None:
    """The last month that is shown: one that incidents do not cover whole would look like a fall."""
    return whole.answer.last if whole.is_judged else occasion.filter.last


def _known(answer: Answer) -> bool:
    return any(state != State.MISSING for state in answer.table["state"].to_pylist())


def _these_months(answer: Answer) -> tuple[list[date], tuple[Series, ...]]:
    months, values, words = _latest(answer)
    intervals = _intervals(values) if _is_incidents(answer) else ()
    name = period_words(months[0], months[-1])
    return months, (Series(name=name, values=values, words=words, intervals=intervals),)


def _is_incidents(answer: Answer) -> bool:
    from_incidents = measure(answer.question.measure).origin
    return isinstance(from_incidents, Incidents)


def _latest(answer: Answer) -> tuple[list[date], tuple[float | None, ...], tuple[str, ...]]:
    """The latest months that fit into a chart, with their values and words."""
    months: list[date] = answer.table["month"].to_pylist()
    words = tuple(answer.words(row) for row in range(len(months)))
    return months[-MOST_POINTS:], shown_values(answer)[-MOST_POINTS:], words[-MOST_POINTS:]


def _a_year_before(labels: Sequence[date], answer: Answer) -> Series:
    months, values, words = _latest(answer)
    at = {month: number for number, month in enumerate(months)}
    places = [at.get(_year_before(month)) for month in labels]
    return Series(
        name="A year before",
        values=tuple(None if place is None else values[place] for place in places),
        words=tuple("not known" if place is None else words[place] for place in places),
    )


def _intervals(values: Sequence[float | None]) -> tuple[tuple[float, float] | None, ...]:
    counts = np.array([value or 0.0 for value in values], np.float64)
    low, high = (bound.round(1).tolist() for bound in poisson_interval(counts, counts))
    bounds = zip(values, low, high, strict=True)
    return tuple(None if value is None else (least, most) for value, least, most in bounds)


def _summary(answer: Answer, months: Sequence[date], *, has_band: bool) -> str:
    _, values, words = _latest(answer)
    shown = [(value, -number) for number, value in enumerate(values) if value is not None]
    if not shown:
        return "No month is large enough to be shown."
    top = -max(shown)[1]
    band = f" {BAND_WORDS}" if has_band else ""
    return f"Highest in {months[top]:%B %Y}, {words[top]} {answer.unit}.{band}"


def _bars(occasion: Occasion, body: ChartScene) -> Composed:
    found = compared(occasion, body.measure, by=By(body.by), region_set=body.region_set or None)
    require_published(found)
    by = found.answer.question.by
    labels, series = _bar_series(found)
    made = Chart(
        kind=ChartKind.BARS,
        title=f"{found.measure.title} by {_BY_WORDS[by]}{f', {found.period}' if found.period else ''}",
        unit=found.answer.unit,
        labels=labels,
        series=(series,),
        summary=_bar_summary(found, shown=len(labels)),
        papers=papers_of(found.answer, occasion.gate, occasion.actor),
    )
    return Composed(
        headline=sentence_of(found),
        sure=sure_of_rows(found),
        panels=(Panel(items=(made,)),),
        answers=(found.answer,),
    )


def _bar_series(found: Compared) -> tuple[tuple[str, ...], Series]:
    ranked = largest_first(found)
    kept, rest = ranked, []
    if len(ranked) > MOST_BARS:
        kept, rest = ranked[: MOST_BARS - 1], ranked[MOST_BARS - 1 :]
    labels = [name_of(found, row) for row in kept]
    values: list[float | None] = [None if row.now is None else float(row.now) for row in kept]
    words, tones = [row.now_words for row in kept], [tone_of(found, row) for row in kept]
    total = _rest_total(rest)
    if rest:
        labels.append(f"{len(rest):,} others")
        values.append(total)
        words.append("not shown" if total is None else f"{total:,.0f}")
        tones.append(Tone.PLAIN if total is not None else Tone.CANNOT_TELL)
    series = Series(name=found.measure.title, values=tuple(values), words=tuple(words), tones=tuple(tones))
    return tuple(labels), series


def _rest_total(rest: Sequence[Change]) -> float | None:
    """The sum of the rows that have no bar; ``None`` if any is hidden, which the sum would then give away."""
    counts = [row.now for row in rest]
    shown = [count for count in counts if count is not None]
    return float(sum(shown)) if len(shown) == len(counts) else None


def _bar_summary(found: Compared, *, shown: int) -> str:
    rows = filled(found)
    hidden = sum(row.now is None for row in rows)
    small = f" {hidden:,} are too small to be shown, or withheld." if hidden else ""
    rest = f" {shown - 1} of {len(rows):,} have a bar of their own." if len(rows) > MOST_BARS else ""
    return f"The largest first.{rest}{small}"


def _year_before(month: date) -> date:
    return month_start(month_number(month) - YEAR)
