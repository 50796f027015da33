"""A planner lets the machine propose, compares, hands a plan over and has it approved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from data.plans.codec import digest
from data.plans.exchange.imports import import_plan
from tests.journeys.planner import Planner
from tests.journeys.program import watch

pytestmark = pytest.mark.browser
Open = Callable[[], Planner]
WEST_TEXAS = (-104.0, 33.0, 5.6)
HOCKLEY, GARZA, LUBBOCK, LYNN = (-102.34, 33.62), (-101.3, 33.2), (-101.82, 33.61), (-101.82, 33.2)
GAINES, LEA, EL_PASO, SANTA_FE = (-102.63, 32.73), (-103.4, 32.8), (-106.17, 31.69), (-105.97, 35.5)
SECONDS_PER_ACTION = 1.5
"""Somewhat above the 1.3 s that pointing at a target and clicking take a practised hand."""
LONG_MS = 90_000


@pytest.fixture
def planner(browser: Browser, served: str) -> Iterator[Open]:
    """``planner()`` is a planner at a page that no complaint may come from."""
    opened: list[tuple[Page, list[str], list[str]]] = []

    def come() -> Planner:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        opened.append((page, *watch(page, served)))
        return Planner(page=page, address=served)

    yield come
    for page, _, _ in opened:
        page.close()
    assert [address for _, refused, _ in opened for address in refused] == []
    assert [words for _, _, complaints in opened for words in complaints] == []


def edit(one: Planner, plan: int, change: dict[str, Any]) -> None:
    """Have a plan changed without the desk."""
    body = {"version": one.head(plan)["version"], "edit": change}
    reply = one.page.request.post(f"{one.address}/api/plans/{plan}/edits", data=body)
    assert reply.ok, reply.text()


def key_of(one: Planner, plan: int, name: str) -> str:
    """Key of the region of that name."""
    (key,) = (region["key"] for region in one.head(plan)["regions"] if region["name"] == name)
    return str(key)


def opened_at_west_texas(planner: Open, name: str) -> tuple[Planner, int]:
    """A planner at a new plan of today's map, which shows West Texas."""
    one = planner()
    plan = one.make_plan(name)
    one.open(plan)
    one.fly_to(*WEST_TEXAS)
    return one, plan


def test_the_machine_proposes_is_stopped_and_a_proposal_is_adopted_as_one_step(planner: Open) -> None:
    one = planner()
    plan = one.make_plan("Proposed")
    rules = one.head(plan)["rules"] | {"weights": {"incidents": 0.2, "ports": 0.8}, "tolerance": 1}
    edit(one, plan, {"kind": "rules", "rules": rules})
    one.open(plan)
    before = one.head(plan)
    dialog = one.propose(plans=3, seconds=5)
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
    one = planner()
    plan, other = one.make_plan("Compared, left"), one.make_plan("Compared, right")
    to = key_of(one, other, "HSI El Paso")
    edit(one, other, {"kind": "assign", "units": ["48303", "48305"], "region": to})
    one.open(plan)
    one.fly_to(*WEST_TEXAS)
    one.page.get_by_role("button", name="Compare with another plan").click()
    diff = one.page.get_by_role("region", name="What differs")
    expect(diff.locator(".pl-part, p:not(.pl-none)").first).to_be_visible(timeout=LONG_MS)
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
    one = planner()
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
    one = planner()
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
    one = planner()
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


def test_a_region_of_fifty_counties_takes_under_a_minute_by_hand(planner: Open) -> None:
    one, plan = opened_at_west_texas(planner, "Fifty")
    one.fly_to(-104.2, 34.3, 5.6)
    one.count_actions()
    one.press("n")
    one.wait_until_saved(2)
    one.press("s")
    one.click(SANTA_FE)
    one.press("r")
    one.drag((-103.02, 36.6), (-102.1, 33.0))
    one.press("l")
    one.drag((-102.9, 32.9), (-101.7, 32.9), (-101.7, 32.15), (-102.9, 32.15))
    one.press("b")
    one.drag(LUBBOCK, LYNN)
    one.press("e")
    one.click(LYNN)
    one.wait_until_saved(7)
    new = one.head(plan)["regions"][-1]["key"]
    taken = {unit for unit, region in one.head(plan)["assigned"].items() if region == new}
    assert len(taken) == 50
    assert {unit for unit in taken if unit.startswith("35")} == new_mexico(one)
    assert one.actions() == 11
    way_there = 4  # Two turns of the wheel, a drag and another turn, from the whole country.
    assert (one.actions() + way_there) * SECONDS_PER_ACTION < 60


def new_mexico(one: Planner) -> set[str]:
    """All counties of the state."""
    units = one.page.request.get(f"{one.address}/api/plans/units").json()["units"]
    return {unit for unit in units if unit.startswith("35")}


def test_what_takes_several_presses_is_one_step_of_undo(planner: Open) -> None:
    one, plan = opened_at_west_texas(planner, "One step each")
    start = one.head(plan)
    dallas, el_paso = key_of(one, plan, "HSI Dallas"), key_of(one, plan, "HSI El Paso")

    one.use("merge")
    one.click(GARZA)
    one.click(EL_PASO)
    one.wait_until_saved(2)
    assert el_paso not in one.head(plan)["assigned"].values()
    taken_back(one, plan, to=start)

    one.use("border")
    one.drag(GAINES, LEA)
    one.wait_until_saved(4)
    moved = changed(start, one.head(plan))
    assert moved
    assert set(moved.values()) == {(el_paso, dallas)}
    taken_back(one, plan, to=start)

    one.activate("HSI Dallas")
    one.use("hole")
    one.drag((-101.9, 33.5), (-101.2, 33.5), (-101.2, 33.0), (-101.9, 33.0))
    one.wait_until_saved(6)
    assert one.head(plan)["cuts"]
    assert set(one.head(plan)["regions"][0]) == set(start["regions"][0])
    taken_back(one, plan, to=start)

    one.use("erase")
    one.click(HOCKLEY)
    one.wait_until_saved(8)
    gap = one.head(plan)
    assert "48219" not in gap["assigned"]
    one.use("fill")
    one.click(GARZA)
    one.wait_until_saved(9)
    assert one.head(plan)["assigned"]["48219"] == dallas
    taken_back(one, plan, to=gap)


def changed(before: dict[str, Any], after: dict[str, Any]) -> dict[str, tuple[str, str | None]]:
    """Units that are in another region, with the two regions."""
    found = {unit: (was, after["assigned"].get(unit)) for unit, was in before["assigned"].items()}
    return {unit: pair for unit, pair in found.items() if pair[0] != pair[1]}


def taken_back(one: Planner, plan: int, *, to: dict[str, Any]) -> None:
    """One undo leads back exactly."""
    version = one.head(plan)["version"]
    one.step_back()
    one.wait_until_saved(version + 1)
    assert one.head(plan)["digest"] == to["digest"]


def test_a_note_is_pinned_to_a_region_and_resolved(planner: Open) -> None:
    one = planner()
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
