"""The data page says what is loaded, from whom, and how each file's checks went."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_it_lists_each_source_with_its_label(page: Page, served: str) -> None:
    page.goto(f"{served}/data")
    expect(page.get_by_role("heading", name="What is loaded")).to_be_visible()
    assert page.locator(".sources .synthetic-tag").count() >= 1
    words = page.locator(".sources").inner_text()
    for publisher in ("BTS", "OHSS", "SYNTHETIC"):
        assert publisher in words


def test_a_check_report_opens_with_its_rows(page: Page, served: str) -> None:
    page.goto(f"{served}/data")
    page.get_by_role("textbox", name="Check report of").click()
    page.get_by_role("option").first.click()
    expect(page.locator(".report")).to_contain_text("rows read")


def test_the_two_pages_lead_to_each_other(page: Page, served: str) -> None:
    page.goto(f"{served}/data")
    page.get_by_role("link", name="Operations").click()
    expect(page.locator(".numeral")).to_have_count(3)
    page.get_by_role("link", name="Data", exact=True).click()
    expect(page.get_by_role("heading", name="Check reports")).to_be_visible()


@pytest.mark.parametrize("width", [1920, 390])
def test_it_has_no_sideways_scroll(page: Page, served: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{served}/data")
    expect(page.get_by_role("heading", name="What is loaded")).to_be_visible()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
