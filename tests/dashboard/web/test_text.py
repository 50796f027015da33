"""Text that is made to run, or to turn the direction of writing, is refused or comes out as text."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.dashboard.web.asked import single_user

TURNED = "plan\u202egpj.exe"
IMAGE = "<img src=x onerror=alert(1)>"
ENDING = "</script><script>alert(1)</script>"
HOSTILE = Path(__file__).resolve().parents[2] / "fixtures" / "hostile"


@pytest.fixture(scope="module")
def client(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return single_user(demo_store, tmp_path_factory.mktemp("text")).server.test_client()


@pytest.fixture(scope="module")
def plan(client: FlaskClient) -> str:
    head = client.post("/api/plans", json={"name": IMAGE, "start": "empty"}).get_json()
    edit = {"kind": "add", "name": ENDING, "colour": 1}
    address = f"/api/plans/{head['id']}"
    reply = client.post(f"{address}/edits", json={"version": head["version"], "edit": edit})
    assert reply.get_json()["head"]["regions"][0]["name"] == ENDING
    return address


def test_marks_that_turn_the_direction_of_writing_are_refused_by_name(client: FlaskClient, plan: str) -> None:
    head = client.get(plan).get_json()
    region = head["regions"][0]["key"]
    wish = {"format": "pdf"}
    for path, body in {
        "/api/plans": {"name": TURNED, "start": "empty"},
        f"{plan}/edits": {"version": head["version"], "edit": {"kind": "add", "name": TURNED, "colour": 2}},
        f"{plan}/notes": {"to": "region", "keys": [region], "text": TURNED},
        f"{plan}/versions": {"name": TURNED},
        "/api/briefs": {"title": TURNED},
        "/api/briefs/national/schedules": {
            "name": TURNED,
            "cadence": "weekly",
            "day": 1,
            "time": "07:30",
            "zone": "UTC",
            "document": wish,
            "recipients": [],
        },
    }.items():
        reply = client.post(path, json=body)
        assert reply.status_code == 400, path
        assert "202e" in reply.get_data(as_text=True).lower(), path
    assert client.get(plan).get_json()["version"] == head["version"]


def test_a_file_with_such_names_comes_in_without_those_marks(client: FlaskClient) -> None:
    reply = client.post(
        "/api/plans/import?name=%E2%80%AEgpj.geojson",
        data=(HOSTILE / "x-names.geojson").read_bytes(),
        content_type="application/octet-stream",
    )
    assert reply.status_code == 200
    assert "202e" not in reply.get_data(as_text=True).lower()
    assert IMAGE in reply.get_json()["head"]["regions"][0]["name"]


def test_a_scene_sets_them_as_text(client: FlaskClient) -> None:
    scene = {"key": "n1", "title": IMAGE, "body": {"kind": "note", "words": f"{ENDING} javascript:alert(1)"}}
    token = client.post("/api/briefs", json={"brief": {"title": IMAGE, "scenes": [scene]}}).get_json()[
        "token"
    ]
    reply = client.get(f"/api/briefs/{token}/display/n1")
    assert reply.status_code == 200
    html = reply.get_json()["html"]
    assert "&lt;img src=x onerror" in html
    assert "<img src=x" not in html
    assert "<script" not in html
    assert 'href="javascript' not in html


@pytest.mark.parametrize("suffix", ["csv", "kml", "geojson"])
def test_exports_hold_them_as_text(client: FlaskClient, plan: str, suffix: str) -> None:
    reply = client.get(f"{plan}/export.{suffix}")
    text = reply.get_data(as_text=True)
    assert reply.status_code in {200, 400}
    assert suffix != "kml" or ENDING not in text
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert reply.status_code == 400 or reply.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "path", ["/api/briefs/%3Cscript%3E", "/api/plans/%3Cscript%3E", "/%3Cscript%3Ealert(1)%3C/script%3E"]
)
def test_an_address_is_never_part_of_a_page_as_it_is(client: FlaskClient, path: str) -> None:
    reply = client.get(path, headers={"Accept": "text/html"})
    assert reply.status_code == 404
    assert reply.is_json or "<script>alert(1)" not in reply.get_data(as_text=True)
