"""What every scene of the programmes must keep to, and the words that none may use."""

from __future__ import annotations

import re
from collections.abc import Iterator

from data.briefs.content import (
    MOST_BARS,
    MOST_COLUMNS,
    MOST_NUMERALS,
    MOST_PANELS,
    MOST_POINTS,
    MOST_ROWS,
    MOST_WORDS,
    Chart,
    ChartKind,
    Item,
    MapView,
    Missing,
    Numeral,
    Panel,
    Side,
    Table,
    Text,
)
from data.briefs.programmes import ProgrammePanels
from data.schema.programmes import PROGRAMME_SCHEMAS

MOST_ITEMS = 3
MOST_HEADLINE = 130
LOADED = re.compile(
    r"\b(significant\w*|alarming\w*|surge\w*|flood\w*|crisis|crises|illegals?|aliens?|criminals?|invasion\w*|"
    r"dramatic\w*|soar\w*|plung\w*|skyrocket\w*|worst|best ever|unprecedented|massive\w*|threat\w*|"
    r"shock\w*|only just|obviously|clearly|must|should|fail\w*|success\w*|proof|proves?)\b",
    re.IGNORECASE,
)
"""Words of alarm, of argument and of blame."""


def items_of(panels: tuple[Panel, ...]) -> Iterator[Item]:
    for panel in panels:
        yield from panel.items


def words_of(told: ProgrammePanels) -> Iterator[str]:
    """Everything that a scene says in words of its own."""
    yield from (told.headline, told.sure)
    for panel in told.panels:
        yield panel.title
        for item in panel.items:
            match item:
                case Numeral():
                    yield from (item.label, item.unit, item.direction, item.reference, item.interval)
                case Chart():
                    yield from (
                        item.title,
                        item.unit,
                        item.summary,
                        *item.labels,
                        *(s.name for s in item.series),
                    )
                case Table():
                    yield from (item.title, *item.columns, *(cell for row in item.rows for cell in row))
                case MapView():
                    yield item.summary
                case Text():
                    yield from item.paragraphs
                case Missing():
                    yield from (item.what, item.extract, *(meaning for _, meaning in item.columns))


def check_limits(told: ProgrammePanels) -> None:
    """Fail unless the scene can be read from three metres."""
    assert told.headline
    assert told.sure
    assert len(told.headline) <= MOST_HEADLINE, told.headline
    assert len(told.panels) <= MOST_PANELS
    for panel in told.panels:
        assert 0 < len(panel.items) <= MOST_ITEMS, panel.title
        assert sum(isinstance(item, Numeral) for item in panel.items) <= MOST_NUMERALS
        for item in panel.items:
            check_item(item)


def check_item(item: Item) -> None:
    """Fail unless the item keeps to its limits."""
    match item:
        case Chart():
            most = MOST_POINTS if item.kind is ChartKind.LINE else MOST_BARS
            assert 0 < len(item.labels) <= most
            assert item.series
            for series in item.series:
                assert len(series.values) == len(series.words) == len(item.labels)
        case Table():
            assert 0 < len(item.rows) <= MOST_ROWS
            assert len(item.columns) == len(item.numeric) <= MOST_COLUMNS
            assert all(len(row) == len(item.columns) for row in item.rows)
        case Text():
            assert len(" ".join(item.paragraphs).split()) <= MOST_WORDS
        case Missing():
            names = PROGRAMME_SCHEMAS[item.schema].names
            assert tuple(name for name, _ in item.columns) == tuple(
                name for name in names if name != "source"
            )


def check_sides(told: ProgrammePanels) -> None:
    """Fail unless oversight stands beside activity."""
    sides = [panel.side for panel in told.panels]
    assert sides[:2] == [Side.ACTIVITY, Side.OVERSIGHT]


def loaded_words(told: ProgrammePanels) -> list[str]:
    """The words of a scene that are not neutral."""
    return [match[0] for text in words_of(told) for match in LOADED.finditer(text)]
