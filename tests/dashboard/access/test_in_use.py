"""Rights that change while they are in use, views in another's place, devices, and what a browser keeps."""

from __future__ import annotations

import pytest
from werkzeug.test import TestResponse

from data.briefs.brief import AskScene, Brief, Choice, Scene
from data.roles import LOCAL_ACTOR, Action, Actor, Role, actions_of
from data.trust.account import Grant, Way
from tests.dashboard.access.served import Reader, Served

PLANS = "/api/plans"


def change(house: Served, name: str, grant: Grant) -> None:
    """Grant the account of that name something else."""
    version = house.services.accounts.named(name).version  # type: ignore[union-attr]
    house.services.accounts.change(
        LOCAL_ACTOR, name, grant=grant, expected_version=version, at=house.services.now()
    )


def stop(reader: Reader) -> dict[str, str]:
    """What the strip's button sends."""
    return {"csrf_token": reader.token}


def new_plan(reader: Reader) -> TestResponse:
    return reader.open(PLANS, method="POST", json={"name": "Trial", "start": "empty"})


def test_one_of_two_planners_is_lowered_and_obeys_at_the_next_request(house: Served) -> None:
    house.add("first", Grant(role=Role.PLANNER))
    first, second = house.reader("first"), house.reader("planner")
    head = new_plan(first).get_json()
    edit = {"version": head["version"], "edit": {"kind": "add", "name": "West", "colour": 1}}
    assert new_plan(second).status_code == 200
    change(house, "first", Grant(role=Role.VIEWER))
    assert first.open(f"{PLANS}/{head['id']}/edits", method="POST", json=edit).status_code == 403
    assert first.open(f"{PLANS}/{head['id']}").status_code == 403
    assert first.open("/planner").status_code == 403
    assert first.open("/api/live/places").status_code == 200
    done = second.open(f"{PLANS}/{head['id']}/edits", method="POST", json=edit)
    assert done.status_code == 200, done.get_data(as_text=True)
    change(house, "first", Grant(role=Role.PLANNER))
    assert first.open(f"{PLANS}/{head['id']}").status_code == 200


def test_an_account_that_is_shut_and_a_sign_in_that_is_ended_are_nobodys(house: Served) -> None:
    for name in ("shut", "ended"):
        house.add(name, Grant(role=Role.VIEWER), way=Way.OIDC)
    reader, other = house.reader("shut"), house.reader("ended")
    services = house.services
    assert reader.open("/api/live/places").status_code == 200
    version = services.accounts.named("shut").version  # type: ignore[union-attr]
    services.accounts.disable(
        LOCAL_ACTOR, "shut", expected_version=version, at=services.now(), is_disabled=True
    )
    assert reader.open("/api/live/places").status_code == 401
    assert other.open("/api/live/places").status_code == 200
    services.sign_ins.end_all(house.accounts["ended"], by=LOCAL_ACTOR, at=services.now())
    assert other.open("/api/live/places").status_code == 401
    assert other.open("/").status_code == 302


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OPERATOR])
def test_who_views_as_somebody_else_only_looks(role: Role) -> None:
    viewing = actions_of(Actor(name="x", role=role, in_place_of="admin"))
    assert viewing <= {Action.VIEW, Action.DRAW}
    assert viewing <= actions_of(Actor(name="x", role=role))


def test_an_administrator_views_as_a_planner_and_changes_nothing(house: Served) -> None:
    reader = house.reader("administrator")
    begun = reader.open("/account/view-as", method="POST", form={"name": "planner"})
    assert begun.status_code == 303
    layout = reader.open("/_dash-layout").get_data(as_text=True)
    assert "You see what " in layout
    assert "Nothing can be changed." in layout
    for path, body in ((PLANS, {"name": "x", "start": "empty"}), ("/api/briefs", {"title": "x"})):
        assert reader.open(path, method="POST", json=body).status_code == 403
    for path in ("/api/live/table.csv", "/api/briefs/national/documents", PLANS):
        assert reader.open(path).status_code == 403, path
    assert reader.open("/api/live/places").status_code == 200
    stopped = reader.open("/account/view-as", method="POST", form=stop(reader))
    assert stopped.status_code == 303
    assert "You see what " not in reader.open("/_dash-layout").get_data(as_text=True)


@pytest.mark.parametrize("name", ["device", "auditor"])
def test_an_administrator_comes_back_from_any_role(house: Served, name: str) -> None:
    reader = house.reader("administrator")
    assert reader.open("/account/view-as", method="POST", form={"name": name}).status_code == 303
    assert reader.open("/api/live/places").status_code == 403
    assert reader.open("/account/view-as", method="POST", form=stop(reader)).status_code == 303
    assert reader.open("/api/live/places").status_code == 200


@pytest.mark.parametrize("name", ["viewer", "planner", "auditor", "steward", "device"])
def test_nobody_but_an_administrator_views_as_somebody_else(house: Served, name: str) -> None:
    reader = house.reader(name)
    reply = reader.open("/account/view-as", method="POST", form={"name": "approver"})
    assert reply.status_code in {400, 403}
    assert "You see what " not in reader.open("/_dash-layout").get_data(as_text=True)


def test_a_device_shows_its_own_brief_only(house: Served) -> None:
    house.add_device("wall", "region:best:denver")
    wall = house.reader("wall")
    assert wall.open("/api/briefs/region:best:denver/display").status_code == 200
    for token in ("national", "region:best:dallas", "1", "frozen:1", "region:best:denver%2F.."):
        assert wall.open(f"/api/briefs/{token}/display").status_code in {403, 404}, token
        assert wall.open(f"/api/briefs/{token}/display/key").status_code in {403, 404}, token
    start = wall.open("/").headers["Location"]
    assert start == "/briefing?brief=region%3Abest%3Adenver&display=wall"
    assert wall.open(start).status_code == 200
    for path in ("/api/live/places", "/api/live/layers/sectors/values", "/api/plans/approved", "/api/briefs"):
        assert wall.open(path).status_code == 403, path


def same_for(first: Reader, second: Reader, path: str) -> tuple[TestResponse, TestResponse]:
    """What the first is told, and what the second is who holds the first one's tag."""
    told = first.open(path)
    return told, second.open(path, **{"If-None-Match": told.headers.get("ETag", '"none"')})


@pytest.mark.parametrize(
    ("path", "other", "status"),
    [
        ("/api/plans/lines", "viewer", 403),
        ("/api/plans", "viewer", 403),
        ("/api/live/layers/sectors/values", "device", 403),
        ("/api/briefs/national/documents", "viewer", 403),
        ("/api/live/places", "auditor", 403),
        ("/api/live/layers/sectors/geometry", "nobody", 401),
    ],
)
def test_a_tag_of_somebody_elses_opens_nothing(
    readers: dict[str, Reader], path: str, other: str, status: int
) -> None:
    told, reply = same_for(readers["planner"], readers[other], path)
    assert told.status_code == 200
    assert reply.status_code == status
    assert told.get_data() != reply.get_data()


@pytest.mark.parametrize(
    "path",
    ["/", "/_dash-layout", "/_dash-dependencies", "/api/live/layers/sectors/geometry", "/api/live/places"],
)
def test_a_browser_keeps_nothing_for_who_signs_in_next(readers: dict[str, Reader], path: str) -> None:
    headers = readers["planner"].open(path).headers
    assert "Cookie" in headers["Vary"]
    assert "max-age" not in headers["Cache-Control"]
    assert "public" not in headers["Cache-Control"]
    assert "no-cache" in headers["Cache-Control"] or "no-store" in headers["Cache-Control"]


def test_a_scene_that_a_planner_was_shown_is_not_handed_to_a_viewer(house: Served) -> None:
    """Displays share what is composed; a draft plan in a brief is for planners, whoever asked first."""
    planner, viewer = house.reader("planner"), house.reader("viewer")
    head = new_plan(planner).get_json()
    ask = AskScene(decision="Adopt it", options=(Choice(name="Yes"),), who="Us", plan=head["id"])
    made = house.services.briefs.create(
        LOCAL_ACTOR,
        Brief(title="Drafts", scenes=(Scene(key="ask", title="Ask", body=ask),)),
        at=house.services.now(),
    )
    path = f"/api/briefs/{made.summary.token}/display/ask"
    told, reply = same_for(planner, viewer, path)
    assert told.get_json()["failed"] is False
    assert "Trial" in told.get_data(as_text=True)
    assert reply.status_code == 200
    assert "Trial" not in reply.get_data(as_text=True)
