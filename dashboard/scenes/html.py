"""A scene as one HTML fragment: the wall, a presenter's view, a phone and a file are all made of it.

The fragment has no script and no handlers; ``dashboard/assets/scene.css`` gives it its look. Numbers open
their papers through the browser's own popovers. Ids begin with ``prefix``: two fragments on one page need
two prefixes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from dashboard.scenes.columns import Column, Slot
from dashboard.scenes.foot import foot_html, foot_papers
from dashboard.scenes.items import Place, item_html
from dashboard.scenes.layout import PanelLayout, panel_title, scene_layout
from dashboard.scenes.markup import Html, element, joined
from dashboard.scenes.papers import map_papers, missing_papers, papers_panel
from dashboard.scenes.sizes import in_one_line
from data.briefs.content import Chart, MapView, Missing, Numeral, SceneContent, Side, Table
from layers.drawing.picture import Picture, Theme

_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")


def scene_html(
    content: SceneContent, pictures: Mapping[str, Picture], *, theme: Theme, prefix: str = "scene"
) -> Html:
    """One ``<section class="scene">`` with all of a scene in it, everything escaped.

    Parameters
    ----------
    content
        What the scene says.
    pictures
        The drawing of each map, by :attr:`data.briefs.content.MapView.view`.
    theme
        Dark, light, or print, which needs no colour.
    prefix
        Begins every id in the fragment.
    """
    laid = scene_layout(content)
    begin = _UNSAFE.sub("-", f"{prefix}-{content.key}")
    panels = [_panel(panel, f"{begin}-{place}", pictures) for place, panel in enumerate(laid.panels, start=1)]
    head = laid.head
    page = element(
        "div",
        _marking(content.marking),
        element(
            "header",
            element("h2", content.title, class_=f"scene-title s{head.title}", id=f"{begin}-title"),
            element("p", content.headline, class_=f"scene-headline s{head.headline}")
            if head.headline
            else None,
            _sure(content, head.sure),
            class_="scene-head" if head.headline else "scene-head is-title-only",
        ),
        element("div", *panels, class_="scene-panels", data_panels=len(panels)),
        foot_html(content, id_=f"{begin}-foot"),
        _marking(content.marking),
        class_="scene-page",
    )
    return element(
        "section",
        page,
        *_papers(laid.panels, begin, pictures),
        foot_papers(content, id_=f"{begin}-foot"),
        class_="scene",
        data_theme=theme.value,
        data_key=content.key,
        data_synthetic=content.is_synthetic,
        aria_labelledby=f"{begin}-title",
    )


def _marking(marking: str) -> Html:
    return element("p", marking, class_=f"scene-marking s{in_one_line(marking, 1800, steps=(26, 30, 34))}")


def _sure(content: SceneContent, size: int) -> Html | None:
    if not content.sure:
        return None
    label = element("span", "How sure", class_="scene-sure-label")
    return element("p", label, joined(" "), content.sure, class_=f"scene-sure s{size}")


def _panel(laid: PanelLayout, begin: str, pictures: Mapping[str, Picture]) -> Html:
    panel = laid.panel
    columns = [
        _column(column, f"{begin}-{place}", pictures) for place, column in enumerate(laid.columns, start=1)
    ]
    side = None
    if panel.side is not Side.NEITHER:
        side = element("span", panel.side.value.capitalize(), class_="scene-side")
    title = panel_title(panel)
    heading = None
    if side or title:
        words = joined(side, joined(" ") if side and title else None, title)
        heading = element("h3", words, class_=f"scene-panel-title s{laid.title}")
    return element(
        "section",
        heading,
        element("div", *columns, class_="scene-columns-of", data_columns=len(columns)),
        class_=f"scene-panel side-{panel.side.value or 'neither'}",
    )


def _column(column: Column, begin: str, pictures: Mapping[str, Picture]) -> Html:
    rows = []
    for number, row in enumerate(column.rows, start=1):
        items = [
            item_html(slot, id_=f"{begin}-{number}-{place}", picture=_picture(slot, pictures))
            for place, slot in enumerate(row, start=1)
        ]
        rows.append(element("div", *items, class_="scene-row") if len(items) > 1 else items[0])
    return element("div", *rows, class_="scene-column", style=f"flex-grow:{column.width:.0f}")


def _picture(slot: Slot, pictures: Mapping[str, Picture]) -> Picture | None:
    return pictures.get(slot.item.view) if isinstance(slot.item, MapView) else None


def _papers(panels: tuple[PanelLayout, ...], begin: str, pictures: Mapping[str, Picture]) -> Iterator[Html]:
    """The papers of every item that has some, outside the page: they are opened over it."""
    for number, panel in enumerate(panels, start=1):
        for column_number, column in enumerate(panel.columns, start=1):
            for row_number, row in enumerate(column.rows, start=1):
                for place, slot in enumerate(row, start=1):
                    id_ = f"{begin}-{number}-{column_number}-{row_number}-{place}"
                    found = _papers_of(slot, id_, _picture(slot, pictures))
                    if found:
                        yield found


def _papers_of(slot: Slot, id_: str, picture: Picture | None) -> Html | None:
    place = Place(room=slot.room, id=id_, papers=slot.papers, picture=picture)
    if isinstance(slot.item, Numeral | Chart | Table):
        return papers_panel(slot.item.papers, place)
    if isinstance(slot.item, Missing):
        return missing_papers(slot.item, place)
    if isinstance(slot.item, MapView) and picture:
        return map_papers(slot.item.summary, picture.legend, place)
    return None
