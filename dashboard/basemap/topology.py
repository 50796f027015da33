"""TopoJSON decoded: areas, and the arcs that they share.

Source: the TopoJSON Format Specification 1.0, quantised topologies. Only what the map
packages use is read: Polygon, MultiPolygon, LineString and MultiLineString.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from dashboard.basemap.antimeridian import cut, unrolled, unrolled_ring
from data.errors import UnreadableExtractError, Where

Coordinates = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Shape:
    """One geometry with what the file says of it; ``arcs`` are the numbers of the arcs in it."""

    id: str
    name: str
    geometry: BaseGeometry
    arcs: frozenset[int]


@dataclass(frozen=True, kw_only=True)
class Topology:
    """Shapes of one object of a file, and all arcs of the file (degrees, OGC:CRS84)."""

    shapes: tuple[Shape, ...]
    arcs: tuple[Coordinates, ...]

    def lines(self, numbers: Iterable[int]) -> shapely.MultiLineString:
        """The arcs of those numbers, cut at 180 degrees."""
        lines = [cut(shapely.LineString(unrolled(self.arcs[number]))) for number in numbers]
        parts = [part for line in lines for part in shapely.get_parts(line)]
        return shapely.MultiLineString([part for part in parts if part.geom_type == "LineString"])


def read_topology(file: Path, name: str) -> Topology:
    """The object of that name in a quantised TopoJSON file.

    Raises
    ------
    UnreadableExtractError
        If the file is not such a topology, or has no object of that name.
    """
    try:
        found = json.loads(file.read_bytes())
        scale, translate = (np.array(found["transform"][key]) for key in ("scale", "translate"))
        arcs = tuple(np.cumsum(arc, axis=0) * scale + translate for arc in found["arcs"])
        geometries = found["objects"][name]["geometries"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableExtractError(
            f"no quantised topology with an object {name!r}",
            where=Where(file=file.name),
            remedy="Install the packages of dashboard/map again",
        ) from error
    return Topology(shapes=tuple(_shape(geometry, arcs) for geometry in geometries), arcs=arcs)


def _shape(geometry: Mapping[str, object], arcs: tuple[Coordinates, ...]) -> Shape:
    properties = geometry.get("properties") or {}
    numbers = geometry["arcs"]
    return Shape(
        id=str(geometry.get("id", "")),
        name=str(properties.get("name", "")) if isinstance(properties, Mapping) else "",
        geometry=_GEOMETRIES[str(geometry["type"])](numbers, arcs),
        arcs=frozenset(_flat(numbers)),
    )


def _flat(numbers: object) -> Iterator[int]:
    """Arc numbers; a reversed arc is written as the ones' complement of its number."""
    if isinstance(numbers, int):
        yield numbers if numbers >= 0 else ~numbers
    elif isinstance(numbers, list):
        for inner in numbers:
            yield from _flat(inner)


def _line(numbers: list[int], arcs: tuple[Coordinates, ...]) -> Coordinates:
    parts = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def _polygon(rings: list[list[int]], arcs: tuple[Coordinates, ...]) -> BaseGeometry:
    decoded = [unrolled_ring(ring) for ring in (_line(numbers, arcs) for numbers in rings) if len(ring) > 3]
    return cut(shapely.Polygon(decoded[0], decoded[1:])) if decoded else shapely.Polygon()


def _multipolygon(polygons: list[list[list[int]]], arcs: tuple[Coordinates, ...]) -> shapely.MultiPolygon:
    parts = [part for rings in polygons for part in shapely.get_parts(_polygon(rings, arcs))]
    return shapely.MultiPolygon([part for part in parts if part.geom_type == "Polygon"])


def _linestring(numbers: list[int], arcs: tuple[Coordinates, ...]) -> shapely.LineString:
    return shapely.LineString(_line(numbers, arcs))


def _multilinestring(lines: list[list[int]], arcs: tuple[Coordinates, ...]) -> shapely.MultiLineString:
    return shapely.MultiLineString([_line(numbers, arcs) for numbers in lines])


_GEOMETRIES: Mapping[str, Callable[..., BaseGeometry]] = {
    "Polygon": _polygon,
    "MultiPolygon": _multipolygon,
    "LineString": _linestring,
    "MultiLineString": _multilinestring,
}
