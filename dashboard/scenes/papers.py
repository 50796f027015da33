"""The papers of numbers: one click from each, as a panel that the browser itself opens and closes.

No script is needed: a button names its panel (``popovertarget``), and the key Escape closes it.
"""

from __future__ import annotations

from typing import Protocol

from dashboard.scenes.markup import Child, Html, element
from data.briefs.content import Missing, Papers, SourceAge
from layers.drawing.picture import LegendPart

_UNITS = {"events": "events, not people"}


class Numbered(Protocol):
    """What has papers: the beginning of its ids and the number of its papers in the scene."""

    @property
    def id(self) -> str:
        """The beginning of all its ids."""

    @property
    def papers(self) -> int:
        """The number of its papers, 1 for the scene's first."""


def papers_id(id_: str) -> str:
    """The id of the papers of the item whose ids begin so."""
    return f"{id_}-papers"


def papers_button(words: Html, place: Numbered, *, class_: str) -> Html:
    """Words as a button that opens their papers."""
    return element(
        "button",
        words,
        class_=class_,
        type="button",
        popovertarget=papers_id(place.id),
        aria_haspopup="dialog",
        title="Where this comes from",
    )


def papers_panel(papers: Papers, place: Numbered) -> Html:
    """The papers of a numeral, chart or table."""
    rows = f"{papers.rows:,}" if papers.rows is not None else "may not be told"
    facts: list[tuple[str, Child]] = [
        ("What is counted", papers.definition),
        ("Unit", _UNITS.get(papers.unit, papers.unit)),
        ("Which", papers.sentence),
        ("Source", papers.source),
        ("Data version", papers.version),
        ("As of", f"{papers.as_of:%d %b %Y}".lstrip("0") if papers.as_of else "not stated"),
        ("Rows counted", rows),
        ("To bear in mind", _list(papers.caveats)),
        ("To repeat it", element("code", f"borderops {papers.repeat}")),
    ]
    return _panel(papers.title, facts, place, is_synthetic=papers.is_synthetic)


def map_papers(title: str, parts: tuple[LegendPart, ...], place: Numbered) -> Html:
    """The papers of a map: source and caveat of each of its layers."""
    facts: list[tuple[str, Child]] = []
    for part in parts:
        facts += [("Layer", part.title), ("Source", part.source), ("To bear in mind", part.note)]
    return _panel(title, facts, place, is_synthetic=any(part.is_synthetic for part in parts))


def missing_papers(missing: Missing, place: Numbered) -> Html:
    """What would fill a gap: the extract, its schema, and what each column holds."""
    columns = (element("li", element("code", name), f": {what}") for name, what in missing.columns)
    facts: list[tuple[str, Child]] = [
        ("What is not known", missing.what),
        ("Extract", missing.extract),
        ("Schema", element("code", missing.schema)),
        ("Columns", element("ul", *columns)),
        ("To load it", element("code", "borderops ingest FILE")),
    ]
    return _panel("Cannot tell", facts, place, is_synthetic=False)


def source_papers(ages: tuple[SourceAge, ...], place: Numbered) -> Html:
    """All sources of a scene with their ages."""
    facts: list[tuple[str, Child]] = []
    for age in ages:
        facts += [("Late" if age.is_late else "Source", age.source), ("", age.words)]
    return _panel("Sources of this scene", facts, place, is_synthetic=False)


def _list(words: tuple[str, ...]) -> Html | None:
    return element("ul", *(element("li", caveat) for caveat in words)) if words else None


def _panel(title: str, facts: list[tuple[str, Child]], place: Numbered, *, is_synthetic: bool) -> Html:
    id_ = papers_id(place.id)
    rows = (element("div", element("dt", name), element("dd", words)) for name, words in facts if words)
    return element(
        "aside",
        element("h4", title, id=f"{id_}-title"),
        element("p", "SYNTHETIC: made up, of no real event", class_="papers-synthetic")
        if is_synthetic
        else None,
        element("dl", *rows),
        element(
            "button",
            "Close",
            class_="papers-close",
            type="button",
            popovertarget=id_,
            popovertargetaction="hide",
        ),
        class_="scene-papers",
        id=id_,
        popover="auto",
        role="dialog",
        aria_labelledby=f"{id_}-title",
        data_papers_of=place.papers,
    )
