"""Views of scenes, checked for what data does not know: layers and the form of counts; and told in words."""

from __future__ import annotations

from urllib.parse import parse_qsl

from flask import Response, jsonify, request

from dashboard.api.brief_routes import BriefAsked, BriefRoutes
from dashboard.api.plan_routes import NEWEST
from dashboard.api.tagged import tagged
from dashboard.view_state import ShownLayer, ViewState
from data.answers.filters import period_words
from data.briefs.brief import Brief, MapScene, Scene
from data.briefs.codec_fields import Fields
from data.errors import BriefError, FilterError
from layers.discovery import discover

_NO_LAYER = "none"


def add_views(routes: BriefRoutes) -> None:
    """Add the one route."""
    routes.get("/view", told)


def told(_: BriefAsked) -> Response:
    """What the view in the query would show, in words: the filter's sentence and the layers' titles.

    Raises
    ------
    BriefError
        If it could not be a scene's view.
    """
    text = request.query_string.decode(errors="replace")
    Fields({"view": text}, at="the link", known=("view",)).view()
    checked_view(text, at="the link")
    state = ViewState.from_text(text)
    titles = {layer.key: layer.title for layer in discover()}
    return tagged(
        jsonify(
            sentence=state.filter.sentence().removesuffix(f"; {period_words(None, None)}"),
            layers=[titles[layer.key] for layer in state.layers],
            has_period=state.filter.first is not None or state.filter.last is not None,
        ),
        NEWEST,
    )


def checked_brief(brief: Brief) -> Brief:
    """The brief, whose views all open.

    Raises
    ------
    BriefError
        If one names a layer or a form that does not exist; the message names the scene.
    """
    checked_view(brief.view, at="the brief")
    checked_scenes(brief.scenes)
    return brief


def checked_scenes(scenes: tuple[Scene, ...]) -> tuple[Scene, ...]:
    """The scenes, whose views all open.

    Raises
    ------
    BriefError
        As :func:`checked_brief`.
    """
    for number, scene in enumerate(scenes, start=1):
        at = f"scene {number} ({scene.title[:40]})"
        view = getattr(scene.body, "view", "")
        checked_view(view, at=at)
        if isinstance(scene.body, MapScene) and dict(parse_qsl(view)).get("layers") == _NO_LAYER:
            raise BriefError(
                f"{at}: its map has no layer", remedy="Show a layer on the map, and add it again"
            )
    return scenes


def checked_view(view: str, *, at: str) -> None:
    """Return if a view's layers and form exist.

    Raises
    ------
    BriefError
        If one does not.
    """
    query = dict(parse_qsl(view))
    named = [part for part in query.get("layers", "").split("|") if part and part != _NO_LAYER]
    unknown = next((part for part in named if ShownLayer.from_text(part) is None), None)
    if unknown is not None:
        raise BriefError(
            f"{at}: view has the layer {unknown[:60]!r}", remedy="Open the map, choose layers, copy its link"
        )
    try:
        ViewState.from_query(query)
    except FilterError as error:
        raise BriefError(f"{at}: view: {error.found}", remedy=error.remedy) from error
