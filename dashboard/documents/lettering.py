"""Widths of words and where lines break, the same for paper and slides. Sizes and widths are in points."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from reportlab.pdfbase.pdfmetrics import getFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont

from dashboard.documents.fonts import Weight

_STAND_INS: Mapping[str, str] = {"\u2011": "-", "\u2010": "-", "\t": " ", "\u2007": " ", "\u202f": "\u00a0"}
_UNKNOWN = "?"


@dataclass(frozen=True, kw_only=True)
class Face:
    """A weight of Public Sans at a size in points."""

    size: float
    weight: Weight = Weight.REGULAR

    @property
    def leading(self) -> float:
        """From one baseline to the next."""
        return self.size * (1.04 if self.size > 24 else 1.28)


def shown(words: str) -> str:
    """The words in letters that the fonts have; any other is a question mark."""
    known = _letters()
    if all(letter in known for letter in words):
        return words
    stood_in = (_STAND_INS.get(letter, letter) for letter in words)
    return "".join(letter if letter in known else _UNKNOWN for letter in stood_in)


@lru_cache(maxsize=20_000)
def _unit_width(words: str, weight: Weight) -> float:
    return float(stringWidth(shown(words), weight.font, 1000.0)) / 1000


def width_of(words: str, face: Face) -> float:
    """How wide one line is."""
    return _unit_width(words, face.weight) * face.size


def lines_of(words: str, face: Face, width: float) -> tuple[str, ...]:
    """The words in lines no wider than ``width``; a longer word is broken between letters."""
    lines: list[str] = []
    line = ""
    # A sign of percent stays with its number.
    for word in re.split(r"[ \n]+", words.strip().replace(" %", "\u00a0%")):
        longer = f"{line} {word}" if line else word
        if width_of(longer, face) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *whole, line = _broken(word, face, width)
        lines += whole
    return (*lines, line) if line or not lines else tuple(lines)


def cut_to(words: str, face: Face, width: float) -> str:
    """The words in one line, ended by an ellipsis if they are too long."""
    if width_of(words, face) <= width:
        return words
    kept = words
    while kept and width_of(f"{kept}…", face) > width:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def _broken(word: str, face: Face, width: float) -> tuple[str, ...]:
    if width_of(word, face) <= width:
        return (word,)
    pieces, piece = [], ""
    for letter in word:
        if piece and width_of(piece + letter, face) > width:
            pieces.append(piece)
            piece = ""
        piece += letter
    return (*pieces, piece)


@cache
def _letters() -> frozenset[str]:
    # Present in every weight, as all are built from the same letters.
    font = getFont(Weight.REGULAR.font)
    return frozenset(map(chr, font.face.charToGlyph)) if isinstance(font, TTFont) else frozenset()
