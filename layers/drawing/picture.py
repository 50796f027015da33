"""``Picture``: a map as shapes on a plane, which any format can draw.

Coordinates are points right of and below the top left corner; colours are ``#rrggbb``. Order is the
order of drawing. Pictures of the theme ``print`` can be read in black and white: classes differ in
lightness and hatching, kinds of places in shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Ring = NDArray[np.float32]
"""Corners of a ring, shape (n, 2); the first is not repeated at the end."""


class Theme(StrEnum):
    """For which ground a picture is drawn."""

    DARK = "dark"
    LIGHT = "light"
    CONTRAST = "contrast"
    PRINT = "print"


@dataclass(frozen=True, kw_only=True)
class Area:
    """One region with its holes, filled by the even-odd rule. ``None`` leaves fill or outline out."""

    rings: tuple[Ring, ...]
    fill: str | None
    outline: str | None = None
    outline_width: float = 0.0
    opacity: float = 1.0
    is_hatched: bool = False
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line; ``dash`` are lengths of stroke and gap in points, empty if it has none."""

    points: Ring
    colour: str
    width: float
    dash: tuple[float, ...] = ()
    opacity: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A place: one of the shapes of :class:`layers.base.Style`, with its radius in points."""

    x: float
    y: float
    radius: float
    shape: str
    fill: str
    outline: str
    opacity: float = 1.0
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Label:
    """Words whose middle is at the point; ``halo`` is the colour around the letters."""

    x: float
    y: float
    words: str
    size: float
    colour: str
    halo: str
    is_strong: bool = False


Shape = Area | Line | Mark | Label


@dataclass(frozen=True, kw_only=True)
class Swatch:
    """One line of a legend: how it looks and what it means."""

    words: str
    fill: str
    is_hatched: bool = False
    shape: str = ""
    """Empty for an area, else the shape of the mark."""


@dataclass(frozen=True, kw_only=True)
class LegendPart:
    """The legend of one layer, with its unit, caveat, source and day in words."""

    title: str
    swatches: tuple[Swatch, ...]
    note: str
    source: str
    is_synthetic: bool


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A map of ``width`` by ``height`` points. ``alt`` says in words what it shows."""

    width: float
    height: float
    background: str
    shapes: tuple[Shape, ...]
    legend: tuple[LegendPart, ...]
    alt: str
    scale_words: str
    scale_length: float
    """Points that the words of the scale (``200 mi``) come to."""
