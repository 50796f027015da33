"""Where a change came from, its token, and how large, deep and frequent a request may be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from dash import Dash
from flask import Flask, Response, request
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from dashboard.web.csrf import COOKIE, FIELD, HEADER, guard_tokens, token_for_form
from dashboard.web.headers import apply_headers
from dashboard.web.limits import DEEPEST, depth_of, limit_requests
from dashboard.web.rates import RATES, Buckets, Rate, limit_rates
from dashboard.web.refusals import refused, register_refusals
from dashboard.web.sender import guard_senders, takes_fields
from data.errors import AccessDeniedError
from data.settings import Settings
from tests.dashboard.web.asked import PUBLIC, UPDATE, single_user

SERVED = Settings(served="yes", secret="a" * 40, public_url=PUBLIC)
OURS = {"Origin": PUBLIC, "Sec-Fetch-Site": "same-origin"}
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
    """A server with the checks of served mode and two routes: one for scripts, one for a form."""
    server = Flask(__name__)
    register_refusals(server)
    server.register_error_handler(AccessDeniedError, lambda e: refused(403, e.found, remedy=e.remedy))
    limit_requests(server)
    guard_senders(server, SERVED)
    guard_tokens(server, SERVED)
    apply_headers(server, SERVED)

    @server.get("/")
    def page() -> Response:
        return Response(f"<p>{token_for_form()}</p>", mimetype="text/html")

    @server.post("/change")
    def change() -> Response:
        return Response(json.dumps(request.get_json()), mimetype="application/json")

    @server.post("/enter")
    @takes_fields
    def enter() -> Response:
        return Response(request.form["name"], mimetype="text/plain")

    @server.get("/fails")
    def fails() -> Response:
        raise ValueError("the secret path /srv/data")

    return server.test_client()


def _token(client: FlaskClient) -> str:
    return client.get("/", base_url=PUBLIC).get_data(as_text=True)[3:-4]


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
    token = _token(small)
    assert small.get_cookie(COOKIE, domain="borderops.test") is not None
    sent = {"base_url": PUBLIC, "json": {"a": 1}}
    assert small.post("/change", headers=OURS, **sent).status_code == 403
    assert small.post("/change", headers={**OURS, HEADER: token + "x"}, **sent).status_code == 403
    assert small.post("/change", headers={**OURS, HEADER: token}, **sent).get_json() == {"a": 1}


def test_a_token_that_the_server_did_not_sign_is_none(small: FlaskClient) -> None:
    small.set_cookie(COOKIE, "planted.token", domain="borderops.test")
    reply = small.post("/change", json={}, headers={**OURS, HEADER: "planted.token"}, base_url=PUBLIC)
    assert reply.status_code == 403
    assert _token(small) != "planted.token"


def test_the_cookie_of_the_token_is_of_this_site_and_of_tls(small: FlaskClient) -> None:
    set_cookie = small.get("/", base_url=PUBLIC).headers["Set-Cookie"]
    assert {"Secure", "SameSite=Strict", "Path=/"} <= set(set_cookie.split("; "))
    # Scripts of ours read it: that is the point of it.
    assert "HttpOnly" not in set_cookie


def test_a_form_of_fields_is_taken_with_its_token_where_the_route_says_so(small: FlaskClient) -> None:
    token = _token(small)
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


def test_who_asks_too_often_waits_and_others_do_not() -> None:
    now = [0.0]
    buckets = Buckets(lambda: now[0])
    rate = Rate(burst=3, per_s=0.5)
    assert [buckets.wait_s("a", "x", rate) for _ in range(4)] == [0, 0, 0, 2.0]
    assert buckets.wait_s("b", "x", rate) == 0
    assert buckets.wait_s("a", "y", rate) == 0
    now[0] = 2.0
    assert buckets.wait_s("a", "x", rate) == 0
    assert buckets.wait_s("a", "x", rate) > 0


@given(steps=st.lists(st.floats(0, 10), max_size=60))
def test_nobody_gets_more_than_the_burst_and_the_rate(steps: list[float]) -> None:
    now = [0.0]
    buckets, rate, passed = Buckets(lambda: now[0]), Rate(burst=5, per_s=2), 0
    for step in steps:
        now[0] += step
        passed += buckets.wait_s("a", "x", rate) == 0
        assert passed <= rate.burst + now[0] * rate.per_s + 1e-6


def test_buckets_do_not_grow_without_end() -> None:
    buckets = Buckets(lambda: 0.0, most=10)
    for number in range(1_000):
        buckets.wait_s(str(number), "x", Rate(burst=1, per_s=1))
    assert len(buckets._left) == 10  # noqa: SLF001 - what is bounded is what it keeps


def test_too_many_requests_say_when_to_come_again() -> None:
    server = Flask(__name__)
    register_refusals(server)
    limit_rates(server, Buckets(lambda: 0.0), lambda: "a")
    server.add_url_rule("/t", "table_csv.table", lambda: "ok")
    client = server.test_client()
    replies = [client.get("/t") for _ in range(RATES["table_csv.table"].burst + 1)]
    assert {reply.status_code for reply in replies[:-1]} == {200}
    assert replies[-1].status_code == 429
    assert replies[-1].headers["Retry-After"] == "1"
    assert "1 s" in replies[-1].get_json()["error"]


def test_every_limited_endpoint_exists(app: Dash) -> None:
    assert set(RATES) <= set(app.server.view_functions)


def test_an_error_that_nobody_foresaw_tells_its_mark_alone(
    small: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    reply = small.get("/fails", base_url=PUBLIC)
    said = reply.get_json()
    assert reply.status_code == 500
    assert said["request"]
    assert "secret" not in reply.get_data(as_text=True)
    (record,) = caplog.records
    assert said["request"] in record.getMessage()
    page = small.get("/fails", headers={"Accept": "text/html,*/*;q=0.8"}, base_url=PUBLIC)
    assert page.mimetype == "text/html"
    assert "secret" not in page.get_data(as_text=True)
    assert "Traceback" not in page.get_data(as_text=True)


def test_a_flood_of_errors_is_counted_and_not_written_out(
    small: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(200):
        small.get("/fails", base_url=PUBLIC)
    # The minute may change meanwhile.
    assert len(caplog.records) <= 62


def test_a_person_gets_a_page_and_a_script_gets_json(small: FlaskClient) -> None:
    page = small.get("/<script>alert(1)</script>", headers={"Accept": "text/html"}, base_url=PUBLIC)
    assert page.status_code == 404
    assert "<h1>Not Found</h1>" in page.get_data(as_text=True)
    assert "<script>" not in page.get_data(as_text=True)
    assert small.get("/nowhere", base_url=PUBLIC).get_json()["path"] == "/nowhere"


def test_answers_carry_the_headers(app: Dash, client: FlaskClient, small: FlaskClient) -> None:
    for path in (
        "/",
        "/api/live/places",
        "/assets/theme.css",
        "/healthz",
        "/api/plans/nowhere",
        "/tiles/none.pmtiles",
    ):
        with client.get(path) as reply:
            headers = reply.headers
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]
        assert headers["Cross-Origin-Resource-Policy"] == (
            "cross-origin" if path == "/healthz" else "same-origin"
        )
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "unsafe-eval" not in headers["Content-Security-Policy"]
        assert "Strict-Transport-Security" not in headers
    served = small.get("/", base_url=PUBLIC).headers
    assert served["Strict-Transport-Security"].startswith("max-age=63072000")
    assert served["Cache-Control"] == "no-store"


def test_where_people_sign_in_no_shared_cache_keeps_an_answer(small: FlaskClient) -> None:
    reply = small.post("/change", json={}, headers={**OURS, HEADER: _token(small)}, base_url=PUBLIC)
    assert reply.headers["Cache-Control"] in {"no-cache, private", "private, no-cache"}
    assert reply.headers["Vary"] == "Cookie"
