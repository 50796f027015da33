"""A scene on its way to a display: composed, drawn, and with what is the presenter's beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

from dashboard.api.display_brief import ShownBrief
from dashboard.scenes.html import scene_html
from dashboard.scenes.markup import element
from dashboard.services import Services
from data.briefs.brief import ComparisonScene, Scene
from data.briefs.composing import compose, occasion_of
from data.briefs.content import Ask, MapView, SceneContent
from data.errors import BorderopsError
from data.roles import Actor
from layers.drawing.picture import Theme


def scene_told(
    services: Services, actor: Actor, shown: ShownBrief, scene: Scene, theme: Theme
) -> dict[str, Any]:
    """The scene as JSON for a display; one that cannot be composed is told in words.

    ``digest`` changes with what is to be seen, not with notes. A failure is marked like any scene.
    """
    try:
        content = content_of(services, actor, shown, scene)
        html = scene_html(content, {}, theme=theme)
    except BorderopsError as error:
        return _failed(services, scene, error)
    return {
        "key": scene.key,
        "title": content.title,
        "html": html,
        "digest": hashlib.sha256(html.encode()).hexdigest()[:32],
        "as_of": as_of_words(content),
        "sources": [
            {"source": age.source, "words": age.words, "late": age.is_late} for age in content.sources
        ],
        "notes": content.notes,
        "questions": [{"question": question, "answer": answer} for question, answer in content.questions],
        "links": list(_links(shown, scene, content)),
        "failed": False,
    }


def content_of(services: Services, actor: Actor, shown: ShownBrief, scene: Scene) -> SceneContent:
    """The scene with its numbers: those that were frozen, or those of now.

    Raises
    ------
    BorderopsError
        If it cannot be composed.
    """
    if shown.frozen is not None and scene.key in shown.frozen:
        return shown.frozen[scene.key]
    occasion = occasion_of(
        services.gate, services.plans, services.figures, actor, shown.brief, today=services.now().date()
    )
    return compose(occasion, shown.brief, scene)


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


def _failed(services: Services, scene: Scene, error: BorderopsError) -> dict[str, Any]:
    marking = services.settings.marking
    html = element(
        "div",
        element("p", marking, class_="bd-marking"),
        element("h2", scene.title),
        element("p", "This scene cannot be shown now."),
        element("p", f"{error.found}. {error.remedy}."),
        element("p", marking, class_="bd-marking"),
        class_="bd-failed",
    )
    return {
        "key": scene.key,
        "title": scene.title,
        "html": html,
        "digest": hashlib.sha256(html.encode()).hexdigest()[:32],
        "as_of": "",
        "sources": [],
        "notes": f"{error.found}.",
        "questions": [],
        "links": [],
        "failed": True,
    }
