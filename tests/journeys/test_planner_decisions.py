"""A planner lets the machine propose, compares, hands a plan over and has it approved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from data.plans.codec import digest
from data.plans.exchange.imports import import_plan
from tests.journeys.planner import WEST_TEXAS, Planner, key_of

pytestmark = pytest.mark.browser
Open = Callable[..., Planner]
HOCKLEY, GARZA, LUBBOCK, LYNN = (-102.34, 33.62), (-101.3, 33.2), (-101.82, 33.61), (-101.82, 33.2)
GAINES, LEA, EL_PASO, SANTA_FE = (-102.63, 32.73), (-103.4, 32.8), (-106.17, 31.69), (-105.97, 35.5)
LONG_MS = 180_000


def edit(one: Planner, plan: int, change: dict[str, Any]) -> None:
    """Have a plan changed without the desk."""
    body = {"version": one.head(plan)["version"], "edit": change}
    reply = one.page.request.post(f"{one.address}/api/plans/{plan}/edits", data=body)
    assert reply.ok, reply.text()


def test_the_machine_proposes_is_stopped_and_a_proposal_is_adopted_as_one_step(planner: Open) -> None:
    one = planner(width=1280, height=800)
    plan = one.make_plan("Proposed")
    rules = one.head(plan)["rules"] | {"weights": {"incidents": 0.2, "ports": 0.8}, "tolerance": 1}
    edit(one, plan, {"kind": "rules", "rules": rules})
    one.open(plan)
    before = one.head(plan)
    dialog = one.propose(plans=3, seconds=60)
    expect(dialog.get_by_role("progressbar")).to_be_visible()
    dialog.get_by_role("button", name="Stop").click()
    expect(dialog).to_contain_text("Stopped", timeout=LONG_MS)
    dialog.get_by_role("button", name="Propose").click()
    expect(dialog.get_by_role("button", name="Adopt").first).to_be_visible(timeout=LONG_MS)
    expect(dialog.get_by_role("progressbar")).to_be_hidden(timeout=LONG_MS)
    expect(dialog).to_contain_text("Keeps all rules")
    dialog.get_by_role("button", name="Adopt").first.click()
    one.wait_until_saved(3)
    after = one.head(plan)
    assert after["assigned"] != before["assigned"]
    assert after["assigned"].keys() >= before["assigned"].keys()
    one.step_back()
    one.wait_until_saved(4)
    assert one.head(plan)["digest"] == before["digest"]


def test_two_plans_are_compared_on_maps_that_move_together(planner: Open) -> None:
    one = planner(width=1280, height=800)
    plan, other = one.make_plan("Compared, left"), one.make_plan("Compared, right")
    to = key_of(one, other, "HSI El Paso")
    edit(one, other, {"kind": "assign", "units": ["48303", "48305"], "region": to})
    one.open(plan)
    one.fly_to(*WEST_TEXAS)
    one.page.get_by_role("button", name="Compare with another plan").click()
    diff = one.page.get_by_role("region", name="What differs")
    one.page.get_by_role("combobox", name="with").select_option(label="Compared, right (draft)")
    changed = diff.get_by_role("row", name="HSI El Paso").first
    expect(changed).to_contain_text("+2", timeout=LONG_MS)
    expect(changed).to_contain_text("noise")
    expect(diff.get_by_role("row", name="HSI Dallas HSI El Paso")).to_contain_text("2")
    expect(diff).to_contain_text("go from HSI Dallas to HSI El Paso")
    left, right = (one.page.locator(".pl-twins .bo-map").nth(side) for side in (0, 1))
    before = at_rest(right)
    left.hover()
    one.page.mouse.wheel(0, -400)
    assert at_rest(right, other_than=before) != before
    one.page.keyboard.press("Escape")
    expect(one.page.get_by_role("button", name="Compare with another plan")).to_be_focused()


def at_rest(map_: Locator, *, other_than: bytes = b"") -> bytes:
    """Picture of a map, once two in a row are alike and differ from another."""
    last, now = b"", map_.screenshot()
    for _ in range(60):
        if now in {last} - {other_than}:
            return now
        map_.page.wait_for_timeout(250)
        last, now = now, map_.screenshot()
    raise TimeoutError("the map does not come to rest")


def test_a_second_person_ticks_the_list_approves_and_ends_editing(planner: Open) -> None:
    one = planner(width=1280, height=800)
    plan = one.make_plan("For approval")
    one.open(plan)
    review = one.open_tab("Notes and review")
    review.get_by_role("button", name="Submit for review").click()
    expect(review).to_contain_text("This plan is submitted")
    boxes = review.get_by_role("checkbox")
    expect(boxes.first).to_be_visible()
    one.page.get_by_label("Reviewer at this desk").fill("B. Reviewer")
    for number in range(boxes.count()):
        boxes.nth(number).click()
        expect(review.get_by_text("B. Reviewer", exact=False)).to_have_count(2 * (number + 1))
    effective = (datetime.now(UTC) + timedelta(days=365)).date().isoformat()
    one.page.get_by_label("In force from").fill(effective)
    review.get_by_role("button", name="Approve and sign").click()
    expect(review).to_contain_text("This plan is approved")
    expect(one.page.locator(".pl-strip .pl-status")).to_have_text("approved")
    one.activate_by_tab("HSI El Paso")
    one.find_and_give("Lubbock County, TX")
    expect(one.messages).to_contain_text("This plan is approved")
    expect(one.messages).to_contain_text("It cannot be edited. Copy it")
    assert one.head(plan)["version"] == 1


def test_each_exported_file_restores_the_plan_with_its_cut_county_exactly(planner: Open) -> None:
    one = planner(width=1280, height=800)
    plan = one.make_plan("Handed over")
    line = {"type": "LineString", "coordinates": [(-102.34, 34.2), (-102.34, 33.0)]}
    edit(one, plan, {"kind": "cut", "unit": "48219", "line": line})
    one.open(plan)
    one.page.get_by_role("button", name="Export and import").click()
    dialog = one.page.get_by_role("dialog", name="Export and import")
    restored = {}
    for words in ("GeoJSON", "GeoPackage", "Shapefile", "KML", "GeoParquet", "CSV"):
        with one.page.expect_download(timeout=LONG_MS) as download:
            dialog.get_by_role("link", name=words, exact=True).click()
        file = Path(download.value.path())
        restored[words] = digest(import_plan(words, file.read_bytes()).plan)
    assert set(restored.values()) == {one.head(plan)["digest"]}, restored


def test_a_file_that_was_exported_opens_as_a_plan_with_the_same_totals(planner: Open, tmp_path: Path) -> None:
    one = planner(width=1280, height=800)
    plan = one.make_plan("To be read again")
    one.open(plan)
    one.page.get_by_role("button", name="Export and import").click()
    dialog = one.page.get_by_role("dialog", name="Export and import")
    with one.page.expect_download(timeout=LONG_MS) as download:
        dialog.get_by_role("link", name="GeoJSON", exact=True).click()
    file = tmp_path / "plan.geojson"
    download.value.save_as(file)
    dialog.get_by_label("File of a plan or of shapes").set_input_files(file)
    dialog.get_by_role("button", name="Import").click()
    dialog.get_by_role("button", name="Open the plan").click(timeout=LONG_MS)
    one.wait_for("(plan) => !location.search.includes(`plan=${plan}`)", plan)
    one.wait_until_open()
    again = int(one.page.evaluate("() => new URLSearchParams(location.search).get('plan')"))
    assert again != plan
    assert totals(one, again) == totals(one, plan)


def totals(one: Planner, plan: int) -> list[dict[str, Any]]:
    """What the panel holds by region, by name."""
    panel = one.page.request.get(f"{one.address}/api/plans/{plan}/panel").json()["panel"]
    return [{"name": row["name"], "units": row["units"], "values": row["values"]} for row in panel["rows"]]


def test_a_note_is_pinned_to_a_region_and_resolved(planner: Open) -> None:
    one = planner(width=1280, height=800)
    plan = one.make_plan("Noted")
    one.open(plan)
    one.activate("HSI El Paso")
    talk = one.open_tab("Notes and review")
    expect(talk).to_contain_text("About HSI El Paso:")
    one.page.get_by_label("Note", exact=True).fill("Is there room for Lubbock?")
    talk.get_by_role("button", name="Add the note").click()
    note = talk.get_by_role("listitem").filter(has_text="Is there room for Lubbock?")
    expect(note).to_contain_text("HSI El Paso")
    note.get_by_role("button", name="Resolve").click()
    expect(note).to_contain_text("resolved")
    (kept,) = one.page.request.get(f"{one.address}/api/plans/{plan}/notes").json()["notes"]
    assert kept["to"] == "region"
    assert kept["keys"] == [key_of(one, plan, "HSI El Paso")]
    assert not kept["open"]
    assert one.head(plan)["version"] == 1, "a note is no edit of the plan"
