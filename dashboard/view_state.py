"""``ViewState``: what a page shows, as one value that becomes a link and comes back from one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from data.answers.filters import Filter
from data.answers.question import Form
from data.errors import FilterError
from layers.discovery import discover

OPAQUE = 100
"""Opacity, in percent, of a layer whose link names none."""
_PLACE = re.compile(r"(-?\d{1,3}(?:\.\d+)?),(-?\d{1,2}(?:\.\d+)?),(\d{1,2}(?:\.\d+)?)")
_SHAPE = re.compile(
    r"(?:-?\d{1,3}(?:\.\d+)? -?\d{1,2}(?:\.\d+)?,){3,500}-?\d{1,3}(?:\.\d+)? -?\d{1,2}(?:\.\d+)?"
)
_SHOWN_LAYER = re.compile(r"([a-z0-9_-]{1,60})(?:~(\d{1,3}))?")
_SWIPE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])/\d{4}-(?:0[1-9]|1[0-2])")


@dataclass(frozen=True, kw_only=True)
class Camera:
    """Centre of the map (OGC:CRS84 degrees) and its zoom level."""

    lon: float
    lat: float
    zoom: float


@dataclass(frozen=True, kw_only=True)
class ShownLayer:
    """A layer that is on, and how opaque it is drawn, in percent (0 to 100)."""

    key: str
    opacity: int = OPAQUE

    def to_text(self) -> str:
        """``key``, or ``key~60`` if it is drawn less than opaque."""
        return self.key if self.opacity == OPAQUE else f"{self.key}~{self.opacity}"

    @classmethod
    def from_text(cls, text: str) -> ShownLayer | None:
        """The layer that the text names; ``None`` if there is no such layer or the text is malformed."""
        match = _SHOWN_LAYER.fullmatch(text)
        if not match or match[1] not in _layer_keys():
            return None
        return cls(key=match[1], opacity=min(OPAQUE, int(match[2] or OPAQUE)))


@dataclass(frozen=True, kw_only=True)
class ViewState:
    """What the server answers of a view: filter, layers (top first), form of counts, hatching.

    Camera, drawn shape, table and swipe travel in the same link but stay in the browser.
    """

    filter: Filter
    layers: tuple[ShownLayer, ...]
    form: Form = Form.COUNT
    is_uncertainty_shown: bool = True

    def to_text(self) -> str:
        """The state as query text, with no question mark; what is usual is left out."""
        text = {**self.filter.to_query(), "layers": "|".join(self.visible()) or "none"}
        if self.form is not Form.COUNT:
            text["form"] = self.form.value
        if not self.is_uncertainty_shown:
            text["uncertainty"] = "off"
        return urlencode(text)

    def visible(self) -> list[str]:
        """The layers as the map takes them: ``key`` or ``key~60``, top first."""
        return [layer.to_text() for layer in self.layers]

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
            If the filter part is not allowed, or the form is unknown.
        """
        return cls(
            filter=Filter.from_query(query),
            layers=_layers(query.get("layers")),
            form=_form(query.get("form", Form.COUNT)),
            is_uncertainty_shown=query.get("uncertainty") != "off",
        )


def layers_at_start() -> tuple[ShownLayer, ...]:
    """The layers that are on when a link names none, top first."""
    return tuple(ShownLayer(key=layer.key) for layer in reversed(discover()) if layer.is_on_at_start)


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


def swipe_from_query(query: Mapping[str, str]) -> str | None:
    """The second period of the swipe in ``swipe=2024-10/2025-03``; ``None`` if absent or reversed."""
    text = query.get("swipe", "")
    if not _SWIPE.fullmatch(text):
        return None
    first, last = text.split("/")
    return text if first <= last else None


def _layers(text: str | None) -> tuple[ShownLayer, ...]:
    if text is None:
        return layers_at_start()
    named = (ShownLayer.from_text(part) for part in text.split("|"))
    once = {layer.key: layer for layer in named if layer}
    return tuple(once.values())


def _layer_keys() -> set[str]:
    return {layer.key for layer in discover()}


def _form(text: str) -> Form:
    if text not in set(Form):
        raise FilterError(f"form is {text!r}", remedy=f"Known forms: {', '.join(Form)}")
    return Form(text)
