"""The line at the foot of a scene: version, sources with their ages, late ones first, and SYNTHETIC."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.scenes.markup import Html, element
from dashboard.scenes.papers import papers_button, source_papers
from dashboard.scenes.sizes import LEAST, WIDTH, width_of
from data.briefs.content import SceneContent, SourceAge

_WIDTH = WIDTH - 112.0
_SYNTHETIC = "SYNTHETIC DATA"
_GAP = 1.1
"""Between two parts of the line, sizes of its words."""
_LENGTHS = ((54, False), (40, False), (40, True), (28, True), (20, True))
"""Letters of a source, and whether its age is left to the papers: what is tried before smaller words."""


@dataclass(frozen=True, kw_only=True)
class _Cited:
    id: str
    papers: int


@dataclass(frozen=True, kw_only=True)
class Told:
    """A source in the words of the foot."""

    age: SourceAge
    words: str


def foot_html(content: SceneContent, *, id_: str) -> Html:
    """As many sources as fit one line, each briefly; the rest are counted, and all are in the papers."""
    size, shown = _line(content)
    version = _version(content)
    rest = len(content.sources) - len(shown)
    cited = _Cited(id=id_, papers=0)
    return element(
        "footer",
        element("span", version, class_="scene-version") if version else None,
        *(papers_button(element("span", one.words), cited, class_=_look(one.age)) for one in shown),
        papers_button(element("span", f"+ {rest} more"), cited, class_="scene-age") if rest else None,
        element("strong", _SYNTHETIC, class_="scene-synthetic") if content.is_synthetic else None,
        class_=f"scene-foot s{size}",
    )


def _look(age: SourceAge) -> str:
    return "scene-age is-late" if age.is_late else "scene-age"


def foot_size(content: SceneContent) -> int:
    """Size of the words of the line, pixels of the wall."""
    return _line(content)[0]


def foot_papers(content: SceneContent, *, id_: str) -> Html | None:
    """All sources with their ages, in full."""
    ages = tuple(sorted(content.sources, key=lambda age: not age.is_late))
    return source_papers(ages, _Cited(id=id_, papers=0)) if ages else None


def age_words(age: SourceAge, most: int = 54, *, is_short: bool = False) -> str:
    """A source of at most so many letters and its age: files and reasons are left to the papers.

    ``is_short`` leaves out its day where it is late, and else how many days it is old.

    Examples
    --------
    >>> age_words(
    ...     SourceAge(source="CBP; file: a.csv", as_of=None, is_late=True, words="40 days old (a month)")
    ... )
    'Late: CBP, 40 days old'
    >>> words = "as of 31 Oct 2026, 30 days old"
    >>> age_words(SourceAge(source="ICE list", as_of=None, is_late=False, words=words), is_short=True)
    'ICE list, as of 31 Oct 2026'
    """
    source = age.source.partition("; file:")[0].partition(" (")[0]
    if len(source) > most:
        source = (source[:most].rpartition(" ")[0] or source[: most - 1]).rstrip(",;:") + " …"
    words = age.words.partition(" (")[0].removesuffix(": late")
    if is_short:
        day, _, old = words.rpartition(", ")
        words = old if age.is_late else day or old
    return f"{'Late: ' if age.is_late else ''}{source}, {words}"


def _line(content: SceneContent) -> tuple[int, list[Told]]:
    ages = sorted(content.sources, key=lambda age: not age.is_late)
    return _fitting(ages, _version(content), is_synthetic=content.is_synthetic)


def _version(content: SceneContent) -> str:
    return f"Data {content.version}" if content.version else ""


def _fitting(ages: list[SourceAge], version: str, *, is_synthetic: bool) -> tuple[int, list[Told]]:
    """The size of the line, and the sources that fit it: at least one, in fewer letters if it must be."""
    if not ages:
        return LEAST, []
    for size in (LEAST, 30, 26, 23):
        left = _WIDTH - width_of(version, size) - _GAP * size
        left -= width_of(_SYNTHETIC, size, is_strong=True) + _GAP * size if is_synthetic else 0.0
        for most, is_short in _LENGTHS:
            told = [Told(age=age, words=age_words(age, most, is_short=is_short)) for age in ages]
            shown = _shown(told, left, size)
            if shown:
                return size, shown
    return size, told[:1]


def _shown(told: list[Told], left: float, size: int) -> list[Told]:
    """The first sources that fit what is left of a line, with room for how many more there are."""
    shown: list[Told] = []
    for place, one in enumerate(told):
        more = width_of("+ 10 more", size) + _GAP * size if place + 1 < len(told) else 0.0
        left -= width_of(one.words, size, is_strong=one.age.is_late) + _GAP * size
        if left < more:
            break
        shown.append(one)
    return shown
