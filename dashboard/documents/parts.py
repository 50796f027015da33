"""Items of a scene as the few parts that every format sets: words, grids, small trends, plots, drawings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dashboard.documents.axes import chart_axis
from dashboard.documents.fonts import Weight
from data.briefs.content import (
    Ask,
    Chart,
    ChartKind,
    Item,
    MapView,
    Missing,
    Numeral,
    Papers,
    Table,
    Text,
    Tone,
)
from layers.drawing.picture import LegendPart, Picture


class Role(StrEnum):
    """Which ink words have."""

    TEXT = "text"
    QUIET = "quiet"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One paragraph; ``size`` and ``before`` (space above) in points at scale 1.

    A row that is ``is_whole`` is never broken into lines.
    """

    words: str
    size: float = 11.0
    weight: Weight = Weight.REGULAR
    role: Role = Role.TEXT
    before: float = 0.0
    is_whole: bool = False


@dataclass(frozen=True, kw_only=True)
class Words:
    """Paragraphs under each other."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table: cells of words, ``numeric`` columns set to the right."""

    columns: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Spark:
    """The latest months as a small line, oldest first; ``None`` is a gap."""

    values: tuple[float | None, ...]


@dataclass(frozen=True, kw_only=True)
class Plot:
    """The drawing area of a chart; its title and summary are words beside it."""

    chart: Chart


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A map."""

    picture: Picture


@dataclass(frozen=True, kw_only=True)
class Legend:
    """What the signs of a map mean."""

    parts: tuple[LegendPart, ...]


@dataclass(frozen=True, kw_only=True)
class Beside:
    """Parts in columns of equal width."""

    columns: tuple[tuple[Part, ...], ...]


Part = Words | Grid | Spark | Plot | Drawing | Legend | Beside

References = Mapping[Papers, int]
"""The number under which papers are listed."""

_TONE_WORDS = {
    Tone.PLAIN: "",
    Tone.STANDS_OUT: "The change stands out",
    Tone.WITHIN_NOISE: "Within noise",
    Tone.CANNOT_TELL: "Cannot tell",
}


def parts_of(item: Item, pictures: Mapping[str, Picture], papers: References) -> tuple[Part, ...]:
    """The parts of an item from the top down; ``papers`` gives the numbers of the papers."""
    match item:
        case Numeral():
            found = numeral_parts(item, papers)
        case Chart():
            found = _chart_parts(item, papers)
        case Table():
            found = _table_parts(item, papers)
        case MapView():
            found = _map_parts(item, pictures)
        case Text():
            found = (Words(rows=tuple(Row(words=line, size=13, before=5) for line in item.paragraphs)),)
        case Ask():
            found = _ask_parts(item)
        case Missing():
            found = _missing_parts(item)
    return found


def numeral_parts(item: Numeral, papers: References) -> tuple[Part, ...]:
    """A value in large type with its label above, how it differs and how sure that is below."""
    tone = _TONE_WORDS[item.tone] if item.tone.value not in item.interval.lower() else ""
    sure = ". ".join(part for part in (tone, item.interval) if part)
    below = (
        Row(words=f"{item.direction} {item.reference}".strip(), size=12, weight=Weight.STRONG, before=2),
        Row(words=sure, size=10.5, role=Role.QUIET, before=1),
    )
    rows = (
        Row(words=_referred(item.label, item.papers, papers), size=12, weight=Weight.STRONG),
        Row(words=item.value, size=38 if len(item.value) < 12 else 24, weight=Weight.BOLD, is_whole=True),
        Row(words=item.unit, size=10.5, role=Role.QUIET),
        *below,
    )
    words = Words(rows=tuple(row for row in rows if row.words))
    return (words, Spark(values=item.trend)) if any(v is not None for v in item.trend) else (words,)


def _chart_parts(item: Chart, papers: References) -> tuple[Part, ...]:
    title = _referred(f"{item.title}, {item.unit}" if item.unit else item.title, item.papers, papers)
    # A lying bar has its words beside it; a point that is not drawn has no place for them.
    gaps = gap_words(item) if item.kind is ChartKind.LINE or len(item.series) > 1 else ""
    cut = "The axis is cut: bars do not begin at zero." if chart_axis(item).is_cut else ""
    said = tuple(
        Row(words=words, size=10.5, role=Role.QUIET, before=2) for words in (gaps, cut, item.summary) if words
    )
    return (
        Words(rows=(Row(words=title, size=12, weight=Weight.STRONG),)),
        Plot(chart=item),
        *((Words(rows=said),) if said else ()),
    )


def _table_parts(item: Table, papers: References) -> tuple[Part, ...]:
    title = Row(words=_referred(item.title, item.papers, papers), size=12, weight=Weight.STRONG)
    grid = Grid(columns=item.columns, numeric=item.numeric, rows=item.rows)
    if not item.left_out:
        return Words(rows=(title,)), grid
    rest = Row(words=f"{item.left_out:,} more are not shown.", size=10, role=Role.QUIET, before=2)
    return Words(rows=(title,)), grid, Words(rows=(rest,))


def _map_parts(item: MapView, pictures: Mapping[str, Picture]) -> tuple[Part, ...]:
    summary = Words(rows=(Row(words=item.summary, size=10.5, role=Role.QUIET),)) if item.summary else None
    picture = pictures.get(item.view)
    if picture is None:
        missing = Words(rows=(Row(words="The map could not be drawn.", size=12),))
        return (missing, summary) if summary else (missing,)
    legend = (Legend(parts=picture.legend),) if picture.legend else ()
    return (Drawing(picture=picture), *legend, *((summary,) if summary else ()))


def _ask_parts(item: Ask) -> tuple[Part, ...]:
    facts = (
        f"Decides: {item.who}" if item.who else "",
        f"By: {item.by_when}" if item.by_when else "",
        f"Recommendation {item.recommendation}" if item.recommendation else "",
        f"Plan: {item.link_words}" if item.link_words else "",
    )
    head = (
        Row(words="We ask", size=11, role=Role.QUIET),
        Row(words=item.decision, size=18, weight=Weight.BOLD),
        *(Row(words=fact, size=12, before=1) for fact in facts if fact),
    )
    if not item.options:
        return (Words(rows=head),)
    options = tuple((option.name, option.cost or "–", option.risk or "–") for option in item.options)
    grid = Grid(columns=("Option", "Cost", "Risk"), numeric=(False, False, False), rows=options)
    return Words(rows=head), grid


def _missing_parts(item: Missing) -> tuple[Part, ...]:
    head = (
        Row(words="No data", size=12, weight=Weight.BOLD),
        Row(words=item.what, size=13),
        Row(words=f"An extract would fill it: {item.extract}", size=11, before=2),
        Row(words=f"Schema {item.schema}, which borderops ingest accepts", size=10.5, role=Role.QUIET),
    )
    if not item.columns:
        return (Words(rows=head),)
    return Words(rows=head), Grid(columns=("Column", "Holds"), numeric=(False, False), rows=item.columns)


def _referred(title: str, papers: Papers, numbers: References) -> str:
    """The title with the number of its papers: ``Incidents [1]``."""
    return f"{title} [{numbers[papers]}]" if papers in numbers else title


def gap_words(chart: Chart) -> str:
    """What stands in place of values that are not shown, in words; empty if all are shown."""
    said: dict[str, int] = {}
    for series in chart.series:
        for value, words in zip(series.values, series.words, strict=True):
            if value is None:
                said[words] = said.get(words, 0) + 1
    parts = [f"{count} {'value is' if count == 1 else 'values are'} {words}" for words, count in said.items()]
    return f"Not drawn: {', '.join(parts)}." if parts else ""
