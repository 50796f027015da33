"""A planner redraws the task-force map: nothing is lost, steps can be taken back, two may work at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.planner import Planner

pytestmark = pytest.mark.browser
Open = Callable[..., Planner]
TEXAS = (-104.0, 33.0, 5.6)
HOCKLEY, GARZA = (-102.34, 33.61), (-101.3, 33.18)
"""Two counties of West Texas with a few others between them, in HSI Dallas at the start."""


def at_texas(planner: Open, name: str, **size: int) -> tuple[Planner, int]:
    """A planner at West Texas with a plan of today's map, HSI El Paso being the active region."""
    one = planner(**size)
    plan = one.make_plan(name)
    one.open(plan)
    one.fly_to(*TEXAS)
    one.activate("HSI El Paso")
    return one, plan


def test_a_plan_is_made_from_today_s_map_and_opened(planner: Open, served: str) -> None:
    one = planner()
    one.page.goto(f"{served}/planner")
    one.page.get_by_label("Name").fill("Southwest, option A")
    one.page.get_by_role("radio", name="Today's task forces").check()
    one.page.get_by_role("button", name="Make the plan").click()
    one.wait_until_open()
    assert "plan=" in one.page.url
    expect(one.page.get_by_role("heading", name="Southwest, option A")).to_be_visible()
    one.page.go_back()
    expect(one.page.get_by_role("link", name="Southwest, option A").first).to_be_visible(timeout=30_000)


def test_a_stroke_is_one_step_and_its_undo_outlives_a_reload(planner: Open) -> None:
    one, plan = at_texas(planner, "Paint")
    start = one.head(plan)["assigned"]
    one.use("paint")
    one.drag(HOCKLEY, GARZA)
    one.wait_until_saved(2)
    painted = one.head(plan)["assigned"]
    moved = {unit for unit in start if painted.get(unit) != start[unit]}
    assert len(moved) >= 2
    assert len({painted[unit] for unit in moved}) == 1
    one.page.reload()
    one.wait_until_open()
    one.step_back()
    one.wait_until_saved(3)
    assert one.head(plan)["assigned"] == start
    one.page.get_by_role("button", name="Redo").click()
    one.wait_until_saved(4)
    assert one.head(plan)["assigned"] == painted


def test_a_rectangle_takes_the_counties_whose_middle_lies_in_it(planner: Open) -> None:
    one, plan = at_texas(planner, "Rectangle")
    one.use("rectangle")
    one.drag((-102.9, 34.6), (-101.1, 33.4))
    one.wait_until_saved(2)
    head = one.head(plan)
    el_paso = next(region["key"] for region in head["regions"] if region["name"] == "HSI El Paso")
    assert head["assigned"]["48303"] == el_paso, "Lubbock County lies in the middle of the box"
    assert head["assigned"]["48375"] != el_paso, "Potter County lies north of it"


def test_a_drawn_region_cuts_counties_says_so_and_offers_undo(planner: Open) -> None:
    one, plan = at_texas(planner, "Polygon")
    one.use("polygon")
    one.drag((-102.0, 34.0), (-100.2, 33.9), (-100.7, 32.6), (-102.1, 32.9))
    one.wait_until_saved(2)
    assert one.head(plan)["cuts"]
    expect(one.messages).to_contain_text("Done by itself")
    one.messages.get_by_role("button", name="Undo").click()
    one.wait_until_saved(3)
    assert one.head(plan)["cuts"] == []


def test_a_line_cuts_a_county_in_two(planner: Open) -> None:
    one, plan = at_texas(planner, "Cut")
    one.use("cut")
    one.drag((-102.34, 33.95), (-102.34, 33.25))
    one.wait_until_saved(2)
    (county,) = one.head(plan)["cuts"]
    assert {f"{county}/1", f"{county}/2"} <= set(one.head(plan)["assigned"])


def test_what_is_locked_stays_and_the_desk_says_why(planner: Open) -> None:
    one, plan = at_texas(planner, "Lock")
    one.use("lock")
    one.click(HOCKLEY)
    one.wait_until_saved(2)
    dallas = next(region for region in one.head(plan)["regions"] if region["name"] == "HSI Dallas")
    assert dallas["is_locked"]
    one.use("erase")
    one.drag(HOCKLEY, GARZA)
    expect(one.messages).to_contain_text("locked")
    assert one.head(plan)["version"] == 2


def test_a_county_is_given_by_keyboard_alone(planner: Open) -> None:
    one, plan = at_texas(planner, "Keyboard")
    one.find_and_give("Lubbock County, TX")
    one.wait_until_saved(2)
    head = one.head(plan)
    el_paso = next(region["key"] for region in head["regions"] if region["name"] == "HSI El Paso")
    assert head["assigned"]["48303"] == el_paso


def test_of_two_planners_the_later_one_learns_what_the_first_did(planner: Open) -> None:
    first, plan = at_texas(planner, "Two at once")
    second = planner()
    second.open(plan)
    second.activate("HSI Denver")
    first.find_and_give("Lubbock County, TX")
    first.wait_until_saved(2)
    kept = first.head(plan)["assigned"]
    second.find_and_give("Lubbock County, TX")
    expect(second.messages).to_contain_text("changed by somebody else", timeout=60_000)
    assert first.head(plan)["assigned"] == kept
    second.page.get_by_role("tab", name="History").click()
    expect(second.page.locator(".pl-history")).to_contain_text("on another branch")


def test_an_edit_that_meets_nothing_is_put_on_top(planner: Open) -> None:
    first, plan = at_texas(planner, "Side by side")
    second = planner()
    second.open(plan)
    second.activate("HSI Denver")
    first.find_and_give("Lubbock County, TX")
    first.wait_until_saved(2)
    second.find_and_give("Maricopa County, AZ")
    expect(second.messages).to_contain_text("on top of theirs", timeout=60_000)
    second.wait_until_saved(3)


def test_a_stroke_made_while_the_server_is_gone_is_saved_later(browser: Browser, served: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    one = Planner(page=page, address=served)
    plan = one.make_plan("Gone")
    one.open(plan)
    one.activate("HSI El Paso")
    page.route("**/edits", lambda route: route.abort())
    one.find_and_give("Lubbock County, TX")
    expect(page.locator(".pl-saved")).to_contain_text("kept by this browser")
    page.unroute("**/edits")
    one.wait_until_saved(2)
    page.close()


def test_a_phone_has_the_whole_desk_without_sideways_scroll(planner: Open) -> None:
    one = planner(width=390, height=844, has_touch=True)
    one.open(one.make_plan("Phone"))
    assert one.page.evaluate("document.documentElement.scrollWidth") <= 390
    one.page.get_by_role("button", name="Open or close the panel").click()
    one.activate("HSI El Paso")
    one.page.get_by_role("button", name="Open or close the panel").click()
    one.fly_to(*TEXAS)
    one.use("paint")
    one.page.touchscreen.tap(*one.pixel_of(HOCKLEY))
    one.wait_until_saved(2)
    expect(one.ledger).to_contain_text("The ledger closes")
