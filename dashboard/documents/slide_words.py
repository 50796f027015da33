"""Words and tables on a slide, as native text boxes and tables.

The face is Arial, which every office program has or replaces by one of the same widths; places are
measured in Public Sans, which is wider, so that words stay in their boxes.
"""

from __future__ import annotations

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.shapes.base import BaseShape
from pptx.shapes.shapetree import GroupShapes, SlideShapes
from pptx.table import _Cell
from pptx.text.text import TextFrame, _Run
from pptx.util import Emu, Pt

from dashboard.documents.fonts import Weight
from dashboard.documents.grids import set_grid
from dashboard.documents.lettering import Face
from dashboard.documents.paper import Box, Ink
from dashboard.documents.parts import Grid, Role, Words

FONT = "Arial"
_PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""The office programs' table style without fills and lines."""
_ALIGN = {0.0: PP_ALIGN.LEFT, 0.5: PP_ALIGN.CENTER, 1.0: PP_ALIGN.RIGHT}


def colour_of(colour: str) -> RGBColor:
    """``#rrggbb`` as the library has it."""
    return RGBColor.from_string(colour.lstrip("#").upper())


def add_words(
    shapes: SlideShapes | GroupShapes, words: Words, box: Box, *, scale: float, ink: Ink, name: str
) -> None:
    """Add paragraphs as one text box."""
    frame = text_box(shapes, box, name=name)
    for number, row in enumerate(words.rows):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_before = Pt(round(row.before * scale, 1))
        paragraph.line_spacing = 1.0
        run = paragraph.add_run()
        # A sign of percent stays with its number.
        run.text = row.words.replace(" %", "\u00a0%")
        colour = ink.quiet if row.role is Role.QUIET else ink.text
        _set_face(run, Face(size=row.size * scale, weight=row.weight), colour)


def add_line(
    shapes: SlideShapes | GroupShapes,
    words: str,
    box: Box,
    *,
    face: Face,
    colour: str,
    name: str,
    align: float = 0.0,
) -> None:
    """Add words without wrapping as a text box; ``align`` 0 left, 0.5 centred, 1 right."""
    frame = text_box(shapes, box, name=name)
    frame.word_wrap = False
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    for number, line in enumerate(words.split("\n")):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = _ALIGN[align]
        run = paragraph.add_run()
        run.text = line
        _set_face(run, face, colour)


def text_box(shapes: SlideShapes | GroupShapes, box: Box, *, name: str) -> TextFrame:
    """The empty frame of a new text box without margins."""
    shape = shapes.add_textbox(*emu(box))
    shape.name = name
    frame = shape.text_frame
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    return frame


def add_table(shapes: SlideShapes, grid: Grid, box: Box, *, scale: float, ink: Ink, name: str) -> None:
    """Add a native table with a rule under its header and thinner ones between rows."""
    laid = set_grid(grid, box.width, scale)
    shape = shapes.add_table(len(laid.rows), len(grid.columns), *emu(box))
    shape.name = name
    table = shape.table
    table.horz_banding = False
    shape._element.graphic.graphicData.tbl.tblPr.find(qn("a:tableStyleId")).text = _PLAIN_TABLE
    for column, width in zip(table.columns, laid.widths, strict=True):
        column.width = Pt(width)
    for number, (row, cells) in enumerate(zip(laid.rows, (grid.columns, *grid.rows), strict=True)):
        table.rows[number].height = Pt(row.height)
        for index, words in enumerate(cells):
            cell = table.cell(number, index)
            _set_cell(cell, words, row.face, ink, is_numeric=grid.numeric[index])
            _rule(cell, ink.text if number == 0 else ink.line, 1.0 if number == 0 else 0.5)


def emu(box: Box) -> tuple[Emu, Emu, Emu, Emu]:
    """Left, top, width and height in the library's units."""
    return Pt(box.x), Pt(box.y), Pt(max(box.width, 1)), Pt(max(box.height, 1))


def make_plain(shape: BaseShape) -> None:
    """Take the theme's shadow and outline away from a new shape."""
    style = shape._element.find(qn("p:style"))
    if style is not None:
        shape._element.remove(style)


def _set_cell(cell: _Cell, words: str, face: Face, ink: Ink, *, is_numeric: bool) -> None:
    cell.margin_left = cell.margin_right = Pt(3)
    cell.margin_top = cell.margin_bottom = Pt(1)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if is_numeric else PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = words
    _set_face(run, face, ink.text)


def _rule(cell: _Cell, colour: str, width: float) -> None:
    properties = cell._tc.get_or_add_tcPr()
    line = etree.SubElement(properties, qn("a:lnB"), w=str(int(Pt(width))), cap="flat", cmpd="sng")
    fill = etree.SubElement(line, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr"), val=colour.lstrip("#").upper())


def _set_face(run: _Run, face: Face, colour: str) -> None:
    run.font.name = FONT
    run.font.size = Pt(round(face.size, 1))
    run.font.bold = face.weight is not Weight.REGULAR
    run.font.color.rgb = colour_of(colour)
