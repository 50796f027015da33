"""The page of the layers is current, and says of each what it must."""

from __future__ import annotations

from pathlib import Path

from data.answers.gate import Gate
from data.answers.measure import Publication
from data.answers.measures import measure
from layers.base import Group, Layer
from layers.discovery import discover
from layers.documents import layers_page, papers_of
from tests.layers.decoded import EVERY, answered


def test_the_page_is_current() -> None:
    page = Path(__file__).parents[2] / "docs" / "layers.md"
    assert page.read_text(encoding="utf-8") == layers_page(), "run: make docs"


@EVERY
def test_each_layer_has_its_papers(asked: Layer) -> None:
    _, _, rest = layers_page().partition(f"### {asked.title}\n")
    section = rest.partition("\n### ")[0]
    for label in ("Key", "Question", "Forms", "Measure and unit", "Source", "As of", "Caveat"):
        line = next(line for line in section.splitlines() if line.startswith(f"- **{label}:** "))
        assert line.removeprefix(f"- **{label}:** ").strip()
    assert f"`{asked.key}`" in section
    assert asked.caveat in section


def test_each_layer_stands_under_its_group() -> None:
    page = layers_page()
    headings = [line for line in page.splitlines() if line.startswith("## ")]
    assert headings == [*(f"## {group.value}" for group in Group), "## Measures"]
    for one in discover():
        group = page.partition(f"## {one.group.value}\n")[2].partition("\n## ")[0]
        assert f"### {one.title}\n" in group


@EVERY
def test_source_and_date_are_those_that_the_gate_gives(asked: Layer, whole_gate: Gate) -> None:
    answer = answered(asked, whole_gate)
    origin = measure(answer.question.measure).origin
    source, as_of = papers_of(measure(answer.question.measure))
    if isinstance(origin, Publication):
        assert answer.as_of
        assert f"{answer.as_of:%Y-%m}" == as_of
    elif answer.question.measure != "incidents":
        assert answer.source == source
        assert any(as_of in caveat for caveat in answer.caveats)
