"""Plans over HTTP: made, read, changed, undone, and changed by two people at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from dash import Dash
from shapely.geometry import shape

from dashboard.app import create_app
from data.geography.counties import counties
from data.geography.county_names import county_names
from data.intake.store import Store
from data.plans.starts import START_TITLES
from data.settings import Settings
from tests.dashboard.plans_desk import CULBERSON, EL_PASO, HUDSPETH, Desk, desk, plans_app, plans_url

__all__ = ["desk", "plans_app", "plans_url"]


def test_the_list_has_every_plan_and_every_starting_point(desk: Desk) -> None:
    head = desk.new(name="The list's plan")
    said = desk.get("").get_json()
    (line,) = (plan for plan in said["plans"] if plan["id"] == head["id"])
    assert line["name"] == "The list's plan"
    assert (line["status"], line["regions"], line["version"]) == ("draft", 0, head["version"])
    assert line["changed_by"] == line["owner"] == head["owner"]
    assert {start["key"]: start["title"] for start in said["starts"]} == dict(START_TITLES)


@pytest.mark.parametrize("start", START_TITLES)
def test_a_plan_starts_from_each_starting_point(desk: Desk, start: str) -> None:
    head = desk.new(start)
    assert bool(head["regions"]) == bool(head["assigned"]) == (start != "empty")
    assert set(head["assigned"].values()) <= {region["key"] for region in head["regions"]}
    assert not head["can_undo"]
    assert desk.get(f"/{head['id']}").get_json() == head


def test_a_copy_has_the_plan_and_not_its_past(desk: Desk) -> None:
    head = desk.two_regions("sectors")
    copy = desk.done("", {"name": "Copy", "copy_of": head["id"]})
    for name in ("regions", "assigned", "rules", "digest"):
        assert copy[name] == head[name]
    assert not copy["can_undo"]
    desk.paint(copy, None, EL_PASO)
    assert desk.get(f"/{head['id']}").get_json() == head


def test_units_are_every_county_once_with_a_point_inside(desk: Desk) -> None:
    reply = desk.get("/units")
    columns = reply.get_json()
    assert set(columns) == {"units", "names", "states", "lon", "lat"}
    assert {len(column) for column in columns.values()} == {3_233}
    assert columns["units"] == sorted(set(columns["units"]))
    frame = counties()
    points = dict(zip(columns["units"], zip(columns["lon"], columns["lat"], strict=True), strict=True))
    for fips, outline in zip(frame["fips"], frame.geometry, strict=True):
        assert outline.distance(shape({"type": "Point", "coordinates": points[fips]})) < 1e-4
    place = columns["units"].index(EL_PASO)
    assert (columns["names"][place], columns["states"][place]) == ("El Paso County", "TX")
    assert "private" in reply.headers["Cache-Control"]
    assert desk.get("/units", **{"If-None-Match": reply.headers["ETag"]}).status_code == 304


def test_an_edit_is_kept_and_says_what_moved(desk: Desk) -> None:
    head = desk.two_regions()
    said = desk.paint(head, "r1", HUDSPETH, CULBERSON)
    assert said["moved"] == [CULBERSON, HUDSPETH]
    assert not said["merged"]
    assert said["head"]["assigned"] == dict.fromkeys((CULBERSON, EL_PASO, HUDSPETH), "r1")
    assert said["head"]["version"] > head["version"]
    assert desk.get(f"/{head['id']}").get_json() == said["head"]


def test_a_plan_starts_from_an_area_that_was_drawn(desk: Desk) -> None:
    drawn = {"type": "Polygon", "coordinates": [[[-107, 31], [-104, 31], [-104, 33], [-107, 33], [-107, 31]]]}
    made = desk.post("", {"name": "Drawn", "drawn": drawn})
    assert made.status_code == 200
    head = made.get_json()
    assert [region["name"] for region in head["regions"]] == ["Drawn area"]
    assert head["assigned"]
    assert set(head["assigned"].values()) == {"r1"}
    assert desk.post("", {"name": "Both", "drawn": drawn, "start": "empty"}).status_code == 400
    crossed = {"type": "Polygon", "coordinates": [[[0, 0], [0, 0]]]}
    assert desk.post("", {"name": "No area", "drawn": crossed}).status_code == 400


def test_undo_goes_back_to_the_start_exactly_and_redo_to_the_end(desk: Desk) -> None:
    start = desk.new("sectors")
    head = desk.edit(start, kind="add", name="West", colour=3)["head"]
    end = desk.paint(head, head["regions"][-1]["key"], EL_PASO, HUDSPETH)["head"]
    head = end
    while head["can_undo"]:
        head = desk.done(f"/{head['id']}/undo", {"version": head["version"]})["head"]
    assert (head["digest"], head["assigned"]) == (start["digest"], start["assigned"])
    while head["redo"]:
        head = desk.done(f"/{head['id']}/redo", {"version": head["version"]})["head"]
    assert (head["digest"], head["edit"]) == (end["digest"], end["edit"])


def test_an_edit_after_undo_is_a_branch_and_both_ends_are_kept(desk: Desk) -> None:
    head = desk.two_regions()
    one = desk.paint(head, "r1", CULBERSON)["head"]
    back = desk.done(f"/{head['id']}/undo", {"version": one["version"]})["head"]
    other = desk.paint(back, "r2", CULBERSON)["head"]
    back = desk.done(f"/{head['id']}/undo", {"version": other["version"]})["head"]
    assert {choice["edit"] for choice in back["redo"]} == {one["edit"], other["edit"]}
    again = desk.done(f"/{head['id']}/redo", {"version": back["version"], "to": one["edit"]})
    assert again["head"]["digest"] == one["digest"]
    there = desk.done(f"/{head['id']}/go", {"version": again["head"]["version"], "edit": other["edit"]})
    assert there["head"]["digest"] == other["digest"]
    edits = desk.get(f"/{head['id']}/history").get_json()["edits"]
    by_id = {edit["edit"]: edit for edit in edits}
    assert by_id[one["edit"]]["parent"] == by_id[other["edit"]]["parent"] == head["edit"]
    assert (by_id[one["edit"]]["on_path"], by_id[other["edit"]]["on_path"]) == (False, True)
    assert all(edit["words"] and edit["actor"] and edit["at"] for edit in edits)


def test_an_edit_of_an_old_version_is_merged_if_it_touches_nothing_that_changed(desk: Desk) -> None:
    seen = desk.two_regions()
    desk.paint(seen, "r1", CULBERSON)
    said = desk.paint(seen, "r2", "48443")
    assert said["merged"]
    assert said["notes"]
    assert said["head"]["assigned"][CULBERSON] == "r1"
    assert said["head"]["assigned"]["48443"] == "r2"


def test_of_two_who_move_the_same_unit_the_second_is_told_and_loses_nothing(desk: Desk) -> None:
    seen = desk.two_regions()
    first = desk.paint(seen, "r1", CULBERSON)["head"]
    edit = {"kind": "assign", "units": [CULBERSON], "region": "r2"}
    reply = desk.post(f"/{seen['id']}/edits", {"version": seen["version"], "edit": edit})
    assert reply.status_code == 409
    assert first["changed_by"] in reply.get_json()["error"]
    assert desk.get(f"/{seen['id']}").get_json() == first
    kept = desk.get(f"/{seen['id']}/history").get_json()["edits"][-1]
    assert (kept["kind"], kept["parent"], kept["on_path"]) == ("assign", seen["edit"], False)
    there = desk.done(f"/{seen['id']}/go", {"version": first["version"], "edit": kept["edit"]})
    assert there["head"]["assigned"][CULBERSON] == "r2"


def test_of_people_who_paint_at_once_nobody_loses_a_county(desk: Desk, plans_app: Dash) -> None:
    seen = desk.two_regions()
    fips_codes = list(county_names())[:18]

    def paint(fips: str) -> int:
        with plans_app.server.test_client() as client:
            edit = {"kind": "assign", "units": [fips], "region": "r1"}
            fields = {"version": seen["version"], "edit": edit}
            return Desk(client=client).post(f"/{seen['id']}/edits", fields).status_code

    with ThreadPoolExecutor(6) as people:
        codes = list(people.map(paint, fips_codes))
    edits = desk.get(f"/{seen['id']}/history").get_json()["edits"]
    made = [edit for edit in edits if edit["parent"] is not None][-len(fips_codes) :]
    assert set(codes) <= {200, 409}
    assert len(made) == len(fips_codes)
    now = desk.get(f"/{seen['id']}").get_json()
    painted = {fips for fips, code in zip(fips_codes, codes, strict=True) if code == 200}
    assert painted == set(fips_codes) & set(now["assigned"])
    assert painted


@pytest.mark.parametrize("route", ["undo", "redo"])
def test_a_step_from_an_old_version_is_refused(desk: Desk, route: str) -> None:
    seen = desk.two_regions()
    now = desk.paint(seen, "r1", CULBERSON)["head"]
    assert desk.post(f"/{seen['id']}/{route}", {"version": seen["version"]}).status_code == 409
    assert desk.get(f"/{seen['id']}").get_json() == now


def test_what_is_locked_does_not_move_by_edit_or_by_undo(desk: Desk) -> None:
    head = desk.two_regions()
    head = desk.paint(head, "r1", CULBERSON)["head"]
    head = desk.edit(head, kind="lock", units=[CULBERSON], regions=[], is_locked=True)["head"]
    assert head["locked"] == [CULBERSON]
    edit = {"kind": "assign", "units": [CULBERSON], "region": "r2"}
    for route in ("edits", "live"):
        reply = desk.post(f"/{head['id']}/{route}", {"version": head["version"], "edit": edit})
        assert reply.status_code == 409
        assert "locked" in reply.get_json()["error"]
    assert desk.get(f"/{head['id']}").get_json() == head


def test_a_cut_units_parts_are_drawn_and_dealt_out_apart(desk: Desk) -> None:
    head = desk.two_regions()
    assert desk.get(f"/{head['id']}/shapes").get_json()["features"] == []
    line = {"type": "LineString", "coordinates": [[-106.0, 31.0], [-106.0, 32.5]]}
    head = desk.edit(head, kind="cut", unit=EL_PASO, line=line)["head"]
    first, second = f"{EL_PASO}/1", f"{EL_PASO}/2"
    assert head["cuts"] == [EL_PASO]
    head = desk.paint(head, "r2", second)["head"]
    assert (head["assigned"][first], head["assigned"][second]) == ("r1", "r2")
    drawn = desk.get(f"/{head['id']}/shapes").get_json()
    assert drawn["type"] == "FeatureCollection"
    parts = {feature["properties"]["unit"]: shape(feature["geometry"]) for feature in drawn["features"]}
    assert set(parts) == {first, second}
    frame = counties().set_index("fips")
    assert sum(part.area for part in parts.values()) == pytest.approx(frame.geometry[EL_PASO].area, rel=1e-9)
    assert all("El Paso" in feature["properties"]["name"] for feature in drawn["features"])


def test_a_drawn_region_says_what_was_snapped(desk: Desk) -> None:
    head = desk.two_regions()
    ring = [[-107.0, 31.2], [-104.6, 31.2], [-104.6, 32.1], [-107.0, 32.1], [-107.0, 31.2]]
    drawn = {"type": "Polygon", "coordinates": [ring]}
    said = desk.edit(head, kind="draw", polygon=drawn, region="r1", only_from=None)
    assert said["moved"]
    assert said["notes"]
    assert all(isinstance(note, str) for note in said["notes"])


def test_a_polygon_that_cannot_be_used_is_refused_with_its_remedy(desk: Desk) -> None:
    head = desk.two_regions()
    edit = {"kind": "draw", "polygon": {"type": "Point", "coordinates": [0, 0]}, "region": "r1"}
    reply = desk.post(f"/{head['id']}/edits", {"version": head["version"], "edit": edit})
    assert reply.status_code == 400
    assert reply.get_json()["remedy"]


def test_plans_can_be_drawn_before_there_is_any_data(tmp_path: Path) -> None:
    Store.create(tmp_path / "store")
    with create_app(Settings(store=tmp_path / "store")).server.test_client() as client:
        bare = Desk(client=client)
        assert bare.get("").get_json()["plans"] == []
        head = bare.two_regions()
        assert head["assigned"] == {EL_PASO: "r1", HUDSPETH: "r2"}
        reply = bare.get(f"/{head['id']}/panel")
        assert reply.status_code == 404
        assert "holds no data yet" in reply.get_json()["error"]


def test_an_edit_that_is_sent_again_by_its_key_is_made_once(desk: Desk) -> None:
    head = desk.two_regions()
    at = f"/{head['id']}/edits"
    edit = {"kind": "assign", "units": [CULBERSON], "region": "r1"}
    sent = {"version": head["version"], "edit": edit, "key": "5f0c7f0e"}
    first = desk.done(at, sent)
    assert desk.done(at, sent) == first
    assert desk.get(f"/{head['id']}").get_json()["version"] == first["head"]["version"]
    other = desk.post(at, {**sent, "edit": {**edit, "region": "r2"}})
    assert other.status_code == 400
    assert "5f0c7f0e" in other.get_json()["error"]
    for wrong in ("", "x" * 41, 7):
        assert desk.post(at, {**sent, "key": wrong}).status_code == 400
    assert desk.post(at, {**sent, "key": None}).status_code == 409, "without a key it meets itself"
