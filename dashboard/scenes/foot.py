"""The line at the foot of a scene: version, sources with their ages, late ones first, and SYNTHETIC."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.scenes.markup import Html, element
from dashboard.scenes.papers import papers_button, source_papers
from dashboard.scenes.sizes import LEAST, WIDTH, width_of
from data.briefs.content import SceneContent, SourceAge

_WIDTH = WIDTH - 112.0
_SYNTHETIC = "SYNTHETIC DATA"
_MOST_LETTERS = 54


@dataclass(frozen=True, kw_only=True)
class _Cited:
    id: str
    papers: int


def foot_html(content: SceneContent, *, id_: str) -> Html:
    """As many sources as fit one line, each briefly; the rest are counted, and all are in the papers."""
    ages = sorted(content.sources, key=lambda age: not age.is_late)
    version = f"Data {content.version}" if content.version else ""
    size, shown = _fitting(ages, version, is_synthetic=content.is_synthetic)
    rest = len(ages) - len(shown)
    cited = _Cited(id=id_, papers=0)
    looks = ["scene-age is-late" if age.is_late else "scene-age" for age in shown]
    return element(
        "footer",
        element("span", version, class_="scene-version") if version else None,
        *(
            papers_button(element("span", age_words(age)), cited, class_=look)
            for age, look in zip(shown, looks, strict=True)
        ),
        papers_button(element("span", f"+ {rest} more"), cited, class_="scene-age") if rest else None,
        element("strong", _SYNTHETIC, class_="scene-synthetic") if content.is_synthetic else None,
        class_=f"scene-foot s{size}",
    )


def foot_papers(content: SceneContent, *, id_: str) -> Html | None:
    """All sources with their ages, in full."""
    ages = tuple(sorted(content.sources, key=lambda age: not age.is_late))
    return source_papers(ages, _Cited(id=id_, papers=0)) if ages else None


def age_words(age: SourceAge) -> str:
    """A source and its age in a few words: files and reasons are left to the papers.

    Examples
    --------
    >>> age_words(
    ...     SourceAge(source="CBP; file: a.csv", as_of=None, is_late=True, words="40 days old (a month)")
    ... )
    'Late: CBP, 40 days old'
    """
    source = age.source.partition("; file:")[0].partition(" (")[0]
    if len(source) > _MOST_LETTERS:
        source = source[:_MOST_LETTERS].rpartition(" ")[0].rstrip(",;:") + " …"
    words = age.words.partition(" (")[0].removesuffix(": late")
    return f"{'Late: ' if age.is_late else ''}{source}, {words}"


def _fitting(ages: list[SourceAge], version: str, *, is_synthetic: bool) -> tuple[int, list[SourceAge]]:
    """The size of the line, and the sources that fit it: at least one, smaller if it must be."""
    for size in (LEAST, 30, 26, 23):
        gap = size * 1.1
        left = _WIDTH - width_of(version, size) - gap
        left -= width_of(_SYNTHETIC, size, is_strong=True) + gap if is_synthetic else 0.0
        shown: list[SourceAge] = []
        for place, age in enumerate(ages):
            more = width_of("+ 10 more", size) + gap if place + 1 < len(ages) else 0.0
            left -= width_of(age_words(age), size, is_strong=age.is_late) + gap
            if left < more:
                break
            shown.append(age)
        if shown or not ages:
            return size, shown
    return 23, ages[:1]
