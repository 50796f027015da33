"""``Layer``: data plus one pure function, not a subclass.

A layer says what it asks of ``data``, where its geometry comes from and how it looks.
The map component knows kinds of layer, not which layers exist.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from data.answers.filters import Filter
from data.answers.question import Question
from layers.palette import Ramp


class Kind(StrEnum):
    """How a layer is drawn."""

    CELLS = "cells"
    POINTS = "points"
    REGIONS = "regions"


@dataclass(frozen=True, kw_only=True)
class Points:
    """Where the points of a layer are: one item per place, OGC:CRS84 degrees.

    ``classes`` decides the shape of the mark.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    classes: tuple[str, ...]
    lon: tuple[float, ...]
    lat: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Size:
    """Radius of a point in CSS pixels, from ``minimum_px`` at none to ``maximum_px`` at the largest value.

    Area grows with the value, so the radius grows with its square root.
    """

    minimum_px: float
    maximum_px: float


@dataclass(frozen=True, kw_only=True)
class Style:
    """How values look: a ramp of colours, low to high, and the marks' shape and outline."""

    ramp: Ramp
    is_outline_only: bool = False
    is_clickable: bool = True
    size: Size | None = None
    shapes: tuple[tuple[str, str], ...] = ()
    """Class of a point to one of circle, triangle, square, diamond."""
    min_zoom: float | None = None


@dataclass(frozen=True, kw_only=True)
class Layer:
    """One map layer.

    ``asks`` is the question in words; ``ask`` makes it for a filter and a zoom level.
    ``region_set`` goes with ``Kind.REGIONS``, ``points`` with ``Kind.POINTS``. Source, as-of date
    and the measure's own caveats come with each answer; ``caveat`` is what this picture adds.
    """

    key: str
    title: str
    order: int
    kind: Kind
    asks: str
    ask: Callable[[Filter, float], Question]
    style: Style
    legend_title: str
    caveat: str
    is_on_at_start: bool = False
    is_approximate: bool = False
    region_set: str | None = None
    points: Callable[[], Points] | None = None
