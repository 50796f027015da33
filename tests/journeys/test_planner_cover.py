"""A planner sees what bases reach on the map itself, and lets the machine start from counties they name."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.planner import Planner

pytestmark = pytest.mark.browser
_LONG_MS = 120_000
_DRAWN = """() => Object.fromEntries(["reach", "base", "double", "gap"].map((kind) => {
  const all = window.__borderopsMap.map.getSource("plan-coverage").serialize().data.features;
  return [kind, all.filter(({ properties }) => properties.kind === kind).length];
}))"""


def test_coverage_is_drawn_as_it_is_listed_and_follows_the_reach(planner: Callable[..., Planner]) -> None:
    desk = planner()
    page = desk.page
    desk.open(desk.make_plan("Covered"))
    page.get_by_role("tab", name="Checks").click()
    page.get_by_label("Draw on the map, with").check(timeout=_LONG_MS)
    key = page.locator(".pl-cover-key")
    expect(key).to_contain_text("100 km around a base")
    drawn = page.evaluate(_DRAWN)
    assert drawn["reach"] == drawn["base"] > 0
    for title, kind in (("Not within reach of a base", "gap"), ("Within reach of more than one", "double")):
        expect(page.get_by_text(f"{title} ({drawn[kind]})")).to_be_visible()

    page.get_by_label("Kilometres or minutes").select_option("minutes of driving")
    reach = page.get_by_label("A base reaches")
    expect(reach).to_have_value("98")
    reach.fill("300")
    reach.press("Enter")
    expect(key).to_contain_text("308 km around a base", timeout=_LONG_MS)
    farther = page.evaluate(_DRAWN)
    assert farther["gap"] < drawn["gap"]
    assert farther["double"] > drawn["double"]
    expect(page.get_by_text(f"Not within reach of a base ({farther['gap']})")).to_be_visible()

    page.get_by_label("Draw on the map, with").uncheck()
    assert page.evaluate(_DRAWN) == {"reach": 0, "base": 0, "double": 0, "gap": 0}


def test_a_search_starts_from_the_counties_that_are_named(planner: Callable[..., Planner]) -> None:
    desk = planner()
    page = desk.page
    plan = desk.make_plan("Seeded")
    desk.open(plan)
    page.get_by_role("button", name="Propose").first.click()
    page.get_by_text("More to ask for").click()
    seeds = page.get_by_label("Start from seeds instead of the plan's regions")
    for name in ("Pima County, AZ", "El Paso County, TX", "San Diego County, CA"):
        seeds.fill(name)
        page.get_by_role("button", name="Add the county").click()
    expect(page.get_by_text("3 regions are grown from these seeds.")).to_be_visible()
    with page.expect_request(
        lambda sent: sent.url.endswith("/proposals") or "/proposals?" in sent.url
    ) as sent:
        page.get_by_role("dialog").get_by_role("button", name="Propose").click()
    assert sent.value.post_data_json["seeds"] == ["04019", "48141", "06073"]
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("dialog")).to_contain_text("stopped", ignore_case=True, timeout=_LONG_MS)
