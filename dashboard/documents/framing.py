"""A scene on a sheet: marking above and below, title, headline, how sure, panels side by side, sources.

Paper and slides use the same places. Lengths are points.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dashboard.documents.document import Document
from dashboard.documents.fonts import Weight
from dashboard.documents.paper import Box
from dashboard.documents.parts import References, Role, Row, Words
from dashboard.documents.placing import Block, Placed, blocks_of, fitting_scale, place, words_height
from data.briefs.content import Panel, SceneContent, Side
from layers.drawing.picture import Picture

BAND = 20.0
"""Height of the bands with the marking."""
_EDGE = 26.0
_PANEL_GAP = 12.0
_PAD = 10.0
_FOOT_SIZE = 8.0


@dataclass(frozen=True, kw_only=True)
class LaidPanel:
    """A panel: its box, and what is in it."""

    box: Box
    placed: tuple[Placed, ...]


@dataclass(frozen=True, kw_only=True)
class LaidScene:
    """A scene on a sheet; ``head`` and ``foot`` are the words over and under its panels."""

    sheet: Box
    marking: str
    head: Placed
    panels: tuple[LaidPanel, ...]
    foot: Placed
    synthetic: str
    title: str


def bands(sheet: Box) -> tuple[Box, Box]:
    """The bands with the marking at the top and the bottom of a sheet."""
    top = Box(x=0, y=0, width=sheet.width, height=BAND)
    return top, Box(x=0, y=sheet.height - BAND, width=sheet.width, height=BAND)


def day_words(day: date | None) -> str:
    """``30 Nov 2026``; a day that is not known is said so."""
    return f"{day.day} {day:%b %Y}" if day else "day not known"


def lay_scene(
    scene: SceneContent,
    *,
    sheet: Box,
    document: Document,
    numbers: References,
) -> LaidScene:
    """The scene laid out on the sheet."""
    area = sheet.inside(_EDGE, BAND + 8)
    head = lay_head(scene, area)
    foot_words = foot_of(scene, document)
    foot_height = words_height(foot_words, area.width * 0.86, 1.0)
    foot_box = Box(x=area.x, y=area.bottom - foot_height, width=area.width * 0.86, height=foot_height)
    top = head.box.bottom + 8
    room = Box(x=area.x, y=top, width=area.width, height=foot_box.y - 6 - top)
    return LaidScene(
        sheet=sheet,
        marking=document.marking,
        head=head,
        panels=lay_panels(scene.panels, room, document.pictures, numbers),
        foot=Placed(part=foot_words, box=foot_box, scale=1.0),
        synthetic="SYNTHETIC DATA" if scene.is_synthetic else "",
        title=scene.title,
    )


def lay_head(scene: SceneContent, area: Box) -> Placed:
    """Title, headline and how sure, at the top of the area; a long headline is set smaller."""
    for size in (24.0, 21.0, 18.0, 16.0):
        rows = (
            Row(words=scene.title, size=12, weight=Weight.STRONG, role=Role.QUIET),
            Row(words=scene.headline, size=size, weight=Weight.BOLD, before=1),
            Row(words=scene.sure, size=13, before=1),
        )
        words = Words(rows=tuple(row for row in rows if row.words))
        height = words_height(words, area.width, 1.0)
        if height <= 16 + 2 * 27 + 18:
            break
    return Placed(part=words, box=Box(x=area.x, y=area.y, width=area.width, height=height), scale=1.0)


def foot_of(scene: SceneContent, document: Document) -> Words:
    """Sources with their age, data version, the day and the brief's title."""
    ages = "; ".join(f"{source.source}, {source.words}" for source in scene.sources)
    rows = (f"Sources: {ages}." if ages else "", made_words(document, scene.version))
    return Words(rows=tuple(Row(words=words, size=_FOOT_SIZE, role=Role.QUIET) for words in rows if words))


def made_words(document: Document, version: str) -> str:
    """Data version, day, and the brief's title, as they stand at the foot of each page."""
    return f"Data version {version}. Made {day_words(document.day)} from the brief “{document.title}”."


def lay_panels(
    panels: tuple[Panel, ...], room: Box, pictures: Mapping[str, Picture], numbers: References
) -> tuple[LaidPanel, ...]:
    """Panels side by side, of equal size, at the one scale at which all of them fit."""
    boxes = room.columns(max(len(panels), 1), _PANEL_GAP)
    inner = [box.inside(_PAD) for box in boxes]
    columns = [
        (_panel_blocks(panel, pictures, numbers, box.width), box)
        for panel, box in zip(panels, inner, strict=False)
    ]
    scale = fitting_scale(columns)
    return tuple(
        LaidPanel(box=outer, placed=place(blocks, box, scale))
        for (blocks, box), outer in zip(columns, boxes, strict=False)
    )


def _panel_blocks(
    panel: Panel, pictures: Mapping[str, Picture], numbers: References, width: float
) -> tuple[Block, ...]:
    title = panel_title(panel)
    blocks = blocks_of(panel.items, pictures, numbers, width=width)
    if not title:
        return blocks
    head = Words(rows=(Row(words=title, size=12, weight=Weight.STRONG, role=Role.QUIET),))
    return ((head, *blocks[0]), *blocks[1:]) if blocks else ((head,),)


def panel_title(panel: Panel) -> str:
    """The panel's title; its side is said too, unless the title says it."""
    side = panel.side.value.capitalize() if panel.side is not Side.NEITHER else ""
    if side and side.lower() not in panel.title.lower():
        return f"{side}: {panel.title}" if panel.title else side
    return panel.title
