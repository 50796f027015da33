"""Answers of the gate as the numerals, charts and tables of a programme's scene."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from data.answers.disclosure import State
from data.answers.filters import Filter
from data.answers.question import Answer, By, Form, Question, in_words
from data.briefs.content import Chart, ChartKind, Item, MapView, Numeral, Papers, Series, Tone
from data.briefs.occasion import Occasion
from data.briefs.papers import papers_of
from data.briefs.views import pinned_view

CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of an answer: its key, its value (``None`` where it is not shown), and that in words."""

    key: str
    value: float | None
    words: str


def asked(
    occasion: Occasion,
    measure: str,
    *,
    by: By = By.TOTAL,
    form: Form = Form.COUNT,
    chosen: Filter | None = None,
    place: str | None = None,
) -> Answer:
    """The gate's answer under the occasion's filter, or under another one.

    Raises
    ------
    QuestionError
        If the measure cannot be asked for so.
    UnknownVersionError
        If the data version is gone.
    """
    question = Question(measure=measure, filter=chosen or occasion.filter, by=by, form=form, place=place)
    return occasion.gate.ask(occasion.actor, question)


def rows_of(answer: Answer) -> tuple[Row, ...]:
    """The rows of an answer, in its order."""
    keys = answer.table[answer.question.by.value].to_pylist()
    values = answer.table["value"].to_pylist()
    return tuple(
        Row(key=str(key), value=value, words=answer.words(number))
        for number, (key, value) in enumerate(zip(keys, values, strict=True))
    )


def row_named(answer: Answer, key: str) -> Row | None:
    """The row of that key; ``None`` if there is none."""
    return next((row for row in rows_of(answer) if row.key == key), None)


def numeral(
    occasion: Occasion, answer: Answer, *, label: str = "", row: Row | None = None, reference: str = ""
) -> Numeral:
    """One row of an answer in large type; the first where none is given."""
    shown = row or rows_of(answer)[0]
    is_known = shown.value is not None
    return Numeral(
        label=label or answer.title,
        value=shown.words if is_known or shown.words.startswith("<") else CANNOT_TELL,
        unit=answer.unit,
        reference=reference,
        tone=Tone.PLAIN if is_known else Tone.CANNOT_TELL,
        papers=papers_of(answer, occasion.gate, occasion.actor),
    )


def counted_rows(occasion: Occasion, answer: Answer, *, label: str, unit: str) -> Numeral:
    """How many groups of an answer have any: states with an office, for example."""
    found = sum(1 for row in rows_of(answer) if row.key and row.value)
    return Numeral(
        label=label, value=f"{found:,}", unit=unit, papers=papers_of(answer, occasion.gate, occasion.actor)
    )


@dataclass(frozen=True, kw_only=True)
class YearRow:
    """One fiscal year of an answer by year; ``as_of`` is the last day that its figure covers."""

    year: str
    value: float | None
    words: str
    as_of: date | None
    is_partial: bool

    @property
    def label(self) -> str:
        """``FY2024``, or ``FY2026 to 4 Apr`` for a part of a year."""
        end = f" to {self.as_of.day} {self.as_of:%b}" if self.is_partial and self.as_of else ""
        return f"FY{self.year}{end}"


def year_rows(answer: Answer) -> tuple[YearRow, ...]:
    """The rows of an answer by fiscal year, oldest first."""
    days, partial = (answer.table[name].to_pylist() for name in ("as_of", "is_partial"))
    return tuple(
        YearRow(year=row.key, value=row.value, words=row.words, as_of=day, is_partial=flag)
        for row, day, flag in zip(rows_of(answer), days, partial, strict=True)
    )


def series_of(answer: Answer, labels: Mapping[str, str], *, name: str) -> Series:
    """The values of an answer in the order of ``labels`` (key to label); a row that is not there is 0."""
    found = {row.key: row for row in rows_of(answer)}
    none = in_words(0.0, State.SHOWN, answer.floor, form=answer.question.form)
    rows = [found.get(key, Row(key=key, value=0.0, words=none)) for key in labels]
    return Series(name=name, values=tuple(row.value for row in rows), words=tuple(row.words for row in rows))


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """How a chart is called and drawn, and what it says in words."""

    title: str
    summary: str
    kind: ChartKind = ChartKind.BARS


def chart(
    occasion: Occasion, answers: Mapping[str, Answer], labels: Mapping[str, str], drawn: Drawn
) -> Chart:
    """Answers by name as the series of one chart; its papers are those of all of them."""
    first = next(iter(answers.values()))
    return Chart(
        kind=drawn.kind,
        title=drawn.title,
        unit=first.unit if len(answers) == 1 else _common_unit(answers),
        labels=tuple(labels.values()),
        series=tuple(series_of(answer, labels, name=name) for name, answer in answers.items()),
        summary=drawn.summary,
        papers=joined_papers(occasion, tuple(answers.values()), title=drawn.title),
    )


def joined_papers(
    occasion: Occasion, answers: tuple[Answer, ...], *, title: str, definition: str = "", unit: str = ""
) -> Papers:
    """The papers of numbers that rest on several answers: all sources and caveats, each once."""
    each = [papers_of(answer, occasion.gate, occasion.actor) for answer in answers]
    days = [papers.as_of for papers in each if papers.as_of]
    return replace(
        each[0],
        title=title,
        definition=definition or "; ".join(dict.fromkeys(papers.definition for papers in each)),
        unit=unit or each[0].unit,
        source="; ".join(dict.fromkeys(papers.source for papers in each if papers.source)),
        as_of=min(days) if days else None,
        caveats=tuple(dict.fromkeys(caveat for papers in each for caveat in papers.caveats)),
        rows=None
        if any(papers.rows is None for papers in each)
        else sum(papers.rows or 0 for papers in each),
        repeat="; ".join(dict.fromkeys(papers.repeat for papers in each)),
        is_synthetic=any(papers.is_synthetic for papers in each),
        parts=tuple(each) if len(each) > 1 else (),
    )


def map_view(occasion: Occasion, layers: tuple[str, ...], summary: str) -> MapView:
    """A map of layers, top first, under the occasion's filter."""
    return MapView(view=pinned_view(f"layers={'|'.join(layers)}", occasion.filter), summary=summary)


def largest(answer: Answer, most: int, *, named: Callable[[str], str] = str) -> dict[str, str]:
    """Keys and labels of the rows with the largest values, the largest first."""
    rows = [row for row in rows_of(answer) if row.key and row.value]
    rows.sort(key=lambda row: (-(row.value or 0.0), row.key))
    return {row.key: named(row.key) for row in rows[:most]}


def day_words(day: date | None) -> str:
    """A day as people read it; ``not dated`` without one.

    Examples
    --------
    >>> day_words(date(2026, 4, 4)), day_words(None)
    ('4 Apr 2026', 'not dated')
    """
    return f"{day.day} {day:%b %Y}" if day else "not dated"


def _common_unit(answers: Mapping[str, Answer]) -> str:
    units = tuple(dict.fromkeys(answer.unit for answer in answers.values()))
    return (
        units[0]
        if len(units) == 1
        else "percent"
        if all(u.startswith("%") for u in units)
        else ", ".join(units)
    )


def first_told(items: Sequence[Item], words: str, otherwise: str) -> str:
    """The first numeral's value and what it is of, for a headline; what cannot be told without one.

    Examples
    --------
    >>> first_told((), "of port calls reviewed jointly", "joint work: cannot tell")
    'joint work: cannot tell'
    """
    found = next((item for item in items if isinstance(item, Numeral)), None)
    return f"{found.value} {words}" if found and found.tone is not Tone.CANNOT_TELL else otherwise
