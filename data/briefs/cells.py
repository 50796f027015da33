"""The numbers of a scene one by one, each under a name, so that two composings of it can be compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from data.briefs.content import Chart, Numeral, SceneContent, Table
from data.briefs.scenes.fault import HEADLINE as NOT_SHOWN

Cells = Mapping[str, str]
"""Name of a number to its words."""


def cells_of(content: SceneContent) -> Cells:
    """Every number that a scene tells; what is withheld, small or not known is none.

    Numbers that follow from others (differences, intervals, percents, sentences) are not among them.
    """
    found: dict[str, str] = {}
    for place, panel in enumerate(content.panels, start=1):
        for item in panel.items:
            match item:
                case Numeral():
                    found |= _told(f"panel {place}", _numeral(item))
                case Chart():
                    found |= _told(f"panel {place}", _chart(item))
                case Table():
                    found |= _told(f"panel {place}", _table(item))
    return found


def is_refused(content: SceneContent) -> bool:
    """Whether the scene stands in the place of one that could not be composed."""
    return content.headline == NOT_SHOWN


def _told(place: str, pairs: Iterator[tuple[str, str]]) -> dict[str, str]:
    return {f"{place}, {name}": words for name, words in pairs if any(one.isdigit() for one in words)}


def _numeral(item: Numeral) -> Iterator[tuple[str, str]]:
    yield item.label, _shown(item.value)
    yield f"{item.label}, rows counted", "" if item.papers.rows is None else f"{item.papers.rows:,}"
    for number, value in enumerate(reversed(item.trend)):
        yield f"{item.label}, {number} months before the last", "" if value is None else f"{value:,.0f}"


def _chart(item: Chart) -> Iterator[tuple[str, str]]:
    for series in item.series:
        for label, words in zip(item.labels, series.words, strict=True):
            yield f"{item.title}, {series.name}, {label}", _shown(words)
    yield f"{item.title}, rows counted", "" if item.papers.rows is None else f"{item.papers.rows:,}"


def _table(item: Table) -> Iterator[tuple[str, str]]:
    for row in item.rows:
        pairs = zip(item.columns, item.numeric, row, strict=True)
        yield from (
            (f"{item.title}, {row[0]}, {column}", _shown(words))
            for column, is_number, words in pairs
            if is_number
        )
    yield f"{item.title}, rows counted", "" if item.papers.rows is None else f"{item.papers.rows:,}"


def _shown(words: str) -> str:
    """The words of a number that is told, empty for one that is only bounded: ``<10`` is no number."""
    return "" if words.startswith(("<", "about")) else words
