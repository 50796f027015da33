"""Places that a reader can go to by name: ports, regions, counties, states and towns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely
from numpy.typing import NDArray

from data.geography.counties import counties
from data.geography.grid import cell_of
from data.geography.regions import PORT, RegionSet, region_sets
from data.reference.tables import load_arrow
from layers.card_places import REGION_WORDS

_VIEW_PX = (900.0, 600.0)
"""CSS pixels of a map in which a place should fit."""
_TILE_PX = 512
_PORT_ZOOM = 10.0
_TOWN_ZOOM = 8.5
_CLOSEST_ZOOM = 10.0
_FINE = 24
"""Level of the cells in which extents are measured: about 2.4 m to the side."""

Bounds = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class PlaceList:
    """Places with what they are, where (OGC:CRS84, degrees) and the zoom at which each fills the map.

    Ids are those of regions (``county:48043``), ``port:`` with the port code, and ``town:`` with
    the GeoNames number.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    lon: tuple[float, ...]
    lat: tuple[float, ...]
    zoom: tuple[float, ...]


Found = tuple[str, str, str, float, float, float]


@cache
def place_list() -> PlaceList:
    """All places, ports first, then larger regions before smaller ones, then towns by rank."""
    bounds = _county_bounds()
    regions = (row for chosen in region_sets() for row in _regions(chosen, bounds))
    ids, names, kinds, lon, lat, zoom = zip(*_ports(), *regions, *_towns(), strict=True)
    return PlaceList(ids=ids, names=names, kinds=kinds, lon=lon, lat=lat, zoom=zoom)


def _ports() -> Iterator[Found]:
    for row in load_arrow("ports_of_entry").to_pylist():
        kind = "Port of entry" if row["port_class"] == "port_of_entry" else "User-fee airport"
        name = f"{row['name']}, {row['state']}"
        yield f"{PORT}:{row['port_code']}", name, kind, row["lon"], row["lat"], _PORT_ZOOM


def _towns() -> Iterator[Found]:
    rows = sorted(load_arrow("places").to_pylist(), key=lambda row: (row["rank"], -row["population"]))
    for row in rows:
        part = "Mexico" if row["country"] == "MEX" else row["admin1"]
        yield (
            f"town:{row['geoname_id']}",
            f"{row['name']}, {part}",
            "Town",
            row["lon"],
            row["lat"],
            _TOWN_ZOOM,
        )


def _regions(chosen: RegionSet, bounds: dict[str, Bounds]) -> Iterator[Found]:
    boxes: dict[str, list[Bounds]] = {}
    for fips, region_id in chosen.members.items():
        boxes.setdefault(region_id, []).append(bounds[fips])
    for region in chosen.regions:
        lon, lat, zoom = _fitted(np.array(boxes[region.id]))
        yield region.id, region.name, REGION_WORDS[chosen.key], lon, lat, zoom


def _county_bounds() -> dict[str, Bounds]:
    """West, south, east and north of each county, degrees; one across 180 W counts on below -180."""
    frame = counties()
    boxes = shapely.bounds(frame.geometry.to_numpy())
    for row in np.flatnonzero(boxes[:, 2] - boxes[:, 0] > 180):
        lon, lat = shapely.get_coordinates(frame.geometry.iloc[row]).T
        wrapped = np.where(lon > 0, lon - 360, lon)
        boxes[row] = wrapped.min(), lat.min(), wrapped.max(), lat.max()
    return dict(zip(frame["fips"], boxes, strict=True))


def _fitted(boxes: Bounds) -> tuple[float, float, float]:
    """Middle of the boxes together, longitude and latitude in degrees, and the zoom at which they fit."""
    if boxes[:, 2].max() - boxes[:, 0].min() > 180:
        boxes = boxes - np.where(boxes[:, :1] > 0, [360.0, 0, 360, 0], 0)
    west, south = boxes[:, :2].min(axis=0)
    east, north = boxes[:, 2:].max(axis=0)
    _, rows = cell_of([0, 0], [south, north], level=_FINE)
    shares = ((east - west) / 360, abs(int(rows[0]) - int(rows[1])) / (1 << _FINE))
    zooms = (np.log2(px / (_TILE_PX * max(share, 1e-9))) for px, share in zip(_VIEW_PX, shares, strict=True))
    zoom = min(_CLOSEST_ZOOM, *zooms)
    lon = (float(west + east) / 2 + 180) % 360 - 180
    return round(lon, 4), round(float(south + north) / 2, 4), round(float(zoom), 2)
