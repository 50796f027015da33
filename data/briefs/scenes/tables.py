"""A table of regions: those whose change stands out first, then the largest."""

from __future__ import annotations

from collections.abc import Callable

from data.answers.changes import Change
from data.answers.question import By
from data.briefs.brief import TableScene
from data.briefs.content import MOST_ROWS, Panel, Table
from data.briefs.occasion import Occasion
from data.briefs.papers import papers_of
from data.briefs.scenes.asked import Compared, compared, require_published
from data.briefs.scenes.composed import Composed
from data.briefs.scenes.rows import name_of, sentence_of, sure_of_rows, telling_first, tone_of
from data.geography.regions import region_set

_Column = tuple[str, bool, Callable[[Compared, Change], str]]
"""Title, whether it holds numbers, and what it says of a row."""
_NAME: _Column = ("Region", False, name_of)
_NOW: _Column = ("Now", True, lambda _found, row: row.now_words)
_BEFORE: _Column = ("A year before", True, lambda _found, row: row.before_words)
_CHANGE: _Column = ("Change", True, lambda _found, row: row.difference_words)
_SURE: _Column = ("How sure", False, lambda found, row: str(tone_of(found, row)))


def table(occasion: Occasion, body: TableScene) -> Composed:
    """The scene: at most eight regions of a set.

    Raises
    ------
    FilterError
        If there is no such set of regions.
    QuestionError
        If the measure is unknown or cannot be given by region, or nothing is known of it.
    """
    found = compared(occasion, body.measure, by=By.REGION, region_set=body.region_set)
    require_published(found)
    columns = _columns(found)
    rows = telling_first(found)
    made = Table(
        title=_title(found, body.region_set),
        columns=tuple(title for title, _, _ in columns),
        numeric=tuple(is_number for _, is_number, _ in columns),
        rows=tuple(tuple(words(found, row) for _, _, words in columns) for row in rows[:MOST_ROWS]),
        papers=papers_of(found.answer, occasion.gate, occasion.actor),
        left_out=len(rows[MOST_ROWS:]),
    )
    return Composed(
        headline=sentence_of(found),
        sure=sure_of_rows(found),
        panels=(Panel(items=(made,)),),
        answers=(found.answer,),
    )


def _columns(found: Compared) -> tuple[_Column, ...]:
    if not found.has_before:
        return (_NAME, _NOW)
    return (_NAME, _NOW, _BEFORE, _CHANGE, *((_SURE,) if found.is_judged else ()))


def _title(found: Compared, set_key: str) -> str:
    period = f", {found.period}" if found.period else ""
    return f"{found.measure.title} by region: {region_set(set_key).title}{period}"
