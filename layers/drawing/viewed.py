"""``Viewed``: what a map is to show, parsed already, and what lies under its layers."""

from __future__ import annotations

from dataclasses import dataclass, field

from shapely import MultiLineString, MultiPolygon, Polygon

from data.answers.filters import Filter
from data.answers.question import Form

_NO_LAND = MultiPolygon()
_NO_LINES = MultiLineString()


@dataclass(frozen=True, kw_only=True)
class Eye:
    """Centre of a map (OGC:CRS84 degrees) and its zoom on tiles of 512 pixels, as in a link."""

    lon: float
    lat: float
    zoom: float


@dataclass(frozen=True, kw_only=True)
class Viewed:
    """What a link shows: layers with their opacity in percent (top first), filter, form of counts.

    ``eye`` is ``None`` where the map is to fit the filter's regions, or the nation.
    ``is_uncertainty_shown`` hatches changes that do not stand out.
    """

    layers: tuple[tuple[str, int], ...]
    filter: Filter
    form: Form = Form.COUNT
    eye: Eye | None = None
    is_uncertainty_shown: bool = True


@dataclass(frozen=True, kw_only=True, eq=False)
class Surroundings:
    """Land abroad, lakes and the lines of the border with the neighbours, in OGC:CRS84.

    Two of them are equal only if they are the same, so that what is drawn of them can be kept. States
    come with the counties (:mod:`data.geography`). Without surroundings a map has the United States
    alone.
    """

    land: MultiPolygon = field(default=_NO_LAND)
    lakes: MultiPolygon = field(default=_NO_LAND)
    border: MultiLineString = field(default=_NO_LINES)


@dataclass(frozen=True, kw_only=True)
class PlanRegion:
    """A region of a plan: its name and shape in OGC:CRS84."""

    name: str
    shape: Polygon | MultiPolygon
