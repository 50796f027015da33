"""Scenes of every kind, and the limits that what they say keeps."""

from __future__ import annotations

from data.briefs.brief import (
    AskScene,
    Body,
    ChangeScene,
    ChartBy,
    ChartScene,
    Choice,
    MapScene,
    NoteScene,
    NumeralScene,
    ProgrammeScene,
    TableScene,
)
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
    Numeral,
    Papers,
    SceneContent,
    Table,
    Text,
)
from data.geography.regions import region_sets
from tests.data.briefs.occasions import items_of

EVERY_SET = tuple(one.key for one in region_sets())
NUMERALS = NumeralScene(measures=("incidents", "encounters", "detention-population"))
MONTHS = ChartScene(measure="incidents", by=ChartBy.MONTH)
SECTORS = ChartScene(measure="incidents", by=ChartBy.REGION, region_set="sector")
TABLE = TableScene(measure="incidents", region_set="sector")
NOTE = NoteScene(words="Say it first.\nThen say why.")
ASK = AskScene(decision="Move it", options=(Choice(name="Yes"),), who="The commander", recommendation="R1")
SIMPLE: tuple[Body, ...] = (
    MapScene(view="layers=sectors&at=-110,32,6"),
    NUMERALS,
    MONTHS,
    *(ChartScene(measure="incidents", by=by) for by in (ChartBy.CATEGORY, ChartBy.COMPONENT, ChartBy.MODE)),
    SECTORS,
    TABLE,
    NOTE,
    ASK,
    ChangeScene(),
    ProgrammeScene(programme="best-ibet"),
)


def check_limits(content: SceneContent) -> None:
    assert content.headline
    assert content.sure
    assert content.marking
    assert 1 <= len(content.panels) <= MOST_PANELS
    for panel in content.panels:
        assert sum(isinstance(item, Numeral) for item in panel.items) <= MOST_NUMERALS
    for item in items_of(content):
        match item:
            case Numeral():
                _check_papers(item.papers, content)
                assert len(item.trend) <= MOST_POINTS
            case Chart():
                _check_papers(item.papers, content)
                _check_chart(item)
            case Table():
                _check_papers(item.papers, content)
                assert len(item.rows) <= MOST_ROWS
                assert len(item.columns) == len(item.numeric) <= MOST_COLUMNS
                assert all(len(row) == len(item.columns) for row in item.rows)
            case Text():
                assert len(" ".join(item.paragraphs).split()) <= MOST_WORDS
            case _:
                pass


def _check_chart(chart: Chart) -> None:
    most = MOST_POINTS if chart.kind is ChartKind.LINE else MOST_BARS
    assert 1 <= len(chart.labels) <= most
    for series in chart.series:
        assert len(series.values) == len(series.words) == len(chart.labels)
        assert len(series.intervals) in {0, len(chart.labels)}
        assert len(series.tones) in {0, len(chart.labels)}
        assert all(words for words in series.words)


def _check_papers(papers: Papers, content: SceneContent) -> None:
    assert papers.version == content.version
    for part in (papers.title, papers.definition, papers.unit, papers.source, papers.sentence, papers.repeat):
        assert part
