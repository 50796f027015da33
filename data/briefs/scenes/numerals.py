"""Big numerals: a value with its year before, how sure the difference is, and its latest months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from data.answers.changes import Change, direction_words
from data.answers.question import Answer
from data.briefs.brief import NumeralScene
from data.briefs.content import MOST_NUMERALS, Numeral, Panel, Tone
from data.briefs.occasion import Occasion
from data.briefs.papers import papers_of
from data.briefs.scenes.asked import Compared, compared, counted, monthly, months_to, shown_values
from data.briefs.scenes.composed import Composed
from data.briefs.sureness import NOT_COMPARED, TONES, interval_of, sure_of, sure_of_unjudged

TREND_MONTHS = 24
_VERDICT_WORDS: Mapping[Tone, str] = {
    Tone.PLAIN: "",
    Tone.STANDS_OUT: ", which stands out",
    Tone.WITHIN_NOISE: ", which is within noise",
    Tone.CANNOT_TELL: "",
}


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A numeral with what it says in two sentences, and the answers behind it."""

    numeral: Numeral
    headline: str
    sure: str
    answers: tuple[Answer, ...]


def numerals(occasion: Occasion, body: NumeralScene) -> Composed:
    """The scene: its measures as numerals; the first that stands out, or else the first, is the headline.

    Raises
    ------
    QuestionError
        If a measure is unknown, or there are no data of the period.
    """
    figures = [figure(occasion, key) for key in body.measures[:MOST_NUMERALS]]
    told = next((one for one in figures if one.numeral.tone is Tone.STANDS_OUT), figures[0])
    return Composed(
        headline=told.headline,
        sure=told.sure,
        panels=(Panel(items=tuple(one.numeral for one in figures)),),
        answers=tuple(answer for one in figures for answer in one.answers),
    )


def figure(occasion: Occasion, key: str) -> Figure:
    """The numeral of one measure under the occasion's filter.

    Raises
    ------
    QuestionError
        If the measure is unknown, or there are no data of the period.
    """
    found = compared(occasion, key)
    row, answer = found.rows[0], found.answer
    last = answer.last or occasion.filter.last
    months = monthly(occasion, key, first=months_to(last, TREND_MONTHS), last=last) if last else None
    return Figure(
        numeral=Numeral(
            label=label_of(occasion, found),
            value=row.now_words,
            unit=answer.unit,
            direction="" if row.difference is None else direction_words(row.difference),
            reference=_reference(found, row),
            interval=interval_of(row) if found.is_judged else "",
            tone=_tone(found, row),
            trend=shown_values(months) if months else (),
            papers=papers_of(counted(occasion, found), occasion.gate, occasion.actor),
        ),
        headline=change_sentence(label_of(occasion, found), found),
        sure=sure_sentence(found),
        answers=(answer, *((months,) if months else ())),
    )


def change_sentence(label: str, found: Compared) -> str:
    """What is different, from the whole of a measure: how many more or fewer than a year before.

    Its ``found`` has one row.
    """
    row = found.rows[0]
    unit = found.answer.unit
    if row.difference is None:
        if found.has_before:
            return f"{label}: {row.now_words} {unit}; the year before {row.before_words}."
        return f"{label}: {row.now_words} {unit}."
    if not row.difference:
        return f"{label}: {row.now_words} {unit}, the same as a year before."
    way = "more" if row.difference > 0 else "fewer"
    size = f"{abs(row.difference):,} {way} than a year before"
    return f"{label}: {size}{_verdict_words(found, row)}."


def sure_sentence(found: Compared) -> str:
    """How sure that is."""
    if found.is_judged:
        return sure_of(found.rows[0])
    if not found.has_before and found.measure.counts_events and found.answer.first:
        return NOT_COMPARED
    return sure_of_unjudged(found.measure)


def _verdict_words(found: Compared, row: Change) -> str:
    return _VERDICT_WORDS[_tone(found, row)] if found.is_judged else ""


def _tone(found: Compared, row: Change) -> Tone:
    if found.is_judged:
        return TONES[row.verdict]
    return Tone.PLAIN if row.now is not None else Tone.CANNOT_TELL


def _reference(found: Compared, row: Change) -> str:
    if row.difference is not None:
        return row.reference_words
    if found.has_before:
        return f"a year before: {row.before_words}"
    return "the year before is not known" if found.answer.first else ""


def label_of(occasion: Occasion, found: Compared) -> str:
    """The measure's title, with its months where they are not those of the filter."""
    asked = (occasion.filter.first, occasion.filter.last)
    covered = (found.answer.first, found.answer.last)
    is_other = bool(found.period) and covered != asked
    return f"{found.measure.title}, {found.period}" if is_other else found.measure.title
