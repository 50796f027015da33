"""First paint, and a change of filter until the map has painted it, in a real Chromium.

Runs the real program over a store of 2 million synthetic incidents. The clock is the
browser's own: from the change of the control to the map's painted frame.
"""

from __future__ import annotations

import statistics
from pathlib import Path

from playwright.sync_api import Page

from tests.journeys.program import open_browser, open_page, served_store, wait_until

_CHANGES = 40


def run(store: Path) -> list[tuple[str, str]]:
    """Label and figure of each line, for the incidents that the store holds."""
    with served_store(store) as address, open_browser() as browser:
        page = open_page(browser, f"{address}/", width=1920, height=1080)
        first = _first_paint_ms(page)
        changes = sorted(_filter_changes_ms(page))
    return [
        ("first paint of the map's values, from navigation", f"{first:,.0f} ms"),
        (f"filter change to painted frame, p50 of {len(changes)}", f"{statistics.median(changes):,.0f} ms"),
        ("filter change to painted frame, p95", f"{changes[int(len(changes) * 0.95) - 1]:,.0f} ms"),
    ]


def _first_paint_ms(page: Page) -> float:
    """Milliseconds from the start of navigation to the first painted values: the map's own mark."""
    wait_until(page, _PAINTED, timeout_s=120)
    page.wait_for_timeout(3000)
    return float(page.evaluate("() => performance.getEntriesByName('borderops:painted')[0].startTime"))


def _filter_changes_ms(page: Page) -> list[float]:
    """Milliseconds from a new ``query`` prop to the painted frame, over real filters in turn."""
    categories = page.evaluate(_CATEGORIES)
    return [float(page.evaluate(_CHANGE, categories[i % len(categories)])) for i in range(_CHANGES)]


_PAINTED = "() => performance.getEntriesByName('borderops:painted').length > 0"

_CATEGORIES = """() => [
  "Drug seizure", "Encounter between ports", "Interior enforcement", "Weapons seizure", "Port operations",
]"""

_CHANGE = """async (category) => {
  const before = window.__borderopsMap.paintCount;
  const start = performance.now();
  const to = "2026-0" + (1 + Math.floor(Math.random() * 9));
  const query = new URLSearchParams({ category: category, from: "2024-01", to: to });
  window.dash_clientside.set_props("map", { query: query.toString() });
  while (window.__borderopsMap.paintCount === before) {
    await new Promise((done) => requestAnimationFrame(done));
  }
  return performance.now() - start;
}"""
