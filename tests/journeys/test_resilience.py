"""A bad network: what stands stays when the server is gone, it is said, and mended without a reload."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys.program import open_page, wait_until

pytestmark = pytest.mark.browser
CHECK = "() => window.borderopsPage.checkConnection()"


@pytest.fixture
def opened(browser: Browser, served: str) -> Page:
    page = open_page(browser, f"{served}/", width=1600, height=900)
    expect(page.locator(".numeral")).to_have_count(3, timeout=60_000)
    return page


def test_a_server_that_is_gone_is_said_and_the_numbers_stay(opened: Page) -> None:
    before = opened.locator(".numeral-value").first.inner_text()
    opened.route("**/*", lambda route: route.abort())
    opened.evaluate(CHECK)
    notice = opened.locator("#connection")
    expect(notice).to_have_text(
        re.compile(r"Server not reachable since \d\d:\d\d UTC: showing the last numbers")
    )
    assert opened.locator(".numeral-value").first.inner_text() == before
    opened.unroute("**/*")
    opened.evaluate(CHECK)
    expect(notice).to_be_hidden()
    opened.close()


def test_a_question_that_failed_is_asked_again_when_the_server_is_back(opened: Page) -> None:
    before = opened.locator(".numeral-value").first.inner_text()
    opened.route("**/*", lambda route: route.abort())
    opened.evaluate("() => window.borderopsPage.toggle('category', 'Drug seizure')")
    expect(opened.locator("#connection")).to_be_visible(timeout=15_000)
    assert opened.locator(".numeral-value").first.inner_text() == before
    opened.unroute("**/*")
    opened.evaluate(CHECK)
    expect(opened.locator(".sentence")).to_contain_text("Drug seizure")
    expect(opened.locator(".numeral-value").first).not_to_have_text(before)
    opened.close()


def test_a_refusal_of_the_server_is_said(opened: Page) -> None:
    def refuse(route: Route) -> None:
        route.fulfill(status=503, json={"error": "the store is busy"})

    opened.route("**/_dash-update-component*", refuse)
    opened.evaluate("() => window.borderopsPage.toggle('category', 'Drug seizure')")
    wait_until(
        opened, "() => document.getElementById('connection').textContent.includes('the store is busy')"
    )
    opened.close()
