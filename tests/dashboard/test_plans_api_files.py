"""Plans as files over HTTP, the difference of two, and why a county is where it is."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from werkzeug.test import TestResponse

from data.plans.exchange.exports import EXPORTS
from tests.dashboard.plans_desk import CULBERSON, EL_PASO, Desk, desk, plans_app, plans_url

__all__ = ["desk", "plans_app", "plans_url"]

OURS = {"Origin": "http://localhost"}
JEFF_DAVIS = "48243"
LINE = {"type": "LineString", "coordinates": [[-106.0, 31.0], [-106.0, 32.5]]}


def sent_as_form(desk: Desk, content: bytes, name: str, headers: dict[str, str]) -> TestResponse:
    form = {"file": (io.BytesIO(content), name)}
    return desk.client.post("/api/plans/import", data=form, headers=headers)


@pytest.mark.parametrize("suffix", EXPORTS)
def test_a_plan_goes_out_as_a_file_of_each_format(desk: Desk, suffix: str) -> None:
    head = desk.two_regions()
    reply = desk.get(f"/{head['id']}/export.{suffix}")
    assert reply.status_code == 200
    assert reply.mimetype == EXPORTS[suffix].media_type
    assert len(reply.data) > 1_000
    disposition = reply.headers["Content-Disposition"]
    assert disposition == f'attachment; filename="trial-v{head["version"]}.{suffix}"'


@pytest.mark.parametrize("suffix", ["geojson", "csv"])
def test_a_plan_that_goes_out_as_a_file_comes_back_the_same(desk: Desk, suffix: str) -> None:
    head = desk.two_regions()
    head = desk.edit(head, kind="cut", unit=EL_PASO, line=LINE)["head"]
    head = desk.paint(head, "r2", f"{EL_PASO}/2")["head"]
    reply = desk.get(f"/{head['id']}/export.{suffix}")
    back = sent_as_form(desk, reply.data, f"plan.{suffix}", OURS)
    assert back.status_code == 200, back.get_json()
    said = back.get_json()
    assert said["head"]["assigned"] == head["assigned"]
    assert said["head"]["cuts"] == head["cuts"]
    assert said["report"]["words"]
    panels = [desk.get(f"/{plan}/panel").get_json()["panel"] for plan in (head["id"], said["head"]["id"])]
    assert panels[0]["ledger"] == panels[1]["ledger"]
    if said["report"]["restored"]:
        assert said["head"]["digest"] == head["digest"]
        assert said["head"]["name"] == head["name"]


def test_a_file_may_be_the_body_itself_and_its_plan_is_named_after_it(desk: Desk) -> None:
    content = b"unit,region\n48141,West\n48229,East\n"
    reply = desk.client.post(
        "/api/plans/import?name=C:\\plans\\border.csv", data=content, content_type="application/octet-stream"
    )
    said = reply.get_json()
    assert reply.status_code == 200, said
    assert said["head"]["name"] == "border"
    assert {region["name"] for region in said["head"]["regions"]} == {"West", "East"}
    assert "border.csv" in next(
        plan["origin"] for plan in desk.get("").get_json()["plans"] if plan["id"] == said["head"]["id"]
    )


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.csv"),
        (b"unit,region\n99999,West\n", "unknown.csv"),
        (b"%PDF-1.7", "page.pdf"),
    ],
    ids=["empty", "unknown", "of no kind"],
)
def test_a_bad_file_makes_no_plan_and_says_why(desk: Desk, content: bytes, name: str) -> None:
    before = desk.get("").get_json()
    reply = sent_as_form(desk, content, name, OURS)
    assert reply.status_code == 400
    assert name in reply.get_json()["error"]
    assert reply.get_json()["remedy"]
    assert desk.get("").get_json() == before


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "none"}])
def test_a_form_that_no_page_of_ours_sent_makes_no_plan(desk: Desk, headers: dict[str, str]) -> None:
    before = desk.get("").get_json()
    reply = sent_as_form(desk, b"unit,region\n48141,West\n", "plan.csv", headers)
    assert reply.status_code in {403, 415}
    assert desk.get("").get_json() == before


def test_a_form_without_a_file_is_refused(desk: Desk) -> None:
    reply = desk.client.post("/api/plans/import", data={"other": (io.BytesIO(b"x"), "x")}, headers=OURS)
    assert reply.status_code == 400


def test_a_file_may_be_larger_than_other_requests(desk: Desk) -> None:
    rows = b"unit,region\n48141,West\n" + b"\n" * (5 << 20)
    kind = "application/octet-stream"
    assert desk.client.post("/api/plans/import", data=rows, content_type=kind).status_code != 413
    told = {"CONTENT_LENGTH": str(66 << 20)}
    reply = desk.client.post("/api/plans/import", data=b"x", content_type=kind, environ_overrides=told)
    assert reply.status_code == 413


def test_there_is_no_file_of_an_unknown_format(desk: Desk) -> None:
    head = desk.two_regions()
    reply = desk.get(f"/{head['id']}/export.exe")
    assert reply.status_code == 400
    assert "geojson" in reply.get_json()["remedy"]


def test_a_difference_says_what_changed_hands(desk: Desk) -> None:
    head = desk.two_regions()
    other = desk.done("", {"name": "Other", "copy_of": head["id"]})
    other = desk.paint(other, "r2", CULBERSON, JEFF_DAVIS)["head"]
    said = desk.get(f"/{head['id']}/diff/{other['id']}?from=2024-01&to=2024-12").get_json()
    moved = {unit for one in said["handovers"] for unit in one["units"]}
    assert moved == {CULBERSON, JEFF_DAVIS}
    assert said["lines"]
    assert said["is_synthetic"]
    assert "2024" in said["sentence"]
    same = desk.get(f"/{head['id']}/diff/{head['id']}").get_json()
    assert same["handovers"] == []


def test_two_states_of_one_plan_are_told_apart_by_their_edits(desk: Desk) -> None:
    head = desk.two_regions()
    now = desk.paint(head, "r1", CULBERSON)["head"]
    at = f"/{head['id']}/diff/{head['id']}"
    said = desk.get(f"{at}?before={head['edit']}&after={now['edit']}").get_json()
    assert [one["units"] for one in said["handovers"]] == [[CULBERSON]]
    for wrong in ("x", "-1", "99999999999", "٣"):
        assert desk.get(f"{at}?before={wrong}").status_code == 400
    assert desk.get(f"{at}?before=999999").status_code == 404


def test_why_a_county_is_in_its_region_is_what_the_planner_wrote(desk: Desk) -> None:
    head = desk.two_regions()
    derived = desk.get(f"/{head['id']}/why/{EL_PASO}").get_json()
    assert derived["region"]["key"] == "r1"
    assert derived["words"]
    desk.edit(head, kind="reason", units=[EL_PASO], text="The bridge is here.")
    said = desk.get(f"/{head['id']}/why/{EL_PASO}").get_json()
    assert said["decisive"]["kind"] == "recorded"
    assert "The bridge is here." in said["words"]
    assert desk.get(f"/{head['id']}/why/{EL_PASO}/1").status_code == 400
    assert desk.get(f"/{head['id']}/why/99999").status_code == 400


def imported(desk: Desk, content: bytes, name: str = "plan.geojson") -> dict[str, Any]:
    """The report of a file that is taken in."""
    reply = sent_as_form(desk, content, name, OURS)
    assert reply.status_code == 200, reply.get_json()
    return dict(reply.get_json()["report"])


def test_a_report_tells_the_papers_of_an_export_and_nothing_where_they_are_ours(desk: Desk) -> None:
    head = desk.two_regions()
    panel = desk.get(f"/{head['id']}/panel").get_json()["panel"]
    said = imported(desk, desk.get(f"/{head['id']}/export.geojson").data)
    assert said["restored"]
    assert said["papers"]["marking"] == panel["marking"]
    assert said["papers"]["data_version"] == panel["version"]
    assert (said["papers"]["plan"], said["papers"]["version"]) == (head["id"], head["version"])
    assert said["papers"]["is_synthetic"]
    assert said["findings"] == []
    assert imported(desk, b"unit,region\n48141,West\n48229,East\n", "own.csv")["papers"] is None


def test_a_report_begins_with_papers_that_are_not_ours(desk: Desk) -> None:
    head = desk.two_regions()
    file = json.loads(desk.get(f"/{head['id']}/export.geojson").data)
    record = next(value for value in file.values() if isinstance(value, dict) and "data_version" in value)
    others = {"marking": "RESTRICTED", "data_version": "v000099", "synthetic": False}
    record.update(others)
    for feature in file["features"]:
        feature["properties"].update({k: v for k, v in others.items() if k in feature["properties"]})
    said = imported(desk, json.dumps(file).encode())
    assert said["restored"], said
    assert said["papers"]["marking"] == "RESTRICTED"
    marking, kind, data = (one["found"] for one in said["findings"][:3])
    assert "marked 'RESTRICTED'; here everything is marked 'UNMARKED - SYNTHETIC DATA'" in marking
    assert "by real events; the figures here are of SYNTHETIC events" in kind
    assert "data version v000099" in data
    assert all(one["row"] is None and one["remedy"] for one in said["findings"][:3])
    origins = [plan["origin"] for plan in desk.get("").get_json()["plans"]]
    assert any("3 findings" in origin for origin in origins)
