"""Where a change came from, its token, and how large and deep a request may be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from dash import Dash
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from dashboard.web.csrf import COOKIE, FIELD, HEADER
from dashboard.web.limits import DEEPEST, depth_of
from tests.dashboard.web.asked import OURS, PUBLIC, UPDATE, single_user, small_server, token_of

POSTS = [
    UPDATE,
    "/api/live/polygon",
    "/api/plans",
    "/api/plans/1/edits",
    "/api/briefs",
    "/api/briefs/national/documents",
    "/api/plans/import",
]


@pytest.fixture(scope="module")
def app(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Dash:
    return single_user(demo_store, tmp_path_factory.mktemp("requests"))


@pytest.fixture(scope="module")
def client(app: Dash) -> FlaskClient:
    return app.server.test_client()


@pytest.fixture
def small() -> FlaskClient:
    return small_server()


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://localhost:1"},
    ],
    ids=str,
)
def test_no_page_of_another_site_changes_anything(
    client: FlaskClient, path: str, headers: dict[str, str]
) -> None:
    reply = client.post(path, json={}, headers=headers)
    assert reply.status_code == 403
    assert "a page of" in reply.get_json()["error"]


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
def test_no_form_of_another_site_changes_anything(client: FlaskClient, path: str, kind: str) -> None:
    assert client.post(path, data=b"{}", headers={"Content-Type": kind}).status_code == 415


def test_every_route_that_changes_something_has_the_check(app: Dash, client: FlaskClient) -> None:
    rules = [
        rule for rule in app.server.url_map.iter_rules() if rule.methods and rule.methods & {"POST", "PUT"}
    ]
    assert len(rules) > 20
    for rule in rules:
        parts = dict.fromkeys(rule.arguments, 1)
        with app.server.test_request_context():
            path = app.server.url_map.bind("localhost").build(
                rule.endpoint, parts, method="POST" if "POST" in (rule.methods or ()) else "PUT"
            )
        method = "POST" if "POST" in (rule.methods or ()) else "PUT"
        reply = client.open(path, method=method, json={}, headers={"Origin": "https://elsewhere.example"})
        assert reply.status_code == 403, rule


def test_a_change_needs_the_token_of_the_page(small: FlaskClient) -> None:
    token = token_of(small)
    assert small.get_cookie(COOKIE, domain="borderops.test") is not None
    sent = {"base_url": PUBLIC, "json": {"a": 1}}
    assert small.post("/change", headers=OURS, **sent).status_code == 403
    assert small.post("/change", headers={**OURS, HEADER: token + "x"}, **sent).status_code == 403
    assert small.post("/change", headers={**OURS, HEADER: token}, **sent).get_json() == {"a": 1}


def test_a_token_that_the_server_did_not_sign_is_none(small: FlaskClient) -> None:
    small.set_cookie(COOKIE, "planted.token", domain="borderops.test")
    reply = small.post("/change", json={}, headers={**OURS, HEADER: "planted.token"}, base_url=PUBLIC)
    assert reply.status_code == 403
    assert token_of(small) != "planted.token"


def test_the_cookie_of_the_token_is_of_this_site_and_of_tls(small: FlaskClient) -> None:
    set_cookie = small.get("/", base_url=PUBLIC).headers["Set-Cookie"]
    assert {"Secure", "SameSite=Strict", "Path=/"} <= set(set_cookie.split("; "))
    # Scripts of ours read it: that is the point of it.
    assert "HttpOnly" not in set_cookie


def test_a_form_of_fields_is_taken_with_its_token_where_the_route_says_so(small: FlaskClient) -> None:
    token = token_of(small)
    form = {"name": "Ada", FIELD: token}
    assert small.post("/enter", data=form, headers=OURS, base_url=PUBLIC).get_data() == b"Ada"
    assert small.post("/enter", data={"name": "Ada"}, headers=OURS, base_url=PUBLIC).status_code == 403
    assert small.post("/enter", data=form, base_url=PUBLIC).status_code == 415
    assert small.post("/change", data=form, headers=OURS, base_url=PUBLIC).status_code == 415


def test_on_ones_own_machine_there_is_no_token(client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.get("/").headers


def test_a_body_that_is_too_large_is_refused_before_it_is_read(client: FlaskClient) -> None:
    for path, size in {UPDATE: 1 << 20, "/api/live/polygon": 2 << 20, "/api/plans": 4 << 20}.items():
        reply = client.post(path, data=b"[" * (size + 1), content_type="application/json")
        assert reply.status_code == 413, path
        assert reply.is_json
    assert client.post(UPDATE, data=b"x" * 50_000_000, content_type="application/json").status_code == 413


@pytest.mark.parametrize("path", [path for path in POSTS if not path.endswith("import")])
@pytest.mark.parametrize("opening", ["[", '{"a":', '{"output": "view.data", "inputs": ' + "["])
def test_deep_json_is_refused(client: FlaskClient, path: str, opening: str) -> None:
    reply = client.post(path, data=(opening * 50_000)[: 1 << 19], content_type="application/json")
    assert reply.status_code == 400
    assert "deep" in reply.get_json()["error"]


def test_an_address_or_headers_that_are_too_long_are_refused(client: FlaskClient) -> None:
    assert client.get("/" + "a" * 2_000).status_code == 414
    assert client.get("/?from=" + "2" * 30_000).status_code == 414
    assert client.get("/", headers={"X-Large": "x" * 60_000}).status_code == 431
    assert client.get("/", headers=[(f"X-{n}", "1") for n in range(150)]).status_code == 431


JSON = st.recursive(
    st.none() | st.integers() | st.text(),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=6), part, max_size=3),
    max_leaves=20,
)


def _levels(value: object) -> int:
    if isinstance(value, dict):
        return 1 + max(map(_levels, value.values()), default=0)
    return 1 + max(map(_levels, value), default=0) if isinstance(value, list) else 0


@given(value=JSON, padding=st.integers(0, 100))
def test_depth_is_that_of_the_parser(value: object, padding: int) -> None:
    many = [value, [[]] * DEEPEST, '[{"\\\\' * padding]
    assert depth_of(json.dumps(many).encode()) == _levels(many)


@pytest.mark.parametrize(
    "text", [b'"' * 100_000, b'\\"' * 100_000, b'"\\' * 100_000 + b"[" * 100, b"]" * 1_000]
)
def test_depth_of_what_is_no_json_is_found_without_end(text: bytes) -> None:
    assert depth_of(text) >= 0
