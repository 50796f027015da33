"""``/api/briefs/<token>/display``: what walls, the briefing's page and presenters ask for again and again.

Fifty displays of one brief cost the composing of its scenes once: see
:class:`dashboard.api.display_scenes.DisplayScenes`.
"""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, request

from dashboard.api.brief_routes import BRIEF, BriefAsked, BriefRoutes
from dashboard.api.display_brief import ShownBrief, shown_brief
from dashboard.api.display_scenes import DisplayScenes, Told
from dashboard.api.tagged import tagged
from dashboard.services import Services
from data.answers.filters import Filter
from data.errors import BriefError
from layers.drawing.picture import Theme

EVERY_S = 60
"""Seconds from one question of a display to the next but one."""
AGAIN_S = 1
"""Seconds after which a scene that is being composed is asked for again."""
_CACHE = "private, no-cache"
_THEMES = {"dark": Theme.DARK, "light": Theme.LIGHT, "contrast": Theme.CONTRAST}


def display_api(services: Services, bundle_at: str) -> Blueprint:
    """The blueprint of the display; ``bundle_at`` is the path of the page's bundle."""
    routes = BriefRoutes(services, name="display")
    scenes = DisplayScenes(services)

    def display(asked: BriefAsked, token: str) -> Response:
        """The brief's scenes in their order, and what tells whether anything of them changed."""
        shown = shown_brief(asked.services, token)
        return tagged(jsonify(_brief_told(asked.services, shown, bundle_at)), _CACHE)

    def display_scene(asked: BriefAsked, token: str, key: str) -> Response:
        """One scene as HTML; 202 while it is being composed for somebody else."""
        shown, theme = shown_brief(asked.services, token), _theme(request.args.get("theme", "dark"))
        told = scenes.told(asked.actor, shown, key, theme)
        return _composing() if told is None else tagged(jsonify(told), _CACHE)

    routes.get(f"{BRIEF}/display", display)
    routes.get(f"{BRIEF}/display/<key>", display_scene)
    return routes.blueprint


def _brief_told(services: Services, shown: ShownBrief, bundle_at: str) -> Told:
    return {
        "token": shown.token,
        "title": shown.brief.title,
        "marking": services.gate.marking(Filter(version=shown.version or None)),
        "version": shown.version,
        "scenes": [
            {"key": scene.key, "title": scene.title, "seconds": scene.seconds} for scene in shown.brief.scenes
        ],
        "every": EVERY_S,
        "digest": shown.digest,
        "bundle": bundle_at,
        "edit": _page_of(shown) if shown.is_editable else "",
        "documents": _page_of(shown),
        "frozen": shown.frozen_words,
    }


def _page_of(shown: ShownBrief) -> str:
    """The brief on the page of briefs: it is edited there, and has its documents there."""
    return f"/briefs?{urlencode({'brief': shown.origin})}"


def _composing() -> Response:
    response = jsonify(composing=True)
    response.status_code = 202
    response.headers["Cache-Control"] = "no-store"
    response.headers["Retry-After"] = str(AGAIN_S)
    return response


def _theme(text: str) -> Theme:
    if text in _THEMES:
        return _THEMES[text]
    raise BriefError(f"theme is {text[:20]!r}", remedy=f"Known themes: {', '.join(_THEMES)}")
