"""Both pages without a mouse, for assistive technology, and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.commander import Commander

pytestmark = pytest.mark.browser
Open = Callable[..., Commander]
AXE = Path("dashboard/map/node_modules/axe-core/axe.min.js")
THEMES = ("dark", "light", "contrast")
GRAVE = {"serious", "critical"}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture
def free_page(browser: Browser) -> Page:
    """A page without a content policy, so that the checker may run in it."""
    return browser.new_context(bypass_csp=True, viewport={"width": 1440, "height": 900}).new_page()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("path", ["/", "/data"])
def test_no_serious_fault_of_accessibility(free_page: Page, served: str, path: str, theme: str) -> None:
    free_page.goto(f"{served}{path}?theme={theme}", wait_until="domcontentloaded")
    ready = ".numeral" if path == "/" else ".sources table"
    expect(free_page.locator(ready).first).to_be_visible(timeout=60_000)
    if path == "/":
        expect(free_page.locator(".ag-row").first).to_be_visible(timeout=60_000)
    free_page.wait_for_timeout(1500)
    free_page.evaluate(AXE.read_text())
    found = free_page.evaluate("(tags) => axe.run(document, {runOnly: tags})", TAGS)
    grave = [
        f"{fault['id']}: {node['target']} {node['failureSummary'][:160]}"
        for fault in found["violations"]
        if fault["impact"] in GRAVE
        for node in fault["nodes"]
    ]
    free_page.context.close()
    assert grave == [], "\n".join(grave)


def test_the_page_can_be_toured_by_keyboard(commander: Open) -> None:
    page = commander("/")
    keyboard = page.page.keyboard
    keyboard.press("Tab")
    assert focused(page) == "Skip to content"
    keyboard.press("Tab")
    keyboard.press("Enter")
    page.wait_for("() => document.activeElement.id === 'filters'")
    keyboard.press("Tab")
    page.wait_for("() => document.activeElement.getAttribute('aria-label') === 'Ready-made period'")
    page.page.evaluate("() => document.activeElement.blur()")
    keyboard.press("n")
    page.wait_for("() => document.activeElement.id === 'numbers'")
    keyboard.press("t")
    page.wait_for("() => document.activeElement.id === 'table-part'")
    keyboard.press("m")
    page.wait_for("() => document.activeElement.tagName === 'CANVAS'")
    keyboard.press("?")
    expect(page.page.get_by_role("dialog", name="Keys")).to_be_visible()
    keyboard.press("Escape")
    expect(page.page.get_by_role("dialog", name="Keys")).to_be_hidden()


# The grid draws its rows more than once while its columns arrive; the first ones take no focus.
_FOCUS_ROW = """(id) => {
  const cell = document.querySelector(`#table .ag-row[row-id="${id}"] .ag-cell`);
  if (cell) cell.focus();
  return Boolean(cell) && document.activeElement === cell;
}"""


def test_enter_on_a_row_filters_to_its_region(commander: Open) -> None:
    page = commander("/")
    page.settle()
    page.wait_for(_FOCUS_ROW, "sector:yuma")
    page.page.keyboard.press("Enter")
    page.wait_for_parameter("region", "sector:yuma")


def test_single_keys_can_be_turned_off(commander: Open) -> None:
    page = commander("/")
    page.page.get_by_role("button", name="Keys").click()
    page.page.get_by_role("button", name="Single keys: on").click()
    page.page.keyboard.press("Escape")
    page.page.evaluate("() => document.activeElement.blur()")
    page.page.keyboard.press("n")
    assert page.page.evaluate("document.activeElement.id") != "numbers"


def test_a_phone_shows_one_part_at_a_time_without_sideways_scroll(commander: Open) -> None:
    page = commander("/", width=390, height=844)
    for part, seen in (("Numbers", ".numeral-value"), ("Table", ".table"), ("Map", "#map canvas")):
        page.page.get_by_role("button", name=part, exact=True).click()
        expect(page.page.locator(seen).first).to_be_visible()
        assert page.page.evaluate("document.documentElement.scrollWidth") <= 390
    page.page.get_by_role("button", name="Filters", exact=True).click()
    page.choose("Category", "Drug seizure")
    page.page.get_by_role("button", name="Done").click()
    expect(page.page.locator(".chip")).to_contain_text("Drug seizure")


def test_no_name_in_the_table_is_cut_on_a_phone(commander: Open) -> None:
    page = commander("/", width=390, height=844)
    page.page.get_by_role("button", name="Table", exact=True).click()
    expect(page.rows().first).to_be_visible()
    page.page.wait_for_timeout(600)
    cut = page.page.evaluate(
        "() => Array.from(document.querySelectorAll('.cell-name, .cell-words'))"
        ".filter((cell) => cell.scrollWidth > cell.clientWidth + 1).map((cell) => cell.textContent)"
    )
    assert cut == []


def focused(page: Commander) -> str:
    return str(page.page.evaluate("document.activeElement.textContent"))
