"""Pages of a PDF: one scene each, and what every page has around it."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from dashboard.documents.fonts import Weight
from dashboard.documents.framing import BAND, LaidScene, bands
from dashboard.documents.lettering import Face, cut_to, width_of
from dashboard.documents.paper import Box, Ink
from dashboard.documents.pdf_parts import draw_placed
from dashboard.documents.pen import Pen

_BAND_FACE = Face(size=11.0, weight=Weight.BOLD)
_FOOT_FACE = Face(size=8.0)
_TAG_FACE = Face(size=10.0, weight=Weight.BOLD)


class Pages:
    """The pages of one canvas, each with the marking above and below and its number."""

    def __init__(self, canvas: Canvas, ink: Ink, *, marking: str, count: int) -> None:
        """No page yet; ``count`` is how many there will be."""
        self._canvas, self._ink, self._marking, self._count = canvas, ink, marking, count
        self._done = 0

    def begin(self, sheet: Box, *, title: str, synthetic: str) -> Pen:
        """A pen on a new page: ground, marking, page number, and the words ``synthetic`` if there are any."""
        self._canvas.setPageSize((sheet.width, sheet.height))
        self._done += 1
        pen, ink = Pen(self._canvas, sheet.height), self._ink
        key = f"page-{self._done}"
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(title or f"Page {self._done}", key, level=0)
        if ink.ground != "#ffffff":
            pen.box(sheet, fill=ink.ground)
        for band in bands(sheet):
            if ink.band != ink.ground:
                pen.box(band, fill=ink.band)
            words = cut_to(self._marking, _BAND_FACE, band.width - 40)
            pen.words(
                band.x + band.width / 2, band.y + BAND * 0.7, words, _BAND_FACE, ink.band_text, align=0.5
            )
        self._foot(pen, sheet, synthetic)
        return pen

    def end(self) -> None:
        """Finish the page."""
        self._canvas.showPage()

    def _foot(self, pen: Pen, sheet: Box, synthetic: str) -> None:
        right, bottom = sheet.width - 26, sheet.height - BAND - 10
        number = f"Page {self._done} of {self._count}"
        pen.words(right, bottom, number, _FOOT_FACE, self._ink.quiet, align=1)
        if not synthetic:
            return
        wide = width_of(synthetic, _TAG_FACE) + 12
        tag = Box(x=right - wide, y=BAND + 8, width=wide, height=16)
        pen.box(tag, outline=self._ink.synthetic, width=1.0)
        pen.words(tag.x + wide / 2, tag.y + 11.6, synthetic, _TAG_FACE, self._ink.synthetic, align=0.5)


def draw_scene(pages: Pages, laid: LaidScene, ink: Ink) -> None:
    """Draw a scene on a page of its own."""
    pen = pages.begin(laid.sheet, title=laid.title, synthetic=laid.synthetic)
    draw_placed(pen, laid.head, ink)
    for panel in laid.panels:
        pen.box(panel.box, fill=ink.panel, outline=ink.line, width=0.8)
        for placed in panel.placed:
            draw_placed(pen, placed, ink)
    draw_placed(pen, laid.foot, ink)
    pages.end()
