"""A request for a callback that no page sends is refused, and the function never runs."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from dashboard.web.callbacks import fits
from tests.dashboard.web.asked import UPDATE, ask, call_of, served_callbacks, single_user

READING = "..sentence.children...chips.children...numerals.children...coverage.children.."
SITE = {"view.data": "from=2024-01&to=2024-12"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda part: st.lists(part, max_size=4) | st.dictionaries(st.text(max_size=8), part, max_size=4),
    max_leaves=12,
)


@pytest.fixture(scope="module")
def app(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Dash:
    return single_user(demo_store, tmp_path_factory.mktemp("callbacks"))


@pytest.fixture(scope="module")
def client(app: Dash) -> FlaskClient:
    return app.server.test_client()


def test_what_a_page_sends_is_answered(app: Dash, client: FlaskClient) -> None:
    status, text = ask(client, call_of(app, READING, SITE))
    assert status == 200
    assert "Jan 2024" in text


def _changed(change: Callable[[dict[str, Any]], object]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    def changed(body: dict[str, Any]) -> dict[str, Any]:
        change(body)
        return body

    return changed


FORGED = {
    "an extra input": _changed(lambda b: b["inputs"].append(b["inputs"][0])),
    "no input": _changed(lambda b: b.update(inputs=[])),
    "inputs as text": _changed(lambda b: b.update(inputs="view.data")),
    "an input of another place": _changed(lambda b: b["inputs"][0].update(id="theme-store")),
    "an input of the address": _changed(
        lambda b: b["inputs"][0].update(id="_pages_location", property="pathname")
    ),
    "a pattern in place of an id": _changed(
        lambda b: b["inputs"][0].update(id={"type": "filter", "name": ["ALL"]})
    ),
    "inputs within a list": _changed(lambda b: b.update(inputs=[b["inputs"]])),
    "state where there is none": _changed(lambda b: b.update(state=[{"id": "map", "property": "viewport"}])),
    "outputs in another order": _changed(lambda b: b["outputs"].reverse()),
    "outputs of another callback": _changed(
        lambda b: b.update(outputs=[{"id": "report", "property": "children"}])
    ),
    "no outputs": _changed(lambda b: b.pop("outputs")),
    "a field that is not known": _changed(lambda b: b.update(pathname="/healthz")),
    "changes that are no texts": _changed(lambda b: b.update(changedPropIds=[{"a": 1}])),
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED.keys())
def test_a_forged_call_never_reaches_the_function(
    app: Dash,
    client: FlaskClient,
    forge: Callable[[dict[str, Any]], dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ran: list[object] = []
    callback = dict(app.callback_map[READING])
    original = callback["callback"]

    def spied(*args: object, **options: object) -> object:
        ran.append(args)
        return original(*args, **options)

    spied.__wrapped__ = original  # type: ignore[attr-defined]
    monkeypatch.setitem(app.callback_map, READING, {**callback, "callback": spied})
    assert ask(client, call_of(app, READING, SITE))[0] == 200
    assert ran
    ran.clear()
    assert ask(client, forge(call_of(app, READING, SITE)))[0] == 400
    assert not ran


def test_an_unknown_output_is_not_found(app: Dash, client: FlaskClient) -> None:
    assert ask(client, {**call_of(app, READING, SITE), "output": "nobody.children"})[0] == 404


@pytest.mark.parametrize(
    "body", [b"{}", b"[]", b"null", b"7", b'"x"', b"{", b"\xff\xfe", b"", b'{"output": 3}']
)
def test_a_body_that_is_no_call_is_refused(client: FlaskClient, body: bytes) -> None:
    reply = client.post(UPDATE, data=body, content_type="application/json")
    assert reply.status_code == 400
    assert reply.is_json


def test_a_call_that_is_no_json_is_refused(client: FlaskClient) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""):
        assert client.post(UPDATE, data=b"{}", headers={"Content-Type": kind}).status_code == 415, kind


@pytest.mark.parametrize("output", [None, *range(7)])
@given(data=st.data())
def test_no_value_makes_a_callback_fail(
    app: Dash, client: FlaskClient, output: int | None, data: st.DataObject
) -> None:
    outputs = served_callbacks(app)
    name = outputs[(output or 0) % len(outputs)]
    places = [*app.callback_map[name]["inputs"], *app.callback_map[name]["state"]]
    values = {f"{place['id']}.{place['property']}": data.draw(JSON) for place in places}
    status, text = ask(client, call_of(app, name, values))
    assert status in {200, 204, 400, 403, 404, 409}, text


@pytest.mark.parametrize(
    "view",
    [
        "category=%27%3B%20drop%20table%20incident",
        "from=" + "9" * 200_000,
        "layers=" + "x|" * 50_000,
        "version=../../etc/passwd",
        "region=" + "best:rgv|" * 10_000,
        "from=2024-01\0",
        "form[]=1&form=nope",
    ],
    ids=lambda text: text[:30],
)
def test_no_text_makes_a_callback_fail(app: Dash, client: FlaskClient, view: str) -> None:
    status, text = ask(client, call_of(app, READING, {"view.data": view}))
    assert status in {200, 400, 404}
    assert len(text) < 60_000


@given(value=JSON)
def test_a_value_fits_what_it_is(value: object) -> None:
    assert fits(value, Any)
    assert fits(None, str | None)
    assert not fits(value, str) or isinstance(value, str)
    assert fits([value], list[Any])


@pytest.mark.parametrize(
    ("value", "hint", "is_fitting"),
    [
        (True, int, False),
        (3, float, True),
        (math.nan, float, False),
        (math.inf, float | None, False),
        ({"lon": 1, "lat": 2.5}, dict[str, float], True),
        ({"lon": "1"}, dict[str, float], False),
        ([["a"], []], list[list[str]], True),
        ([["a"], [1]], list[list[str]], False),
    ],
)
def test_numbers_are_finite_and_truths_are_none(value: object, hint: object, *, is_fitting: bool) -> None:
    assert fits(value, hint) is is_fitting


@pytest.mark.parametrize(
    "path",
    [
        "dash/../../etc/passwd",
        "dash/none.js",
        "nopackage/x.js",
        "dash/dash-renderer/../dash.py",
        "plotly/x.js",
    ],
)
def test_a_file_that_dash_does_not_have_is_not_found_and_nothing_is_listed(
    client: FlaskClient, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    reply = client.get(f"/_dash-component-suites/{path}")
    assert reply.status_code == 404
    assert len(reply.get_data()) < 1_000
    assert "registered" not in reply.get_data(as_text=True)
    assert not caplog.records
