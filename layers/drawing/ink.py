"""Colours of the map's ground and lines for each theme, those of ``dashboard/map/src/themes.ts``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from layers.drawing.picture import Theme
from layers.palette import Ramp


@dataclass(frozen=True, kw_only=True)
class Ink:
    """Colours as ``#rrggbb``; ``fill`` and ``cell`` are how strongly these cover what is below."""

    water: str
    land: str
    home: str
    coast: str
    state_line: str
    border: str
    border_casing: str
    hidden: str
    same: str
    outline: str
    mark_edge: str
    words: str
    quiet: str
    halo: str
    accent: str
    fill: float
    cell: float


_INKS: Mapping[Theme, Ink] = {
    Theme.DARK: Ink(
        water="#0a141e",
        land="#131e29",
        home="#1b2937",
        coast="#35506a",
        state_line="#58728c",
        border="#f3e7cb",
        border_casing="#060d14",
        hidden="#3d4f61",
        same="#4a5663",
        outline="#8fa8c0",
        mark_edge="#0a141e",
        words="#eaf2f9",
        quiet="#9fb3c6",
        halo="#0c1722",
        accent="#5ee0d0",
        fill=0.78,
        cell=0.9,
    ),
    Theme.LIGHT: Ink(
        water="#cfdde3",
        land="#ece6d9",
        home="#faf7f0",
        coast="#8fa6b1",
        state_line="#a99d85",
        border="#33302a",
        border_casing="#fdfbf6",
        hidden="#d8d2c5",
        same="#ded8ca",
        outline="#6f8190",
        mark_edge="#fdfbf6",
        words="#16283a",
        quiet="#5d5444",
        halo="#fbf8f1",
        accent="#006d77",
        fill=0.8,
        cell=0.9,
    ),
    Theme.CONTRAST: Ink(
        water="#000000",
        land="#0d0d0d",
        home="#1a1a1a",
        coast="#8f9ba6",
        state_line="#a8a8a8",
        border="#ffffff",
        border_casing="#000000",
        hidden="#6a6a6a",
        same="#5c5c5c",
        outline="#e0e0e0",
        mark_edge="#000000",
        words="#ffffff",
        quiet="#e2e2e2",
        halo="#000000",
        accent="#00ffe0",
        fill=0.92,
        cell=1.0,
    ),
    Theme.PRINT: Ink(
        water="#f1f1f1",
        land="#fbfbfb",
        home="#ffffff",
        coast="#9a9a9a",
        state_line="#8c8c8c",
        border="#000000",
        border_casing="#ffffff",
        hidden="#ffffff",
        same="#f4f4f4",
        outline="#555555",
        mark_edge="#000000",
        words="#000000",
        quiet="#444444",
        halo="#ffffff",
        accent="#000000",
        fill=1.0,
        cell=1.0,
    ),
}


def ink(theme: Theme) -> Ink:
    """The colours of a theme; those for print are without hue."""
    return _INKS[theme]


def ramp_colours(ramp: Ramp, theme: Theme) -> tuple[str, ...]:
    """Colours of a ramp, low to high; print has the light ones, which darken step by step."""
    return {Theme.DARK: ramp.dark, Theme.CONTRAST: ramp.contrast}.get(theme, ramp.light)


def over(colour: str, ground: str, share: float) -> str:
    """The colour that is seen where one covers another by a share from 0 to 1.

    Examples
    --------
    >>> over("#ffffff", "#000000", 0.5)
    '#808080'
    """
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    return "#" + "".join(f"{round(top * share + below * (1 - share)):02x}" for top, below in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
