"""Land, lakes and borders around the United States, out of the archive that the map is drawn from."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np
import pyogrio
import shapely
from numpy.typing import NDArray

from dashboard.basemap.build import BASEMAP
from layers.drawing.frame import frames_of, metres_per_point, middle_of
from layers.drawing.viewed import Surroundings, Viewed

_RADIUS_M = 6378137.0
_GRAIN_M = 9_780.0
"""Distance of corners in a tile of zoom 0, metres at the equator (a tile is 4,096 wide)."""
_LEAST_ZOOM, _MOST_ZOOM = 2, 8
_STEP_DEGREES = 4.0
"""Middles of what is read are rounded to this, so that neighbouring maps share it."""
_WORLD_M = 20_037_508.0

Metres = NDArray[np.float64]


def surroundings_of(built: Path, view: Viewed, *, width: float, height: float) -> Surroundings | None:
    """What lies around a view, as fine as it is near; ``None`` if the archive is not there.

    ``built`` is the folder of built assets; ``width`` and ``height`` are those of the picture, in
    points. The archive is read once for each neighbourhood.
    """
    archive = built / BASEMAP
    if not archive.is_file():
        return None
    frame = frames_of(view, width, height)[0]
    metres = metres_per_point(frame)
    zoom = int(np.clip(np.floor(np.log2(_GRAIN_M / metres)) + 1, _LEAST_ZOOM, _MOST_ZOOM))
    lon, lat = (round(degrees / _STEP_DEGREES) * _STEP_DEGREES for degrees in middle_of(frame))
    reach = 2.0 ** np.ceil(np.log2(metres * max(width, height) / np.cos(np.radians(min(abs(lat), 70)))))
    return _read(archive, archive.stat().st_mtime_ns, zoom, (lon, lat, float(reach)))


@lru_cache(maxsize=12)
def _read(archive: Path, _changed_ns: int, zoom: int, around: tuple[float, float, float]) -> Surroundings:
    """A square of the archive: longitude and latitude of its middle, and half its side in metres."""
    lon, lat, reach = around
    x = np.radians(lon) * _RADIUS_M
    y = np.log(np.tan(np.pi / 4 + np.radians(lat) / 2)) * _RADIUS_M
    low, high = np.clip([[x - reach, y - reach], [x + reach, y + reach]], -_WORLD_M, _WORLD_M).tolist()
    land, lakes, border = (_layer(archive, name, zoom, (*low, *high)) for name in ("land", "lakes", "border"))
    return Surroundings(land=_polygons(land), lakes=_polygons(lakes), border=_lines(border))


def _layer(archive: Path, name: str, zoom: int, box: tuple[float, ...]) -> NDArray[np.object_]:
    """Shapes of a layer of the tiles in a box (EPSG:3857), in OGC:CRS84."""
    _, _, found, _ = pyogrio.raw.read(archive, layer=name, bbox=box, columns=[], ZOOM_LEVEL=zoom)
    result: NDArray[np.object_] = shapely.transform(shapely.from_wkb(found), _degrees)
    return result


def _polygons(shapes: NDArray[np.object_]) -> shapely.MultiPolygon:
    """Pieces of tiles put together where these were cut."""
    whole = shapely.union_all(shapely.make_valid(shapes))
    return shapely.MultiPolygon([part for part in shapely.get_parts(whole) if part.geom_type == "Polygon"])


def _lines(shapes: NDArray[np.object_]) -> shapely.MultiLineString:
    merged = shapely.line_merge(shapely.union_all(shapes))
    parts = [part for part in shapely.get_parts(merged) if part.geom_type == "LineString"]
    return shapely.MultiLineString(parts)


def _degrees(metres: Metres) -> Metres:
    lon = np.degrees(metres[:, 0] / _RADIUS_M)
    lat = np.degrees(2 * np.arctan(np.exp(metres[:, 1] / _RADIUS_M)) - np.pi / 2)
    return np.column_stack([lon, lat])
