"""A map in a scene: its drawing, and its legend beside or below it."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.scenes.markup import Html, element
from dashboard.scenes.papers import papers_button
from dashboard.scenes.rooms import Room
from dashboard.scenes.sizes import height_of
from dashboard.scenes.svg import picture_svg, swatch_svg
from data.briefs.content import MapView
from layers.drawing.picture import LegendPart, Picture

LEGEND_WIDTH = 470.0
"""Width of a legend beside its map."""
LEGEND_BESIDE = 1000.0
"""From this width on a legend stands beside its map, else below."""
_GAP = 36.0
_SWATCH = 62.0
_SHARE_BELOW = 0.36
"""Largest share of the height that a legend below its map takes."""


@dataclass(frozen=True, kw_only=True)
class _Cited:
    id: str
    papers: int


def map_size(room: Room) -> tuple[float, float]:
    """Width and height of the drawing in a room, pixels of the wall."""
    if room.width >= LEGEND_BESIDE:
        return room.width - LEGEND_WIDTH - _GAP, room.height
    return room.width, room.height * (1 - _SHARE_BELOW) - 12


def map_part(view: MapView, picture: Picture | None, room: Room, *, id_: str, papers: int) -> Html:
    """The map with its legend; without a drawing, what it would show in words."""
    if picture is None:
        said = f"This map is not drawn. {view.summary}"
        return element("div", element("p", said, class_="s34"), class_="scene-item scene-map is-missing")
    is_beside = room.width >= LEGEND_BESIDE
    size = legend_size(picture.legend, view.summary, room)
    cited = _Cited(id=id_, papers=papers)
    legend = [_legend_part(part, cited if place == 0 else None) for place, part in enumerate(picture.legend)]
    summary = element("p", view.summary, class_="scene-said") if view.summary else None
    return element(
        "figure",
        element("div", picture_svg(picture, id_=id_), class_="scene-drawing"),
        element("figcaption", summary, *legend, class_=f"scene-legend s{size}"),
        class_=f"scene-item scene-map {'is-beside' if is_beside else 'is-below'}",
        data_papers=papers,
    )


def legend_size(legend: tuple[LegendPart, ...], summary: str, room: Room) -> int:
    """Size of the words of a legend: the largest step at which it fits its place."""
    is_beside = room.width >= LEGEND_BESIDE
    width = LEGEND_WIDTH if is_beside else room.width
    height = room.height if is_beside else room.height * _SHARE_BELOW
    for size in (34, 30, 26, 23):
        needed = height_of(summary, size, width) + 12
        needed += sum(_part_height(part, size, width, columns=1 if is_beside else 2) for part in legend)
        if needed <= height:
            return size
    return 20


def _part_height(part: LegendPart, size: int, width: float, *, columns: int) -> float:
    room = width / columns - _SWATCH
    rows = [height_of(swatch.words, size, room) + 6 for swatch in part.swatches]
    source = _source(part)
    title = height_of(part.title, size, width, is_strong=True)
    return title + sum(rows) / columns * (1.15 if columns > 1 else 1) + height_of(source, size, width) + 22


def _source(part: LegendPart) -> str:
    return f"{part.source} · SYNTHETIC" if part.is_synthetic else part.source


def _legend_part(part: LegendPart, cited: _Cited | None) -> Html:
    title = element("strong", part.title)
    swatches = (element("li", swatch_svg(swatch), element("span", swatch.words)) for swatch in part.swatches)
    synthetic = element("span", "SYNTHETIC", class_="scene-synthetic") if part.is_synthetic else None
    return element(
        "div",
        element("p", papers_button(title, cited, class_="scene-cited") if cited else title),
        element("ul", *swatches),
        element("p", part.source, synthetic and Html(f" {synthetic}"), class_="legend-source"),
        class_="legend-part",
    )
