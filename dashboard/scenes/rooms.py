"""How much room an item of a scene needs, from its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import singledispatch

from dashboard.scenes.item_words import decision, needed_words, option_rows, schema_words, table_caption
from dashboard.scenes.sizes import LEADING, LEAST, STEPS, height_of, in_one_line, lines_of, width_of
from data.briefs.content import Ask, Chart, ChartKind, Item, MapView, Missing, Numeral, Table, Text

CELL_GAP = 22.0
"""Between two columns of a table."""
ROW_GAP = 0.36
"""Between two rows of a table, sizes of its words."""
SPARK_GAP = 32.0
LABEL_SHARE = 0.46
"""Largest share of a chart's width that the labels of its rows take."""
_SPARK = 220.0
"""Least width of a sparkline beside a value."""
SPARK_BELOW = 150.0
"""Largest height of a sparkline below its value."""
_UNBOUND = 10_000.0


_SMALL = {56: 42, 48: 38, 42: 38}


@dataclass(frozen=True, kw_only=True)
class Room:
    """A box of pixels, and the sizes of large values and of words in it."""

    width: float
    height: float
    value: int
    words: int

    @property
    def label(self) -> int:
        """Size of labels and of what supports a value."""
        return min(self.words, 34 if self.width < 400 else 42 if self.width < 700 else 48)

    @property
    def small(self) -> int:
        """Size of the least words: :data:`LEAST`, larger where there is much room and smaller where none."""
        return min(self.words, LEAST) if self.width < 700 else _SMALL.get(self.words, min(self.words, LEAST))


def value_size(numeral: Numeral, room: Room) -> int:
    """Size of a numeral's value: at most the room's, smaller where the value is long."""
    unit = width_of(f" {numeral.unit}", room.small) if numeral.unit else 0.0
    steps = [size for size in STEPS if LEAST <= size <= max(room.value, LEAST)]
    return in_one_line(numeral.value, room.width - unit, steps=steps)


def spark_width(numeral: Numeral, room: Room) -> float:
    """Width of the sparkline beside the value; 0 where it stands below."""
    used = width_of(numeral.value, value_size(numeral, room), is_strong=True)
    used += width_of(f" {numeral.unit}", room.small) + SPARK_GAP
    left = room.width - used
    return min(left, 3.0 * room.value + 120) if numeral.trend and left >= _SPARK else 0.0


def difference(numeral: Numeral) -> str:
    """Direction and reference as one phrase."""
    return f"{numeral.direction} {numeral.reference}".strip()


def certainty(numeral: Numeral) -> str:
    """Tone and interval as one phrase; a plain tone is not said."""
    tone = "" if numeral.tone.value == "plain" else numeral.tone.value
    return " · ".join(part for part in (tone, numeral.interval) if part)


def least_height(item: Item, room: Room) -> float:
    """Least height of an item in a room, pixels."""
    return _least(item, room)


def most_height(item: Item, room: Room) -> float:
    """The most height that an item makes use of, pixels."""
    if isinstance(item, Numeral):
        below = 0.0 if spark_width(item, room) else SPARK_BELOW
        return least_height(item, room) + below
    if isinstance(item, Chart) and item.kind is not ChartKind.LINE:
        return len(item.labels) * 110.0 * max(1.0, 0.6 * len(item.series)) + 140
    return max(460.0, 0.5 * room.width) if isinstance(item, Chart) else _UNBOUND


def takes_what_is_left(item: Item) -> bool:
    """Whether an item is drawn larger where there is room."""
    return isinstance(item, Chart | MapView) or (isinstance(item, Numeral) and bool(item.trend))


def caption_height(words: str, room: Room) -> float:
    """Height of the caption of a chart or table, its gap to what follows included."""
    return height_of(words, room.small, room.width, is_strong=True) + 10 if words else 0.0


def cell_widths(
    columns: Sequence[str], numeric: Sequence[bool], rows: Sequence[Sequence[str]], width: float, size: int
) -> list[float]:
    """Widths of the columns of a table: numbers in one line, the rest shared among words."""
    cells = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    least, ideal = [], []
    for head, is_number, column in zip(columns, numeric, cells, strict=True):
        longest = max((width_of(word, size, is_strong=True) for word in head.split()), default=0.0)
        whole = max((width_of(cell, size) for cell in column), default=0.0)
        words = max((width_of(word, size) for cell in column for word in cell.split()), default=0.0)
        least.append(max(longest, whole if is_number else words) + CELL_GAP + 4)
        ideal.append(max(width_of(head, size, is_strong=True), longest, whole) + CELL_GAP + 4)
    spare = width - sum(least)
    wishes = [max(wish - need, 0.0) for wish, need in zip(ideal, least, strict=True)]
    if spare <= 0 or not any(wishes):
        return [need * width / max(sum(least), 1.0) for need in least]
    return [need + spare * wish / sum(wishes) for need, wish in zip(least, wishes, strict=True)]


def table_height(
    columns: Sequence[str], numeric: Sequence[bool], rows: Sequence[Sequence[str]], room: Room
) -> float:
    """Height of a table's head and rows; a table too wide for its room has none that fits."""
    size = room.small
    widths = cell_widths(columns, numeric, rows, room.width, size)
    if any(
        width_of(word, size) > width - CELL_GAP
        for row in rows
        for cell, width in zip(row, widths, strict=True)
        for word in cell.split()
    ):
        return _UNBOUND
    lines = [_most_lines(columns, widths, size, strong=len(columns))]
    lines += [_most_lines(row, widths, size, strong=1) for row in rows]
    return sum(lines) * size * LEADING + (ROW_GAP * size + 1.6) * len(lines)


def _most_lines(cells: Sequence[str], widths: Sequence[float], size: int, *, strong: int) -> int:
    """Lines of the fullest cell of a row, of which the first ``strong`` are set strongly."""
    return max(
        (
            lines_of(cell, size, width - CELL_GAP - 2, is_strong=place < strong) if cell else 1
            for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
        ),
        default=1,
    )


@singledispatch
def _least(item: Item, room: Room) -> float:
    raise TypeError(f"no such item of a scene: {type(item).__name__} in {room}")


@_least.register
def _(item: Numeral, room: Room) -> float:
    return (
        height_of(item.label, room.label, room.width)
        + value_size(item, room) * 1.1
        + height_of(difference(item), room.label, room.width, is_strong=True)
        + height_of(f"W {certainty(item)}" if certainty(item) else "", room.small, room.width)
        + 12
    )


@_least.register
def _(item: Chart, room: Room) -> float:
    body = _least_chart(item, room.width * LEAST / room.small) * room.small / LEAST
    return caption_height(f"{item.title}, {item.unit}", room) + body + _said(item.summary, room)


def _least_chart(chart: Chart, width: float) -> float:
    """Least height of a chart's drawing whose words are of :data:`LEAST`."""
    if chart.kind is ChartKind.LINE:
        return 220.0 + 46 * len(chart.series)
    if chart.kind is ChartKind.WATERFALL:
        return 58.0 * len(chart.labels) + 44
    if len(chart.series) > 1:
        return (31.0 * len(chart.series) + 10) * len(chart.labels) + 92
    room = LABEL_SHARE * width
    lines = max((lines_of(label, LEAST, room) for label in chart.labels), default=1)
    return 44.0 * len(chart.labels) if lines < 2 else 76.0 * len(chart.labels)


@_least.register
def _(item: Table, room: Room) -> float:
    body = table_height(item.columns, item.numeric, item.rows, room)
    return caption_height(table_caption(item), room) + body


@_least.register
def _(item: MapView, room: Room) -> float:
    return 420.0 if room.width > 1000 else 460.0 + _said(item.summary, room)


@_least.register
def _(item: Text, room: Room) -> float:
    size = text_size(room)
    return sum(height_of(words, size, room.width) + size * 0.5 for words in item.paragraphs)


@_least.register
def _(item: Ask, room: Room) -> float:
    facts = height_of(f"Who decides {item.who}", room.small, room.width)
    facts += height_of(f"By when {item.by_when}", room.small, room.width) + 24
    link = height_of(item.link_words, room.small, room.width) + 16
    table = (
        table_height(("Option", "Cost", "Risk"), (False,) * 3, option_rows(item), room)
        if item.options
        else 0.0
    )
    return height_of(decision(item), text_size(room), room.width, is_strong=True) + facts + table + link + 24


@_least.register
def _(item: Missing, room: Room) -> float:
    inner = room.width - 54
    said = height_of(item.what, room.label, inner - 60, is_strong=True)
    parts = (needed_words(item), schema_words(item))
    return said + sum(height_of(words, room.small, inner) + 0.4 * room.small for words in parts) + 60


def text_size(room: Room) -> int:
    """Size of running text: larger where there is room."""
    return room.words


def _said(words: str, room: Room) -> float:
    return height_of(words, room.small, room.width) + 8 if words else 0.0
