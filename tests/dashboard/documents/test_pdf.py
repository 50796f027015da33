"""PDFs: words are words, maps are vectors, pages are marked, and the same document is the same bytes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from dashboard.documents.batch import one_pager, one_pagers, zipped
from dashboard.documents.fonts import register_fonts
from dashboard.documents.lettering import Face, lines_of, shown, width_of
from dashboard.documents.paper import Paper, sheet
from dashboard.documents.pdf import pdf_of
from data.briefs.content import Panel, Table, Text
from data.errors import SettingsError
from layers.drawing.picture import Theme
from tests.dashboard.documents.bound import BARS, MARKING, SCENES, bound
from tests.data.briefs.samples import EVERY_ITEM, NUMERAL, PAPERS, TABLE, WATERFALL


def _pages(pdf: bytes) -> list[str]:
    opened = pypdfium2.PdfDocument(pdf)
    return [opened[number].get_textpage().get_text_bounded() for number in range(len(opened))]


def _said(pdf: bytes) -> str:
    return " ".join(" ".join(_pages(pdf)).split())


@pytest.mark.parametrize("paper", list(Paper))
def test_each_scene_is_a_page_of_the_paper_lying(paper: Paper) -> None:
    opened = pypdfium2.PdfDocument(pdf_of(bound(), paper=paper))
    assert len(opened) == len(SCENES) + 1
    wanted = sheet(paper)
    assert wanted.width > wanted.height
    for number in range(len(opened)):
        assert opened[number].get_size() == pytest.approx((wanted.width, wanted.height), abs=0.01)


def test_words_and_numbers_are_text_on_the_page() -> None:
    said = _said(pdf_of(bound(), paper=Paper.LETTER))
    for words in (
        "58,412",
        "▲ 3,120 more",
        "95\u00a0% interval".replace("\u00a0", " "),
        "Move Cochise County to the Tucson task force",
        "−120",
        "<10",
        "Not drawn: 1 value is <10",
        "Falls & <b>slips</b>",
        "19 more are not shown",
        "The change stands out",
    ):
        assert words in said, words


def test_every_page_has_marking_above_and_below_version_and_number() -> None:
    pages = _pages(pdf_of(bound(), paper=Paper.A4))
    for number, page in enumerate(pages, start=1):
        assert page.count(MARKING) == 2
        assert f"Page {number} of {len(pages)}" in page
        assert "SYNTHETIC" in page
    assert all("v000003" in page and "30 Nov 2026" in page for page in pages)


def test_papers_of_every_number_are_listed_with_the_command_that_repeats_it() -> None:
    last = " ".join(_pages(pdf_of(bound(), paper=Paper.LETTER))[-1].split())
    for words in (
        PAPERS.definition,
        PAPERS.source,
        "60,000",
        PAPERS.caveats[0],
        f"borderops {PAPERS.repeat}",
    ):
        assert words in last


def test_the_file_tells_marking_and_title_in_its_metadata() -> None:
    about = pypdfium2.PdfDocument(pdf_of(bound(), paper=Paper.LETTER)).get_metadata_dict()
    assert about["Title"] == f"{MARKING}: The nation"
    assert MARKING in about["Subject"]
    assert MARKING in about["Keywords"]
    assert "SYNTHETIC" in about["Keywords"]


def test_the_same_document_is_the_same_bytes() -> None:
    assert pdf_of(bound(), paper=Paper.LETTER) == pdf_of(bound(), paper=Paper.LETTER)


def test_no_page_holds_a_picture_of_points() -> None:
    opened = pypdfium2.PdfDocument(pdf_of(bound(), paper=Paper.LETTER))
    kinds = {found.type for number in range(len(opened)) for found in opened[number].get_objects()}
    assert pdfium.FPDF_PAGEOBJ_IMAGE not in kinds
    assert {pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_TEXT} <= kinds


def test_the_print_theme_has_no_two_alike_greys_among_series_and_tones() -> None:
    page = pypdfium2.PdfDocument(pdf_of(bound(SCENES[1]), paper=Paper.LETTER))[0]
    grey = np.asarray(page.render(scale=2).to_pil().convert("L"))
    levels = np.bincount(grey.ravel(), minlength=256)
    assert levels[:90].sum() > 1000  # words and dark marks
    assert levels[150:235].sum() > 1000  # light areas
    assert levels[250:].sum() > grey.size / 3  # paper


def test_letters_that_contents_use_are_in_every_font() -> None:
    register_fonts()
    letters = "▲▼→←≥≤−×·…“”’–±%°ñéüÁč✓●○■□ "
    assert shown(letters) == letters
    assert shown("a☃b") == "a?b"


def test_lines_are_no_wider_than_their_room_and_lose_nothing() -> None:
    register_fonts()
    face = Face(size=10)
    words = "Extraordinarilylongwordsarebroken between letters and others between words"
    lines = lines_of(words, face, 60)
    assert all(width_of(line, face) <= 60 for line in lines)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")


def test_a_panel_that_is_full_is_set_smaller_and_stays_on_its_page() -> None:
    rows = tuple(
        (f"Sector number {row} of a long name", "1,234,567", "1,234,567", "+100") for row in range(8)
    )
    full = Table(
        title="Full", columns=TABLE.columns, numeric=TABLE.numeric, rows=rows, papers=PAPERS, left_out=3
    )
    text = Text(paragraphs=("word " * 60,))
    panels = tuple(Panel(items=(NUMERAL, full, WATERFALL, BARS, text)) for _ in range(3))
    pdf = pdf_of(bound(replace(EVERY_ITEM, panels=panels)), paper=Paper.LETTER)
    opened = pypdfium2.PdfDocument(pdf)
    bottom = min(
        found.get_bounds()[1] for found in opened[0].get_objects() if found.type == pdfium.FPDF_PAGEOBJ_TEXT
    )
    assert bottom >= 0
    assert "3 more are not shown" in " ".join(_pages(pdf)[0].split())


def test_a_one_pager_is_upright_and_says_what_has_no_room() -> None:
    pdf = one_pager(bound(), paper=Paper.LETTER)
    opened = pypdfium2.PdfDocument(pdf)
    assert len(opened) == 1
    assert opened[0].get_size() == pytest.approx((612, 792))
    said = _said(pdf)
    assert said.count(MARKING) == 2
    assert "more items are in the brief and not on this page" in said
    assert "Move Cochise County to the Tucson task force" in said


def test_a_batch_has_a_marked_page_for_each_document() -> None:
    documents = [replace(bound(SCENES[0]), title=f"Region {number}") for number in range(12)]
    pages = _pages(one_pagers(documents, count=12, about=bound(), paper=Paper.A4))
    assert len(pages) == 12
    assert all(f"Region {number}" in page for number, page in enumerate(pages))
    assert all(page.count(MARKING) == 2 for page in pages)


def test_the_same_files_are_the_same_zip() -> None:
    files = [("a.pdf", b"a"), ("b.pdf", b"b" * 1000)]
    assert zipped(files) == zipped(files)


@pytest.mark.parametrize("theme", list(Theme))
def test_a_document_without_marking_is_refused(theme: Theme) -> None:
    with pytest.raises(SettingsError, match="BORDEROPS_MARKING"):
        pdf_of(replace(bound(), marking=" "), paper=Paper.LETTER, theme=theme)
