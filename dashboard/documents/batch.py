"""Many one-pagers in one file: a PDF with a page for each region, or a zip with a file for each."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from dashboard.documents.document import Document
from dashboard.documents.fonts import register_fonts
from dashboard.documents.marking import file_name
from dashboard.documents.one_pager import lay_one_page
from dashboard.documents.paper import Box, Ink, Paper, ink_of, sheet
from dashboard.documents.pdf import canvas_on
from dashboard.documents.pdf_pages import Pages
from dashboard.documents.pdf_parts import draw_placed
from data.markings import highest_marking
from layers.drawing.picture import Theme


def one_pagers(
    documents: Iterable[Document], *, count: int, about: Document, paper: Paper, theme: Theme = Theme.PRINT
) -> bytes:
    """The bytes of a PDF with one upright page for each document, which are taken one at a time.

    Parameters
    ----------
    documents
        One for each region.
    count
        How many there will be.
    about
        Whose title, version and marking the file has.
    paper
        Letter or A4.
    theme
        The inks.

    Raises
    ------
    SettingsError
        If a document has no marking, or the fonts were not built.
    """
    register_fonts()
    target, ink, upright = BytesIO(), ink_of(theme), sheet(paper, is_upright=True)
    marking = highest_marking([about.marking])
    canvas = canvas_on(target, about, marking=marking, sheet=upright)
    pages = Pages(canvas, ink, marking=marking, count=count)
    for document in documents:
        highest_marking([document.marking])
        draw_one_page(pages, document, upright, ink)
    canvas.save()
    return target.getvalue()


def one_pager(document: Document, *, paper: Paper, theme: Theme = Theme.PRINT) -> bytes:
    """The bytes of a PDF of one upright page.

    Raises
    ------
    SettingsError
        If the document has no marking, or the fonts were not built.
    """
    return one_pagers([document], count=1, about=document, paper=paper, theme=theme)


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """The bytes of a zip of files by name; the same files give the same bytes."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0)), content, ZIP_DEFLATED)
    return target.getvalue()


def name_of(document: Document, *, suffix: str, part: str = "") -> str:
    """Name of the document's file; ``part`` is the scene or region that it is of, if it is of one.

    Raises
    ------
    SettingsError
        If the document has no marking.
    """
    brief = f"{document.name}-{part}" if part else document.name
    return file_name(
        marking=document.marking, brief=brief, version=document.version, day=document.day, suffix=suffix
    )


def draw_one_page(pages: Pages, document: Document, upright: Box, ink: Ink) -> None:
    """Draw the one-pager of a document as the next page."""
    laid = lay_one_page(document, upright)
    pen = pages.begin(laid.sheet, title=laid.title, synthetic=laid.synthetic)
    for placed in laid.placed:
        draw_placed(pen, placed, ink)
    pages.end()
