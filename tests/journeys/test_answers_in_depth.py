"""Behind a number: the drawer of a colour, a table as a file, a chart as a picture, a pinned link."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import borderops
from tests.journeys.commander import Commander
from tests.journeys.program import open_page, served_store, wait_until

pytestmark = pytest.mark.browser
Open = Callable[..., Commander]
TUCSON = (-111.5, 32.0)


def test_two_clicks_from_a_colour_lead_to_what_is_behind_it(commander: Open) -> None:
    page = commander("/?" + urlencode({"layers": "sectors", "at": "-111.5,32,6", "form": "change"}))
    page.page.wait_for_timeout(700)
    page.page.mouse.click(*page.pixel_of(*TUCSON))
    expect(page.page.locator(".bo-pinned .bo-pinned-body")).to_be_visible(timeout=15_000)
    expect(page.page.locator(".bo-pinned [aria-busy]")).to_have_count(0)
    page.page.get_by_role("button", name="Why this colour?").click()
    drawer = page.page.get_by_role("dialog", name=re.compile("Why this colour"))
    expect(drawer).to_contain_text("Base rate")
    words = drawer.inner_text()
    for part in (
        "Tucson",
        "By category",
        "By component",
        "by month",
        "Benjamini-Hochberg",
        "Settings",
        "Source",
    ):
        assert part in words
    page.page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    assert "region" in page.query


def test_a_small_count_is_not_broken_down(commander: Open) -> None:
    query = {"layers": "counties", "at": "-103.2,29.8,6", "from": "2025-03", "to": "2025-03"}
    page = commander("/?" + urlencode(query))
    page.page.evaluate(
        "() => window.dash_clientside.set_props('map',"
        " {why: {layer: 'counties', id: 'county:48043', name: 'Brewster', nonce: 1}})"
    )
    drawer = page.page.get_by_role("dialog", name=re.compile("Why this colour"))
    expect(drawer).to_contain_text("Settings")
    counts = re.findall(r"\b\d+ events", drawer.inner_text())
    assert all(int(count.split()[0]) >= 10 or count.startswith("0 ") for count in counts)


def test_the_table_comes_as_a_file_with_its_papers(commander: Open) -> None:
    page = commander("/?category=Drug+seizure")
    page.settle()
    with page.page.expect_download() as download:
        page.page.get_by_role("link", name="CSV").click()
    text = Path(download.value.path()).read_text()
    head = [line for line in text.splitlines() if line.startswith("#")]
    assert any("SYNTHETIC" in line for line in head)
    assert any("Drug seizure" in line for line in head)
    assert "id,region,incidents,year before,change" in text
    assert "sector:tucson,Tucson Sector," in text


def test_a_chart_is_saved_as_a_picture(commander: Open) -> None:
    page = commander("/")
    page.settle()
    with page.page.expect_download() as download:
        page.page.get_by_role("button", name=re.compile("PNG: save as a picture: Incidents by month")).click()
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")
    assert download.value.suggested_filename == "borderops-trend.png"


def test_the_address_opens_the_same_numbers_after_newer_data(browser: Browser, own_store: Path) -> None:
    with served_store(own_store) as address:
        page = open_page(browser, f"{address}/?category=Drug+seizure", width=1600, height=900)
        first = page.locator(".numeral-value").first
        expect(first).to_be_visible(timeout=30_000)
        before, link = first.inner_text(), pinned_link(page)
        assert "version=v" in link
        borderops("store", "rollback", "v000004", store=own_store)
        page.goto(f"{address}/?category=Drug+seizure", wait_until="domcontentloaded")
        expect(first).to_have_text("0")
        page.goto(f"{address}{link}", wait_until="domcontentloaded")
        expect(first).to_have_text(before)
        expect(page.locator(".chip[data-control=version]")).to_contain_text("As known in v")
        page.locator(".chip[data-control=version]").click()
        pinned = re.search(r"version=(v\d+)", link)
        assert pinned
        newer = "(old) => (new URLSearchParams(location.search).get('version') || old) > old"
        wait_until(page, newer, pinned[1])
        page.close()


def pinned_link(page: Page) -> str:
    """The address bar once it names the data version, without the host."""
    wait_until(page, "() => location.search.includes('version=v')")
    return str(page.evaluate("() => location.pathname + location.search"))
