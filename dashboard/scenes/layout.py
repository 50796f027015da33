"""Where the parts of a scene go, and how large: worked out from the words, so that nothing overflows.

All in pixels of a scene of 1920 by 1080 (:mod:`dashboard.scenes.sizes`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.scenes.rooms import Room, least_height, most_height, takes_what_is_left
from dashboard.scenes.sizes import HEIGHT, WIDTH, fitted, height_of
from data.briefs.content import Chart, Item, MapView, Numeral, Panel, SceneContent, Table

MARGIN = 56.0
GAP = 56.0
BAR = 50.0
"""Height of a marking, and of the line at the foot."""
_ITEM_GAP = 26.0
_HEAD_GAP = 12.0
_PANEL_TOP = 18.0
"""From the rule of a panel to its title, and from the title to what it holds."""
_LEVELS = (
    *((220, 48), (180, 42), (150, 38), (150, 34), (130, 34), (110, 34), (90, 34), (76, 34), (64, 34)),
    *((76, 30), (64, 30), (64, 26), (56, 26), (56, 23), (48, 23), (48, 20), (38, 20)),
)
"""Sizes of values and of words, largest first: the first that fits is taken."""


@dataclass(frozen=True, kw_only=True)
class Head:
    """Sizes of title, headline and how sure (0: it is not said), and the height of all with their gaps."""

    title: int
    headline: int
    sure: int
    height: float


@dataclass(frozen=True, kw_only=True)
class Slot:
    """An item with its room: where in the scene's papers it is (0: it has none)."""

    item: Item
    room: Room
    papers: int


@dataclass(frozen=True, kw_only=True)
class Column:
    """Slots one below the other; a panel has one column, a panel alone in its scene up to three."""

    width: float
    slots: tuple[Slot, ...]


@dataclass(frozen=True, kw_only=True)
class PanelLayout:
    """A panel with the size of its title (0: it has none) and its columns."""

    panel: Panel
    title: int
    columns: tuple[Column, ...]


@dataclass(frozen=True, kw_only=True)
class SceneLayout:
    """Head and panels of a scene."""

    head: Head
    panels: tuple[PanelLayout, ...]


def scene_layout(content: SceneContent) -> SceneLayout:
    """Where everything of a scene goes."""
    head = _head(content)
    room = HEIGHT - 3 * BAR - head.height - 2 * GAP * 0.5
    count = max(len(content.panels), 1)
    width = (WIDTH - 2 * MARGIN - (count - 1) * GAP) / count
    layouts: list[PanelLayout] = []
    papers = 0
    for panel in content.panels:
        numbers = []
        for item in panel.items:
            papers += has_papers(item)
            numbers.append(papers if has_papers(item) else 0)
        layouts.append(_panel(panel, numbers, width, room, is_alone=count == 1))
    return SceneLayout(head=head, panels=tuple(layouts))


def has_papers(item: Item) -> bool:
    """Whether an item is of numbers with papers."""
    return isinstance(item, Numeral | Chart | Table | MapView)


def panel_title(panel: Panel) -> str:
    """The title of a panel, empty where it only repeats its side."""
    return "" if panel.title.casefold() == panel.side.value.casefold() else panel.title


def _head(content: SceneContent) -> Head:
    width = WIDTH - 2 * MARGIN
    says_more = bool(content.headline) and content.headline != content.title
    sure_words = f"How sure  {content.sure}" if content.sure else ""
    title = fitted(content.title, width, 52, steps=(30, 34, 38, 42))
    if not says_more:
        title = fitted(content.title, width, 160, steps=(38, 42, 48, 56, 64), is_strong=True)
    headline = fitted(content.headline, width, 132, steps=(34, 38, 42, 48, 56, 64), is_strong=True)
    sure = fitted(sure_words, width - 20, 96, steps=(26, 30, 34, 38))
    heights = (
        height_of(content.title, title, width, is_strong=True),
        height_of(content.headline, headline, width, is_strong=True) if says_more else 0.0,
        height_of(sure_words, sure, width - 20) + _HEAD_GAP if sure_words else 0.0,
    )
    return Head(
        title=title,
        headline=headline if says_more else 0,
        sure=sure if sure_words else 0,
        height=sum(heights) + 18,
    )


def _panel(
    panel: Panel, numbers: Sequence[int], width: float, height: float, *, is_alone: bool
) -> PanelLayout:
    words = panel_title(panel)
    said = f"{panel.side.value} {words}".strip()
    title = fitted(said, width, 96, steps=(26, 30, 34, 38), is_strong=True) if said else 0
    left = (
        height - 6 - (height_of(said, title, width, is_strong=True) + 2 * _PANEL_TOP if said else _PANEL_TOP)
    )
    pairs = list(zip(panel.items, numbers, strict=True))
    groups = _groups(pairs) if is_alone else [pairs]
    shares = [_share([item for item, _ in group]) for group in groups]
    room = width - GAP * (len(groups) - 1)
    columns = [
        _column(group, room * share / sum(shares), left) for group, share in zip(groups, shares, strict=True)
    ]
    return PanelLayout(panel=panel, title=title, columns=tuple(columns))


def _groups(pairs: list[tuple[Item, int]]) -> list[list[tuple[Item, int]]]:
    """Columns of a panel that is alone: numerals side by side; else numerals in one, the others beside."""
    if all(isinstance(item, Numeral) for item, _ in pairs):
        return [[pair] for pair in pairs] or [[]]
    groups: list[list[tuple[Item, int]]] = []
    for pair in pairs:
        is_joined = groups and (len(groups) == 3 or _is_small(pair[0]) and _is_small(groups[-1][-1][0]))
        if is_joined:
            groups[-1].append(pair)
        else:
            groups.append([pair])
    return groups


def _is_small(item: Item) -> bool:
    return isinstance(item, Numeral)


def _share(items: list[Item]) -> float:
    return 2.0 if any(isinstance(item, MapView) for item in items) else 1.0


def _column(pairs: list[tuple[Item, int]], width: float, height: float) -> Column:
    items = [item for item, _ in pairs]
    gaps = _ITEM_GAP * max(len(items) - 1, 0)
    for value, words in _LEVELS:
        least = [
            least_height(item, Room(width=width, height=height, value=value, words=words)) for item in items
        ]
        if sum(least) + gaps <= height:
            break
    spare = max(height - gaps - sum(least), 0.0)
    heights = _spread(items, least, spare, Room(width=width, height=height, value=value, words=words))
    slots = tuple(
        Slot(item=item, room=Room(width=width, height=tall, value=value, words=words), papers=papers)
        for (item, papers), tall in zip(pairs, heights, strict=True)
    )
    return Column(width=width, slots=slots)


def _spread(items: list[Item], least: list[float], spare: float, room: Room) -> list[float]:
    """Heights when what is left is shared among charts and maps, none over what it can use."""
    takers = [place for place, item in enumerate(items) if takes_what_is_left(item)]
    heights = list(least)
    for place in takers:
        more = spare * least[place] / sum(least[taker] for taker in takers)
        heights[place] = max(least[place], min(least[place] + more, most_height(items[place], room)))
    return heights
