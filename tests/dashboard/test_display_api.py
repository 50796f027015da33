"""What a display is told: order and digest of a brief, scenes as HTML, and nothing twice."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard.api import display_scenes
from data.answers.gate import Gate
from data.briefs.brief import Brief, Scene
from data.briefs.composing import compose, occasion_of
from data.briefs.content import Numeral, SceneContent
from data.briefs.content_json import contents_to_json, numbers_digest
from data.briefs.defaults import default_brief
from data.briefs.keeping import BriefStore
from data.briefs.kept_briefs import FrozenBrief
from data.briefs.occasion import Occasion
from data.briefs.pages import paged
from data.errors import QuestionError
from data.plans.figures.plan_figures import PlanFigures
from data.plans.keeping.store import PlanStore
from data.roles import LOCAL_ACTOR
from tests.dashboard.plans_desk import plans_app, plans_url

__all__ = ["plans_app", "plans_url"]

NATIONAL = "/api/briefs/national/display"
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.fixture
def client(plans_app: Dash) -> FlaskClient:
    return plans_app.server.test_client()


def told(client: FlaskClient, path: str) -> dict[str, Any]:
    reply = client.get(path)
    assert reply.status_code == 200, reply.get_json()
    said: dict[str, Any] = reply.get_json()
    return said


def test_a_display_is_told_scenes_in_order_with_their_seconds_and_the_marking(client: FlaskClient) -> None:
    said = told(client, NATIONAL)
    scenes = paged(default_brief("national")).scenes
    assert [(one["key"], one["title"], one["seconds"]) for one in said["scenes"]] == [
        (scene.key, scene.title, scene.seconds) for scene in scenes
    ]
    assert (said["marking"], said["every"], said["frozen"]) == ("UNMARKED - SYNTHETIC DATA", 60, "")
    assert said["bundle"].startswith("/assets-map-")


@pytest.mark.parametrize("path", [NATIONAL, f"{NATIONAL}/incidents", f"{NATIONAL}/incidents?theme=light"])
def test_who_has_it_already_is_sent_nothing(client: FlaskClient, path: str) -> None:
    first = client.get(path)
    assert first.headers["Cache-Control"] == "private, no-cache"
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.get_data()) == (304, b"")


def test_a_scene_has_its_html_with_marking_and_papers_and_what_is_the_presenter_s(
    client: FlaskClient,
) -> None:
    said = told(client, f"{NATIONAL}/incidents")
    assert said["html"].count("UNMARKED - SYNTHETIC DATA") == 2
    assert "scene-papers" in said["html"]
    assert "borderops explain" in said["html"]
    assert said["questions"][0]["question"]
    assert said["links"][0]["address"].startswith("/")
    assert said["sources"][0]["words"].startswith("as of")
    assert said["failed"] is False


def test_each_theme_has_its_own_html(client: FlaskClient) -> None:
    dark, light, contrast = (
        told(client, f"{NATIONAL}/incidents?theme={theme}") for theme in ("dark", "light", "contrast")
    )
    assert 'data-theme="contrast"' in contrast["html"]
    assert dark["digest"] != light["digest"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/briefs/99999/display", 404),
        ("/api/briefs/frozen:7/display", 404),
        ("/api/briefs/frozen:x/display", 404),
        ("/api/briefs/region:best:nowhere/display", 404),
        (f"{NATIONAL}/no-such-scene", 404),
        (f"{NATIONAL}/incidents?theme=pink", 400),
    ],
)
def test_what_there_is_not_is_refused_with_a_remedy(client: FlaskClient, path: str, status: int) -> None:
    reply = client.get(path)
    assert reply.status_code == status, reply.get_json()
    assert reply.get_json()["remedy"]


def test_a_brief_that_is_saved_has_another_digest(client: FlaskClient) -> None:
    made = client.post("/api/briefs", json={"title": "Monday", "copy_of": "national"}).get_json()
    path = f"/api/briefs/{made['token']}/display"
    before = told(client, path)
    assert before["edit"] == f"/briefs?brief={made['token']}"
    note = {"key": "note", "title": "A note", "body": {"kind": "note", "words": "One sentence."}}
    reply = client.post(f"/api/briefs/{made['token']}/scenes", json={"scenes": [note]})
    assert reply.status_code == 200, reply.get_json()
    after = told(client, path)
    assert after["digest"] != before["digest"]
    assert len(after["scenes"]) == len(before["scenes"]) + 1


def test_a_scene_is_composed_once_however_often_it_is_asked_for(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    composed: list[str] = []

    def counted(
        occasion: Occasion, brief: Brief, scene: Scene, *, previous: FrozenBrief | None
    ) -> SceneContent:
        composed.append(scene.key)
        return compose(occasion, brief, scene, previous=previous)

    monkeypatch.setattr(display_scenes, "compose", counted)
    path = "/api/briefs/region:best:phoenix/display"
    key = told(client, path)["scenes"][0]["key"]
    for _ in range(5):
        told(client, f"{path}/{key}")
    assert composed == [key]


def test_a_scene_that_is_refused_says_so_and_the_next_one_who_asks_tries_again(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> SceneContent:
        raise QuestionError("the tables are being replaced", remedy="Wait a minute")

    path = "/api/briefs/region:best:el-paso/display/incidents"
    with monkeypatch.context() as patched:
        patched.setattr(display_scenes, "compose", refuse)
        said = told(client, path)
    assert said["failed"] is True
    assert "the tables are being replaced" in said["html"]
    assert said["html"].count("UNMARKED - SYNTHETIC DATA") == 2
    assert told(client, path)["failed"] is False


def test_a_frozen_brief_shows_what_was_frozen(client: FlaskClient, gate: Gate, plans_url: str) -> None:
    plans = PlanStore(plans_url)
    brief = default_brief("region:best:phoenix")
    occasion = occasion_of(gate, plans, PlanFigures(gate), LOCAL_ACTOR, brief, today=NOW.date())
    contents = tuple(compose(occasion, brief, scene) for scene in brief.scenes)
    kept = BriefStore(plans.database).frozen.add(
        LOCAL_ACTOR,
        "region:best:phoenix",
        brief=brief,
        content=contents_to_json(contents),
        data_version=occasion.filter.version or "",
        digest=numbers_digest(contents),
        at=NOW,
    )
    said = told(client, f"/api/briefs/frozen:{kept.frozen_id}/display")
    assert said["frozen"].startswith("Frozen on 30 Nov 2026")
    assert said["edit"] == ""
    scene = told(client, f"/api/briefs/frozen:{kept.frozen_id}/display/incidents")
    first = contents[0].panels[0].items[0]
    assert isinstance(first, Numeral)
    assert first.value in scene["html"]
