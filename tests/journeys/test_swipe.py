"""Two periods at both sides of a divider: dragged, moved by keys, kept in the link, closed by Escape."""

from __future__ import annotations

import csv
import re
import urllib.request
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.commander import Commander

pytestmark = pytest.mark.browser
Open = Callable[..., Commander]
FIRST, SECOND = ("2025-07", "2025-12"), ("2024-07", "2024-12")
TUCSON = (-111.3, 31.8)
VIEW = {
    "layers": "sectors",
    "from": FIRST[0],
    "to": FIRST[1],
    "at": "-109.5,32.2,6",
    "swipe": "/".join(SECOND),
}


@pytest.fixture
def compared(commander: Open) -> Commander:
    """The page with sectors for two half-years, opened by a link."""
    page = commander("/?" + urlencode(VIEW), width=1600, height=1000)
    expect(divider(page)).to_be_visible(timeout=30_000)
    return page


def divider(page: Commander) -> Locator:
    return page.page.get_by_role("slider", name="Divider between the two periods")


def share(page: Commander) -> int:
    """Percent of the map at the left of the divider."""
    return int(divider(page).get_attribute("aria-valuenow") or "")


def drag_to(page: Commander, x: float) -> None:
    box = divider(page).bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    page.page.mouse.move(box["x"] + box["width"] / 2, y)
    page.page.mouse.down()
    page.page.mouse.move(x, y, steps=12)
    page.page.mouse.up()


def expect_count_at(page: Commander, place: tuple[float, float], count: str) -> None:
    """The card under the pointer at the place tells the count."""
    x, y = page.pixel_of(*place)
    page.page.mouse.move(x - 3, y - 3)
    page.page.mouse.move(x, y, steps=3)
    value = page.page.locator(".bo-card:not([hidden]) .bo-value b").first
    expect(value).to_have_text(count)


def count_of_tucson(served: str, months: tuple[str, str]) -> str:
    """The same count by another way: the row of the table's CSV."""
    query = urlencode({"table": "regions/sector", "from": months[0], "to": months[1]})
    with urllib.request.urlopen(f"{served}/api/live/table.csv?{query}", timeout=60) as answer:
        lines = [line for line in answer.read().decode().splitlines() if not line.startswith("#")]
    (row,) = (row for row in csv.reader(lines) if row[0] == "sector:tucson")
    return f"{int(row[2]):,}"


def test_each_side_says_its_own_period(compared: Commander) -> None:
    expect(compared.page.locator(".bo-side-left")).to_have_text(re.compile(r"Jul.*Dec 2025"))
    chosen = compared.page.get_by_role("combobox", name="Second period")
    expect(chosen).to_have_value("/".join(SECOND))
    assert "a year before" in chosen.locator("option:checked").inner_text()
    assert re.search(r"Jul.*Dec 2024", chosen.locator("option:checked").inner_text())


def test_the_value_under_the_pointer_changes_as_the_divider_passes(compared: Commander, served: str) -> None:
    first, second = (count_of_tucson(served, months) for months in (FIRST, SECOND))
    assert first != second
    x, _ = compared.pixel_of(*TUCSON)
    drag_to(compared, x + 120)
    expect_count_at(compared, TUCSON, first)
    drag_to(compared, x - 120)
    expect_count_at(compared, TUCSON, second)
    drag_to(compared, x + 120)
    expect_count_at(compared, TUCSON, first)


def test_the_second_map_is_painted_at_the_right_of_the_divider_only(compared: Commander) -> None:
    compared.page.wait_for_timeout(800)
    drag_to(compared, 500)
    left = share(compared)
    clip = compared.page.locator(".bo-second").evaluate("(node) => node.style.clipPath")
    edge = float(re.findall(r"[\d.]+(?=px)", clip)[-1])
    width = compared.page.locator(".bo-second").evaluate("(node) => node.clientWidth")
    assert edge / width == pytest.approx(left / 100, abs=0.006)


def test_the_divider_is_moved_by_keys_and_closed_by_escape(compared: Commander) -> None:
    slider = divider(compared)
    slider.focus()
    start = share(compared)
    for key, expected in (
        ("ArrowRight", start + 2),
        ("Shift+ArrowRight", start + 12),
        ("PageDown", start + 2),
        ("Home", 0),
        ("End", 100),
        ("ArrowLeft", 98),
    ):
        compared.page.keyboard.press(key)
        assert share(compared) == expected
    assert "98 %" in (slider.get_attribute("aria-valuetext") or "")
    compared.page.keyboard.press("Escape")
    expect(slider).to_have_count(0)
    compared.wait_for_parameter("swipe", None)


def test_another_second_period_goes_into_the_link_and_comes_back(
    compared: Commander, commander: Open
) -> None:
    chosen = compared.page.get_by_role("combobox", name="Second period")
    two_years = "2023-07/2023-12"
    chosen.select_option(two_years)
    compared.wait_for_parameter("swipe", two_years)
    again = commander("/?" + urlencode(compared.query), width=1600, height=1000)
    expect(again.page.get_by_role("combobox", name="Second period")).to_have_value(two_years)
    expect(again.page.locator(".bo-side-left")).to_have_text(re.compile(r"Jul.*Dec 2025"))


def test_the_tool_opens_the_same_months_a_year_before(commander: Open) -> None:
    page = commander("/?" + urlencode({name: VIEW[name] for name in VIEW if name != "swipe"}))
    page.page.get_by_role("button", name="Compare two periods").click()
    expect(divider(page)).to_be_focused(timeout=30_000)
    page.wait_for_parameter("swipe", "/".join(SECOND))
