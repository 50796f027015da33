"""``Frame``: from longitude and latitude to points of a picture, in the projection that suits the place.

The 48 states are in Albers equal area (EPSG:5070); Alaska (EPSG:3338), Hawaii and Puerto Rico are inset in
their own; a region that lies elsewhere is in Lambert's azimuthal equal area around its middle; a map with
a centre and zoom of its own is in Web Mercator (EPSG:3857), as the map component is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from pyproj import Transformer

from data.geography.counties import counties
from data.geography.regions import counties_of
from layers.drawing.viewed import Eye, Viewed

Floats = NDArray[np.float64]
Box = tuple[float, float, float, float]
"""Left, top, right and bottom, points."""
NATION, ALASKA, MERCATOR = "EPSG:5070", "EPSG:3338", "EPSG:3857"
HAWAII = "+proj=aea +lat_1=8 +lat_2=18 +lat_0=13 +lon_0=-157 +datum=WGS84"
PUERTO_RICO = "+proj=laea +lat_0=18.2 +lon_0=-66 +datum=WGS84"
_WORLD = "EPSG:8857"
_STATES_OFF = frozenset({"02", "15", "60", "66", "69", "72", "78"})
"""FIPS of Alaska, Hawaii and the territories: not on the map of the 48 states."""
_EYE_PX = (1100.0, 700.0)
"""CSS pixels of the map that a link was made with, which the picture shows at least."""
_METRES_PER_PX = 2 * np.pi * 6378137.0 / 512
"""At zoom 0, on tiles of 512 pixels."""
_PADDING = 0.06
_LEAST_METRES = 60_000.0
_INSETS = (
    # name, projection, west, south, east, north; share of the width, height by width, is on the left
    ("Alaska", ALASKA, (-179.0, 52.0, -130.0, 71.5), 0.17, 0.66, True),
    ("Puerto Rico", PUERTO_RICO, (-67.4, 17.6, -64.4, 18.7), 0.12, 0.5, False),
    ("Hawaii", HAWAII, (-160.4, 18.8, -154.7, 22.4), 0.12, 0.68, False),
)
"""Those on one side stand one above the other, the first lowest."""


@dataclass(frozen=True, kw_only=True)
class Frame:
    """A part of the picture with one projection: ``west`` and ``north`` (metres) are at its top left corner.

    ``crs`` is a text that pyproj reads, ``scale`` points a metre of the projection's plane.
    """

    crs: str
    west: float
    north: float
    scale: float
    box: Box
    name: str = ""

    def at(self, lon: ArrayLike, lat: ArrayLike) -> Floats:
        """Points of places (degrees, OGC:CRS84), shape (n, 2); infinite where there is none."""
        x, y = _transformer(self.crs).transform(np.asarray(lon, np.float64), np.asarray(lat, np.float64))
        return self.placed(np.column_stack([np.atleast_1d(x), np.atleast_1d(y)]))

    def placed(self, metres: Floats) -> Floats:
        """Points of places of the projection's plane, shape (n, 2)."""
        shifted = (metres - [self.west, self.north]) * [self.scale, -self.scale]
        result: Floats = shifted + self.box[:2]
        return result

    def holds(self, points: Floats) -> NDArray[np.bool_]:
        """Which points are in the frame."""
        left, top, right, bottom = self.box
        x, y = points[:, 0], points[:, 1]
        result: NDArray[np.bool_] = (x >= left) & (x <= right) & (y >= top) & (y <= bottom)
        return result

    def metres(self) -> Box:
        """West, south, east and north of the frame on the projection's plane, metres."""
        left, top, right, bottom = self.box
        width, height = (right - left) / self.scale, (bottom - top) / self.scale
        return self.west, self.north - height, self.west + width, self.north

    def clipped(self, shapes: NDArray[np.object_]) -> NDArray[np.object_]:
        """Shapes of the projection's plane as they lie in the frame, in points."""
        west, south, east, north = self.metres()
        pad = 4 / self.scale
        inside = shapely.clip_by_rect(shapes, west - pad, south - pad, east + pad, north + pad)
        result: NDArray[np.object_] = shapely.transform(inside, self.placed)
        return result


def frames_of(view: Viewed, width: float, height: float, *, foot: float = 0.0) -> tuple[Frame, ...]:
    """The main frame of a view first, then its insets; the whole picture is in the main frame.

    ``foot`` points along the lower edge are kept free of insets, for the scale.
    """
    box = (0.0, 0.0, width, height)
    if view.eye:
        return (_of_eye(view.eye, box),)
    if any(key == "overseas_posts" for key, _ in view.layers):
        return (_around(_WORLD, np.array([[-165.0, -50.0], [179.0, 72.0], [0, 72], [0, -50]]), box),)
    if view.filter.regions:
        return (_of_counties(counties_of(view.filter.regions), box),)
    nation = _around(
        NATION, _corners(fips for fips in counties()["fips"] if fips[:2] not in _STATES_OFF), box
    )
    return (nation, *_insets(nation, foot))


def middle_of(frame: Frame) -> tuple[float, float]:
    """Longitude and latitude (degrees) of the middle of a frame."""
    west, south, east, north = frame.metres()
    lon, lat = _transformer(frame.crs).transform((west + east) / 2, (south + north) / 2, direction="INVERSE")
    return float(lon), float(lat)


def metres_per_point(frame: Frame) -> float:
    """Metres of the ground that a point comes to in the middle of a frame."""
    if frame.crs != MERCATOR:
        return 1 / frame.scale
    _, south, _, north = frame.metres()
    latitude = 2 * np.arctan(np.exp((south + north) / 2 / 6378137.0)) - np.pi / 2
    return float(np.cos(latitude)) / frame.scale


@cache
def _transformer(crs: str) -> Transformer:
    return Transformer.from_crs("OGC:CRS84", crs, always_xy=True)


@cache
def projected_counties(crs: str) -> NDArray[np.object_]:
    """All county shapes on the plane of a projection, in the order of the counties."""
    found: NDArray[np.object_] = projected(counties().geometry.to_numpy(), crs)
    return found


def projected(shapes: NDArray[np.object_], crs: str) -> NDArray[np.object_]:
    """Shapes (OGC:CRS84) on the plane of a projection, metres."""
    transformer = _transformer(crs)

    def onto(lon_lat: Floats) -> Floats:
        return np.column_stack(transformer.transform(lon_lat[:, 0], lon_lat[:, 1]))

    result: NDArray[np.object_] = shapely.transform(shapes, onto)
    return result


def unprojected(shapes: NDArray[np.object_], crs: str) -> NDArray[np.object_]:
    """Shapes of the plane of a projection (metres) in degrees, OGC:CRS84."""
    transformer = _transformer(crs)

    def back(metres: Floats) -> Floats:
        return np.column_stack(transformer.transform(metres[:, 0], metres[:, 1], direction="INVERSE"))

    result: NDArray[np.object_] = shapely.transform(shapes, back)
    return result


def _of_eye(eye: Eye, box: Box) -> Frame:
    width, height = box[2] - box[0], box[3] - box[1]
    zoom_scale = 2.0**eye.zoom / _METRES_PER_PX
    scale = zoom_scale * min(width / _EYE_PX[0], height / _EYE_PX[1])
    x, y = _transformer(MERCATOR).transform(eye.lon, eye.lat)
    return Frame(crs=MERCATOR, west=x - width / 2 / scale, north=y + height / 2 / scale, scale=scale, box=box)


def _of_counties(fips: frozenset[str], box: Box) -> Frame:
    corners = _corners(fips)
    if not any(code[:2] in _STATES_OFF for code in fips):
        return _around(NATION, corners, box)
    turned = np.where(corners[:, 0] > 100, corners[:, 0] - 360, corners[:, 0])
    lon, lat = (turned.min() + turned.max()) / 2, (corners[:, 1].min() + corners[:, 1].max()) / 2
    return _around(f"+proj=laea +lat_0={lat:.2f} +lon_0={lon:.2f} +datum=WGS84", corners, box)


def _corners(fips: Iterable[str]) -> Floats:
    """Corners of the bounds of counties, degrees."""
    frame = counties()
    chosen = frame.geometry[frame["fips"].isin(set(fips))].to_numpy()
    west, south, east, north = shapely.bounds(chosen).T
    return np.column_stack(
        [np.concatenate([west, east, west, east]), np.concatenate([south, north, north, south])]
    )


def _around(crs: str, corners: Floats, box: Box) -> Frame:
    """The frame that holds all corners (degrees) with a little room around them."""
    x, y = _transformer(crs).transform(corners[:, 0], corners[:, 1])
    width, height = box[2] - box[0], box[3] - box[1]
    spans = (max(np.ptp(x), _LEAST_METRES), max(np.ptp(y), _LEAST_METRES))
    scale = min(width / spans[0], height / spans[1]) * (1 - _PADDING)
    west = (x.min() + x.max()) / 2 - width / 2 / scale
    north = (y.min() + y.max()) / 2 + height / 2 / scale
    return Frame(crs=crs, west=float(west), north=float(north), scale=float(scale), box=box)


def _insets(nation: Frame, foot: float) -> list[Frame]:
    """Alaska in the lower left corner above the scale; Puerto Rico and Hawaii in the lower right one."""
    left, _, right, bottom = nation.box
    width = right - left
    gap = width * 0.012
    lower = {True: bottom - max(foot, gap), False: bottom - gap}
    frames: list[Frame] = []
    for name, crs, (west, south, east, north), share, shape, is_left in _INSETS:
        across, tall = width * share, width * share * shape
        start = left + gap if is_left else right - gap - across
        box = (start, lower[is_left] - tall, start + across, lower[is_left])
        corners = np.array([[lon, lat] for lon in (west, (west + east) / 2, east) for lat in (south, north)])
        frames.append(replace(_around(crs, corners, box), name=name))
        lower[is_left] -= tall + gap
    return frames
