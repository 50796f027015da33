"""The live API: frames, totals, refusals in words, and nothing for callers without a policy."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from shapely import box
from shapely.geometry import shape

from dashboard.app import create_app
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.question import Question
from data.geography.polygon_repair import repaired_polygon
from data.roles import LOCAL_ACTOR
from data.settings import Settings
from layers.base import View
from layers.discovery import discover, layer
from tests.layers.decoded import decode

ARIZONA = {"type": "Polygon", "coordinates": [[[-115, 31], [-109, 31], [-109, 34], [-115, 34], [-115, 31]]]}


@pytest.fixture(scope="module")
def client(gate: Gate, gate_folder: Path) -> FlaskClient:
    """A client of the whole app over the store under ``gate``."""
    assert gate.floor == 10
    return create_app(Settings(store=gate_folder / "store")).server.test_client()


@pytest.mark.parametrize("key", [layer.key for layer in discover()])
def test_values_align_with_the_geometry_that_they_name(client: FlaskClient, key: str) -> None:
    values, _ = decode(client.get(f"/api/live/layers/{key}/values?zoom=5").data)
    level = values["level"] or ""
    geometry, arrays = decode(client.get(f"/api/live/layers/{key}/geometry?level={level}").data)
    assert values["geometry"] == geometry["key"]
    rows = len(arrays["x"]) if arrays else len(geometry["ids"])  # type: ignore[arg-type]
    assert values["arrays"][0]["length"] == rows  # type: ignore[index]


def test_the_same_values_are_not_sent_twice(client: FlaskClient) -> None:
    address = "/api/live/layers/incident_density/values?zoom=5"
    tag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    assert client.get(f"{address}&category=Drug seizure", headers={"If-None-Match": tag}).status_code == 200


def test_a_polygon_total_is_the_gates(client: FlaskClient, gate: Gate) -> None:
    answer = gate.ask(
        LOCAL_ACTOR, Question(measure="incidents", filter=Filter(), polygon=box(-115, 31, -109, 34))
    )
    body = client.post("/api/live/polygon", json=ARIZONA).get_json()
    assert body["words"] == answer.words()
    assert body["value"] == answer.total
    assert body["area_km2"] > 100_000
    assert body["rows"]
    assert body["is_synthetic"]


def test_what_is_mended_of_a_polygon_is_told_with_its_total(client: FlaskClient, gate: Gate) -> None:
    crossed = {
        "type": "Polygon",
        "coordinates": [[[-115, 31], [-109, 34], [-109, 31], [-115, 34], [-115, 31]]],
    }
    body = client.post("/api/live/polygon", json=crossed).get_json()
    (note,) = body["notes"]
    assert "cross or overlap at longitude -112, latitude 32.5" in note
    assert note in body["caveats"]
    drawn = repaired_polygon(crossed)
    answer = gate.ask(LOCAL_ACTOR, Question(measure="incidents", filter=Filter(), polygon=drawn.shape))
    assert body["value"] == answer.total
    assert shape(body["counted"]).equals(drawn.shape)
    valid = client.post("/api/live/polygon", json=ARIZONA).get_json()
    assert (valid["notes"], valid["counted"]) == ([], None)


def test_a_polygon_a_few_events_from_an_earlier_one_is_withheld_and_says_why(client: FlaskClient) -> None:
    totals = []
    for east in (-105, *(-105 - step / 20 for step in range(1, 12))):
        ring = [[-115.03, 30.02], [east, 30.02], [east, 33.97], [-115.03, 33.97], [-115.03, 30.02]]
        totals.append(client.post("/api/live/polygon", json={"type": "Polygon", "coordinates": [ring]}))
    withheld = [body for reply in totals if (body := reply.get_json())["value"] is None]
    assert withheld
    assert all(body["words"] == "withheld" or body["words"].startswith("about ") for body in withheld)
    said = ("Too small to show", "Within 9 of")
    assert all(any(note.startswith(said) for note in body["notes"]) for body in withheld)
    told = {body["value"] for reply in totals if (body := reply.get_json())["value"] is not None}
    assert all(abs(one - other) >= 10 for one in told for other in told - {one})


def test_a_small_polygon_total_is_not_a_number(client: FlaskClient) -> None:
    body = client.post(
        "/api/live/polygon?from=2023-01&to=2023-01&mode=rail&category=Weapons seizure", json=ARIZONA
    )
    assert body.get_json()["value"] in (None, 0)


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "named"),
    [
        ("get", "/api/live/layers/nonsense/values", None, 400, "nonsense"),
        ("get", "/api/live/layers/counties/values?category=Nonsense", None, 400, "Nonsense"),
        ("get", "/api/live/layers/counties/values?zoom=far", None, 400, "far"),
        ("get", "/api/live/layers/incident_density/geometry", None, 400, "level"),
        ("get", "/api/live/layers/incident_density/geometry?level=99", None, 400, "99"),
        ("get", "/api/live/layers/counties/values?version=v999999", None, 404, "v999999"),
        ("get", "/api/live/layers/counties/values?region=sector:atlantis", None, 400, "atlantis"),
        ("get", "/api/live/layers/sectors/card/sector:atlantis", None, 400, "atlantis"),
        ("get", "/api/live/layers/incident_density/card/12/4096/1", None, 400, "12/4096/1"),
        ("get", "/api/live/layers/nonsense/card/sector:tucson", None, 400, "nonsense"),
        ("get", "/api/live/layers/sectors/card/sector:tucson?version=v999999", None, 404, "v999999"),
        ("get", "/api/live/layers/sectors/values?form=nonsense", None, 400, "nonsense"),
        ("post", "/api/live/polygon", b"", 400, ""),
        ("post", "/api/live/polygon", b"{", 400, ""),
        ("post", "/api/live/polygon", b'{"type":"Point","coordinates":[0,0]}', 400, "Point"),
        ("post", "/api/live/polygon", b"[" * 100_000, 400, ""),
    ],
)
def test_a_bad_request_is_refused_in_words(
    client: FlaskClient, method: str, path: str, body: bytes | None, status: int, named: str
) -> None:
    reply = client.open(path, method=method.upper(), data=body, content_type="application/json")
    assert reply.status_code == status
    said = reply.get_json()
    assert named in said["error"]
    assert said["remedy"]


def test_a_card_is_of_the_same_numbers_as_the_map(client: FlaskClient, gate: Gate) -> None:
    answer = gate.ask(LOCAL_ACTOR, layer("sectors").question(Filter(), View()))
    row = answer.table.column("region").to_pylist().index("sector:laredo")
    body = client.get("/api/live/layers/sectors/card/sector:laredo").get_json()
    assert body["title"] == "Laredo Sector"
    assert body["facts"][0] == {"label": "Incidents", "words": f"{answer.words(row)} events"}
    assert [series["label"] for series in body["series"]] == ["Incidents"]
    assert body["is_synthetic"]


def test_a_cells_card_is_asked_for_by_level_column_and_row(client: FlaskClient, gate: Gate) -> None:
    cells = gate.cells(LOCAL_ACTOR, Filter(), 12)
    reply = client.get(f"/api/live/layers/incident_density/card/12/{cells.x[0]}/{cells.y[0]}")
    assert reply.get_json()["kind_words"] == "Cell"
    again = client.get(reply.request.path, headers={"If-None-Match": reply.headers["ETag"]})
    assert again.status_code == 304


def test_places_are_listed_once_for_all_versions(client: FlaskClient) -> None:
    reply = client.get("/api/live/places")
    columns = reply.get_json()
    assert set(columns) == {"ids", "names", "kinds", "lon", "lat", "zoom"}
    assert len({len(column) for column in columns.values()}) == 1
    assert "port:2504" in columns["ids"]
    assert "max-age" in reply.headers["Cache-Control"]
    again = client.get("/api/live/places", headers={"If-None-Match": reply.headers["ETag"]})
    assert again.status_code == 304


def test_a_change_is_sent_with_both_counts_and_the_verdict(client: FlaskClient) -> None:
    header, arrays = decode(client.get("/api/live/layers/sectors/values?form=change").data)
    assert header["form"] == "change"
    assert set(arrays) == {"values", "now", "before", "verdict"}
    assert decode(client.get("/api/live/layers/ports_of_entry/values?form=change").data)[0]["form"] == "count"


def test_a_callback_without_a_policy_is_not_found(client: FlaskClient) -> None:
    path = "/_dash-update-component"
    assert client.post(path, json={"output": "nonsense.children", "inputs": []}).status_code == 404
    assert client.post(path, json={}).status_code == 400
    assert client.post(path, data="x", content_type="text/plain").status_code == 415


def test_every_callback_has_a_policy(gate: Gate, gate_folder: Path) -> None:
    assert gate
    app = create_app(Settings(store=gate_folder / "store"))
    with app.server.test_client() as caller:
        dependencies = json.loads(caller.get("/_dash-dependencies").data)
    guarded = {entry["output"] for entry in dependencies if not entry["output"].startswith("_pages")}
    for output in guarded:
        reply = app.server.test_client().post(
            "/_dash-update-component", json={"output": output, "inputs": []}
        )
        assert reply.status_code != 404, output


def test_responses_carry_a_content_policy_that_names_no_other_host(client: FlaskClient) -> None:
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "connect-src 'self'" in policy
    assert "http" not in policy
