"""Where the parts of a scene go, and how large: worked out from the words, so that nothing overflows.

All in pixels of a scene of 1920 by 1080 (:mod:`dashboard.scenes.sizes`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.scenes.columns import GAP, Column, Numbered, columns_of
from dashboard.scenes.sizes import HEIGHT, WIDTH, fitted, height_of, in_one_line
from data.briefs.content import Chart, Item, MapView, Missing, Numeral, Panel, SceneContent, Table

MARGIN = 56.0
BAR = 50.0
"""Height of a marking, and of the line at the foot."""
_HEAD_GAP = 14.0
_AROUND_PANELS = 56.0
"""Room above and below the panels together."""
_RULE = 6.0
_AROUND_TITLE = 34.0
_TIGHT = 1.02
"""Headlines are set a little closer than other words."""
_ONE_LINE = (48, 56, 64)
"""Sizes at which a headline is preferred in one line to a larger one in two."""


@dataclass(frozen=True, kw_only=True)
class Head:
    """Sizes of title, headline and how sure (0: it is not said), and the height of all with their gaps."""

    title: int
    headline: int
    sure: int
    height: float


@dataclass(frozen=True, kw_only=True)
class PanelLayout:
    """A panel with the size of its title (0: no panel has one) and its columns."""

    panel: Panel
    title: int
    columns: tuple[Column, ...]


@dataclass(frozen=True, kw_only=True)
class SceneLayout:
    """Head and panels of a scene."""

    head: Head
    panels: tuple[PanelLayout, ...]


def scene_layout(content: SceneContent) -> SceneLayout:
    """Where everything of a scene goes: panels are of equal size, and what they hold starts at one height."""
    head = _head(content)
    room = HEIGHT - 3 * BAR - head.height - _AROUND_PANELS - _RULE
    count = max(len(content.panels), 1)
    width = (WIDTH - 2 * MARGIN - (count - 1) * GAP) / count
    titles = [panel_words(panel) for panel in content.panels]
    title = _title_size(titles, width)
    if title:
        room -= max(height_of(words, title, width, is_strong=True) for words in titles) + _AROUND_TITLE
    else:
        room -= _AROUND_TITLE / 2
    numbered = _numbered(content.panels)
    panels = tuple(
        PanelLayout(panel=panel, title=title, columns=columns_of(pairs, width, room, is_alone=count == 1))
        for panel, pairs in zip(content.panels, numbered, strict=True)
    )
    return SceneLayout(head=head, panels=panels)


def panel_title(panel: Panel) -> str:
    """The title of a panel, empty where it only repeats its side."""
    return "" if panel.title.casefold() == panel.side.value.casefold() else panel.title


def panel_words(panel: Panel) -> str:
    """Side and title of a panel in one phrase."""
    return f"{panel.side.value.capitalize()} {panel_title(panel)}".strip()


def has_papers(item: Item) -> bool:
    """Whether an item can be asked where it comes from, or what it would need."""
    return isinstance(item, Numeral | Chart | Table | MapView | Missing)


def _head(content: SceneContent) -> Head:
    width = WIDTH - 2 * MARGIN
    says_more = bool(content.headline) and content.headline != content.title
    sure_words = f"How sure  {content.sure}" if content.sure else ""
    title = fitted(content.title, width, 52, steps=(30, 34, 38))
    if not says_more:
        title = fitted(content.title, width, 160, steps=(38, 42, 48, 56, 64), is_strong=True)
    tight = width * _TIGHT
    headline = fitted(content.headline, tight, 80, steps=_ONE_LINE, is_strong=True)
    if height_of(content.headline, headline, tight, is_strong=True) > 80:
        headline = fitted(content.headline, tight, 132, steps=(34, 38, 42, 48), is_strong=True)
    sure = fitted(sure_words, width - 30, 96, steps=(26, 30, 34))
    heights = (
        height_of(content.title, title, width, is_strong=True),
        height_of(content.headline, headline, tight, is_strong=True) if says_more else 0.0,
        height_of(sure_words, sure, width - 30) + _HEAD_GAP if sure_words else 0.0,
    )
    return Head(
        title=title,
        headline=headline if says_more else 0,
        sure=sure if sure_words else 0,
        height=sum(heights) + 18,
    )


def _title_size(titles: Sequence[str], width: float) -> int:
    """One size for the titles of all panels: in one line if that is large enough, else in two."""
    said = [words for words in titles if words]
    if not said:
        return 0
    alone = min(in_one_line(words, width, steps=(26, 30, 34, 38)) for words in said)
    return (
        alone
        if alone >= 34
        else min(fitted(words, width, 90, steps=(26, 30, 34), is_strong=True) for words in said)
    )


def _numbered(panels: Sequence[Panel]) -> list[list[Numbered]]:
    """The items of each panel with the numbers of their papers, 1 for the scene's first; 0 has none."""
    numbered: list[list[Numbered]] = []
    papers = 0
    for panel in panels:
        pairs: list[Numbered] = []
        for item in panel.items:
            papers += has_papers(item)
            pairs.append((item, papers if has_papers(item) else 0))
        numbered.append(pairs)
    return numbered
