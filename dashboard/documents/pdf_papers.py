"""The papers of every number, as pages at the end of a PDF: numbered as on the pages before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard.documents.document import Document
from dashboard.documents.fonts import Weight
from dashboard.documents.framing import BAND, day_words, made_words
from dashboard.documents.paper import Box, Ink
from dashboard.documents.parts import References, Role, Row, Words
from dashboard.documents.pdf_pages import Pages
from dashboard.documents.pdf_parts import draw_words
from dashboard.documents.placing import words_height
from data.briefs.content import Papers

_EDGE = 26.0
_COLUMN_GAP = 22.0
_BLOCK_GAP = 9.0
_SIZE = 8.5
_TITLE = "Where the numbers come from"


@dataclass(frozen=True, kw_only=True)
class PapersPage:
    """One page of papers: words with the boxes that they stand in."""

    sheet: Box
    blocks: tuple[tuple[Words, Box], ...]
    made: str


def paper_words(papers: Papers, number: int) -> Words:
    """The papers of a number in words, under the number that stands beside it."""
    rows = (
        f"Counted: {papers.definition}. Unit: {papers.unit}",
        f"For: {papers.sentence}",
        f"Source: {papers.source}, as of {day_words(papers.as_of)}, data version {papers.version}"
        + (", SYNTHETIC" if papers.is_synthetic else ""),
        f"Rows counted: {papers.rows:,}" if papers.rows is not None else "",
        *papers.caveats,
        f"Repeat: borderops {papers.repeat}" if papers.repeat else "",
    )
    head = Row(words=f"[{number}] {papers.title}", size=_SIZE + 1, weight=Weight.STRONG)
    said = (Row(words=_sentence(words), size=_SIZE, role=Role.QUIET) for words in rows if words)
    return Words(rows=(head, *said))


def lay_papers(document: Document, numbers: References, sheet: Box) -> tuple[PapersPage, ...]:
    """Pages with the papers of all numbers, in two columns; none if there is no number."""
    blocks = [paper_words(papers, numbers[papers]) for papers in document.papers]
    if document.left_out:
        left_out = tuple(Row(words=words, size=_SIZE) for words in document.left_out)
        head = Row(words="Scenes that are not in this document", size=_SIZE + 1, weight=Weight.STRONG)
        blocks.insert(0, Words(rows=(head, *left_out)))
    columns = 2 if sheet.width > 700 else 1
    area = sheet.inside(_EDGE, BAND + 14).below(26)
    room = Box(x=area.x, y=area.y, width=area.width, height=area.height - 16)
    return tuple(
        PapersPage(sheet=sheet, blocks=page, made=made_words(document, document.version))
        for page in _pages(blocks, room.columns(columns, _COLUMN_GAP))
    )


def draw_papers(pages: Pages, page: PapersPage, ink: Ink, *, synthetic: str) -> None:
    """Draw one page of papers."""
    pen = pages.begin(page.sheet, title=_TITLE, synthetic=synthetic)
    head = Words(rows=(Row(words=_TITLE, size=18, weight=Weight.BOLD),))
    draw_words(pen, head, page.sheet.inside(_EDGE, BAND + 10), scale=1.0, ink=ink)
    foot = Box(x=_EDGE, y=page.sheet.height - BAND - 21, width=page.sheet.width * 0.8, height=12)
    draw_words(pen, Words(rows=(Row(words=page.made, size=8, role=Role.QUIET),)), foot, scale=1.0, ink=ink)
    for words, box in page.blocks:
        draw_words(pen, words, box, scale=1.0, ink=ink)
    pages.end()


def _pages(blocks: Sequence[Words], columns: Sequence[Box]) -> list[tuple[tuple[Words, Box], ...]]:
    """Pieces of the blocks in columns, page after page; a block may go on in the next column."""
    pages: list[list[tuple[Words, Box]]] = [[]]
    at, y = 0, columns[0].y
    for piece, gap in _pieces(blocks):
        height = words_height(piece, columns[at].width, 1.0)
        y += gap if y > columns[at].y else 0
        if y + height > columns[at].bottom and y > columns[at].y:
            at, y = (at + 1) % len(columns), columns[0].y
            pages += [[]] if at == 0 else []
        column = columns[at]
        pages[-1].append((piece, Box(x=column.x, y=y, width=column.width, height=height)))
        y += height
    return [tuple(page) for page in pages if page]


def _pieces(blocks: Sequence[Words]) -> Iterator[tuple[Words, float]]:
    """Each row with the space above it; a title stays with the row that follows it."""
    for words in blocks:
        yield Words(rows=words.rows[:2]), _BLOCK_GAP
        for row in words.rows[2:]:
            yield Words(rows=(row,)), 0.0


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) or words.startswith("Repeat") else f"{words}."
