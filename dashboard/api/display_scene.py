"""A scene on its way to a display: composed, drawn, and with what is the presenter's beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from dashboard.api.display_brief import ShownBrief
from dashboard.scenes.html import scene_html
from dashboard.scenes.markup import element
from dashboard.services import Services
from data.briefs.brief import ComparisonScene, Scene
from data.briefs.content import Ask, MapView, SceneContent
from data.errors import BorderopsError
from layers.drawing.picture import Picture, Theme


def scene_told(
    shown: ShownBrief, scene: Scene, content: SceneContent, pictures: Mapping[str, Picture], theme: Theme
) -> dict[str, Any]:
    """The scene as JSON for a display.

    ``digest`` changes with what is to be seen, not with what is the presenter's.
    """
    html = scene_html(content, pictures, theme=theme)
    return {
        "key": scene.key,
        "title": content.title,
        "html": html,
        "digest": _digest(html),
        "as_of": as_of_words(content),
        "sources": [
            {"source": age.source, "words": age.words, "late": age.is_late} for age in content.sources
        ],
        "notes": content.notes,
        "questions": [{"question": question, "answer": answer} for question, answer in content.questions],
        "links": list(_links(shown, scene, content)),
        "failed": False,
    }


def failure_told(services: Services, scene: Scene, error: BorderopsError) -> dict[str, Any]:
    """A scene that cannot be shown: its words, marked like any scene."""
    marking = services.gate.marking()
    html = element(
        "div",
        element("p", marking, class_="bd-marking"),
        element("h2", scene.title),
        element("p", "This scene cannot be shown now."),
        element("p", str(error)),
        element("p", marking, class_="bd-marking"),
        class_="bd-failed",
    )
    return {
        "key": scene.key,
        "title": scene.title,
        "html": html,
        "digest": _digest(html),
        "as_of": "",
        "sources": [],
        "notes": str(error),
        "questions": [],
        "links": [],
        "failed": True,
    }


def as_of_words(content: SceneContent) -> str:
    """From the oldest to the newest day of the sources: ``31 Dec 2024 to 31 Oct 2026``; empty without any."""
    days = sorted({age.as_of for age in content.sources if age.as_of is not None})
    if not days:
        return ""
    return _day(days[0]) if len(days) == 1 else f"{_day(days[0])} to {_day(days[-1])}"


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def _links(shown: ShownBrief, scene: Scene, content: SceneContent) -> Iterator[dict[str, str]]:
    """Where to look further: the views and plans of the scene."""
    body = scene.body
    views = [item.view for item in _items(content) if isinstance(item, MapView)]
    own = getattr(body, "view", "") or shown.brief.view
    for view in dict.fromkeys(views or [own]):
        yield {"words": "This view on the commander's page", "address": f"/?{view}" if view else "/"}
    for item in _items(content):
        if isinstance(item, Ask) and item.link:
            yield {"words": item.link_words or "The plan", "address": item.link}
    if isinstance(body, ComparisonScene):
        for plan in dict.fromkeys((body.plan, body.other)):
            yield {"words": f"Plan {plan} in the planner", "address": f"/planner?{urlencode({'plan': plan})}"}


def _items(content: SceneContent) -> Iterator[Any]:
    for panel in content.panels:
        yield from panel.items


def _digest(html: str) -> str:
    return hashlib.sha256(html.encode()).hexdigest()[:32]
