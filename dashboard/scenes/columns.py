"""The items of a panel in columns and rows, each with its room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.scenes.rooms import Room, least_height, most_height, takes_what_is_left, value_size
from dashboard.scenes.sizes import LEAST
from data.briefs.content import Item, MapView, Numeral

GAP = 56.0
"""Between panels, and between the columns of a panel that is alone."""
ROW_GAP = 36.0
"""Between numerals side by side."""
ITEM_GAP = 26.0
_MOST_COLUMNS = 3
_LEVELS = (
    *((340, 56), (300, 48), (260, 48), (220, 42), (180, 42), (150, 38), (130, 38), (110, 34), (90, 34)),
    *((76, 34), (64, 34), (56, 34), (48, 34), (64, 30), (48, 30), (56, 26), (42, 26), (48, 23), (38, 20)),
)
"""Sizes of values and of words, largest first: the first that fits is taken."""
_LEAST_VALUE_IN_ROW = 76
_LEAST_VALUE_STACKED = 90
"""Numerals below each other go side by side only where they would be smaller than this."""

Numbered = tuple[Item, int]
"""An item and the number of its papers."""


@dataclass(frozen=True, kw_only=True)
class Slot:
    """An item with its room, and where in the scene's papers it is (0: it has none)."""

    item: Item
    room: Room
    papers: int


@dataclass(frozen=True, kw_only=True)
class Column:
    """Rows one below the other, slots side by side in them."""

    width: float
    rows: tuple[tuple[Slot, ...], ...]


def columns_of(
    pairs: Sequence[Numbered], width: float, height: float, *, is_alone: bool
) -> tuple[Column, ...]:
    """The columns of a panel: one, or up to three where the panel is alone in its scene."""
    groups = _groups(pairs) if is_alone else [list(pairs)]
    shares = [2.4 if any(isinstance(item, MapView) for item, _ in group) else 1.0 for group in groups]
    room = width - GAP * (len(groups) - 1)
    return tuple(
        _column(group, room * share / sum(shares), height)
        for group, share in zip(groups, shares, strict=True)
    )


def _groups(pairs: Sequence[Numbered]) -> list[list[Numbered]]:
    """Columns of a panel that is alone: numerals side by side; else numerals in one, the others beside."""
    if all(isinstance(item, Numeral) for item, _ in pairs):
        return [[pair] for pair in pairs] or [[]]
    groups: list[list[Numbered]] = []
    for pair in pairs:
        are_numerals = (
            bool(groups) and isinstance(pair[0], Numeral) and isinstance(groups[-1][-1][0], Numeral)
        )
        if groups and (are_numerals or len(groups) == _MOST_COLUMNS):
            groups[-1].append(pair)
        else:
            groups.append([pair])
    return groups


def _column(pairs: Sequence[Numbered], width: float, height: float) -> Column:
    """The items at the largest sizes at which they fit; numerals in pairs where that makes them larger."""
    stacked = [[pair] for pair in pairs]
    chosen = _fitting(stacked, width, height)
    paired = _paired(pairs)
    if len(paired) < len(stacked) and (chosen.words < LEAST or chosen.value < _LEAST_VALUE_STACKED):
        other = _fitting(paired, width, height)
        if _LEVELS.index((other.value, other.words)) < _LEVELS.index((chosen.value, chosen.words)):
            return _filled(paired, other)
    return _filled(stacked, chosen)


def _paired(pairs: Sequence[Numbered]) -> list[list[Numbered]]:
    """Rows in which numerals that follow each other stand two by two; those with an interval alone."""
    rows: list[list[Numbered]] = []
    for pair in pairs:
        before = rows[-1] if rows else []
        if len(before) == 1 and _is_brief(before[0][0]) and _is_brief(pair[0]):
            before.append(pair)
        else:
            rows.append([pair])
    return rows


def _is_brief(item: Item) -> bool:
    return isinstance(item, Numeral) and not item.interval and not item.trend and len(item.value) <= 8


def _fitting(rows: list[list[Numbered]], width: float, height: float) -> Room:
    gaps = ITEM_GAP * max(len(rows) - 1, 0)
    room = Room(width=width, height=height, value=_LEVELS[0][0], words=_LEVELS[0][1])
    for value, words in _LEVELS:
        room = replace(room, value=value, words=words)
        if sum(_row_height(row, room) for row in rows) + gaps <= height and _are_large(rows, room):
            break
    return room


def _are_large(rows: list[list[Numbered]], room: Room) -> bool:
    """Whether values side by side are not squeezed to less than the room's size."""
    pairs = [item for row in rows if len(row) > 1 for item, _ in row if isinstance(item, Numeral)]
    least = min(room.value, _LEAST_VALUE_IN_ROW)
    return all(value_size(item, _half(room)) >= least for item in pairs)


def _half(room: Room) -> Room:
    return replace(room, width=(room.width - ROW_GAP) / 2)


def _row_height(row: list[Numbered], room: Room) -> float:
    inner = _half(room) if len(row) > 1 else room
    return max((least_height(item, inner) for item, _ in row), default=0.0)


def _filled(rows: list[list[Numbered]], room: Room) -> Column:
    """The rows with their heights, what is left shared among charts, maps and trends."""
    heights = [_row_height(row, room) for row in rows]
    spare = max(room.height - sum(heights) - ITEM_GAP * max(len(rows) - 1, 0), 0.0)
    takers = [place for place, row in enumerate(rows) if takes_what_is_left(row[0][0])]
    wanted = sum(heights[place] for place in takers)
    for place in takers:
        most = most_height(rows[place][0][0], room)
        heights[place] = max(heights[place], min(heights[place] * (1 + spare / wanted), most))
    return Column(
        width=room.width,
        rows=tuple(
            tuple(
                Slot(
                    item=item, room=replace(_half(room) if len(row) > 1 else room, height=tall), papers=papers
                )
                for item, papers in row
            )
            for row, tall in zip(rows, heights, strict=True)
        ),
    )
