"""A planner links counties, talks about a border, asks why, lays plans over each other, opens a bad file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.planner import WEST_TEXAS, Planner, key_of

pytestmark = pytest.mark.browser
Open = Callable[..., Planner]
LONG_MS = 180_000


def test_two_counties_are_linked_by_a_ferry_and_the_link_is_taken_back(planner: Open) -> None:
    one = planner(width=1280, height=800)
    plan = one.make_plan("Linked")
    one.open(plan)
    links = one.open_tab("Checks").get_by_role("heading", name="Bridges, ferries and water").locator("..")
    expect(links).to_contain_text("Nothing is linked or parted by hand.", timeout=LONG_MS)
    links.get_by_text("Link or part two counties…").click()
    links.get_by_label("County", exact=True).fill("Aransas County, TX")
    links.get_by_role("button", name="Link them").click()
    expect(links.get_by_role("status")).to_have_text("Choose two different counties from the list.")
    links.get_by_label("Other county").fill("Calhoun County, TX")
    links.get_by_role("button", name="Link them").click()
    one.wait_until_saved(2)
    assert one.head(plan)["rules"]["bridged"] == [["48007", "48057"]]
    links.get_by_role("button", name="Take back Aransas County, TX and Calhoun County, TX").click()
    one.wait_until_saved(3)
    assert one.head(plan)["rules"]["bridged"] == []


def test_a_note_is_pinned_to_the_border_of_two_regions(planner: Open) -> None:
    one = planner(width=1280, height=800)
    plan = one.make_plan("Bordering")
    one.open(plan)
    talk = one.open_tab("Notes and review")
    talk.get_by_label("A note about").select_option(label="The border of two regions")
    talk.get_by_label("Region", exact=True).select_option(label="HSI El Paso")
    talk.get_by_label("Region beyond the border").select_option(label="HSI Dallas")
    expect(talk).to_contain_text("About the border of HSI El Paso and HSI Dallas:")
    talk.get_by_label("Note", exact=True).fill("Follow the county road?")
    talk.get_by_role("button", name="Add the note").click()
    expect(talk.get_by_role("listitem").filter(has_text="Follow the county road?")).to_be_visible()
    (kept,) = one.page.request.get(f"{one.address}/api/plans/{plan}/notes").json()["notes"]
    assert kept["to"] == "border"
    assert set(kept["keys"]) == {key_of(one, plan, "HSI El Paso"), key_of(one, plan, "HSI Dallas")}


def test_a_county_tells_why_it_is_where_it_is(planner: Open) -> None:
    one = planner(width=1280, height=800)
    one.open(one.make_plan("Asked why"))
    field = one.page.get_by_role("combobox", name="Find a county")
    field.fill("El Paso County, TX")
    one.page.get_by_role("option").first.wait_for()
    field.press("Enter")
    chosen = one.page.get_by_role("region", name="Chosen county")
    chosen.get_by_role("button", name="Why is this county here?").click()
    expect(chosen).to_contain_text("What decides comes first", timeout=LONG_MS)
    expect(chosen.locator("[data-decides=true]")).to_have_count(1)


def test_plans_lie_over_each_other_with_a_divider_that_keys_move(planner: Open) -> None:
    one = planner(width=1280, height=800)
    plan, _ = one.make_plan("Over, left"), one.make_plan("Over, right", start="sectors")
    one.open(plan)
    one.fly_to(*WEST_TEXAS)
    one.page.get_by_role("button", name="Compare with another plan").click()
    one.page.get_by_role("combobox", name="with").select_option(label="Over, right (draft)")
    one.page.get_by_role("button", name="One over the other").click()
    divider = one.page.get_by_role("slider", name="Divider between the two plans")
    divider.focus()
    one.press("Home")
    expect(divider).to_have_attribute("aria-valuenow", "0")
    one.press("PageUp")
    expect(divider).to_have_attribute("aria-valuetext", "10 % the plan at the left, 90 % the other")


def test_a_file_that_is_not_sound_is_refused_whole_with_its_place(planner: Open, tmp_path: Path) -> None:
    one = planner(width=1280, height=800)
    one.open(one.make_plan("Stays alone"))
    before = len(one.page.request.get(f"{one.address}/api/plans").json()["plans"])
    file = tmp_path / "regions.csv"
    file.write_text("unit,region\n48141,A\n\n48141,A\n")
    one.page.get_by_role("button", name="Export and import").click()
    dialog = one.page.get_by_role("dialog", name="Export and import")
    dialog.get_by_label("File of a plan or of shapes").set_input_files(file)
    dialog.get_by_role("button", name="Import").click()
    expect(dialog.get_by_role("status")).to_contain_text("given twice, first in row 2", timeout=LONG_MS)
    assert len(one.page.request.get(f"{one.address}/api/plans").json()["plans"]) == before
