"""Alerts in the page: a threshold is set, its alert is handled, and the handling outlives a reload."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from playwright.sync_api import TimeoutError as PatienceEnded

from tests.journeys.program import served_store, watch

pytestmark = pytest.mark.browser
CATEGORY, REGION, REGION_ID = "Encounter between ports", "Tucson Sector", "sector:tucson"
TITLE = f"{CATEGORY}, {REGION}"
SLOW_MS = 30_000


@pytest.fixture(scope="module")
def own_address(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The program over a copy of the store, as its journal is written to."""
    copy = Path(shutil.copytree(demo_store, tmp_path_factory.mktemp("alerts") / "store"))
    with served_store(copy) as address:
        yield address


@pytest.fixture
def page(browser: Browser, own_address: str) -> Iterator[Page]:
    """The commander's page with its alerts listed; afterwards its console must be clean."""
    opened = browser.new_page(viewport={"width": 1600, "height": 1000})
    refused, complaints = watch(opened, own_address)
    opened.goto(f"{own_address}/", wait_until="domcontentloaded")
    wait_for_list(opened)
    yield opened
    opened.close()
    assert (refused, complaints) == ([], [])


def wait_for_list(page: Page) -> None:
    expect(page.locator(".alert-count")).to_be_visible(timeout=SLOW_MS)


def alert(page: Page) -> Locator:
    return page.locator(".alert").filter(has_text=TITLE)


def opened(page: Page) -> Locator:
    """The alert with its words and buttons shown."""
    found = alert(page)
    expect(found).to_be_visible(timeout=SLOW_MS)
    if found.get_attribute("open") is None:
        found.locator("summary").first.click()
    return found


def choose(page: Page, label: str, option: str) -> None:
    field = page.locator(".alert-form").get_by_role("textbox", name=label, exact=True)
    field.click()
    field.fill(option)
    page.get_by_role("option", name=option, exact=True).first.click()


def press(page: Page, name: str) -> None:
    """Press a button of the alert, once more if the list came anew under the hand and closed it."""
    for patience_ms in (5_000, 10_000, SLOW_MS):
        try:
            opened(page).get_by_role("button", name=name).click(timeout=patience_ms)
        except PatienceEnded:
            continue
        return
    pytest.fail(f"{name} could not be pressed")


def add_threshold(page: Page, least: int) -> None:
    """Add a threshold; if it is not refused, this returns once the list came anew."""
    form = page.locator(".alert-form")
    if not form.is_visible():
        page.get_by_text("Thresholds and method").click()
    choose(page, "Region", REGION)
    choose(page, "Category", CATEGORY)
    page.get_by_role("textbox", name="At least, a month").fill(str(least))
    button = page.get_by_role("button", name="Add threshold")
    if least < 10:
        button.click()
        return
    with page.expect_response(lambda answer: "alert-list" in (answer.request.post_data or "")):
        button.click()


def show(page: Page, status: str) -> None:
    page.locator(".alerts").get_by_text(status, exact=True).click()


def test_what_is_acknowledged_is_still_so_after_a_reload(page: Page) -> None:
    add_threshold(page, 10)
    expect(alert(page).locator("summary").first).to_contain_text(re.compile("threshold 10|at least 10"))
    expect(opened(page)).to_contain_text("the threshold is 10")
    expect(alert(page)).to_contain_text(re.compile(r"It would have fired in \d+ of the past 36 months"))
    press(page, "Acknowledge")
    expect(alert(page)).to_have_count(0)

    page.reload(wait_until="domcontentloaded")
    wait_for_list(page)
    expect(alert(page)).to_have_count(0)
    show(page, "Acknowledged")
    expect(alert(page)).to_be_visible()

    press(page, "Reopen")
    show(page, "Open")
    expect(alert(page)).to_be_visible()


def test_an_alert_is_given_to_a_desk_and_not_to_a_person(page: Page) -> None:
    add_threshold(page, 10)
    opened(page).get_by_text("Assign", exact=True).first.click()
    field = alert(page).get_by_role("textbox")
    field.fill("Maria Example")
    alert(page).get_by_role("button", name="Assign", exact=False).click()
    expect(page.locator(".alert-note")).to_contain_text("Name a role or a desk")
    expect(field).to_have_value("Maria Example")
    field.fill("Tucson duty officer")
    alert(page).get_by_role("button", name="Assign", exact=False).click()
    expect(alert(page)).to_contain_text("Assigned to Tucson duty officer.")


def test_an_alert_is_shown_on_the_map(page: Page) -> None:
    add_threshold(page, 10)
    press(page, "Show on map")
    page.wait_for_url(re.compile(r"region=sector%3Atucson"), timeout=SLOW_MS)
    expect(page).to_have_url(re.compile(r"category=Encounter\+between\+ports"), timeout=SLOW_MS)
    month = re.search(r"from=(\d{4}-\d\d)&to=(\d{4}-\d\d)", page.url)
    assert month is not None
    assert month[1] == month[2]


def test_a_threshold_under_the_floor_is_refused_in_words(page: Page) -> None:
    add_threshold(page, 5)
    expect(page.locator(".alert-note")).to_contain_text("counts under 10 are not told")


def test_what_another_tab_does_is_seen_when_this_one_is_looked_at_again(
    page: Page, browser: Browser, own_address: str
) -> None:
    add_threshold(page, 10)
    expect(alert(page)).to_be_visible()
    mark = "() => fetch('/api/live/alerts').then((r) => r.json()).then((body) => body.mark)"
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    before = page.evaluate(mark)
    page.wait_for_timeout(500)

    other = browser.new_page(viewport={"width": 1600, "height": 1000})
    other.goto(f"{own_address}/", wait_until="domcontentloaded")
    wait_for_list(other)
    opened(other).get_by_role("button", name="Acknowledge").click()
    expect(alert(other)).to_have_count(0, timeout=SLOW_MS)
    other.close()

    assert page.evaluate(mark) != before
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(alert(page)).to_have_count(0, timeout=SLOW_MS)
    show(page, "Acknowledged")
    press(page, "Reopen")
    show(page, "Open")
    expect(alert(page)).to_be_visible()


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1280, 800), (390, 844)])
def test_the_card_stays_compact(browser: Browser, own_address: str, width: int, height: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(f"{own_address}/", wait_until="domcontentloaded")
    if width < 980:
        page.locator(".bottom [data-section=numbers]").click()
    wait_for_list(page)
    card = page.locator("#alerts").bounding_box()
    assert card is not None
    assert card["height"] <= 0.33 * height
    assert page.evaluate("document.querySelector('#alerts').scrollWidth") <= card["width"]
    page.close()
