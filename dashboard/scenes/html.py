"""A scene as one HTML fragment: the wall, a presenter's view, a phone and a file are all made of it.

The fragment has no script and no handlers; ``dashboard/assets/scene.css`` gives it its look. Numbers open
their papers through the browser's own popovers. Ids begin with ``prefix``: two fragments on one page need
two prefixes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dashboard.scenes.items import Place, item_html
from dashboard.scenes.layout import Column, PanelLayout, Slot, panel_title, scene_layout
from dashboard.scenes.markup import Html, element, joined
from dashboard.scenes.papers import map_papers, papers_panel
from dashboard.scenes.sizes import in_one_line
from data.briefs.content import Chart, MapView, Numeral, SceneContent, Side, SourceAge, Table
from layers.drawing.picture import Picture, Theme

_FOOT_WIDTH = 1780.0
_FOOT_STEPS = (20, 23, 26, 30, 34)
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
        _foot(content),
        _marking(content.marking),
        class_="scene-page",
    )
    return element(
        "section",
        page,
        *_papers(laid.panels, begin, pictures),
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
    items = [
        item_html(slot, id_=f"{begin}-{place}", picture=_picture(slot, pictures))
        for place, slot in enumerate(column.slots, start=1)
    ]
    return element("div", *items, class_="scene-column", style=f"flex-grow:{column.width:.0f}")


def _picture(slot: Slot, pictures: Mapping[str, Picture]) -> Picture | None:
    return pictures.get(slot.item.view) if isinstance(slot.item, MapView) else None


def _papers(panels: tuple[PanelLayout, ...], begin: str, pictures: Mapping[str, Picture]) -> list[Html]:
    """The papers of every item that has some, outside the page: they are opened over it."""
    found = []
    for number, panel in enumerate(panels, start=1):
        for column_number, column in enumerate(panel.columns, start=1):
            for slot_number, slot in enumerate(column.slots, start=1):
                id_ = f"{begin}-{number}-{column_number}-{slot_number}"
                place = Place(room=slot.room, id=id_, papers=slot.papers, picture=_picture(slot, pictures))
                if isinstance(slot.item, Numeral | Chart | Table):
                    found.append(papers_panel(slot.item.papers, place))
                elif isinstance(slot.item, MapView) and place.picture:
                    found.append(map_papers(slot.item.summary, place.picture.legend, place))
    return found


def _foot(content: SceneContent) -> Html:
    """Version and ages of the sources, the late ones first."""
    sources = sorted(content.sources, key=lambda age: not age.is_late)
    said = "  ".join([f"Data {content.version}", *(_age_words(age) for age in sources), "SYNTHETIC DATA"])
    size = in_one_line(said, _FOOT_WIDTH, steps=_FOOT_STEPS, is_strong=False)
    ages = [
        element("span", _age_words(age), class_="scene-age is-late" if age.is_late else "scene-age")
        for age in sources
    ]
    synthetic = (
        element("strong", "SYNTHETIC DATA", class_="scene-synthetic") if content.is_synthetic else None
    )
    return element(
        "footer",
        element("span", f"Data {content.version}", class_="scene-version"),
        *ages,
        synthetic,
        class_=f"scene-foot s{size}",
    )


def _age_words(age: SourceAge) -> str:
    late = "late: " if age.is_late else ""
    return f"{late}{age.source}, {age.words}"
