"""Each part of a panel, drawn on a page."""

from __future__ import annotations

from dashboard.documents.grids import set_grid
from dashboard.documents.legends import set_legend
from dashboard.documents.lettering import lines_of
from dashboard.documents.paper import Box, Ink
from dashboard.documents.parts import Beside, Drawing, Grid, Legend, Plot, Role, Spark, Words
from dashboard.documents.pdf_bars import draw_bars, draw_waterfall
from dashboard.documents.pdf_lines import draw_line_chart, draw_spark
from dashboard.documents.pdf_map import draw_legend, draw_picture
from dashboard.documents.pen import Pen
from dashboard.documents.placing import Placed, row_face
from data.briefs.content import Chart, ChartKind


def draw_placed(pen: Pen, placed: Placed, ink: Ink) -> None:
    """Draw a part at its place."""
    box, scale = placed.box, placed.scale
    match placed.part:
        case Words():
            draw_words(pen, placed.part, box, scale=scale, ink=ink)
        case Grid():
            draw_grid(pen, placed.part, box, scale=scale, ink=ink)
        case Spark():
            draw_spark(pen, placed.part.values, box, scale=scale, ink=ink)
        case Plot():
            _draw_chart(pen, placed.part.chart, box, scale=scale, ink=ink)
        case Drawing():
            draw_picture(pen, placed.part.picture, box, ink=ink)
        case Legend():
            draw_legend(pen, set_legend(placed.part, box.width, scale), box, ink=ink)
        case Beside():  # placed as the parts that it holds
            pass


def draw_words(pen: Pen, words: Words, box: Box, *, scale: float, ink: Ink, align: float = 0.0) -> None:
    """Write paragraphs from the top of the box down; ``align`` as in :meth:`Pen.words`."""
    y = box.y
    for row in words.rows:
        face = row_face(row, scale)
        y += row.before * scale
        colour = ink.quiet if row.role is Role.QUIET else ink.text
        for line in (row.words,) if row.is_whole else lines_of(row.words, face, box.width):
            y += face.leading
            # The baseline: letters stand in the upper part of their line.
            pen.words(box.x + align * box.width, y - face.leading * 0.24, line, face, colour, align=align)


def draw_grid(pen: Pen, grid: Grid, box: Box, *, scale: float, ink: Ink) -> None:
    """Draw a table with a rule under its header and thinner ones between rows."""
    laid = set_grid(grid, box.width, scale)
    y = box.y
    for number, row in enumerate(laid.rows):
        x = box.x
        for cell, width, is_numeric in zip(row.cells, laid.widths, grid.numeric, strict=True):
            align = 1.0 if is_numeric else 0.0
            at = x + width - laid.pad if is_numeric else x + (laid.pad if x > box.x else 0)
            for index, line in enumerate(cell):
                baseline = y + laid.pad * 0.4 + row.face.leading * (index + 0.78)
                pen.words(at, baseline, line, row.face, ink.text, align=align)
            x += width
        y += row.height
        is_head = number == 0
        pen.segment((box.x, y), (box.right, y), ink.text if is_head else ink.line, 0.9 if is_head else 0.35)


def _draw_chart(pen: Pen, chart: Chart, box: Box, *, scale: float, ink: Ink) -> None:
    draw = {
        ChartKind.LINE: draw_line_chart,
        ChartKind.BARS: draw_bars,
        ChartKind.WATERFALL: draw_waterfall,
    }[chart.kind]
    draw(pen, chart, box, scale=scale, ink=ink)
