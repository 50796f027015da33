"""Each picture is also a filter: chips, bars, trend, rows, map and keys set the same controls."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode

import pytest
from playwright.sync_api import Locator, expect

from dashboard.view_state import ViewState
from tests.journeys.commander import Commander

pytestmark = pytest.mark.browser
Open = Callable[..., Commander]


def test_a_bar_filters_and_the_same_bar_frees(commander: Open) -> None:
    page = commander("/")
    click_bar(page, "category", 0)
    page.wait_for("() => location.search.includes('category=')")
    category = page.query["category"]
    expect(page.page.locator(".chip[data-control=category]")).to_have_text(re.compile(category))
    page.settle()
    click_bar(page, "category", 0)
    page.wait_for_parameter("category", None)


def test_a_drag_over_the_trend_chooses_its_months(commander: Open) -> None:
    page = commander("/")
    page.settle()
    first, last = page.query["from"], page.query["to"]
    box = page.page.locator("#trend .nsewdrag").bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    page.page.mouse.move(box["x"] + 0.62 * box["width"], y)
    page.page.mouse.down()
    page.page.mouse.move(box["x"] + 0.82 * box["width"], y, steps=8)
    page.page.mouse.up()
    page.wait_for("(before) => new URLSearchParams(location.search).get('to') !== before", last)
    assert first < page.query["from"] <= page.query["to"] < last
    expect(page.page.locator(".chip[data-control=period]")).to_be_visible()


def test_a_ready_made_period_says_that_it_is_in_force(commander: Open) -> None:
    page = commander("/")
    preset = page.page.get_by_role("textbox", name="Ready-made period")
    expect(preset).to_have_value("Latest 12 months")
    page.choose("Ready-made period", "Latest 3 months")
    expect(preset).to_have_value("Latest 3 months")
    page.page.locator(".chip[data-control=period]").click()
    expect(preset).to_have_value("Latest 12 months")


def test_a_row_of_the_table_filters_to_its_region(commander: Open) -> None:
    page = commander("/")
    row = page.rows().filter(has_text="Tucson Sector").first
    row.locator(".ag-cell").first.click()
    page.wait_for_parameter("region", "sector:tucson")
    expect(page.page.locator(".chip[data-control=region]")).to_have_text(re.compile("Tucson"))


def test_a_port_on_the_map_filters_by_that_port(commander: Open) -> None:
    page = commander("/?" + urlencode({"layers": "ports_of_entry", "at": "-117.03,32.54,11"}))
    page.page.wait_for_timeout(800)
    page.page.mouse.click(*page.pixel_of(-117.0296, 32.5440))
    page.wait_for("() => (new URLSearchParams(location.search).get('region') || '').startsWith('port:')")
    expect(page.page.locator(".chip[data-control=region]")).to_have_text(re.compile("port"))


def test_escape_takes_away_the_last_restriction_then_the_one_before(commander: Open) -> None:
    page = commander("/?category=Drug+seizure&component=CBP-USBP")
    expect(page.page.locator(".chip[data-control]")).to_have_count(2)
    page.page.locator(".sentence").click()
    page.page.keyboard.press("Escape")
    expect(page.page.locator(".chip[data-control]")).to_have_count(1)
    assert page.query.get("component") is None
    page.page.keyboard.press("Escape")
    expect(page.page.locator(".chip[data-control]")).to_have_count(0)


def test_escape_closes_an_open_list_and_leaves_the_restriction(commander: Open) -> None:
    page = commander("/?category=Drug+seizure")
    page.page.get_by_role("textbox", name="Region", exact=True).click()
    expect(page.page.get_by_role("option").first).to_be_visible()
    page.page.keyboard.press("Escape")
    expect(page.page.get_by_role("option").first).to_be_hidden()
    assert page.query["category"] == "Drug seizure"


def test_clear_all_leaves_the_period_of_a_first_visit(commander: Open) -> None:
    page = commander("/?category=Drug+seizure&mode=road&region=sector:tucson&from=2026-01&to=2026-02")
    page.page.get_by_role("button", name="Clear all").click()
    expect(page.page.locator(".chip")).to_have_count(0)
    expect(page.page.get_by_role("textbox", name="Ready-made period")).to_have_value("Latest 12 months")


def test_the_browser_writes_the_view_as_the_server_would(commander: Open) -> None:
    page = commander("/?form=change&uncertainty=off&mode=sea&layers=sectors~60|counties")
    page.choose("Category", "Drug seizure")
    page.settle()
    text = str(page.page.evaluate("window.borderopsPage.view"))
    assert dict(parse_qsl(ViewState.from_text(text).to_text())) == dict(parse_qsl(text))
    assert page.query["layers"] == "sectors~60|counties"


def test_the_form_of_counts_reaches_map_and_link(commander: Open) -> None:
    page = commander("/?layers=sectors")
    with page.page.expect_request(lambda request: "/values?" in request.url and "form=change" in request.url):
        page.page.get_by_role("radio", name="Change from a year before").check()
    page.wait_for_parameter("form", "change")
    page.page.get_by_role("checkbox", name="Show uncertainty").uncheck()
    page.wait_for_parameter("uncertainty", "off")


def test_months_of_the_playback_become_the_period(commander: Open) -> None:
    page = commander("/")
    before = page.query["to"]
    page.page.get_by_role("button", name="Play through the months").click()
    panel = page.page.get_by_role("region", name="Playback")
    expect(panel).to_be_visible()
    panel.get_by_role("button", name="One month back").click()
    panel.get_by_role("button", name="Use these months").click()
    page.wait_for("(before) => new URLSearchParams(location.search).get('to') !== before", before)
    assert page.query["to"] < before


def test_a_link_with_a_second_period_opens_the_divider(commander: Open) -> None:
    page = commander("/?" + urlencode({"layers": "incident_density", "swipe": "2024-11/2025-10"}))
    expect(page.page.get_by_role("slider", name="Divider between the two periods")).to_be_visible(
        timeout=20_000
    )
    assert page.query["swipe"] == "2024-11/2025-10"


def bar(page: Commander, chart: str, place: int) -> Locator:
    return page.page.locator(f"[data-figure={chart}] .bars .point").nth(place)


def click_bar(page: Commander, chart: str, place: int) -> None:
    """Click in the middle of a bar; bars of a chart are counted from its foot."""
    expect(bar(page, chart, place)).to_be_attached(timeout=15_000)
    bar(page, chart, place).scroll_into_view_if_needed()
    box = bar(page, chart, place).bounding_box()
    assert box is not None
    page.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.page.wait_for_timeout(200)
    page.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
