"""How the legend of a map is set into a width. Lengths are points."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.documents.fonts import Weight
from dashboard.documents.lettering import Face, lines_of, width_of
from dashboard.documents.parts import Legend
from layers.drawing.picture import LegendPart, Swatch

_SIZE = 9.0
_SWATCH = 13.0


@dataclass(frozen=True, kw_only=True)
class LegendLine:
    """A line of words, or a swatch with its words, at its place in the legend."""

    x: float
    y: float
    words: str
    face: Face
    swatch: Swatch | None = None
    is_quiet: bool = False


@dataclass(frozen=True, kw_only=True)
class SetLegend:
    """A legend as it is set; ``y`` of its lines are baselines."""

    lines: tuple[LegendLine, ...]
    height: float
    swatch: float
    """Side of a swatch."""


def set_legend(legend: Legend, width: float, scale: float) -> SetLegend:
    """The legend set into ``width`` points, swatches beside each other as far as they go."""
    lines: list[LegendLine] = []
    y = 0.0
    for part in legend.parts:
        y = _set_part(part, lines, y=y, width=width, scale=scale)
    return SetLegend(lines=tuple(lines), height=y, swatch=_SWATCH * scale * 0.72)


def _set_part(part: LegendPart, lines: list[LegendLine], *, y: float, width: float, scale: float) -> float:
    face = Face(size=_SIZE * scale)
    strong = Face(size=_SIZE * scale, weight=Weight.STRONG)
    for words in lines_of(part.title, strong, width):
        y += face.leading
        lines.append(LegendLine(x=0, y=y - face.size * 0.25, words=words, face=strong))
    x, indent = 0.0, _SWATCH * scale
    y += face.leading if part.swatches else 0
    for swatch in part.swatches:
        wide = indent + width_of(swatch.words, face) + 10 * scale
        if x and x + wide - 10 * scale > width:
            x, y = 0.0, y + face.leading
        lines.append(LegendLine(x=x, y=y - face.size * 0.25, words=swatch.words, face=face, swatch=swatch))
        x += wide
    said = ". ".join(
        words.rstrip(".") for words in (part.note, part.source, _synthetic(part)) if words.strip()
    )
    small = Face(size=_SIZE * scale * 0.9)
    for words in lines_of(said, small, width) if said else ():
        y += small.leading
        lines.append(LegendLine(x=0, y=y - small.size * 0.25, words=words, face=small, is_quiet=True))
    return y + 3 * scale


def _synthetic(part: LegendPart) -> str:
    return "SYNTHETIC data" if part.is_synthetic and "SYNTHETIC" not in part.note + part.source else ""
