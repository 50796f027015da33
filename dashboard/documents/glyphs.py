"""Glyphs that Public Sans for the web lacks and contents use, drawn as plain outlines.

The npm package holds Latin letters; arrows, triangles and signs of comparison are not among them.
Outlines are in parts of the em, right and up of the baseline, each contour clockwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, pi, sin

Contour = tuple[tuple[float, float], ...]
"""Corners in parts of the em, x to the right and y up."""


@dataclass(frozen=True, kw_only=True)
class Outline:
    """One glyph: its advance and contours in parts of the em."""

    advance: float
    contours: tuple[Contour, ...]


def _mirrored(outline: Outline) -> Outline:
    """The same, left and right changed; contours are turned so that they stay clockwise."""
    contours = tuple(
        tuple((outline.advance - x, y) for x, y in reversed(contour)) for contour in outline.contours
    )
    return Outline(advance=outline.advance, contours=contours)


def _upside_down(outline: Outline, *, middle: float) -> Outline:
    contours = tuple(tuple((x, 2 * middle - y) for x, y in reversed(contour)) for contour in outline.contours)
    return Outline(advance=outline.advance, contours=contours)


def _circle(radius: float, *, is_hole: bool = False) -> Contour:
    turn = 1 if is_hole else -1
    corners = (turn * 2 * pi * step / 32 for step in range(32))
    return tuple((0.40 + radius * cos(angle), 0.35 + radius * sin(angle)) for angle in corners)


def _square(half: float, *, is_hole: bool = False) -> Contour:
    low, high, left, right = 0.35 - half, 0.35 + half, 0.40 - half, 0.40 + half
    corners = ((left, low), (left, high), (right, high), (right, low))
    return corners[::-1] if is_hole else corners


_UP = Outline(advance=0.80, contours=(((0.06, 0.0), (0.40, 0.68), (0.74, 0.0)),))
_RIGHT_POINTER = Outline(advance=0.80, contours=(((0.10, 0.02), (0.10, 0.68), (0.74, 0.35)),))
_LESS = ((0.06, 0.31), (0.06, 0.41), (0.52, 0.62), (0.52, 0.53), (0.155, 0.36), (0.52, 0.19), (0.52, 0.10))
_AT_MOST = Outline(advance=0.58, contours=(_LESS, ((0.06, -0.04), (0.06, 0.04), (0.52, 0.04), (0.52, -0.04))))
_ARROW = Outline(
    advance=0.90,
    contours=(
        (
            (0.06, 0.31),
            (0.06, 0.39),
            (0.67, 0.39),
            (0.49, 0.57),
            (0.55, 0.63),
            (0.84, 0.35),
            (0.55, 0.07),
            (0.49, 0.13),
            (0.67, 0.31),
        ),
    ),
)
_CHECK = Outline(
    advance=0.80,
    contours=(((0.08, 0.34), (0.14, 0.40), (0.30, 0.22), (0.66, 0.66), (0.73, 0.60), (0.31, 0.08)),),
)

OUTLINES: Mapping[str, Outline] = {
    "▲": _UP,
    "▼": _upside_down(_UP, middle=0.34),
    "▶": _RIGHT_POINTER,
    "◀": _mirrored(_RIGHT_POINTER),
    "≤": _AT_MOST,
    "≥": _mirrored(_AT_MOST),
    "→": _ARROW,
    "←": _mirrored(_ARROW),
    "✓": _CHECK,
    "●": Outline(advance=0.80, contours=(_circle(0.30),)),
    "○": Outline(advance=0.80, contours=(_circle(0.30), _circle(0.23, is_hole=True))),
    "■": Outline(advance=0.80, contours=(_square(0.29),)),
    "□": Outline(advance=0.80, contours=(_square(0.29), _square(0.22, is_hole=True))),
}
