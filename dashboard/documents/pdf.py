"""A document as PDF: one scene a page, lying; maps and charts are vectors, words are words.

The same document gives the same bytes: nothing in the file tells when or where it was written.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from dashboard.documents.document import Document, Progress, nothing_told
from dashboard.documents.fonts import register_fonts
from dashboard.documents.framing import LaidScene, lay_scene
from dashboard.documents.paper import Box, Paper, ink_of, sheet
from dashboard.documents.parts import References
from dashboard.documents.pdf_pages import Pages, draw_scene
from dashboard.documents.pdf_papers import PapersPage, draw_papers, lay_papers
from data.markings import highest_marking
from layers.drawing.picture import Theme


def pdf_of(
    document: Document,
    *,
    paper: Paper,
    theme: Theme = Theme.PRINT,
    has_papers: bool = True,
    progress: Progress = nothing_told,
) -> bytes:
    """The bytes of the PDF; the papers of all numbers are its last pages if ``has_papers``.

    Raises
    ------
    SettingsError
        If the document has no marking, or the fonts were not built.
    """
    marking = highest_marking([document.marking])
    register_fonts()
    numbers = numbers_of(document)
    scenes = _laid(document, numbers, sheet(paper), progress)
    papers = lay_papers(document, numbers, sheet(paper)) if has_papers else ()
    return _written(document, scenes, papers, marking=marking, theme=theme, progress=progress)


def numbers_of(document: Document) -> References:
    """The number of each of the document's papers, from 1."""
    return {papers: number for number, papers in enumerate(document.papers, start=1)}


def canvas_on(target: BytesIO, document: Document, *, marking: str, sheet: Box) -> Canvas:
    """A canvas whose file names title and marking, and no time."""
    canvas = Canvas(target, pagesize=(sheet.width, sheet.height), invariant=1, pageCompression=1)
    canvas.setTitle(f"{marking}: {document.title}")
    canvas.setSubject(f"Marking: {marking}")
    canvas.setKeywords(
        ", ".join((marking, document.version, *(["SYNTHETIC"] if document.is_synthetic else [])))
    )
    canvas.setAuthor("borderops")
    canvas.setCreator("borderops")
    return canvas


def _laid(document: Document, numbers: References, sheet: Box, progress: Progress) -> tuple[LaidScene, ...]:
    laid = []
    for number, scene in enumerate(document.scenes):
        progress(0.5 * number / len(document.scenes))
        laid.append(lay_scene(scene, sheet=sheet, document=document, numbers=numbers))
    return tuple(laid)


def _written(
    document: Document,
    scenes: Sequence[LaidScene],
    papers: Sequence[PapersPage],
    *,
    marking: str,
    theme: Theme,
    progress: Progress,
) -> bytes:
    target, ink = BytesIO(), ink_of(theme)
    first = scenes[0].sheet if scenes else papers[0].sheet
    canvas = canvas_on(target, document, marking=marking, sheet=first)
    pages = Pages(canvas, ink, marking=marking, count=len(scenes) + len(papers))
    for number, laid in enumerate(scenes):
        progress(0.5 + 0.5 * number / len(scenes))
        draw_scene(pages, laid, ink)
    for page in papers:
        draw_papers(pages, page, ink, synthetic="SYNTHETIC DATA" if document.is_synthetic else "")
    canvas.save()
    progress(1.0)
    return target.getvalue()
