"""From a move of the pointer to the hover card, and from a click to the place's card with its figures."""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from benchmarks.figures import Figure, spread
from benchmarks.page_load import large_page, load
from data.reference.tables import load_arrow

_PART = "Pointer"
_PLACES = 12
_VIEW = (-101.5, 29.5, 5.2)
"""Longitude, latitude and zoom of a view over the ports of the Rio Grande."""


def run(browser: Browser, address: str) -> list[Figure]:
    """Figures over the ports of entry in view."""
    with large_page(browser) as page:
        load(page, address)
        page.evaluate(_GO_TO, list(_VIEW))
        page.wait_for_timeout(2000)
        spots = page.evaluate(_SPOTS, _ports())[:_PLACES]
        hovers = [_until(page, ".bo-card:not([hidden]) .bo-reading", spot, is_click=False) for spot in spots]
        cards = [
            _until(page, ".bo-pinned:not([hidden]) .bo-pinned-body:not([aria-busy])", spot, is_click=True)
            for spot in spots
        ]
    return [
        Figure(part=_PART, label="pointer on a port, until its hover card", words=spread(hovers)),
        Figure(part=_PART, label="click on a port, until its card with figures", words=spread(cards)),
    ]


def _ports() -> list[list[float]]:
    ports = load_arrow("ports_of_entry").select(["lon", "lat"]).drop_null()
    return [[row["lon"], row["lat"]] for row in ports.to_pylist()]


def _until(page: Page, selector: str, spot: list[float], *, is_click: bool) -> float:
    """Milliseconds from the browser's event at the spot to the first frame in which the selector is there."""
    page.keyboard.press("Escape")
    page.mouse.move(960, 900)
    page.wait_for_timeout(250)
    if is_click:
        page.mouse.move(*spot)
        page.wait_for_timeout(250)
    page.evaluate(_ARM, [selector, "click" if is_click else "mousemove"])
    if is_click:
        page.mouse.click(*spot)
    else:
        page.mouse.move(*spot)
    return float(page.evaluate("() => window.benchSeen"))


_GO_TO = """([lon, lat, zoom]) => window.__borderopsMap.map.jumpTo({ center: [lon, lat], zoom })"""

_SPOTS = """(places) => {
  const { map } = window.__borderopsMap;
  const box = map.getCanvas().getBoundingClientRect();
  return places
    .map((place) => map.project(place))
    .filter(({ x, y }) => x > 380 && x < box.width - 420 && y > 120 && y < box.height - 200)
    .map(({ x, y }) => [x + box.x, y + box.y]);
}"""

_ARM = """([selector, kind]) => {
  window.benchSeen = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`${selector} did not come`)), 10000);
    document.addEventListener(kind, ({ timeStamp }) => {
      const look = () => {
        if (document.querySelector(selector)) resolve(performance.now() - timeStamp);
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    }, { once: true, capture: true });
  });
}"""
