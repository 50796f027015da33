"""One region on one upright page: key numerals, map, change and trend, table, what is asked.

It is put together from the region's scenes, in order of need; what has no room is told, not squeezed in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.documents.document import Document
from dashboard.documents.fonts import Weight
from dashboard.documents.framing import BAND, foot_of
from dashboard.documents.paper import Box
from dashboard.documents.parts import References, Role, Row, Words
from dashboard.documents.pdf_papers import paper_words
from dashboard.documents.placing import (
    SCALES,
    Block,
    Placed,
    blocks_of,
    fitting_scale,
    place,
    words_height,
)
from data.briefs.content import (
    Ask,
    Chart,
    ChartKind,
    Item,
    MapView,
    Numeral,
    Papers,
    SceneContent,
    Table,
    Text,
)

_EDGE = 26.0
_GAP = 10.0
_MOST_NUMERALS = 3
_MOST_CHARTS = 2
_LARGEST = 1.1
_SCALES = tuple(scale for scale in SCALES if scale <= _LARGEST)
_PAPERS_SIZE = 0.78


@dataclass(frozen=True, kw_only=True)
class OnePage:
    """A page: what is on it, and the words at its foot."""

    sheet: Box
    title: str
    placed: tuple[Placed, ...]
    synthetic: str


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The items of a region that a page has room for, and how many it has not."""

    numerals: tuple[Item, ...]
    maps: tuple[Item, ...]
    charts: tuple[Item, ...]
    tables: tuple[Item, ...]
    asks: tuple[Item, ...]
    left_out: int


def lay_one_page(document: Document, sheet: Box) -> OnePage:
    """The document's scenes on one upright sheet."""
    area = sheet.inside(_EDGE, BAND + 8)
    chosen = chosen_items(document.scenes)
    shown = (*chosen.numerals, *chosen.charts, *chosen.tables)
    numbers = {papers: at for at, papers in enumerate(_papers(shown), start=1)}
    head = _head(document, area)
    foot = _foot(document, numbers, chosen, area)
    room = Box(
        x=area.x,
        y=head.box.bottom + _GAP,
        width=area.width,
        height=foot.box.y - head.box.bottom - 2 * _GAP,
    )
    body = _body(chosen, document, numbers, room)
    is_synthetic = "SYNTHETIC DATA" if document.is_synthetic else ""
    return OnePage(sheet=sheet, title=document.title, placed=(head, *body, foot), synthetic=is_synthetic)


def chosen_items(scenes: Sequence[SceneContent]) -> Chosen:
    """What of the scenes goes on one page: the first numerals, map, charts, table, and every ask."""
    items = [item for scene in scenes for panel in scene.panels for item in panel.items]
    numerals = [item for item in items if isinstance(item, Numeral)]
    charts = [item for item in items if isinstance(item, Chart)]
    waterfalls = [chart for chart in charts if chart.kind is ChartKind.WATERFALL]
    others = [chart for chart in charts if chart.kind is not ChartKind.WATERFALL]
    tables = [item for item in items if isinstance(item, Table)]
    maps = [item for item in items if isinstance(item, MapView)]
    asks = [item for item in items if isinstance(item, Ask)]
    kept_charts = (*waterfalls[:1], *others)[:_MOST_CHARTS]
    kept = len(numerals[:_MOST_NUMERALS]) + len(kept_charts) + len(tables[:1]) + len(maps[:1]) + len(asks)
    texts = sum(isinstance(item, Text) for item in items)
    return Chosen(
        numerals=tuple(numerals[:_MOST_NUMERALS]),
        maps=tuple(maps[:1]),
        charts=kept_charts,
        tables=tuple(tables[:1]),
        asks=tuple(asks),
        left_out=len(items) - texts - kept,
    )


def _papers(items: Sequence[Item]) -> tuple[Papers, ...]:
    return tuple(dict.fromkeys(item.papers for item in items if isinstance(item, Numeral | Chart | Table)))


def _head(document: Document, area: Box) -> Placed:
    """The region's name and what the first scenes say is different."""
    said = [scene for scene in document.scenes if scene.headline and scene.headline != scene.title][:2]
    rows = [Row(words=document.title, size=22, weight=Weight.BOLD)]
    for scene in said:
        rows.append(Row(words=scene.headline, size=11.5, weight=Weight.STRONG, before=2))
        rows += [Row(words=scene.sure, size=9.5, role=Role.QUIET)] if scene.sure else []
    words = Words(rows=tuple(rows))
    # The tag that says SYNTHETIC stands beside the title.
    height = words_height(words, area.width, 1.0)
    return Placed(part=words, box=Box(x=area.x, y=area.y, width=area.width, height=height), scale=1.0)


def _foot(document: Document, numbers: References, chosen: Chosen, area: Box) -> Placed:
    """Short papers of the numbers, sources, version; and that more is in the brief."""
    rows: list[Row] = []
    for papers, number in numbers.items():
        first, *rest = paper_words(papers, number).rows
        said = " ".join(row.words for row in rest if not row.words.startswith("Counted"))
        rows.append(Row(words=f"{first.words}. {said}", size=8.5, role=Role.QUIET, before=1.5))
    if chosen.left_out:
        more = f"{chosen.left_out} more items are in the brief and not on this page."
        rows.append(Row(words=more, size=8.5, role=Role.QUIET, before=1.5))
    rows += [Row(words=words, size=8.5, role=Role.QUIET, before=1.5) for words in document.left_out]
    rows += foot_of(document.scenes[0], document).rows if document.scenes else ()
    words, width = Words(rows=tuple(rows)), area.width
    height = words_height(words, width, _PAPERS_SIZE) + 12
    box = Box(x=area.x, y=area.bottom - height, width=width, height=height)
    return Placed(part=words, box=box, scale=_PAPERS_SIZE)


def _body(chosen: Chosen, document: Document, numbers: References, room: Box) -> tuple[Placed, ...]:
    """Numerals over the full width, then map beside charts, then table and asks over the full width."""

    def blocks(items: Sequence[Item], width: float) -> tuple[Block, ...]:
        return blocks_of(items, document.pictures, numbers, width=width)

    half = (room.width - _GAP * 1.6) / 2
    top = blocks(chosen.numerals, room.width)
    bottom = blocks((*chosen.tables, *chosen.asks), room.width)
    sides = [blocks(items, half) for items in (chosen.maps, chosen.charts) if items]
    for scale in _SCALES:
        placed = _placed(top, sides, bottom, room, scale)
        if placed is not None:
            return placed
    return _placed(top, sides, bottom, room, _SCALES[-1], is_last=True) or ()


def _placed(
    top: Sequence[Block],
    sides: Sequence[Sequence[Block]],
    bottom: Sequence[Block],
    room: Box,
    scale: float,
    *,
    is_last: bool = False,
) -> tuple[Placed, ...] | None:
    """The three parts under each other; ``None`` if they do not fit at this scale."""
    gap = _GAP * scale
    upper = place(top, Box(x=room.x, y=room.y, width=room.width, height=0), scale)
    under = max((one.box.bottom for one in upper), default=room.y) + (gap if top else 0)
    lower = place(bottom, Box(x=room.x, y=0, width=room.width, height=0), scale)
    height = max((one.box.bottom for one in lower), default=0.0)
    middle = Box(x=room.x, y=under, width=room.width, height=room.bottom - under - height - gap)
    boxes = middle.columns(max(len(sides), 1), _GAP * 1.6)
    columns = list(zip(sides, boxes, strict=False))
    fits = middle.height >= 0 and fitting_scale(columns, scales=(scale, 0.0)) == scale
    if not fits and not is_last:
        return None
    between = tuple(found for blocks, box in columns for found in place(blocks, box, scale))
    end = max((one.box.bottom for one in between), default=under) + gap
    moved = place(bottom, Box(x=room.x, y=end, width=room.width, height=0), scale)
    return (*upper, *between, *moved)
