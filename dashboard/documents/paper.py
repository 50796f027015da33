"""Sheets, boxes on them and inks. Lengths are points (1/72 inch), right of and below the top left corner."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from data.briefs.content import Tone
from layers.drawing.picture import Theme


class Paper(StrEnum):
    """What a document is printed on; ``wide`` is the 16:9 of screens and slides."""

    LETTER = "letter"
    A4 = "a4"
    WIDE = "wide"


@dataclass(frozen=True, kw_only=True)
class Box:
    """A rectangle: its top left corner, width and height in points."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height

    def inside(self, across: float, down: float | None = None) -> Box:
        """The box without a margin left and right, and above and below."""
        rise = across if down is None else down
        return Box(
            x=self.x + across,
            y=self.y + rise,
            width=self.width - 2 * across,
            height=self.height - 2 * rise,
        )

    def below(self, height: float) -> Box:
        """What is left of the box under its first ``height`` points."""
        return replace(self, y=self.y + height, height=self.height - height)

    def columns(self, count: int, gap: float) -> tuple[Box, ...]:
        """The box as ``count`` equal columns with gaps between."""
        width = (self.width - gap * (count - 1)) / count
        return tuple(replace(self, x=self.x + index * (width + gap), width=width) for index in range(count))


def sheet(paper: Paper, *, is_upright: bool = False) -> Box:
    """The whole sheet, lying unless it is upright."""
    across, down = {Paper.LETTER: (792.0, 612.0), Paper.A4: (841.89, 595.28), Paper.WIDE: (960.0, 540.0)}[
        paper
    ]
    return (
        Box(x=0, y=0, width=down, height=across) if is_upright else Box(x=0, y=0, width=across, height=down)
    )


@dataclass(frozen=True, kw_only=True)
class Ink:
    """Colours of a page, ``#rrggbb``: words, lines, and marks of charts in the order of their series."""

    ground: str
    panel: str
    text: str
    quiet: str
    line: str
    band: str
    band_text: str
    synthetic: str
    series: tuple[str, ...]
    tones: tuple[tuple[Tone, str], ...]

    def of_tone(self, tone: Tone) -> str:
        """The fill of a mark of this tone."""
        return dict(self.tones)[tone]


_PRINT = Ink(
    ground="#ffffff",
    panel="#ffffff",
    text="#000000",
    quiet="#3f3f3f",
    line="#9a9a9a",
    band="#ffffff",
    band_text="#000000",
    synthetic="#000000",
    series=("#1d3f5e", "#7d8b98", "#b9c1c8", "#4a4a4a"),
    tones=(
        (Tone.PLAIN, "#5c6f80"),
        (Tone.STANDS_OUT, "#142c43"),
        (Tone.WITHIN_NOISE, "#c9d0d6"),
        (Tone.CANNOT_TELL, "#ffffff"),
    ),
)
_LIGHT = Ink(
    ground="#eef1f3",
    panel="#ffffff",
    text="#17222c",
    quiet="#51616f",
    line="#c3ccd3",
    band="#3a4859",
    band_text="#ffffff",
    synthetic="#5b2fa8",
    series=("#266694", "#96650f", "#2c755b", "#644793"),
    tones=(
        (Tone.PLAIN, "#51718a"),
        (Tone.STANDS_OUT, "#123f69"),
        (Tone.WITHIN_NOISE, "#c1ccd4"),
        (Tone.CANNOT_TELL, "#ffffff"),
    ),
)
_DARK = Ink(
    ground="#0b141d",
    panel="#131f2c",
    text="#dde7f0",
    quiet="#9fb2c4",
    line="#3a4d60",
    band="#3a4859",
    band_text="#ffffff",
    synthetic="#c9a7ff",
    series=("#7cc4e8", "#f2b53c", "#9fd0aa", "#c5b1e2"),
    tones=(
        (Tone.PLAIN, "#6f93a5"),
        (Tone.STANDS_OUT, "#f2b53c"),
        (Tone.WITHIN_NOISE, "#3d4f5e"),
        (Tone.CANNOT_TELL, "#131f2c"),
    ),
)
_CONTRAST = Ink(
    ground="#000000",
    panel="#000000",
    text="#ffffff",
    quiet="#e2e2e2",
    line="#8a8a8a",
    band="#000000",
    band_text="#ffffff",
    synthetic="#e3d0ff",
    series=("#8fe3ff", "#ffd479", "#a6f0b4", "#e3d0ff"),
    tones=(
        (Tone.PLAIN, "#b4c7d6"),
        (Tone.STANDS_OUT, "#ffd479"),
        (Tone.WITHIN_NOISE, "#6a6a6a"),
        (Tone.CANNOT_TELL, "#000000"),
    ),
)


def ink_of(theme: Theme) -> Ink:
    """The inks of a theme; those of ``print`` differ in lightness, so that grey paper tells them apart."""
    return {Theme.PRINT: _PRINT, Theme.LIGHT: _LIGHT, Theme.DARK: _DARK, Theme.CONTRAST: _CONTRAST}[theme]
