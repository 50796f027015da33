"""A table as it was asked for: columns, rows, papers; and the rows of a change from a year before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.answers.changes import Change
from data.answers.question import Answer
from data.answers.words import signed


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column beside the name; ``is_dropped_when_narrow`` leaves it out on a narrow screen."""

    key: str
    title: str
    is_number: bool = True
    is_dropped_when_narrow: bool = False


@dataclass(frozen=True, kw_only=True)
class Value:
    """One cell: its words, and its number where that is shown."""

    words: str
    number: float | None = None


@dataclass(frozen=True, kw_only=True)
class TableRow:
    """One row; ``key`` is a region (``set:id``, a port too) if a click on it can filter."""

    key: str
    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, kw_only=True)
class AskedTable:
    """A table with its papers."""

    name_title: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    title: str
    sentence: str
    source: str
    as_of: date | None
    version: str
    marking: str
    caveats: tuple[str, ...]
    floor: int
    is_synthetic: bool
    chosen: frozenset[str] = frozenset()
    """Keys of the rows whose regions the filter holds: they do not narrow the table itself."""


CHANGE_COLUMNS = (
    Column(key="now", title="Incidents"),
    Column(key="before", title="Year before", is_dropped_when_narrow=True),
    Column(key="change", title="Change"),
    Column(key="percent", title="%", is_dropped_when_narrow=True),
    Column(key="verdict", title="Is it real?", is_number=False),
)


def change_columns(rows: list[Change]) -> tuple[Column, ...]:
    """The columns of a change; percent only where a row has it."""
    has_percent = any(row.percent is not None for row in rows)
    return tuple(c for c in CHANGE_COLUMNS if c.key != "percent" or has_percent)


def change_row(row: Change, name: str, columns: tuple[Column, ...]) -> TableRow:
    """A row with both counts, their difference and the verdict."""
    percent = "" if row.percent is None else _percent(row.percent)
    values = {
        "now": Value(words=row.now_words, number=row.now),
        "before": Value(words=row.before_words, number=row.before),
        "change": Value(words=row.difference_words, number=row.difference),
        "percent": Value(words=percent, number=row.percent),
        "verdict": Value(words=row.verdict_words),
    }
    return TableRow(key=row.key, name=name, values=tuple(values[column.key] for column in columns))


def with_papers(
    answer: Answer,
    *,
    name_title: str,
    columns: tuple[Column, ...],
    rows: tuple[TableRow, ...],
    title: str,
    caveat: str,
) -> AskedTable:
    """A table with the papers of its answer."""
    return AskedTable(
        name_title=name_title,
        columns=columns,
        rows=rows,
        title=title,
        sentence=answer.sentence,
        source=answer.source,
        as_of=answer.as_of,
        version=answer.version,
        marking=answer.marking,
        caveats=tuple(words for words in (caveat, *answer.caveats) if words),
        floor=answer.floor,
        is_synthetic=answer.is_synthetic,
    )


def _percent(percent: float) -> str:
    return signed(round(percent)) if abs(percent) >= 1 else f"{percent:+.1f}".replace("-", "−")
