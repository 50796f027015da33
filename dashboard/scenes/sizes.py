"""How large words are on the wall, and how much room they take.

All sizes are pixels of a scene of 1920 by 1080; the style sheet scales them with the scene. The rule:
capital letters are at least a two-hundredth of the distance high (15 mm at 3 m, 17 minutes of arc;
ISO 9241-303:2011 asks for 16 at least and 20 to 22 where reading is to be easy). On a wall of 55 inches
a pixel of 1920 by 1080 is 0.634 mm, capitals of Public Sans are 0.72 em: text of 34 px has capitals of
15.5 mm. Steps below :data:`LEAST` are for words longer than a brief should have.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

WIDTH, HEIGHT = 1920.0, 1080.0
LEAST = 34
"""Smallest text that is made to be read from 3 m."""
LEAST_ALONE = 150
"""Smallest value of a numeral that has a panel to itself."""
STEPS = (20, 23, 26, 30, 34, 38, 42, 48, 56, 64, 76, 90, 110, 130, 150, 180, 220, 260, 300, 340)
"""All sizes there are: each is a class ``s34`` of the style sheet."""
LEADING = 1.22
"""Line height, in sizes."""

_LETTERS: Mapping[int, str] = {
    24: " ",
    26: "':`i’·",
    28: "!;j|",
    30: ",.I",
    32: "(l",
    34: ")[]",
    36: "{}",
    38: "/\\",
    40: "-Jf",
    42: "rt",
    44: "*",
    46: '"',
    48: "^",
    50: "z",
    52: "sv",
    54: "?_",
    56: "cy",
    58: "+<=>Laekox−–×",
    60: "hnu~",
    62: "#FTbdpq",
    64: "EYg",
    66: "PZ",
    68: "$B",
    70: "0123456789RSV",
    72: "ACDKUX",
    76: "&GO",
    78: "HNQ",
    80: "w",
    84: "@",
    90: "m",
    92: "M",
    94: "%",
    98: "W",
}
"""Letters by their width in hundredths of an em: Public Sans, semi-bold; digits as wide as in tables."""
_WIDTHS = {letter: width / 100 for width, letters in _LETTERS.items() for letter in letters}
_OTHER = 0.8
"""Width of a letter that is not listed, in em."""
_STRONG = 1.02


def width_of(words: str, size: float, *, is_strong: bool = False) -> float:
    """Width of words in one line of Public Sans, pixels; a little more than it is."""
    ems = sum(_WIDTHS.get(letter, _OTHER) for letter in words)
    return ems * size * (_STRONG if is_strong else 1.0)


def broken(words: str, size: float, width: float, *, is_strong: bool = False) -> list[str]:
    """The lines that words take in a box, broken between words; a word that is too long stays whole."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size, is_strong=is_strong) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def lines_of(words: str, size: float, width: float, *, is_strong: bool = False) -> int:
    """Number of lines that words take in a box; a word that is too long is broken by letters."""
    long = sum(int(width_of(word, size, is_strong=is_strong) // width) for word in words.split())
    return len(broken(words, size, width, is_strong=is_strong)) + long


def height_of(words: str, size: float, width: float, *, is_strong: bool = False) -> float:
    """Height of words in a box, pixels; none for no words."""
    return lines_of(words, size, width, is_strong=is_strong) * size * LEADING if words else 0.0


def fitted(words: str, width: float, height: float, *, steps: Sequence[int], is_strong: bool = False) -> int:
    """The largest step at which words fit a box without breaking a word; the smallest if none does."""
    for size in sorted(steps, reverse=True):
        is_narrow = all(width_of(word, size, is_strong=is_strong) <= width for word in words.split())
        if is_narrow and height_of(words, size, width, is_strong=is_strong) <= height:
            return size
    return min(steps)


def in_one_line(words: str, width: float, *, steps: Sequence[int], is_strong: bool = True) -> int:
    """The largest step at which words fit one line; the smallest if none does."""
    fits = [size for size in steps if width_of(words, size, is_strong=is_strong) <= width]
    return max(fits, default=min(steps))
