"""How often one may ask, what an error tells, and what every answer carries."""

from __future__ import annotations

from pathlib import Path

import pytest
from dash import Dash
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from dashboard.web.csrf import HEADER
from dashboard.web.rates import RATES, Buckets, Rate, limit_rates
from dashboard.web.refusals import register_refusals
from tests.dashboard.web.asked import OURS, PUBLIC, single_user, small_server, token_of


@pytest.fixture(scope="module")
def app(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Dash:
    return single_user(demo_store, tmp_path_factory.mktemp("answers"))


@pytest.fixture(scope="module")
def client(app: Dash) -> FlaskClient:
    return app.server.test_client()


@pytest.fixture
def small() -> FlaskClient:
    return small_server()


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
    reply = small.post("/change", json={}, headers={**OURS, HEADER: token_of(small)}, base_url=PUBLIC)
    assert reply.headers["Cache-Control"] in {"no-cache, private", "private, no-cache"}
    assert reply.headers["Vary"] == "Cookie"
