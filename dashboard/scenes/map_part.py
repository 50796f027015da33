"""A map in a scene: its drawing, and its legend beside or below it."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.scenes.markup import Html, element
from dashboard.scenes.papers import papers_button
from dashboard.scenes.rooms import Room
from dashboard.scenes.sizes import LEADING, LEAST, height_of
from dashboard.scenes.svg import picture_svg, swatch_svg
from data.briefs.content import MapView
from layers.drawing.picture import LegendPart, Picture, Swatch

_NARROW, _WIDE = 500.0, 640.0
"""Widths of a legend beside its map, in part of a scene and in the whole of it."""
_WHOLE = 1600.0
"""From this width on a map has a scene to itself."""
LEGEND_BESIDE = 1000.0
"""From this width on a legend stands beside its map, else below."""
_GAP = 36.0
_SHARE_BELOW = 0.46
"""Share of the height that a legend below its map has at least."""
_SHAPE_BELOW = 0.72
"""Largest height of a map above its legend, in widths."""


@dataclass(frozen=True, kw_only=True)
class _Cited:
    id: str
    papers: int


def map_size(room: Room) -> tuple[float, float]:
    """Width and height of the drawing in a room, pixels of the wall."""
    if room.width >= LEGEND_BESIDE:
        return room.width - legend_width(room) - _GAP, room.height
    return room.width, min(room.height * (1 - _SHARE_BELOW), room.width * _SHAPE_BELOW) - 12


def legend_width(room: Room) -> float:
    """Width of the legend of a map in a room, pixels of the wall."""
    if room.width < LEGEND_BESIDE:
        return room.width
    return _WIDE if room.width >= _WHOLE else _NARROW


def map_part(view: MapView, picture: Picture | None, room: Room, *, id_: str, papers: int) -> Html:
    """The map with its legend; without a drawing, what it would show in words."""
    if picture is None:
        said = f"This map is not drawn. {view.summary}"
        return element("div", element("p", said, class_="s34"), class_="scene-item scene-map is-missing")
    is_beside = room.width >= LEGEND_BESIDE
    is_said, size = _legend_words(picture.legend, view.summary, room)
    cited = _Cited(id=id_, papers=papers)
    legend = [_legend_part(part, cited if place == 0 else None) for place, part in enumerate(picture.legend)]
    summary = element("p", view.summary, class_="scene-said") if is_said else None
    return element(
        "figure",
        element(
            "div",
            picture_svg(picture, id_=id_, words=LEAST),
            class_="scene-drawing",
            style=f"--h:{map_size(room)[1] / 19.2:.2f}",
        ),
        element("figcaption", summary, *legend, class_=f"scene-legend s{size}"),
        class_=f"scene-item scene-map {'is-beside' if is_beside else 'is-below'}",
        style=f"--legend:{legend_width(room) / 19.2:.3f}" if is_beside else None,
        data_papers=papers,
    )


def _legend_words(legend: tuple[LegendPart, ...], summary: str, room: Room) -> tuple[bool, int]:
    """Whether the summary is said, and the largest step at which the legend fits its place.

    The summary is the title of the map's papers, so it is left to them before words get too small.
    """
    is_beside = room.width >= LEGEND_BESIDE
    width = legend_width(room)
    height = room.height if is_beside else room.height - map_size(room)[1] - 12
    for is_said, size in ((True, LEAST), *((False, size) for size in (LEAST, 30, 26, 23))):
        said = height_of(summary, size, width) + 14 if is_said else 0.0
        parts = sum(_part_height(part, size, width, is_beside=is_beside) for part in legend)
        if said + parts <= height:
            return is_said and bool(summary), size
    return False, 20


def _is_one_mark(part: LegendPart) -> bool:
    """Whether the only swatch says all that the title would."""
    if len(part.swatches) != 1:
        return False
    return bool(part.swatches[0].shape) or part.swatches[0].words.startswith(part.title)


def _part_height(part: LegendPart, size: int, width: float, *, is_beside: bool) -> float:
    columns = 1 if is_beside or _is_one_mark(part) else 2
    room = width / columns - 2 * size
    rows = sum(height_of(swatch.words, size, room) + 4 for swatch in part.swatches)
    title = 0.0 if _is_one_mark(part) else height_of(part.title, size, width, is_strong=True)
    synthetic = size * LEADING if part.is_synthetic else 0.0
    return title + rows / columns + (0.6 * size if columns > 1 else 0.0) + synthetic + 16


def _legend_part(part: LegendPart, cited: _Cited | None) -> Html:
    """Title and swatches; source and caveat are in the papers."""
    is_one = _is_one_mark(part)
    swatches = [_swatch(swatch, cited if is_one else None) for swatch in part.swatches]
    title = element("strong", part.title)
    said = papers_button(title, cited, class_="scene-cited") if cited else title
    return element(
        "div",
        None if is_one else element("p", said),
        element("ul", *swatches),
        element("p", "SYNTHETIC", class_="scene-synthetic") if part.is_synthetic else None,
        class_="legend-part is-one" if is_one else "legend-part",
    )


def _swatch(swatch: Swatch, cited: _Cited | None) -> Html:
    words = element("span", swatch.words)
    return element(
        "li", swatch_svg(swatch), papers_button(words, cited, class_="scene-cited") if cited else words
    )
