"""Colour ramps, one list of colours per theme, low to high.

Each ramp rises steadily in lightness (falls, on a light ground), so that its order
survives any colour-vision deficiency and a black-and-white print. A contract test
measures that.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Ramp:
    """Colours as ``#rrggbb``, low to high, for the dark, light and high-contrast themes."""

    key: str
    dark: tuple[str, ...]
    light: tuple[str, ...]
    contrast: tuple[str, ...]


EMBER = Ramp(
    key="ember",
    dark=("#5b2a5e", "#8f2f6b", "#c43c5f", "#ea5f45", "#f8964a", "#ffd479"),
    light=("#f4c9a0", "#f0a173", "#e07555", "#c24a4f", "#942c52", "#5a1648"),
    contrast=("#7a3b8f", "#b03a8c", "#e0487a", "#ff7a5c", "#ffb35c", "#fff0b0"),
)
"""Incidents."""

TIDE = Ramp(
    key="tide",
    dark=("#24466b", "#2a6390", "#3483b0", "#4fa5c9", "#83c6dc", "#c4e6ee"),
    light=("#cfe3ec", "#a3cadd", "#71aac9", "#458ab3", "#266694", "#123f69"),
    contrast=("#2f5f92", "#3a80bb", "#52a5dd", "#7cc4ee", "#ade0f7", "#e6fbff"),
)
"""Regions filled by a count."""

BRASS = Ramp(
    key="brass",
    dark=("#ffd479",),
    light=("#8a5a00",),
    contrast=("#ffe9a8",),
)
"""Marks of one colour: ports of entry."""

SLATE = Ramp(
    key="slate",
    dark=("#8fb8ff",),
    light=("#2b57a8",),
    contrast=("#bcd6ff",),
)
"""Outlines of one colour: task-force regions."""

BALANCE = Ramp(
    key="balance",
    dark=("#7cc4ee", "#4f93bd", "#35617e", "#7d5a3a", "#c07f3c", "#f4b55c"),
    light=("#0b4f7d", "#3f86b3", "#9cc3da", "#e9c592", "#c47f2c", "#7d4600"),
    contrast=("#8fd6ff", "#4ba3dc", "#2b6c99", "#9a6a2c", "#dd9a3c", "#ffd089"),
)
"""Change: blue for fewer, ochre for more, equally strong either way and safe for colour-blind readers."""
