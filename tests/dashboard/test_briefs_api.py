"""Briefs over HTTP: listed, made, changed by two people at once, added to, archived."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from data.briefs.codec import brief_to_json
from data.briefs.defaults import default_brief, default_tokens
from tests.dashboard.plans_desk import plans_app, plans_url
from tests.data.briefs.brief_cases import EVERY_KIND

__all__ = ["plans_app", "plans_url"]

NOTE = {"key": "note", "title": "A note", "body": {"kind": "note", "words": "One sentence."}}


@dataclass(frozen=True, kw_only=True)
class Office:
    """What the page of briefs does over HTTP."""

    client: FlaskClient

    def get(self, path: str) -> TestResponse:
        """The answer to a question."""
        return self.client.get(f"/api/briefs{path}")

    def post(self, path: str, fields: object, **headers: str) -> TestResponse:
        """The answer to a change."""
        return self.client.post(f"/api/briefs{path}", json=fields, headers=headers)

    def done(self, path: str, fields: object) -> dict[str, Any]:
        """What a change that succeeds says."""
        reply = self.post(path, fields)
        assert reply.status_code == 200, reply.get_json()
        said: dict[str, Any] = reply.get_json()
        return said

    def save(self, token: str, version: int, brief: object) -> TestResponse:
        """The answer to a brief put in the place of a version."""
        return self.client.put(f"/api/briefs/{token}", json={"version": version, "brief": brief})


@pytest.fixture
def office(plans_app: Dash) -> Office:
    return Office(client=plans_app.server.test_client())


def refusal(reply: TestResponse, status: int) -> str:
    """The words of a refusal, which has a remedy."""
    assert reply.status_code == status, reply.get_json()
    said = reply.get_json()
    assert said["remedy"]
    return str(said["error"])


def test_the_list_has_the_default_briefs_and_then_one_s_own(office: Office) -> None:
    made = office.done("", {"title": "Monday"})
    listed = office.get("").get_json()["briefs"]
    assert [one["token"] for one in listed[: len(default_tokens())]] == [*default_tokens()]
    own = next(one for one in listed if one["token"] == made["token"])
    assert (own["title"], own["scenes"], own["version"], own["is_default"]) == ("Monday", 0, 1, False)


@pytest.mark.parametrize("token", ["national", "region:best:phoenix"])
def test_a_default_brief_is_read_and_copied_but_not_saved(office: Office, token: str) -> None:
    found = office.get(f"/{token}").get_json()
    assert found["brief"] == brief_to_json(default_brief(token))
    assert "is not changed" in refusal(office.save(token, 0, found["brief"]), 400)
    copy = office.done("", {"copy_of": token, "title": "Ours"})
    assert (copy["brief"]["scenes"], copy["title"]) == (found["brief"]["scenes"], "Ours")


def test_a_save_of_an_old_version_is_refused_and_the_newer_one_stays(office: Office) -> None:
    made = office.done("", {"brief": brief_to_json(EVERY_KIND)})
    assert made["brief"] == brief_to_json(EVERY_KIND)
    first = {**made["brief"], "title": "First"}
    assert office.save(made["token"], 1, first).get_json()["version"] == 2
    said = refusal(office.save(made["token"], 1, {**first, "title": "Second"}), 409)
    assert "version 2, you saw 1" in said
    assert office.get(f"/{made['token']}").get_json()["title"] == "First"


def test_scenes_are_added_at_the_end_whatever_version_was_seen(office: Office) -> None:
    token = office.done("", {"title": "Added to"})["token"]
    office.done(f"/{token}/scenes", {"scenes": [NOTE, NOTE]})
    said = office.done(f"/{token}/scenes", {"scenes": [NOTE]})
    assert [scene["key"] for scene in said["brief"]["scenes"]] == ["note", "note-2", "note-3"]
    assert said["version"] == 3


def test_an_archived_brief_is_only_in_the_whole_list(office: Office) -> None:
    made = office.done("", {"title": "Old"})
    gone = office.done(f"/{made['token']}/archive", {"version": 1, "archived": True})
    assert gone["is_archived"]
    assert made["token"] not in {one["token"] for one in office.get("").get_json()["briefs"]}
    assert made["token"] in {one["token"] for one in office.get("?archived=1").get_json()["briefs"]}
    back = office.done(f"/{made['token']}/archive", {"version": 2, "archived": False})
    assert not back["is_archived"]


@pytest.mark.parametrize(
    ("view", "said"),
    [
        ("layers=sectors|nothing", "scene 1 (A map): view has the layer 'nothing'"),
        ("form=people", "scene 1 (A map): view: form is 'people'"),
        ("from=2026-13", "scene 1 (A map): view: from is '2026-13'"),
        ("layers=none", "scene 1 (A map): its map has no layer"),
    ],
)
def test_a_view_that_does_not_open_is_refused_by_its_scene(office: Office, view: str, said: str) -> None:
    token = office.done("", {"title": "Views"})["token"]
    scene = {"key": "map", "title": "A map", "body": {"kind": "map", "view": view}}
    assert said in refusal(office.post(f"/{token}/scenes", {"scenes": [scene]}), 400)
    assert said in refusal(office.save(token, 1, {"title": "Views", "scenes": [scene]}), 400)
    assert office.get(f"/{token}").get_json()["version"] == 1


def test_a_view_is_told_in_words(office: Office) -> None:
    told = office.get("/view?from=2026-01&to=2026-03&region=sector:tucson&layers=sectors").get_json()
    assert told == {
        "sentence": "All categories; in Tucson Sector; Jan 2026 to Mar 2026",
        "layers": ["Incidents by sector"],
        "has_period": True,
    }
    assert office.get("/view?category=&layers=sectors").get_json()["sentence"] == "All categories"
    assert "no region" in refusal(office.get("/view?region=sector:tuscon"), 400)


def test_what_scenes_can_be_made_of_is_told_with_its_words(office: Office) -> None:
    found = office.get("/choices").get_json()
    assert {"key": "incidents", "title": "Incidents", "unit": "events"} in found["measures"]
    assert {"key": "sector", "title": "Border Patrol sectors"} in found["region_sets"]
    assert [one["key"] for one in found["recommendations"]] == [f"R{number}" for number in range(1, 12)]
    assert {one["key"] for one in found["programmes"]} >= {"seahawk", "agreements-287g"}
    assert found["usual"].startswith("from=")


def test_nothing_is_frozen_of_a_new_brief_and_of_none_that_there_is_not(office: Office) -> None:
    token = office.done("", {"title": "Thawed"})["token"]
    assert office.get(f"/{token}/frozen").get_json() == {"frozen": []}
    refusal(office.get("/99999/frozen"), 404)


def test_a_brief_is_frozen_with_its_data_version_and_digest_and_stays_as_it_was(office: Office) -> None:
    made = office.done("", {"title": "Frozen"})
    token = made["token"]
    office.done(f"/{token}/scenes", {"scenes": [NOTE]})
    frozen = office.done(f"/{token}/freeze", {})
    assert (frozen["token"], frozen["title"], len(frozen["digest"])) == (token, "Frozen", 64)
    assert frozen["data_version"].startswith("v")
    office.save(token, 2, {"title": "Thawed", "scenes": []})
    assert office.get(f"/{token}/frozen").get_json() == {"frozen": [frozen]}
    refusal(office.post("/99999/freeze", {}), 404)


@pytest.mark.parametrize("path", ["/99999", "/nation", "/region:best:nowhere", "/1/2/3/4"])
def test_what_is_not_there_is_said(office: Office, path: str) -> None:
    refusal(office.get(path), 404)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "has no title"),
        ({"title": " "}, "title is"),
        ({"title": "x", "owner": "me"}, "has the field 'owner'"),
        ({"brief": {"title": "x", "scenes": 7}}, "scenes is a number, expected a list"),
        ([], "expected a JSON object"),
    ],
)
def test_a_brief_that_cannot_be_made_is_refused_in_words(office: Office, fields: object, said: str) -> None:
    assert said in refusal(office.post("", fields), 400)


def test_a_page_of_another_site_changes_nothing(office: Office) -> None:
    before = office.get("").get_json()
    reply = office.post("", {"title": "Planted"}, Origin="null")
    refusal(reply, 403)
    assert office.get("").get_json() == before
