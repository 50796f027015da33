"""Markings: the highest counts, every format carries it, and without one there is no document."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pptx import Presentation

from dashboard.documents.batch import name_of
from dashboard.documents.images import SIZES, images_of
from dashboard.documents.marking import file_name, marking_of, slug
from dashboard.documents.page_file import page_file_of
from dashboard.documents.paper import Paper
from dashboard.documents.pdf import pdf_of
from dashboard.documents.shelf import Shelf
from dashboard.documents.slides import pptx_of
from data.errors import SettingsError, UnknownBriefError
from data.markings import highest_marking
from tests.dashboard.documents.bound import MARKING, SCENES, bound
from tests.data.briefs.samples import EVERY_ITEM


@pytest.mark.parametrize(
    ("markings", "highest"),
    [
        (["UNCLASSIFIED", "UNCLASSIFIED"], "UNCLASSIFIED"),
        (["UNCLASSIFIED", "CUI"], "CUI"),
        (["CUI//LES", "CUI", "UNCLASSIFIED"], "CUI//LES"),
        (["SECRET//NOFORN", "CUI"], "SECRET//NOFORN"),
        (["TOP SECRET", "SECRET//NOFORN"], "TOP SECRET"),
        (["HOUSE RULE 7", "TOP SECRET"], "HOUSE RULE 7"),
    ],
)
def test_the_highest_marking_counts_and_an_unknown_one_is_above_all(
    markings: list[str], highest: str
) -> None:
    assert highest_marking(markings) == highest
    assert marking_of([replace(EVERY_ITEM, marking=one) for one in markings]) == highest


@pytest.mark.parametrize("markings", [[], [""], ["CUI", "  "]])
def test_no_marking_is_refused_by_the_name_of_the_setting(markings: list[str]) -> None:
    with pytest.raises(SettingsError, match="BORDEROPS_MARKING"):
        highest_marking(markings)


@given(brief=st.text(max_size=300), version=st.text(max_size=40))
def test_a_file_name_is_safe_whatever_the_brief_is_called(brief: str, version: str) -> None:
    name = file_name(marking="CUI//LES", brief=brief, version=version, day=date(2026, 11, 30), suffix="pdf")
    assert re.fullmatch(r"CUI-LES_[A-Za-z0-9-]+_[A-Za-z0-9-]+_2026-11-30\.pdf", name)


def test_every_format_carries_the_marking_on_each_of_its_parts_and_in_its_name() -> None:
    document = bound()
    for suffix in ("pdf", "pptx", "png", "html", "zip"):
        assert name_of(document, suffix=suffix).startswith(f"{slug(MARKING)}_national_v000003_2026-11-30")
    pdf = pypdfium2.PdfDocument(pdf_of(document, paper=Paper.LETTER))
    assert all(MARKING in pdf[at].get_textpage().get_text_bounded() for at in range(len(pdf)))
    for slide in Presentation(BytesIO(pptx_of(document))).slides:
        assert MARKING in {shape.text_frame.text for shape in slide.shapes if shape.has_text_frame}
    html = page_file_of(document)
    assert f"<title>{MARKING}: The nation</title>" in html
    assert f'name="marking" content="{MARKING}"' in html


@pytest.mark.parametrize("size", list(SIZES))
def test_an_image_is_of_its_size_and_tells_its_marking(size: str) -> None:
    found = list(images_of(bound(SCENES[0]), size=size))
    assert [key for key, _ in found] == [SCENES[0].key]
    image = Image.open(BytesIO(found[0][1]))
    assert image.size == SIZES[size]
    assert image.text["Marking"] == MARKING
    assert MARKING in image.text["Title"]
    assert image.text["Warning"] == "SYNTHETIC DATA"
    assert len(set(image.convert("L").resize((64, 36)).tobytes())) > 8


@pytest.mark.parametrize("make", [lambda found: list(images_of(found)), page_file_of])
def test_images_and_html_without_marking_are_refused(make: object) -> None:
    assert callable(make)
    with pytest.raises(SettingsError, match="BORDEROPS_MARKING"):
        make(replace(bound(), marking=""))


def test_an_html_file_names_nothing_outside_itself() -> None:
    html = page_file_of(bound())
    assert not re.findall(r"(?:src|href)=\"(?!#|data:)[^\"]*\"", html)
    assert not re.findall(r"url\((?!data:|#|[\"']?#)", html)
    assert "default-src 'none'" in unescape(html)
    assert "&lt;b&gt;slips&lt;/b&gt;" in html


def test_the_shelf_keeps_a_bounded_number_of_jobs_and_hands_out_only_its_own(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "documents", most_jobs=3)
    for job in range(1, 6):
        shelf.put(job, (("CUI_a.pdf", b"x" * job),))
    assert [bool(shelf.names(job)) for job in range(1, 6)] == [False, False, True, True, True]
    assert shelf.find(5, "CUI_a.pdf").read_bytes() == b"xxxxx"
    for name in ("../5/CUI_a.pdf", "other.pdf", "..", ""):
        with pytest.raises(UnknownBriefError):
            shelf.find(5, name)
