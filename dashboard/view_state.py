"""``ViewState``: what a page shows, as one value that becomes a link and comes back from one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from data.answers.filters import Filter
from layers.discovery import discover

_PLACE = re.compile(r"(-?\d{1,3}(?:\.\d+)?),(-?\d{1,2}(?:\.\d+)?),(\d{1,2}(?:\.\d+)?)")
_SHAPE = re.compile(
    r"(?:-?\d{1,3}(?:\.\d+)? -?\d{1,2}(?:\.\d+)?,){3,500}-?\d{1,3}(?:\.\d+)? -?\d{1,2}(?:\.\d+)?"
)


@dataclass(frozen=True, kw_only=True)
class Camera:
    """Centre of the map (OGC:CRS84 degrees) and its zoom level."""

    lon: float
    lat: float
    zoom: float


@dataclass(frozen=True, kw_only=True)
class ViewState:
    """The filter and the visible layers: the part of a view that the server answers.

    Camera and drawn shape travel in the same link but stay in the browser.
    """

    filter: Filter
    layers: tuple[str, ...]

    def to_text(self) -> str:
        """The state as query text, with no question mark."""
        return urlencode({**self.filter.to_query(), "layers": "|".join(self.layers) or "none"})

    @classmethod
    def from_text(cls, text: str | None) -> ViewState:
        """The state that query text describes.

        Raises
        ------
        FilterError
            If the filter part is not allowed.
        """
        return cls.from_query(dict(parse_qsl(text or "")))

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> ViewState:
        """The state that query parameters describe; unknown layers are left out.

        Raises
        ------
        FilterError
            If the filter part is not allowed.
        """
        known = {layer.key for layer in discover()}
        chosen = query.get("layers")
        layers = layers_at_start() if chosen is None else tuple(k for k in chosen.split("|") if k in known)
        return cls(filter=Filter.from_query(query), layers=layers)


def layers_at_start() -> tuple[str, ...]:
    """Keys of the layers that are on when a link names none."""
    return tuple(layer.key for layer in discover() if layer.is_on_at_start)


def camera_from_query(query: Mapping[str, str]) -> Camera | None:
    """The camera in ``at=lon,lat,zoom``; ``None`` (the map chooses) if absent, malformed or off the map."""
    match = _PLACE.fullmatch(query.get("at", ""))
    if not match:
        return None
    lon, lat, zoom = (float(part) for part in match.groups())
    if abs(lon) > 180 or abs(lat) > 85 or zoom > 22:
        return None
    return Camera(lon=lon, lat=lat, zoom=zoom)


def shape_from_query(query: Mapping[str, str]) -> dict[str, object] | None:
    """The drawn polygon in ``shape=lon lat,lon lat,...`` as GeoJSON geometry; ``None`` if there is none.

    The ring is closed here; the live API checks it like any polygon from outside.
    """
    text = query.get("shape", "")
    if not _SHAPE.fullmatch(text):
        return None
    ring = [[float(number) for number in pair.split(" ")] for pair in text.split(",")]
    if ring[0] != ring[-1]:
        ring.append(ring[0])
    return {"type": "Polygon", "coordinates": [ring]}
