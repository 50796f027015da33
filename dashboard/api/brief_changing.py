"""Changes of briefs: a new one, its scenes, its place in the archive."""

from __future__ import annotations

from flask import Response, jsonify

from dashboard.api.brief_json import kept_json
from dashboard.api.brief_routes import BRIEF, BriefAsked, BriefRoutes
from dashboard.api.brief_views import checked_brief, checked_scenes
from dashboard.api.plan_requests import Body, body
from data.briefs.brief import Brief
from data.briefs.codec import brief_from_json, scene_from_json
from data.briefs.kept_briefs import KeptBrief
from data.briefs.limits import LONGEST_TITLE, MOST_SCENES
from data.errors import BriefError


def add_changing(routes: BriefRoutes) -> None:
    """Add the routes; all need the right to edit briefs."""
    routes.post("", create)
    routes.put(BRIEF, save)
    routes.post(f"{BRIEF}/scenes", append)
    routes.post(f"{BRIEF}/archive", archive)


def create(asked: BriefAsked) -> Response:
    """A new brief: by ``title``, as ``copy_of`` another one's token, or the whole ``brief`` as it is sent.

    Raises
    ------
    BriefError
        If it has no title, or the brief that was sent cannot be kept.
    """
    sent = body("title", "copy_of", "brief")
    briefs, now = asked.services.briefs, asked.services.now()
    if sent.value("brief") is not None:
        made = checked_brief(brief_from_json(sent.value("brief")))
        return _answer(briefs.create(asked.actor, made, at=now, origin=""))
    title = sent.text("title", longest=LONGEST_TITLE) if sent.value("title") is not None else ""
    if sent.value("copy_of") is not None:
        token = sent.text("copy_of", longest=LONGEST_TITLE)
        return _answer(briefs.duplicate(asked.actor, token, at=now, title=title))
    if not title:
        raise BriefError("the new brief has no title", remedy="Give it one, or name a brief to copy")
    return _answer(briefs.create(asked.actor, Brief(title=title, scenes=()), at=now))


def save(asked: BriefAsked, token: str) -> Response:
    """The ``brief`` in the place of the ``version`` of it that was seen."""
    sent = body("version", "brief")
    version = sent.whole("version")
    wanted = checked_brief(brief_from_json(sent.value("brief")))
    services = asked.services
    return _answer(
        services.briefs.save(asked.actor, token, wanted, expected_version=version, at=services.now())
    )


def append(asked: BriefAsked, token: str) -> Response:
    """The brief with ``scenes`` added at its end; keys that it has already are numbered."""
    sent = body("scenes")
    scenes = tuple(scene_from_json(one, number=at) for at, one in enumerate(_listed(sent), start=1))
    services = asked.services
    return _answer(services.briefs.append(asked.actor, token, checked_scenes(scenes), at=services.now()))


def archive(asked: BriefAsked, token: str) -> Response:
    """The brief out of the list, or back in it if ``archived`` is false."""
    sent = body("version", "archived")
    services = asked.services
    return _answer(
        services.briefs.archive(
            asked.actor,
            token,
            expected_version=sent.whole("version"),
            at=services.now(),
            is_archived=sent.truth("archived"),
        )
    )


def _listed(sent: Body) -> list[object]:
    value = sent.value("scenes")
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_SCENES:
        raise BriefError("scenes is not a list of scenes", remedy=f"Send 1 to {MOST_SCENES} of them")
    return value


def _answer(kept: KeptBrief) -> Response:
    response = jsonify(kept_json(kept))
    response.headers["Cache-Control"] = "no-store"
    return response
