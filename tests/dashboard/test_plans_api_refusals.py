"""What the routes of plans refuse: bodies not as told, pages that are not ours, roles that may not."""

from __future__ import annotations

from typing import Any

import pytest
from dash import Dash
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from dashboard.api import plan_routes
from data.roles import ALLOWED, Action, Actor, Role
from tests.dashboard.plans_desk import EL_PASO, Desk, desk, plans_app, plans_url

__all__ = ["desk", "plans_app", "plans_url"]

FOR_ALL = ("/units", "/approved", "/approved/shapes", "/<path:rest>")
FOR_PLANNERS = ("/notes", "/resolve", "/send-back", "/cancel")
FOR_REVIEWERS = ("/tick", "/approve", "/supersede")
FOREIGN = "https://elsewhere.example"


@pytest.fixture(scope="module")
def head(plans_app: Dash) -> dict[str, Any]:
    """A plan that no request here may change."""
    with plans_app.server.test_client() as client:
        return Desk(client=client).two_regions()


def said_of(reply: TestResponse, status: int) -> str:
    """The words of a refusal, which are whole."""
    said = reply.get_json()
    assert reply.status_code == status, said
    assert set(said) == {"error", "found", "remedy", "path"}
    assert said["remedy"]
    return str(said["error"])


@pytest.mark.parametrize(
    ("sent", "named"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"\xff\xfe{}", "not JSON"),
        (b"[" * 100_000, "deep"),
        (b'{"version": ' + b"9" * 5_000 + b"}", "not JSON"),
        (b'{"version": NaN, "edit": {}}', "NaN"),
        (b'{"version": 1, "version": 2, "edit": {}}', "twice"),
        (b"[1, 2]", "JSON object"),
        (b"null", "JSON object"),
        (b'{"version": 1, "edit": {"kind": "fill", "region": "r1"}, "force": true}', "force"),
        (b'{"edit": {"kind": "fill", "region": "r1"}}', "version is missing"),
        (b'{"version": true, "edit": {"kind": "fill", "region": "r1"}}', "version is True"),
        (b'{"version": 1.0, "edit": {"kind": "fill", "region": "r1"}}', "version is 1.0"),
        (b'{"version": "1", "edit": {"kind": "fill", "region": "r1"}}', "version is '1'"),
        (b'{"version": -1, "edit": {"kind": "fill", "region": "r1"}}', "version is -1"),
        (b'{"version": 99999999999, "edit": {"kind": "fill", "region": "r1"}}', "version is 99999999999"),
        (b'{"version": 1}', ""),
        (b'{"version": 1, "edit": {"kind": "drop"}}', "drop"),
        (b'{"version": 1, "edit": [1]}', ""),
    ],
)
@pytest.mark.parametrize("route", ["edits", "live"])
def test_a_body_that_is_not_as_told_is_refused_and_changes_nothing(
    desk: Desk, head: dict[str, Any], route: str, sent: bytes, named: str
) -> None:
    reply = desk.client.post(f"/api/plans/{head['id']}/{route}", data=sent, content_type="application/json")
    assert named in said_of(reply, 400)
    assert desk.get(f"/{head['id']}").get_json() == head


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"name": "A plan"},
        {"name": "", "start": "empty"},
        {"name": "   ", "start": "empty"},
        {"name": "x" * 81, "start": "empty"},
        {"name": "two\nlines", "start": "empty"},
        {"name": 7, "start": "empty"},
        {"name": "A plan", "start": "nowhere"},
        {"name": "A plan", "start": ["empty"]},
        {"name": "A plan", "start": "empty", "copy_of": 1},
        {"name": "A plan", "copy_of": "1"},
    ],
)
def test_a_plan_is_not_made_of_a_body_that_is_not_whole(desk: Desk, sent: dict[str, object]) -> None:
    before = desk.get("").get_json()
    said_of(desk.post("", sent), 400)
    assert desk.get("").get_json() == before


@pytest.mark.parametrize("plan", ["999999", "2147483647"])
@pytest.mark.parametrize("route", ["", "/panel", "/history", "/checks", "/shapes", "/notes", "/versions"])
def test_what_is_asked_of_no_plan_is_not_found(desk: Desk, plan: str, route: str) -> None:
    assert plan in said_of(desk.get(f"/{plan}{route}"), 404)


@pytest.mark.parametrize("path", ["/-1", "/1/nonsense", "/nonsense", "/1/edits/"])
def test_an_address_that_is_wrong_is_not_answered_with_the_page(desk: Desk, path: str) -> None:
    assert path in said_of(desk.get(path), 404)


def test_a_number_that_no_database_holds_is_no_plan(desk: Desk) -> None:
    assert desk.get("/99999999999999999999").status_code == 404


@pytest.mark.parametrize("route", ["edits", "live"])
def test_a_change_to_no_plan_is_not_found(desk: Desk, route: str) -> None:
    edit = {"kind": "add", "name": "West", "colour": 1}
    said_of(desk.post(f"/999999/{route}", {"version": 1, "edit": edit}), 404)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": FOREIGN},
        {"Origin": "null"},
        {"Origin": "http://localhost:8051"},
        {"Origin": "http://localhost.elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_page_of_another_site_cannot_change_anything(
    desk: Desk, head: dict[str, Any], headers: dict[str, str]
) -> None:
    before = desk.get("").get_json()
    fields = {"version": head["version"]}
    assert "a page of" in said_of(desk.post(f"/{head['id']}/undo", fields, **headers), 403)
    said_of(desk.post("", {"name": "Theirs", "start": "empty"}, **headers), 403)
    assert desk.get("").get_json() == before


def test_a_page_of_ours_can(desk: Desk) -> None:
    headers = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert desk.post("", {"name": "Ours", "start": "empty"}, **headers).status_code == 200


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""]
)
def test_a_form_cannot_change_anything(desk: Desk, kind: str) -> None:
    body = b'{"name": "Theirs", "start": "empty"}'
    reply = desk.client.post("/api/plans", data=body, headers={"Content-Type": kind} if kind else {})
    assert "application/json" in said_of(reply, 415)


def test_a_body_that_is_too_large_is_refused_unread(desk: Desk) -> None:
    body = b'{"name": "' + b"x" * (5 << 20) + b'", "start": "empty"}'
    said_of(desk.client.post("/api/plans", data=body, content_type="application/json"), 413)


@pytest.mark.parametrize(
    ("allowed", "refused"),
    [
        (set(), {"view", "plan", "edit", "review"}),
        ({Action.VIEW}, {"plan", "edit", "review"}),
        ({Action.VIEW, Action.EDIT_PLANS}, {"review"}),
        ({Action.VIEW, Action.REVIEW_PLANS}, {"edit"}),
        (set(Action), set()),
    ],
)
def test_a_role_may_use_the_routes_of_its_actions_and_no_other(
    desk: Desk, plans_app: Dash, monkeypatch: pytest.MonkeyPatch, allowed: set[Action], refused: set[str]
) -> None:
    head = desk.two_regions()
    monkeypatch.setitem(ALLOWED, Role.VIEWER, frozenset(allowed))
    monkeypatch.setattr(plan_routes, "actor_of_request", lambda: Actor(name="other", role=Role.VIEWER))
    for rule in rules_of(plans_app):
        reply = asked_of(desk, plans_app, rule, head["id"])
        words = reply.get_json()["error"] if reply.is_json and reply.status_code >= 400 else ""
        assert ("may not" in words) == (kind_of(rule) in refused), rule
        assert ("may not" not in words) or reply.status_code == 403
    monkeypatch.undo()
    assert desk.get(f"/{head['id']}").get_json()["digest"] == head["digest"]


def rules_of(app: Dash) -> list[Rule]:
    """The routes of plans."""
    rules = [rule for rule in app.server.url_map.iter_rules() if rule.rule.startswith("/api/plans")]
    assert len(rules) > 20
    return rules


def kind_of(rule: Rule) -> str:
    """What a role must be allowed to use the route; ``plan`` is to edit or to review."""
    if rule.rule.endswith(FOR_ALL):
        return "view"
    if "POST" not in (rule.methods or set()) or rule.rule.endswith(FOR_PLANNERS):
        return "plan"
    return "review" if rule.rule.endswith(FOR_REVIEWERS) else "edit"


def asked_of(desk: Desk, app: Dash, rule: Rule, plan_id: int) -> TestResponse:
    """The route's answer to a request that holds nothing."""
    others = {"rest": "nowhere/at/all", "suffix": "csv", "unit": EL_PASO}
    parts = {name: others.get(name, plan_id) for name in rule.arguments}
    method = "POST" if "POST" in (rule.methods or set()) else "GET"
    path = app.server.url_map.bind("localhost").build(rule.endpoint, parts, method=method)
    kind = "application/octet-stream" if path.endswith("/import") else "application/json"
    return desk.client.open(path, method=method, data=b"{}", content_type=kind)
