"""How a table is set into a width: columns, lines of each cell, heights. Lengths are points."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.documents.fonts import Weight
from dashboard.documents.lettering import Face, lines_of, width_of
from dashboard.documents.parts import Grid

_PAD = 5.0
_SIZE = 10.5
_NARROWEST = 34.0


@dataclass(frozen=True, kw_only=True)
class GridRow:
    """One row: the lines of each cell, and its height."""

    cells: tuple[tuple[str, ...], ...]
    height: float
    face: Face


@dataclass(frozen=True, kw_only=True)
class SetGrid:
    """A table as it is set: the widths of its columns, its header and its rows."""

    widths: tuple[float, ...]
    rows: tuple[GridRow, ...]
    pad: float
    is_whole: bool
    """Whether no word had to be broken."""

    @property
    def height(self) -> float:
        """Of the whole table."""
        return sum(row.height for row in self.rows)


def set_grid(grid: Grid, width: float, scale: float) -> SetGrid:
    """The table set into ``width`` points; its first row is the header."""
    pad = _PAD * scale
    head = Face(size=_SIZE * scale * 0.95, weight=Weight.STRONG)
    body = Face(size=_SIZE * scale)
    widths = _widths(grid, width, pad, (head, body))
    rows = [_row(grid.columns, widths, pad, head), *(_row(cells, widths, pad, body) for cells in grid.rows)]
    least = [_longest_word(grid, index, (head, body)) + 2 * pad for index in range(len(widths))]
    is_whole = all(narrow <= wide + 0.01 for narrow, wide in zip(least, widths, strict=True))
    return SetGrid(widths=widths, rows=tuple(rows), pad=pad, is_whole=is_whole)


def _row(cells: tuple[str, ...], widths: tuple[float, ...], pad: float, face: Face) -> GridRow:
    lines = tuple(
        lines_of(cell, face, column - 2 * pad + 0.01) for cell, column in zip(cells, widths, strict=True)
    )
    most = max(len(cell) for cell in lines)
    return GridRow(cells=lines, height=most * face.leading + pad * 1.1, face=face)


def _widths(grid: Grid, width: float, pad: float, faces: tuple[Face, Face]) -> tuple[float, ...]:
    """Columns as wide as their longest cell; where that is too much, those of words give way."""
    head, body = faces
    natural = [
        max(width_of(name, head), *(width_of(row[index], body) for row in grid.rows), _NARROWEST - 2 * pad)
        + 2 * pad
        if grid.rows
        else width_of(name, head) + 2 * pad
        for index, name in enumerate(grid.columns)
    ]
    spare = width - sum(natural)
    if spare >= 0:
        return _shared(natural, spare)
    least = [min(_longest_word(grid, index, faces) + 2 * pad, wide) for index, wide in enumerate(natural)]
    give = [wide - narrow for wide, narrow in zip(natural, least, strict=True)]
    if sum(give) <= 0 or sum(least) > width:
        share = width / sum(natural)
        return tuple(wide * share for wide in natural)
    share = -spare / sum(give)
    return tuple(wide - part * share for wide, part in zip(natural, give, strict=True))


def _longest_word(grid: Grid, index: int, faces: tuple[Face, Face]) -> float:
    head, body = faces
    words = [(word, head) for word in grid.columns[index].split()]
    words += [(word, body) for row in grid.rows for word in row[index].split()]
    return max((width_of(word, face) for word, face in words), default=0.0)


def _shared(natural: list[float], spare: float) -> tuple[float, ...]:
    total = sum(natural)
    return tuple(wide + spare * wide / total for wide in natural)
