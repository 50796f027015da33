"""Where the parts of a panel go: words as tall as they are, plots and maps share what is left.

Everything on a page has one scale, the largest at which all of it fits. Lengths are points.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.documents.grids import set_grid
from dashboard.documents.legends import set_legend
from dashboard.documents.lettering import Face, lines_of, width_of
from dashboard.documents.paper import Box
from dashboard.documents.parts import (
    Beside,
    Drawing,
    Grid,
    Legend,
    Part,
    Plot,
    References,
    Row,
    Spark,
    Words,
    parts_of,
)
from data.briefs.content import Chart, ChartKind, Item, Numeral
from layers.drawing.picture import Picture

SCALES = tuple(step / 20 for step in range(40, 7, -1))
"""2.0 to 0.4, tried from the largest."""

_GAP = 5.0
_ITEM_GAP = 12.0
_COLUMN_GAP = 16.0
_NARROWEST_NUMERAL = 150.0
_SPARK = 26.0
_LEAST_PLOT = 105.0
_LEAST_DRAWING = 230.0
_BAR = 15.0
_MOST_BAR = 30.0


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A part, its place, and the scale of its letters."""

    part: Part
    box: Box
    scale: float


Block = tuple[Part, ...]
"""The parts of one item."""


def blocks_of(
    items: Sequence[Item], pictures: Mapping[str, Picture], papers: References, *, width: float
) -> tuple[Block, ...]:
    """The parts of each item; numerals that follow each other stand side by side if there is room."""
    blocks: list[Block] = []
    run: list[Numeral] = []
    for item in items:
        if isinstance(item, Numeral):
            run.append(item)
            continue
        blocks += _numerals(run, papers, width)
        run = []
        blocks.append(parts_of(item, pictures, papers))
    return (*blocks, *_numerals(run, papers, width))


def _numerals(run: Sequence[Numeral], papers: References, width: float) -> list[Block]:
    each = [parts_of(numeral, {}, papers) for numeral in run]
    if len(each) < 2 or width / len(each) < _NARROWEST_NUMERAL:
        return each
    return [(Beside(columns=tuple(each)),)]


def fitting_scale(
    columns: Sequence[tuple[Sequence[Block], Box]], *, scales: Sequence[float] = SCALES
) -> float:
    """The largest scale at which the blocks of each column fit into its box; the smallest if none does."""
    for scale in scales:
        if all(_fits(blocks, box, scale) for blocks, box in columns):
            return scale
    return scales[-1]


def place(blocks: Sequence[Block], box: Box, scale: float) -> tuple[Placed, ...]:
    """The parts of the blocks from the top of the box down."""
    fixed, weights = _needs(blocks, box.width, scale)
    spare = max(box.height - fixed, 0.0)
    placed: list[Placed] = []
    y = box.y
    for number, block in enumerate(blocks):
        y += _ITEM_GAP * scale if number else 0
        for index, part in enumerate(block):
            y += _GAP * scale if index else 0
            height = _height(part, box.width, scale)
            if height is None:
                share = spare * _weight(part) / weights
                height = min(max(share, _least(part, box.width, scale)), _most(part, box.width, scale))
            placed += _placed(part, Box(x=box.x, y=y, width=box.width, height=height), scale)
            y += height
    return tuple(placed)


def _placed(part: Part, box: Box, scale: float) -> tuple[Placed, ...]:
    if not isinstance(part, Beside):
        return (Placed(part=part, box=box, scale=scale),)
    columns = box.columns(len(part.columns), _COLUMN_GAP * scale)
    return tuple(
        found
        for block, column in zip(part.columns, columns, strict=True)
        for found in place([block], column, scale)
    )


def _fits(blocks: Sequence[Block], box: Box, scale: float) -> bool:
    fixed, _ = _needs(blocks, box.width, scale)
    parts = [part for block in blocks for part in block]
    least = sum(_least(part, box.width, scale) for part in parts)
    if fixed + least > box.height:
        return False
    return all(_is_whole(part, box.width, scale) for part in parts)


def _needs(blocks: Sequence[Block], width: float, scale: float) -> tuple[float, float]:
    """Height of all that has one of its own with the gaps, and the weights of what has none."""
    fixed = _ITEM_GAP * scale * max(len(blocks) - 1, 0)
    weights = 0.0
    for block in blocks:
        fixed += _GAP * scale * max(len(block) - 1, 0)
        for part in block:
            height = _height(part, width, scale)
            fixed += height or 0.0
            weights += _weight(part) if height is None else 0.0
    return fixed, weights


def row_face(row: Row, scale: float) -> Face:
    """The face in which a row is set at a scale."""
    return Face(size=row.size * scale, weight=row.weight)


def words_height(words: Words, width: float, scale: float) -> float:
    """Height of paragraphs set into a width."""
    return sum(
        row.before * scale + face.leading * (1 if row.is_whole else len(lines_of(row.words, face, width)))
        for row in words.rows
        for face in (row_face(row, scale),)
    )


def _height(part: Part, width: float, scale: float) -> float | None:
    match part:
        case Words():
            return words_height(part, width, scale)
        case Grid():
            return set_grid(part, width, scale).height
        case Legend():
            return set_legend(part, width, scale).height
        case Spark():
            return _SPARK * scale
        case Beside():
            column = (width - _COLUMN_GAP * scale * (len(part.columns) - 1)) / len(part.columns)
            return max(_needs([block], column, scale)[0] for block in part.columns)
        case Plot() | Drawing():
            return None


def _weight(part: Part) -> float:
    return 1.6 if isinstance(part, Drawing) else 1.0


def _least(part: Part, width: float, scale: float) -> float:
    if isinstance(part, Drawing):
        return min(_LEAST_DRAWING * scale, _most(part, width, scale))
    if not isinstance(part, Plot):
        return 0.0
    return max(_LEAST_PLOT, _BAR * bars_of(part.chart)) * scale


def _most(part: Part, width: float, scale: float) -> float:
    if isinstance(part, Drawing):
        return width * part.picture.height / part.picture.width
    if isinstance(part, Plot) and part.chart.kind is ChartKind.BARS:
        return max(_LEAST_PLOT, _MOST_BAR * bars_of(part.chart)) * scale
    return float("inf")


def bars_of(chart: Chart) -> int:
    """How many bars lie under each other; 0 for a chart that has none lying."""
    return len(chart.labels) * len(chart.series) if chart.kind is ChartKind.BARS else 0


def _is_whole(part: Part, width: float, scale: float) -> bool:
    """Whether no row that must stay whole is wider than there is room."""
    if isinstance(part, Beside):
        column = (width - _COLUMN_GAP * scale * (len(part.columns) - 1)) / len(part.columns)
        return all(_is_whole(inner, column, scale) for block in part.columns for inner in block)
    if isinstance(part, Grid):
        return set_grid(part, width, scale).is_whole
    if not isinstance(part, Words):
        return True
    return all(width_of(row.words, row_face(row, scale)) <= width for row in part.rows if row.is_whole)
