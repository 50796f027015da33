"""Names on a map: the largest first, none over another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from layers.drawing.ink import Ink
from layers.drawing.picture import Label

_EMS = 0.6
"""Width of a letter, sizes: a little more than that of most."""
_LEADING = 1.08
_MARGIN = 0.25
"""Room around words, sizes."""
_BROKEN_FROM = 13
"""Names longer than this many letters are set in two lines."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A name that would like to stand with its middle at a point, or around a mark of a radius there.

    ``value`` is set below the name, stronger wishes are granted first.
    """

    x: float
    y: float
    name: str
    strength: float
    value: str = ""
    radius: float = 0.0


class Names:
    """Boxes that are taken, and the labels set so far."""

    def __init__(self, bounds: Box, *, size: float, ink: Ink) -> None:
        """No label is set outside ``bounds`` (left, top, right, bottom); ``size`` in points."""
        self._bounds, self._size, self._ink = bounds, size, ink
        self._taken: list[Box] = []
        self.labels: list[Label] = []

    def keep_free(self, box: Box) -> None:
        """Set no label over a box."""
        self._taken.append(box)

    def grant(self, wishes: Iterable[Wish], *, most: int) -> None:
        """Set at most so many of the names, the strongest first, where there is room."""
        left = most
        for wish in sorted(wishes, key=lambda wish: (-wish.strength, wish.name)):
            left -= self._set(wish) if left > 0 else 0

    def _set(self, wish: Wish) -> bool:
        words = "\n".join(part for part in (_broken(wish.name), wish.value) if part)
        lines = words.split("\n")
        width = max(len(line) for line in lines) * self._size * _EMS
        height = len(lines) * self._size * _LEADING
        for x, y in _places(wish, width, height):
            box = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
            if self._is_free(box):
                self._taken.append(box)
                self.labels.append(self._label(x, y, words))
                return True
        return False

    def _label(self, x: float, y: float, words: str) -> Label:
        return Label(
            x=round(x, 1),
            y=round(y, 1),
            words=words,
            size=self._size,
            colour=self._ink.words,
            halo=self._ink.halo,
            is_strong=True,
        )

    def _is_free(self, box: Box) -> bool:
        margin = _MARGIN * self._size
        left, top, right, bottom = box
        west, north, east, south = self._bounds
        if left < west + margin or right > east - margin or top < north + margin or bottom > south - margin:
            return False
        return not any(
            left - margin < other[2]
            and right + margin > other[0]
            and top - margin < other[3]
            and bottom + margin > other[1]
            for other in self._taken
        )


def without_common_words(names: Iterable[str]) -> list[str]:
    """Names without the words that begin or end them all, as the title of the legend says these.

    Examples
    --------
    >>> without_common_words(["Tucson Sector", "El Paso Sector"])
    ['Tucson', 'El Paso']
    """
    found = list(names)
    while len(found) > 1 and len({name.partition(" ")[0] for name in found}) == 1:
        shorter = [name.partition(" ")[2] for name in found]
        if not all(shorter):
            break
        found = shorter
    while len(found) > 1 and len({name.rpartition(" ")[2] for name in found}) == 1:
        shorter = [name.rpartition(" ")[0] for name in found]
        if not all(shorter):
            break
        found = shorter
    return found


def _places(wish: Wish, width: float, height: float) -> list[tuple[float, float]]:
    if not wish.radius:
        return [(wish.x, wish.y)]
    off = wish.radius + 3
    return [
        (wish.x, wish.y - off - height / 2),
        (wish.x, wish.y + off + height / 2),
        (wish.x + off + width / 2, wish.y),
        (wish.x - off - width / 2, wish.y),
    ]


def _broken(name: str) -> str:
    """A long name in two lines of about the same length."""
    if len(name) <= _BROKEN_FROM or " " not in name:
        return name
    spaces = [place for place, letter in enumerate(name) if letter == " "]
    middle = min(spaces, key=lambda place: abs(place - len(name) / 2))
    return f"{name[:middle]}\n{name[middle + 1 :]}"
