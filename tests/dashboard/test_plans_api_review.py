"""Notes, named versions, review and approval over HTTP, up to the map that commanders see."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import shapely
from shapely.geometry import shape
from shapely.ops import unary_union

from tests.dashboard.plans_desk import CULBERSON, EL_PASO, Desk, desk, plans_app, plans_url

__all__ = ["desk", "plans_app", "plans_url"]

REVIEWER = "R. Example"


def today() -> date:
    """Asked for each time: tests may run over midnight."""
    return datetime.now(UTC).date()


def approved(desk: Desk, head: dict[str, Any], *, day: str) -> dict[str, Any]:
    """The approval of a plan by somebody else, every line of the checklist ticked."""
    at = f"/{head['id']}"
    state = desk.done(f"{at}/submit", {"version": head["version"]})
    for key in state["unticked"]:
        desk.done(f"{at}/tick", {"item": key, "ticked": True, "reviewer": REVIEWER})
    fields = {"version": head["version"], "effective": day, "reviewer": REVIEWER}
    return dict(desk.done(f"{at}/approve", fields)["approved"])


def test_a_note_is_pinned_read_and_resolved(desk: Desk) -> None:
    head = desk.two_regions()
    at = f"/{head['id']}/notes"
    pins = [("region", ["r1"]), ("unit", [EL_PASO]), ("border", ["r1", "r2"]), ("border", ["r1", ""])]
    for to, keys in pins:
        made = desk.done(at, {"to": to, "keys": keys, "text": "Ask the sheriff.\nTwice."})["note"]
        assert (made["to"], made["keys"], made["open"]) == (to, keys, True)
    listed = desk.get(at).get_json()["notes"]
    assert [(one["to"], one["keys"]) for one in listed] == pins
    done = desk.done(f"{at}/{listed[0]['note']}/resolve", {})["note"]
    assert not done["open"]
    assert done["resolved_by"]
    assert [one["open"] for one in desk.get(at).get_json()["notes"]] == [False, True, True, True]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"to": "county", "keys": [EL_PASO], "text": "x"},
        {"to": "region", "keys": ["r9"], "text": "x"},
        {"to": "region", "keys": "r1", "text": "x"},
        {"to": "region", "keys": [1], "text": "x"},
        {"to": "border", "keys": ["r1"], "text": "x"},
        {"to": "region", "keys": ["r1"], "text": ""},
        {"to": "region", "keys": ["r1"], "text": ["x"]},
        {"to": "region", "keys": ["r1"], "text": "x" * 100_000},
    ],
)
def test_a_note_that_is_not_whole_is_refused(desk: Desk, fields: dict[str, object]) -> None:
    head = desk.two_regions()
    assert desk.post(f"/{head['id']}/notes", fields).status_code == 400
    assert desk.get(f"/{head['id']}/notes").get_json()["notes"] == []
    assert desk.post(f"/{head['id']}/notes/999/resolve", {}).status_code == 404


def test_a_name_stays_with_the_plan_as_it_was(desk: Desk) -> None:
    head = desk.two_regions()
    at = f"/{head['id']}/versions"
    now = desk.done(at, {"name": "Before the call"})["version"]
    desk.paint(head, "r1", CULBERSON)
    start = desk.get(f"/{head['id']}/history").get_json()["edits"][0]["edit"]
    then = desk.done(at, {"name": "As it began", "edit": start})["version"]
    assert (now["edit"], then["edit"]) == (head["edit"], start)
    assert desk.get(at).get_json()["versions"] == [now, then]
    assert desk.post(at, {"name": "As it began"}).status_code == 400
    assert desk.post(at, {"name": "Nothing", "edit": 999_999}).status_code == 404


def test_a_submitted_plan_is_fixed_until_it_is_sent_back(desk: Desk) -> None:
    head = desk.two_regions()
    at = f"/{head['id']}"
    assert desk.get(f"{at}/review").get_json()["status"] == "draft"
    assert desk.post(f"{at}/submit", {"version": head["version"] - 1}).status_code == 409
    state = desk.done(f"{at}/submit", {"version": head["version"]})
    assert (state["status"], state["submitted_by"]) == ("submitted", head["owner"])
    edit = {"kind": "assign", "units": [CULBERSON], "region": "r1"}
    assert desk.post(f"{at}/edits", {"version": head["version"], "edit": edit}).status_code == 400
    assert desk.post(f"{at}/undo", {"version": head["version"]}).status_code == 400
    assert desk.get(at).get_json()["status"] == "submitted"
    state = desk.done(f"{at}/send-back", {"reason": "The border is a river.", "reviewer": REVIEWER})
    assert state["status"] == "draft"
    assert [one["did"] for one in state["events"]] == ["submitted", "sent back"]
    assert state["events"][-1]["words"] == "The border is a river."
    desk.paint(head, "r1", CULBERSON)


def test_nobody_approves_what_they_made(desk: Desk) -> None:
    head = desk.two_regions()
    at = f"/{head['id']}"
    fields = {"version": head["version"], "effective": today().isoformat()}
    assert desk.post(f"{at}/approve", {**fields, "reviewer": REVIEWER}).status_code == 400
    state = desk.done(f"{at}/submit", {"version": head["version"]})
    assert desk.post(f"{at}/tick", {"item": state["unticked"][0], "ticked": True}).status_code >= 400
    assert desk.post(f"{at}/approve", fields).status_code >= 400
    unticked = desk.post(f"{at}/approve", {**fields, "reviewer": REVIEWER})
    assert unticked.status_code == 400
    assert desk.get(f"{at}/review").get_json()["status"] == "submitted"


@pytest.mark.parametrize("day", ["", "soon", "2026-13-01", "0000-00-00", 20261231, None])
def test_a_day_that_is_none_is_refused(desk: Desk, day: object) -> None:
    head = desk.two_regions()
    fields = {"version": head["version"], "effective": day, "reviewer": REVIEWER}
    reply = desk.post(f"/{head['id']}/approve", fields)
    assert reply.status_code == 400
    assert "effective" in reply.get_json()["error"]


def test_the_commanders_map_shows_the_approved_plan_from_its_day_on_without_a_restart(desk: Desk) -> None:
    none = desk.get("/approved/shapes")
    assert (none.status_code, none.data) == (204, b"")
    first = desk.two_regions()
    made = approved(desk, first, day=today().isoformat())
    assert (made["id"], made["digest"], made["reviewer"]) == (first["id"], first["digest"], REVIEWER)
    assert desk.get("/approved").get_json()["approved"] == made
    drawn = desk.get("/approved/shapes")
    body = drawn.get_json()
    assert body["approved"] == made
    assert body["caveat"]
    assert {one["properties"]["key"] for one in body["features"]} == {"r1", "r2"}
    tag = {"If-None-Match": drawn.headers["ETag"]}
    assert desk.get("/approved/shapes", **tag).status_code == 304

    later = desk.paint(desk.two_regions(), "r1", CULBERSON)["head"]
    approved(desk, later, day=(today() + timedelta(days=1)).isoformat())
    assert desk.get("/approved").get_json()["approved"]["id"] == first["id"]
    assert desk.post(f"/{first['id']}/supersede", {"reviewer": REVIEWER}).status_code == 400

    second = desk.paint(desk.two_regions(), "r2", CULBERSON)["head"]
    again = approved(desk, second, day=today().isoformat())
    assert again["supersedes"] is not None
    assert desk.get("/approved/shapes", **tag).status_code == 200
    assert desk.get("/approved").get_json()["approved"]["id"] == second["id"]
    assert desk.get(f"/{first['id']}/review").get_json()["status"] == "superseded"


def test_drawn_regions_of_the_approved_plan_share_their_border(desk: Desk) -> None:
    head = desk.edit(desk.two_regions("sectors"), kind="add", name="Empty", colour=1)["head"]
    approved(desk, head, day=today().isoformat())
    features = desk.get("/approved/shapes").get_json()["features"]
    shapes = {one["properties"]["name"]: shape(one["geometry"]) for one in features}
    assert len(shapes) > 15
    west, east = shapes["West"], shapes["East"]
    assert west.intersection(east).area == 0
    assert west.intersection(east).length > 0.1
    whole = unary_union(list(shapes.values()))
    assert all(one.is_valid for one in shapes.values())
    assert shapely.coverage_is_valid(list(shapes.values()))
    assert sum(one.area for one in shapes.values()) == pytest.approx(whole.area, rel=1e-9)
    assert "Empty" not in shapes
    for one in features:
        name = one["properties"]["name"]
        assert shapes[name].contains(shapely.Point(one["properties"]["label"])), name


def test_an_approved_plan_without_a_region_is_drawn_as_nothing(desk: Desk) -> None:
    made = approved(desk, desk.new(), day=today().isoformat())
    body = desk.get("/approved/shapes").get_json()
    assert (body["features"], body["approved"]) == ([], made)
