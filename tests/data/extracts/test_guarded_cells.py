"""No cell of a file is run by a spreadsheet, no number becomes text, and what was written is read back."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation

from dashboard.documents.paper import Box, ink_of
from dashboard.documents.slide_charts import add_chart
from data.briefs.content import Chart, ChartKind, Series
from data.extracts.guarded_cells import guarded, guarded_line, unguarded
from layers.drawing.picture import Theme
from tests.contracts.tree import sources, text
from tests.data.briefs.samples import PAPERS

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
NUMBER = re.compile(r"[+-]\d[\d.,]*(?:[eE][+-]?\d+)?%?")
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
DANGEROUS = st.tuples(st.sampled_from(STARTS), TEXT).map("".join)


@given(DANGEROUS | TEXT)
def test_no_text_starts_as_a_formula_does_and_every_text_comes_back(said: str) -> None:
    cell = guarded(said)
    assert unguarded(cell) == said
    assert not cell.startswith(STARTS) or NUMBER.fullmatch(cell)


@pytest.mark.parametrize("number", ["-5", "+3", "-12.5", "-1,234", "-0.5%", "-1e-7", "7"])
def test_a_number_stays_a_number(number: str) -> None:
    assert guarded(number) == number


@pytest.mark.parametrize(
    "said", ["-1+1", "+1=2", "-cmd", "-1,23", "--1", "=1", "@SUM", "-", "\t=1", "-1\n=1"]
)
def test_what_is_nearly_a_number_is_text(said: str) -> None:
    assert guarded(said) == f"'{said}"


@given(st.lists(DANGEROUS | TEXT, max_size=4), st.sampled_from([",", ";", "|", ", "]))
def test_a_line_of_papers_is_one_line_and_no_part_of_it_runs(parts: list[str], separator: str) -> None:
    line = guarded_line(separator.join(parts))
    assert line.startswith("# ")
    assert line.endswith("\r\n")
    assert len(line.splitlines()) == 1
    for delimiter in (",", ";", "|"):
        (cells,) = csv.reader(io.StringIO(line), delimiter=delimiter, quoting=csv.QUOTE_NONE)
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@", *STARTS[7:])) for cell in cells)


def test_every_writer_of_cells_goes_through_the_guard() -> None:
    calls = ("csv.writer(", "csv.DictWriter(", "CategoryChartData(", "Workbook(")
    writers = {
        str(path)
        for path in sources(".py", under=("data", "dashboard", "layers"))
        if any(word in text(path) for word in calls)
    }
    assert len(writers) >= 5
    assert not [path for path in writers if "guarded(" not in text(Path(path))]


def test_a_chart_of_a_slide_holds_no_formula() -> None:
    chart = Chart(
        kind=ChartKind.BARS,
        title="Regions",
        unit="incidents",
        labels=('=HYPERLINK("x")', "West"),
        series=(Series(name="@SUM(1)", values=(1.0, -2.0), words=("1", "-2")),),
        summary="Two regions",
        papers=PAPERS,
    )
    slides = Presentation()
    shapes = slides.slides.add_slide(slides.slide_layouts[6]).shapes
    add_chart(
        shapes, chart, Box(x=0, y=0, width=400, height=300), scale=1.0, ink=ink_of(Theme.PRINT), name="chart"
    )
    (part,) = [shape.chart.part.chart_workbook.xlsx_part for shape in shapes if shape.has_chart]
    with ZipFile(io.BytesIO(part.blob)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        words = book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheet
    assert "'=HYPERLINK" in words
    assert "<v>-2</v>" in sheet
