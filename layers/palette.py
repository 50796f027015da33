"""Colour ramps, one list of colours per theme, low to high.

Each ramp rises steadily in lightness (falls, on a light ground), so that its order
survives any colour-vision deficiency and a black-and-white print. Marks and outlines
stand out 3 to 1 from every ground that they may lie on, and marks of one shape differ
in colour for every kind of colour vision. Tests measure all of that.
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


def _mark(key: str, dark: str, light: str, contrast: str) -> Ramp:
    return Ramp(key=key, dark=(dark,), light=(light,), contrast=(contrast,))


EMBER = Ramp(
    key="ember",
    dark=("#5b2a5e", "#8f2f6b", "#c43c5f", "#ea5f45", "#f8964a", "#ffd479"),
    light=("#f4c9a0", "#f0a173", "#e07555", "#c24a4f", "#942c52", "#5a1648"),
    contrast=("#7a3b8f", "#b03a8c", "#e0487a", "#ff7a5c", "#ffb35c", "#fff0b0"),
)
"""Incidents by cell."""

TIDE = Ramp(
    key="tide",
    dark=("#24466b", "#2a6390", "#3483b0", "#4fa5c9", "#83c6dc", "#c4e6ee"),
    light=("#cfe3ec", "#a3cadd", "#71aac9", "#458ab3", "#266694", "#123f69"),
    contrast=("#2f5f92", "#3a80bb", "#52a5dd", "#7cc4ee", "#ade0f7", "#e6fbff"),
)
"""Incidents by region."""

FERN = Ramp(
    key="fern",
    dark=("#2c4f46", "#336f5b", "#459173", "#69b28c", "#9fd0aa", "#d8edcf"),
    light=("#d5e8d6", "#abd3b3", "#7cb893", "#4f9876", "#2c755b", "#124d3f"),
    contrast=("#2f6b58", "#3c8f73", "#58b490", "#84d1a9", "#b5e8c4", "#ebfde3"),
)
"""Published encounters."""

IRIS = Ramp(
    key="iris",
    dark=("#453f74", "#5f5398", "#7f6cb8", "#a28bd0", "#c5b1e2", "#e8dcf4"),
    light=("#e4dcf0", "#c8b8e2", "#a892cf", "#8669b5", "#644793", "#40286a"),
    contrast=("#5d52a0", "#7f6ec8", "#a18ee2", "#bfaff0", "#dacff8", "#f6f0ff"),
)
"""Published seizures."""

LOAM = Ramp(
    key="loam",
    dark=("#4e4636", "#6f6247", "#94815a", "#b7a272", "#d5c598", "#f1e7c8"),
    light=("#ece2c8", "#d6c59c", "#bba474", "#977f52", "#6f5b38", "#483a22"),
    contrast=("#6b5f45", "#91805a", "#b8a473", "#d6c494", "#ebdebb", "#fdf6e0"),
)
"""Agreements with local agencies."""

DUSK = Ramp(
    key="dusk",
    dark=("#3d4f5e", "#527083", "#6f93a5", "#97b5c1", "#c0d5da", "#e8f2f1"),
    light=("#d9e4e6", "#b4c9cf", "#8caab5", "#648896", "#446675", "#294351"),
    contrast=("#4c6b80", "#678fa8", "#8ab3c9", "#b1d0de", "#d2e6ed", "#f3fcfd"),
)
"""Reach of task forces."""

BRASS = _mark("brass", "#ffd479", "#8a5a00", "#ffe9a8")
"""Ports of entry."""

STONE = _mark("stone", "#a8a39b", "#57534d", "#b9b4ab")
"""User-fee airports; detention facilities; outlines of counties and states."""

JADE = _mark("jade", "#5fd3b4", "#00705a", "#7df0cf")
"""BEST offices; outlines of ERO areas."""

INDIGO = _mark("indigo", "#8fa3ff", "#3a45b0", "#b3c0ff")
"""Seahawk and seaport centres."""

LIME = _mark("lime", "#c5d86d", "#5d6b00", "#deef86")
"""JIATF."""

ORCHID = _mark("orchid", "#d79bef", "#7d3a9c", "#eabcff")
"""JTTF offices; outlines of field offices."""

SKY = _mark("sky", "#6fc3f2", "#12658f", "#9bdcff")
"""IBETs."""

COPPER = _mark("copper", "#f0a26b", "#a04a14", "#ffbd8a")
"""HIDTA; outlines of sectors."""

ROSE = _mark("rose", "#f2a7b8", "#9c3f5c", "#ffc6d3")
"""Fusion centers."""

AZURE = _mark("azure", "#6f9dff", "#2450c8", "#8fb4ff")
"""Posts abroad."""

SLATE = _mark("slate", "#8fb8ff", "#2b57a8", "#bcd6ff")
"""Outlines of task-force regions."""

BALANCE = Ramp(
    key="balance",
    dark=("#7cc4ee", "#4f93bd", "#35617e", "#7d5a3a", "#c07f3c", "#f4b55c"),
    light=("#0b4f7d", "#3f86b3", "#9cc3da", "#e9c592", "#c47f2c", "#7d4600"),
    contrast=("#8fd6ff", "#4ba3dc", "#2b6c99", "#9a6a2c", "#dd9a3c", "#ffd089"),
)
"""Change: blue for fewer, ochre for more, equally strong either way and safe for colour-blind readers."""

GROUNDS: dict[str, tuple[str, ...]] = {
    "dark": ("#1b2937", "#131e29", "#0a141e"),
    "light": ("#faf7f0", "#ece6d9", "#cfdde3"),
    "contrast": ("#1a1a1a", "#0d0d0d", "#000000"),
}
"""Home land, other land and water of the base map, per theme: what colours are measured against."""
