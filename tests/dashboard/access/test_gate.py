"""The gate: who is not known, what has no name, and addresses that are nobody's."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Response
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.access import surfaces
from dashboard.access.actor import IN_PROCESS, actor_of_request
from dashboard.access.surfaces import check_surfaces
from dashboard.app import create_app
from data.errors import SettingsError, SignInError
from data.roles import LOCAL_ACTOR, Actor, Role
from data.settings import Settings
from tests.dashboard.access.bodies import body_of, listed
from tests.dashboard.access.served import ORIGIN, Reader, Served, spies

UPDATE = "/_dash-update-component"
ROUTER = ".._pages_content.children..._pages_store.data.."


@pytest.mark.parametrize("path", ["/", "/planner?plan=1", "/nowhere/at/all"])
def test_who_is_not_known_is_led_from_a_page_to_the_sign_in_and_back(
    readers: dict[str, Reader], path: str
) -> None:
    reply = readers["nobody"].open(path)
    assert reply.status_code == 302
    assert reply.headers["Location"].startswith("/sign-in?next=%2F")
    assert path.partition("?")[0].strip("/").replace("/", "%2F") in reply.headers["Location"]
    assert "no-store" in reply.headers["Cache-Control"]


@pytest.mark.parametrize(
    "path", ["/api/plans", "/api/live/places", "/tiles/basemap.pmtiles", "/_dash-layout", "/api/nothing"]
)
def test_who_is_not_known_is_told_so_by_anything_else(readers: dict[str, Reader], path: str) -> None:
    reply = readers["nobody"].open(path, Accept="application/json")
    assert reply.status_code in {401, 302} if path == "/api/nothing" else reply.status_code == 401
    if reply.status_code == 401:
        assert set(reply.get_json()) >= {"error", "found", "remedy", "path"}


def test_a_cookie_that_was_made_up_is_nobodys(house: Served, readers: dict[str, Reader]) -> None:
    for cookie in (
        "__Host-borderops=guess",
        "__Host-borderops=",
        "session=x",
        "__Host-borderops=" + "a" * 4000,
    ):
        with spies(house.app) as ran:
            assert readers["nobody"].open("/api/plans/units", Cookie=cookie).status_code == 401
            assert ran == []


def test_the_layout_is_made_for_who_asks(readers: dict[str, Reader]) -> None:
    titles = {
        "viewer": {"Operations", "Briefing", "Data"},
        "planner": {"Operations", "Planner", "Briefing", "Data"},
        "approver": {"Planner"},
        "device": {"Briefing"},
    }
    for name, wanted in titles.items():
        links = set(nav_titles(readers[name]))
        assert wanted <= links, name
    assert "Planner" not in nav_titles(readers["viewer"])
    assert nav_titles(readers["device"]) == ["Briefing"]
    assert not {"Operations", "Planner", "Briefing", "Data"} & set(nav_titles(readers["auditor"]))


@pytest.mark.parametrize("pathname", ["/planner", "/planner/", "//planner//"])
def test_the_router_hands_a_page_to_nobody_who_may_not_have_it(
    house: Served, readers: dict[str, Reader], pathname: str
) -> None:
    text = routed(house, readers["viewer"], pathname)
    assert "Not for your role" in text
    assert "PlannerDesk" not in text
    assert "PlannerDesk" in routed(house, readers["planner"], "/planner")


@pytest.mark.parametrize("pathname", ["planner", "", None, 7, ["/planner"], "javascript:alert(1)"])
def test_the_router_looks_for_addresses_only(
    house: Served, readers: dict[str, Reader], pathname: object
) -> None:
    assert route(house, readers["planner"], pathname).status_code == 400


@pytest.mark.parametrize("name", ["device", "auditor"])
def test_the_router_hands_no_page_to_who_has_none(
    house: Served, readers: dict[str, Reader], name: str
) -> None:
    for pathname in ("/", "/planner", "/briefs", "/data"):
        assert "Not for your role" in routed(house, readers[name], pathname), pathname


def test_a_name_in_a_link_cannot_take_the_place_of_what_a_page_is_handed(
    house: Served, readers: dict[str, Reader]
) -> None:
    assert "Not for your role" in routed(house, readers["viewer"], "/planner", "?services=x&actor=y")
    assert '"operations"' in routed(house, readers["viewer"], "/", "?services=x")


def test_a_wrong_address_is_said_in_the_products_own_page(
    house: Served, readers: dict[str, Reader], own: FlaskClient
) -> None:
    assert readers["viewer"].open("/nowhere").status_code == 404
    assert own.get("/nowhere").status_code == 404
    assert "There is no such page" in routed(house, readers["viewer"], "/nowhere")
    refused = readers["viewer"].open("/planner")
    assert refused.status_code == 403
    assert refused.mimetype == "text/html"


def test_who_may_not_have_the_first_page_begins_at_their_own(readers: dict[str, Reader]) -> None:
    reply = readers["device"].open("/")
    assert reply.status_code == 302
    assert reply.headers["Location"] == "/briefing?brief=national&display=wall"


def test_a_route_that_is_not_in_the_table_is_never_run(own: FlaskClient) -> None:
    server = own.application
    ran: list[str] = []

    def secret() -> Response:
        ran.append("secret")
        return Response("secret")

    # As a library might add one while the server runs; the server's own guard against that is let off.
    server.view_functions["late"] = secret
    server.url_map.add(server.url_rule_class("/late", endpoint="late", methods={"GET"}))
    assert own.get("/late").status_code == 404
    assert ran == []


def test_a_route_without_a_stated_need_stops_the_start() -> None:
    with pytest.raises(SettingsError, match="unstated") as refused:
        check_surfaces(["healthz", "unstated.one"])
    assert "SURFACES" in refused.value.remedy


def test_the_app_does_not_start_with_a_route_that_nobody_spoke_of(
    demo_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = {endpoint: need for endpoint, need in surfaces.SURFACES.items() if endpoint != "live.polygon"}
    monkeypatch.setattr(surfaces, "SURFACES", without)
    with pytest.raises(SettingsError, match="polygon"):
        create_app(Settings(store=demo_store, database=f"sqlite:///{tmp_path / 'plans.sqlite'}"))


def test_no_setting_of_the_library_opens_a_way_around_the_gate(
    demo_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASH_MCP_ENABLED", "true")
    app = create_app(Settings(store=demo_store, database=f"sqlite:///{tmp_path / 'plans.sqlite'}"))
    assert not [rule.rule for rule in app.server.url_map.iter_rules() if "mcp" in rule.rule]
    assert app.server.test_client().post("/_mcp", json={}).status_code in {404, 405}


def test_a_callback_without_a_policy_stops_the_start(house: Served) -> None:
    guard = house.app.server.extensions["borderops_guard"]
    output, need = next(iter(guard.policy.items()))
    del guard.policy[output]
    try:
        with pytest.raises(SettingsError) as refused:
            guard.close()
        assert output in str(refused.value)
    finally:
        guard.policy[output] = need


def test_nobody_is_the_operator_where_more_than_one_is_served(house: Served, own: FlaskClient) -> None:
    with house.app.server.test_request_context("/"), pytest.raises(SignInError):
        actor_of_request()
    with own.application.test_request_context("/"):
        assert actor_of_request() == LOCAL_ACTOR


def test_only_this_process_can_name_whom_it_asks_as(house: Served) -> None:
    client = house.app.server.test_client()
    viewer = Actor(name="warming", role=Role.VIEWER)
    assert client.get("/api/live/places", environ_overrides={IN_PROCESS: viewer}).status_code == 200
    assert client.get("/api/plans", environ_overrides={IN_PROCESS: viewer}).status_code == 403
    forged = {"Borderops.Actor": "operator", "borderops.actor": "operator", "X-Borderops-Actor": "operator"}
    assert client.get("/api/live/places", headers=forged, base_url=ORIGIN).status_code == 401


def nav_titles(reader: Reader) -> list[str]:
    """Titles in the navigation of the layout that this reader is given."""
    layout = reader.open("/_dash-layout").get_json()
    found: list[str] = []

    def walk(node: object) -> None:
        if isinstance(node, dict):
            if node.get("type") == "NavLink":
                found.append(node["props"]["label"])
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(layout)
    return found


def routed(house: Served, reader: Reader, pathname: str, search: str = "") -> str:
    """What Dash's router hands this reader for an address that the browser names."""
    reply = route(house, reader, pathname, search)
    assert reply.status_code == 200, reply.get_data(as_text=True)
    return reply.get_data(as_text=True)


def route(house: Served, reader: Reader, pathname: object, search: str = "") -> TestResponse:
    """The answer of Dash's router to this reader."""
    body = body_of(listed(house.app)[ROUTER])
    body["inputs"] = [
        {**place, "value": value} for place, value in zip(body["inputs"], (pathname, search), strict=True)
    ]
    return reader.open(UPDATE, method="POST", json=body)
