"""Saved pictures hold what is on the screen and their papers; each is decoded and looked at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.commander import Commander
from tests.journeys.picture import Picture, decoded

pytestmark = pytest.mark.browser
Open = Callable[..., Commander]
LEGEND_PX, BAND_PX = 300, 30
CHART_PX = (1200, 640)


def saved(page: Page, button: str) -> tuple[str, bytes]:
    """Name and bytes of the file that the button saves."""
    with page.expect_download(timeout=60_000) as download:
        page.locator(button).first.click()
    file = download.value
    return file.suggested_filename, Path(file.path()).read_bytes()


def map_picture(browser: Browser, page: Commander) -> Picture:
    name, png = saved(page.page, "button[aria-label='Save as picture']")
    assert name.startswith("borderops-map-")
    size = page.page.locator(".maplibregl-canvas").first.bounding_box()
    warn = page.page.locator(".bo-map").first.evaluate(
        "(node) => getComputedStyle(node).getPropertyValue('--bo-warn').trim()"
    )
    assert size is not None
    foot = BAND_PX + int(size["height"])
    boxes = {
        "marking": (0, 0, 0, BAND_PX),
        "legend": (0, BAND_PX, LEGEND_PX, foot),
        "map": (LEGEND_PX, BAND_PX, 0, foot),
        # At the right of the legend: its own label has the same colour, and it may be taller than the map.
        "papers": (LEGEND_PX, foot, 0, -BAND_PX),
        "marking below": (0, -BAND_PX, 0, 0),
    }
    picture = decoded(browser, png, boxes, colour=warn)
    assert picture.width == int(size["width"]) + LEGEND_PX
    assert picture.height > foot + BAND_PX
    return picture


@pytest.mark.parametrize("theme", ["dark", "light", "contrast"])
def test_the_map_is_saved_with_legend_marking_sources_and_label(
    commander: Open, browser: Browser, theme: str
) -> None:
    page = commander(f"/?theme={theme}&at=-108.6,32.3,5.6")
    page.settle()
    picture = map_picture(browser, page)
    for name in ("marking", "marking below"):
        assert 0.001 < picture.parts[name].painted < 0.2, name
    assert picture.parts["legend"].painted > 0.03
    assert picture.parts["legend"].colours > 30
    assert picture.parts["map"].colours > 200
    assert picture.parts["map"].painted > 0.02
    assert picture.parts["papers"].painted > 0.02
    assert picture.parts["papers"].of_colour > 100, "SYNTHETIC is written in the colour of a warning"


def test_a_map_without_synthetic_figures_is_not_labelled(commander: Open, browser: Browser) -> None:
    page = commander("/?theme=dark&layers=ports_of_entry&at=-108.6,32.3,5.6")
    page.settle()
    picture = map_picture(browser, page)
    assert picture.parts["papers"].painted > 0.02
    assert picture.parts["papers"].of_colour == 0


@pytest.mark.parametrize("chart", ["trend", "category", "component", "mode"])
def test_a_chart_is_saved_with_its_papers(commander: Open, browser: Browser, chart: str) -> None:
    page = commander("/?theme=light")
    page.settle()
    name, png = saved(page.page, f".save-chart[data-chart={chart}]")
    assert name == f"borderops-{chart}.png"
    picture = decoded(
        browser,
        png,
        {
            "marking": (500, 14, 700, 40),
            "label": (84, 62, 200, 92),
            "plot": (84, 120, -56, -150),
            "papers": (84, -92, -56, -20),
            "outside": (0, 0, 60, 12),
        },
    )
    assert (picture.width, picture.height) == CHART_PX
    for part in ("marking", "label", "plot", "papers"):
        assert picture.parts[part].painted > 0.02, part
    assert picture.parts["outside"].painted == 0
