"""The planner's desk for assistive technology, in each theme."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.planner import Planner
from tests.journeys.test_access import AXE, GRAVE, TAGS, THEMES

pytestmark = pytest.mark.browser


@pytest.fixture
def free_page(browser: Browser) -> Iterator[Page]:
    """A page without a content policy, so that the checker may run in it."""
    context = browser.new_context(bypass_csp=True, viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("theme", THEMES)
def test_the_list_of_plans_has_no_serious_fault(free_page: Page, served: str, theme: str) -> None:
    Planner(page=free_page, address=served).make_plan("Listed")
    free_page.goto(f"{served}/planner?theme={theme}", wait_until="domcontentloaded")
    expect(free_page.get_by_role("link", name="Listed").first).to_be_visible(timeout=60_000)
    assert faults(free_page) == []


@pytest.mark.parametrize("theme", THEMES)
def test_the_desk_has_no_serious_fault(free_page: Page, served: str, theme: str) -> None:
    one = Planner(page=free_page, address=served)
    one.open(one.make_plan("Scanned"), theme=theme)
    one.find_and_give("Lubbock County, TX")
    one.wait_until_saved(2)
    assert faults(free_page) == []
    for tab in ("Checks", "History", "Notes and review"):
        free_page.get_by_role("tab", name=tab).click()
        expect(free_page.get_by_role("tabpanel", name=tab).locator(".pl-part").first).to_be_visible(
            timeout=60_000
        )
        assert faults(free_page) == []


def faults(page: Page) -> list[str]:
    """Serious and critical faults that the checker finds."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(AXE.read_text())
    page.wait_for_timeout(300)
    found = page.evaluate("(tags) => axe.run(document, {runOnly: tags})", TAGS)
    return [
        f"{fault['id']}: {node['target']} {node['failureSummary'][:200]}"
        for fault in found["violations"]
        if fault["impact"] in GRAVE
        for node in fault["nodes"]
    ]
