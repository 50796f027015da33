"""What a scene says, with its numbers and their papers: the one model of the display and of every document.

Made from answers of the gate by :mod:`data.briefs`; a renderer adds nothing and leaves nothing out.
It is meant to be read from three metres, so it is short: at most three panels, three numerals to a
panel, twelve bars, eight rows of five columns, sixty words of text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

MOST_PANELS = 3
MOST_NUMERALS = 3
MOST_BARS = 12
MOST_POINTS = 60
MOST_ROWS = 8
MOST_COLUMNS = 5
MOST_WORDS = 60
NOT_KEPT = "is not kept"
"""Marks a field that is not written when a brief is frozen."""


class Tone(StrEnum):
    """How a value is to be taken; always said in words beside any colour."""

    PLAIN = "plain"
    STANDS_OUT = "stands out"
    WITHIN_NOISE = "within noise"
    CANNOT_TELL = "cannot tell"


class Side(StrEnum):
    """What a panel is about: activity and oversight stand beside each other and are of equal size."""

    NEITHER = ""
    ACTIVITY = "activity"
    OVERSIGHT = "oversight"


@dataclass(frozen=True, kw_only=True)
class Papers:
    """Where numbers come from: two clicks from each of them.

    ``rows`` is the number of rows counted (``None`` where it may not be told), ``repeat`` the command
    that prints the same, without the program's name first: ``explain --measure incidents ...``.
    ``parts`` are the papers of each answer where a number rests on several; they are not kept when a brief
    is frozen, as all that they say is in the whole.
    """

    title: str
    definition: str
    unit: str
    source: str
    version: str
    as_of: date | None
    sentence: str
    caveats: tuple[str, ...]
    repeat: str
    rows: int | None = None
    is_synthetic: bool = False
    parts: tuple[Papers, ...] = field(default=(), compare=False, metadata={NOT_KEPT: True})


@dataclass(frozen=True, kw_only=True)
class Numeral:
    """One value in large type: ``value`` is in words already (``1,234``, ``<10``, ``cannot tell``).

    ``direction`` says how it differs from ``reference`` (``▲ 312 more``), ``interval`` how sure that
    is (``95 % interval: 250 to 380``). ``trend`` is its latest months, oldest first, ``None`` where a
    month is not shown.
    """

    label: str
    value: str
    papers: Papers
    unit: str = ""
    direction: str = ""
    reference: str = ""
    interval: str = ""
    tone: Tone = Tone.PLAIN
    trend: tuple[float | None, ...] = ()


class ChartKind(StrEnum):
    """How a chart is drawn. A waterfall's first and last bars stand on the ground."""

    LINE = "line"
    BARS = "bars"
    WATERFALL = "waterfall"


@dataclass(frozen=True, kw_only=True)
class Series:
    """Values in the order of the chart's labels; ``None`` is not shown, and ``words`` says why.

    ``intervals`` are (low, high) or ``None``, one for each value, or empty.
    """

    name: str
    values: tuple[float | None, ...]
    words: tuple[str, ...]
    intervals: tuple[tuple[float, float] | None, ...] = ()
    tones: tuple[Tone, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Chart:
    """One chart: ``labels`` along it, one or more series; ``summary`` says in words what it shows."""

    kind: ChartKind
    title: str
    unit: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    summary: str
    papers: Papers


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows of words; ``numeric`` says which columns are set to the right."""

    title: str
    columns: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    papers: Papers
    left_out: int = 0
    """Rows that are not among those shown."""


@dataclass(frozen=True, kw_only=True)
class MapView:
    """A map to be drawn: ``view`` as the commander's link has it, its filter pinned to the data version.

    ``plan`` and ``edit`` name a plan whose regions are drawn over it (0: none).
    """

    view: str
    summary: str
    plan: int = 0
    edit: int = 0


@dataclass(frozen=True, kw_only=True)
class Text:
    """Paragraphs; at most sixty words in all."""

    paragraphs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Option:
    """One option of an ask."""

    name: str
    cost: str
    risk: str


@dataclass(frozen=True, kw_only=True)
class Ask:
    """What is wanted; ``link`` leads to the plan's version, ``recommendation`` names R1 to R11."""

    decision: str
    who: str
    by_when: str
    options: tuple[Option, ...]
    recommendation: str = ""
    link: str = ""
    link_words: str = ""


@dataclass(frozen=True, kw_only=True)
class Missing:
    """No data: what is not known, and the extract that would fill it.

    ``columns`` are its columns with what each holds; ``schema`` is the name by which
    ``borderops ingest`` takes it and the documentation describes it.
    """

    what: str
    extract: str
    schema: str
    columns: tuple[tuple[str, str], ...]


Item = Numeral | Chart | Table | MapView | Text | Ask | Missing


@dataclass(frozen=True, kw_only=True)
class Panel:
    """Part of a scene: panels of a scene are of equal size, side by side."""

    items: tuple[Item, ...]
    title: str = ""
    side: Side = Side.NEITHER


@dataclass(frozen=True, kw_only=True)
class SourceAge:
    """A source, the day of its newest figures, and whether that is later than it should be."""

    source: str
    as_of: date | None
    is_late: bool
    words: str
    """For example ``as of 31 Oct 2026, 30 days old``."""


@dataclass(frozen=True, kw_only=True)
class SceneContent:
    """A scene with its numbers: ``headline`` says what is different, ``sure`` how sure we are."""

    key: str
    title: str
    headline: str
    sure: str
    panels: tuple[Panel, ...]
    marking: str
    version: str
    is_synthetic: bool
    sources: tuple[SourceAge, ...]
    notes: str = ""
    questions: tuple[tuple[str, str], ...] = ()
    seconds: int = 20
