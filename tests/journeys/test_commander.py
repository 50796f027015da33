"""A commander opens the page, filters, clicks, draws, shares the link, changes the theme."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import duckdb
import numpy as np
import pytest
from playwright.sync_api import expect
from shapely import Polygon, intersects_xy

from tests.journeys.commander import Commander

pytestmark = pytest.mark.browser
Open = Callable[..., Commander]
NOGALES = [(-111.6, 31.05), (-110.2, 31.05), (-110.2, 31.9), (-111.6, 31.9)]


def test_the_page_opens_with_a_painted_map_and_numbers(commander: Open) -> None:
    page = commander("/")
    assert re.fullmatch(r"[\d,]+", page.incidents)
    expect(page.rows().first).to_be_visible(timeout=20_000)
    assert "SYNTHETIC" in page.page.locator(".banner").first.inner_text()
    page.wait_for("() => window.__borderopsMap.map.isStyleLoaded()")


def test_a_map_without_layers_keeps_no_chart_waiting(commander: Open) -> None:
    page = commander("/")
    page.page.goto(page.page.url.split("?")[0] + "?layers=none")
    page.wait_for("() => performance.getEntriesByName('borderops:unchanged').length > 0")
    expect(page.page.locator(".js-plotly-plot .main-svg").first).to_be_visible()


def test_a_filter_changes_numbers_map_and_link_together(commander: Open) -> None:
    page = commander("/")
    before, painted = page.incidents, page.page.evaluate("window.__borderopsMap.paintCount")
    page.choose("Category", "Drug seizure")
    expect(page.page.locator(".numeral-value").first).not_to_have_text(before)
    page.wait_for("(n) => window.__borderopsMap.paintCount > n", painted)
    assert page.query["category"] == "Drug seizure"
    assert "Drug seizure" in page.sentence


def test_the_link_opens_the_same_view(commander: Open) -> None:
    page = commander("/")
    page.choose("Component", "U.S. Border Patrol")
    page.fly_to(-106.4, 31.7, 7)
    page.wait_for("() => location.search.includes('at=-106.4')")
    again = commander("/?" + urlencode(page.query))
    assert again.incidents == page.incidents
    assert again.sentence == page.sentence
    centre = again.page.evaluate("window.__borderopsMap.map.getCenter().toArray()")
    assert centre == pytest.approx([-106.4, 31.7], abs=0.01)


def test_back_returns_to_the_filter_before(commander: Open) -> None:
    page = commander("/")
    before = page.sentence
    page.choose("Mode", "By rail")
    page.page.go_back()
    expect(page.page.locator(".sentence")).to_have_text(before)


def test_a_click_on_a_region_filters_and_a_second_click_frees(commander: Open) -> None:
    page = commander("/")
    page.set_layer("Incident density", is_on=False)
    page.set_layer("Ports of entry", is_on=False)
    page.fly_to(-106.0, 31.5, 6)
    x, y = page.pixel_of(-106.9, 33.0)
    page.page.wait_for_timeout(700)
    page.page.mouse.click(x, y)
    page.wait_for("() => location.search.includes('region=best')")
    assert "best:" in page.query["region"]
    page.page.mouse.click(x, y)
    page.wait_for("() => !location.search.includes('region=best')")


def test_a_drawn_polygon_reads_the_exact_total(commander: Open, demo_store: Path) -> None:
    page = commander("/")
    page.fly_to(-110.9, 31.5, 7)
    with page.page.expect_response(lambda r: "/api/live/polygon" in r.url) as _:
        page.draw(NOGALES)
    page.wait_for("() => location.search.includes('shape=')")
    ring = [tuple(float(n) for n in pair.split(" ")) for pair in page.query["shape"].split(",")]
    month_from, month_to = page.query["from"], page.query["to"]
    exact = _recount(demo_store, Polygon(ring), month_from, month_to)
    assert exact > 100
    told = page.page.locator(".bo-total b")
    expect(told).to_have_text(re.compile(r"^(about )?[\d,]+$"))
    # Beside a shape under the moving hand that was told of, the last one may be told to within nine.
    found = int(told.inner_text().removeprefix("about ").replace(",", ""))
    assert abs(found - exact) < (10 if told.inner_text().startswith("about") else 1)


def test_a_drawn_polygon_becomes_a_draft_at_the_desk(commander: Open) -> None:
    ring = ",".join(f"{lon} {lat}" for lon, lat in NOGALES)
    page = commander("/?" + urlencode({"at": "-110.9,31.5,7", "shape": ring})).page
    page.get_by_role("button", name="Make a plan of the polygon").click()
    page.wait_for_url(re.compile(r"/planner\?plan=\d+"), timeout=60_000)
    expect(page.get_by_role("region", name="Conservation ledger")).to_contain_text("The ledger closes")
    expect(page.locator(".pl-table")).to_contain_text("Drawn area")


def test_a_theme_change_keeps_drawing_and_values(commander: Open) -> None:
    ring = ",".join(f"{lon} {lat}" for lon, lat in NOGALES)
    page = commander("/?" + urlencode({"at": "-110.9,31.5,7", "shape": ring}))
    before = page.incidents
    page.use_theme("Light")
    page.page.wait_for_timeout(1500)
    assert page.incidents == before
    assert "shape=" in page.page.url
    assert page.page.evaluate("window.__borderopsMap.paintCount") > 0


@pytest.mark.parametrize("theme", ["dark", "light", "contrast"])
def test_the_map_is_painted_in_each_theme(commander: Open, theme: str) -> None:
    page = commander(f"/?theme={theme}")
    page.page.wait_for_timeout(800)
    picture = page.page.locator(".middle").screenshot()
    assert len(set(_colours(picture))) > 200


def test_a_small_count_is_never_a_number(commander: Open) -> None:
    query = {"region": "sector:big-bend", "from": "2025-03", "to": "2025-03"}
    page = commander("/?" + urlencode(query))
    shown = [page.incidents, *page.page.locator(".ag-cell").all_inner_texts()]
    numbers = [int(text.replace(",", "")) for text in shown if re.fullmatch(r"[\d,]+", text)]
    assert all(number == 0 or number >= 10 for number in numbers)
    assert any(text.startswith("<10") for text in shown)


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("category=Nonsense", "Nonsense"),
        ("region=sector:atlantis", "atlantis"),
        ("version=v999999", "v999999"),
    ],
)
def test_a_broken_link_is_said_in_words(commander: Open, query: str, named: str) -> None:
    page = commander(f"/?{query}")
    expect(page.page.get_by_text("This link could not be followed whole")).to_be_visible()
    assert named in page.page.locator(".broken").inner_text()


def test_no_chart_has_a_way_to_another_host(commander: Open) -> None:
    page = commander("/")
    page.page.locator(".chart").first.hover()
    assert page.page.get_by_text("Share chart").count() == 0


def _recount(store: Path, polygon: Polygon, first: str, last: str) -> int:
    """The same total by another route: every row of the store's segments, one by one."""
    rows = duckdb.sql(
        "SELECT lon, lat FROM read_parquet($files)"
        " WHERE strftime(occurred_at AT TIME ZONE 'UTC', '%Y-%m') BETWEEN $first AND $last",
        params={"files": [str(p) for p in store.glob("**/incidents*.parquet")], "first": first, "last": last},
    ).fetchnumpy()
    return int(np.count_nonzero(intersects_xy(polygon, rows["lon"], rows["lat"])))


def _colours(picture: bytes) -> list[bytes]:
    """Distinct-ish byte windows of a PNG: a blank picture has next to none."""
    return [picture[i : i + 4] for i in range(0, len(picture) - 4, 16)]
