"""PowerPoint files: charts, tables, words and maps are native, every slide is marked, notes are there."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn
from pptx.slide import Slide

from dashboard.documents.slide_shapes import MOST_CORNERS, corners_of, drawable
from dashboard.documents.slides import pptx_of
from data.briefs.content import ChartKind, Panel
from data.errors import SettingsError
from layers.drawing.picture import Area, Line
from tests.dashboard.documents.bound import MARKING, PICTURE, SCENES, bound
from tests.data.briefs.samples import EVERY_ITEM, WATERFALL


@pytest.fixture(scope="module")
def slides() -> list[Slide]:
    return list(Presentation(BytesIO(pptx_of(bound()))).slides)


def _of_kind(slide: Slide, kind: MSO_SHAPE_TYPE) -> list[object]:
    return [shape for shape in slide.shapes if shape.shape_type == kind]


def test_every_scene_is_a_slide_of_16_to_9() -> None:
    deck = Presentation(BytesIO(pptx_of(bound())))
    assert len(deck.slides) == len(SCENES)
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9)


def test_every_slide_has_the_marking_above_and_below_and_in_its_notes(slides: list[Slide]) -> None:
    for slide in slides:
        marked = [
            shape for shape in slide.shapes if shape.has_text_frame and shape.text_frame.text == MARKING
        ]
        assert [shape.name for shape in marked] == ["Marking top", "Marking bottom"]
        assert slide.notes_slide.notes_text_frame.text.startswith(MARKING)


def test_charts_are_native_and_hold_the_numbers(slides: list[Slide]) -> None:
    charts = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
    kinds = [chart.chart_type for chart in charts]
    assert XL_CHART_TYPE.LINE_MARKERS in kinds
    assert XL_CHART_TYPE.COLUMN_STACKED in kinds
    assert XL_CHART_TYPE.BAR_CLUSTERED in kinds
    lines = next(chart for chart in charts if chart.chart_type == XL_CHART_TYPE.LINE_MARKERS)
    assert list(lines.plots[0].series[0].values) == [4900.0, None, 5050.0, 5300.0]
    assert [str(label) for label in lines.plots[0].categories] == [
        "Jul 2026",
        "Aug 2026",
        "Sep 2026",
        "Oct 2026",
    ]


def test_the_columns_of_a_waterfall_stack_to_its_levels(slides: list[Slide]) -> None:
    charts = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
    waterfall = next(chart for chart in charts if chart.chart_type == XL_CHART_TYPE.COLUMN_STACKED)
    values = {series.name: series.values for series in waterfall.plots[0].series}
    tops = [
        sum(values[name][at] or 0 for name in values if name != "Words")
        for at in range(len(WATERFALL.labels))
    ]
    assert tops == [55292, 55702, 55702, 55582, 58412, 58412]


@pytest.mark.parametrize(
    "steps", [(10.0, -25.0, 40.0, 25.0), (-10.0, -5.0, 30.0, 15.0), (5.0, None, 5.0, 10.0)]
)
def test_a_waterfall_that_crosses_zero_is_drawn(steps: tuple[float | None, ...]) -> None:
    series = replace(WATERFALL.series[0], values=steps, words=tuple(map(str, steps)), intervals=(), tones=())
    chart = replace(WATERFALL, labels=("Then", "One", "Two", "Now"), series=(series,))
    content = pptx_of(bound(replace(EVERY_ITEM, panels=(Panel(items=(chart,)),))))
    assert any(shape.has_chart for shape in Presentation(BytesIO(content)).slides[0].shapes)


def test_intervals_are_error_bars_of_the_chart(slides: list[Slide]) -> None:
    charts = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
    found = [bars for chart in charts for bars in chart._chartSpace.iter(qn("c:errBars"))]  # noqa: SLF001 - no words for it
    assert len(found) >= 2
    reach = [float(value.text) for bars in found for value in bars.find(qn("c:plus")).iter(qn("c:v"))]
    assert 3470.0 - 2830.0 in reach


def test_tables_are_native(slides: list[Slide]) -> None:
    tables = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
    cells = {cell.text for table in tables for row in table.rows for cell in row.cells}
    assert {"Tucson Sector", "12,004", "place_id", "Two agents for six weeks"} <= cells


def test_a_map_is_a_group_of_native_shapes_with_words_for_who_cannot_see_it(slides: list[Slide]) -> None:
    groups = [shape for slide in slides for shape in _of_kind(slide, MSO_SHAPE_TYPE.GROUP)]
    maps = [group for group in groups if group.name.endswith("map")]
    assert len(maps) == 1
    names = {shape.name for shape in maps[0].shapes}
    assert {"Tucson Sector", "El Paso Sector", "Port of Nogales", "Place name"} <= names
    assert maps[0]._element.nvGrpSpPr.cNvPr.get("descr") == PICTURE.alt  # noqa: SLF001
    assert not [shape for slide in slides for shape in _of_kind(slide, MSO_SHAPE_TYPE.PICTURE)]


def test_a_map_of_many_corners_is_thinned_to_what_programs_can_move() -> None:
    turn = np.linspace(0, 2 * np.pi, 2_000)
    circles = [
        np.stack((200 + 190 * np.cos(turn) * part, 130 + 120 * np.sin(turn) * part), axis=1).astype(
            np.float32
        )
        for part in np.linspace(0.1, 1, 60)
    ]
    areas = tuple(
        Area(rings=(ring,), fill="#dddddd", outline="#000000", outline_width=0.5) for ring in circles
    )
    lines = tuple(Line(points=ring, colour="#123456", width=1) for ring in circles)
    found = drawable(replace(PICTURE, shapes=(*areas * 10, *lines)))
    assert sum(corners_of(shape) for shape in found) <= MOST_CORNERS
    assert len(found) == 2


def test_notes_hold_the_presenters_words_questions_and_papers(slides: list[Slide]) -> None:
    notes = slides[0].notes_slide.notes_text_frame.text
    for words in (EVERY_ITEM.notes, "Why October?", "The planted hot spot", "borderops explain", "60,000"):
        assert words in notes


def test_a_deck_without_marking_is_refused() -> None:
    with pytest.raises(SettingsError, match="BORDEROPS_MARKING"):
        pptx_of(replace(bound(), marking=""))


def test_libreoffice_opens_the_slides_and_shows_their_words(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed; make documents-proof needs it too")
    (tmp_path / "deck.pptx").write_bytes(pptx_of(bound()))
    subprocess.run(
        [
            office,
            "--headless",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--convert-to",
            "pdf",
            "deck.pptx",
        ],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=280,
    )
    opened = pypdfium2.PdfDocument(tmp_path / "deck.pdf")
    pages = [opened[number].get_textpage().get_text_bounded() for number in range(len(opened))]
    assert len(pages) == len(SCENES)
    assert all(page.count(MARKING) == 2 for page in pages)
    assert "Oct 2026" in pages[0]
    assert "+2,830" in pages[1]
    assert ChartKind.WATERFALL is WATERFALL.kind
