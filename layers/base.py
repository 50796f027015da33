"""``Layer``: data plus one pure function, not a subclass.

A layer says what it asks of ``data``, where its geometry comes from and how it looks.
The map component knows kinds of layer, not which layers exist.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from data.answers.filters import Filter
from data.answers.question import Answer, Form, Question
from layers.palette import Ramp


class Kind(StrEnum):
    """How a layer is drawn. ``HEAT`` is the geometry of ``CELLS``, smoothed by the map."""

    CELLS = "cells"
    HEAT = "heat"
    POINTS = "points"
    REGIONS = "regions"


class Group(StrEnum):
    """The heading under which the layer list shows a layer."""

    INCIDENTS = "Incidents"
    PUBLISHED = "Published figures"
    PROGRAMMES = "Programmes"
    BOUNDARIES = "Boundaries"


@dataclass(frozen=True, kw_only=True)
class View:
    """What a layer needs to know of the map: its zoom, and the form in which counts are wanted."""

    zoom: float = 4.0
    form: Form = Form.COUNT


@dataclass(frozen=True, kw_only=True)
class Points:
    """Where the points of a layer are: one item per place, OGC:CRS84 degrees.

    ``classes`` decides the shape of the mark. ``notes`` is one line about each place for its
    card, or empty.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    classes: tuple[str, ...]
    lon: tuple[float, ...]
    lat: tuple[float, ...]
    notes: tuple[str, ...] = ()


Row = Mapping[str, Any]
"""One row of a packaged table: column name to value, ``None`` where it is not known."""


@dataclass(frozen=True, kw_only=True)
class Institutions:
    """Which rows of a packaged table a layer shows, and what each is called.

    All rows are meant, or those with ``value`` in ``column``.
    """

    table: str
    name_of: Callable[[Row], str]
    column: str = ""
    value: str = ""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One line of a card: what it is, and what it says."""

    label: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Size:
    """Radius of a point in CSS pixels, from ``minimum_px`` at none to ``maximum_px`` at the largest value.

    Area grows with the value, so the radius grows with its square root.
    """

    minimum_px: float
    maximum_px: float


@dataclass(frozen=True, kw_only=True)
class Style:
    """How values look: a ramp of colours, low to high, and the marks' shape and outline.

    ``breaks`` are class limits that do not follow the values, for small whole numbers that mean
    something. ``none_words`` says what zero means where zero is worth a colour of its own.
    """

    ramp: Ramp
    is_outline_only: bool = False
    is_clickable: bool = True
    size: Size | None = None
    shapes: tuple[tuple[str, str], ...] = ()
    """Class of a point to one of circle, triangle, triangle-down, square, diamond, star, pentagon,
    hexagon, cross, ring."""
    min_zoom: float | None = None
    breaks: tuple[float, ...] = ()
    none_words: str = ""


@dataclass(frozen=True, kw_only=True)
class Layer:
    """One map layer.

    ``asks`` is the question in words; ``ask`` makes it for a filter and a view. ``forms`` are
    the forms that it can take; a view that wants another is given a count.
    ``region_set`` goes with ``Kind.REGIONS``, ``points`` with ``Kind.POINTS``. Source, as-of date
    and the measure's own caveats come with each answer; ``caveat`` is what this picture adds.
    ``place_words`` says what one place of the layer is, where the layer is of points.
    ``institutions`` are the table rows that it shows, if it shows any; ``notes`` is one line about
    a region, by its id; ``facts`` are what a packaged table says of a place, by its id; ``summary``
    sums an answer up in words for the legend.
    """

    key: str
    title: str
    group: Group
    order: int
    kind: Kind
    asks: str
    ask: Callable[[Filter, View], Question]
    style: Style
    legend_title: str
    caveat: str
    forms: tuple[Form, ...] = (Form.COUNT,)
    is_on_at_start: bool = False
    is_approximate: bool = False
    region_set: str | None = None
    points: Callable[[], Points] | None = None
    place_words: str = ""
    institutions: Institutions | None = None
    notes: Callable[[], Mapping[str, str]] | None = None
    facts: Callable[[str], tuple[Fact, ...]] | None = None
    summary: Callable[[Answer], str] | None = None

    def question(self, filter_: Filter, view: View) -> Question:
        """The layer's question for a filter and a view, in a form that the layer can take."""
        form = view.form if view.form in self.forms else Form.COUNT
        return self.ask(filter_, View(zoom=view.zoom, form=form))
