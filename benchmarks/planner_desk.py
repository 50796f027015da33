"""The planner's desk in Chromium: from a move of the pointer to the painted totals of 150 regions.

A brush goes over counties of many regions, one more at each move, as one stroke that is taken back at the
end. The time is from the browser's own event to the first frame that shows the new figures; the server, the
network stack and software rendering are all in it.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks.figures import Figure, spread
from benchmarks.page_load import large_page
from benchmarks.plan_totals import dealt_out
from benchmarks.report import print_table
from data.plans.codec import plan_to_json
from tests.journeys.planner import Planner
from tests.journeys.program import open_browser, served_store

_PART = "Planner's desk"
_REGIONS = (10, 150)
_WEST, _SOUTH, _ZOOM = -102.0, 31.0, 6.2
_STEP = 0.6
"""Degrees from one place to the next: about a county."""
_COLUMNS, _ROWS = 12, 5


def run(browser: Browser, store: Path) -> list[Figure]:
    """Figures of a stroke over sixty places, for few and for many regions."""
    figures = []
    with _own_database(), served_store(store) as address, large_page(browser) as page:
        for regions in _REGIONS:
            took = _stroke(page, address, regions)
            label = f"pointer moved, totals of {regions} regions painted"
            figures.append(Figure(part=_PART, label=label, words=spread(took)))
    return figures


@contextmanager
def _own_database() -> Iterator[None]:
    """Plans of the program go to a database of its own for as long as this lasts."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BORDEROPS_DATABASE"] = f"sqlite:///{folder}/plans.sqlite"
        try:
            yield
        finally:
            del os.environ["BORDEROPS_DATABASE"]


def _stroke(page: Page, address: str, regions: int) -> list[float]:
    """Milliseconds from each move of one brush stroke to the frame that shows its totals."""
    desk = Planner(page=page, address=address)
    plan = desk.make_plan(f"{regions} regions", "empty")
    adopt = {"kind": "adopt", "plan": plan_to_json(dealt_out(regions)), "origin": "the benchmark"}
    version = desk.head(plan)["version"]
    saved = page.request.post(
        f"{address}/api/plans/{plan}/edits", data={"version": version, "edit": adopt}, timeout=120_000
    )
    assert saved.ok, saved.text()
    desk.open(plan)
    desk.activate("Region r1")
    desk.use("paint")
    desk.fly_to(_WEST + _STEP * _COLUMNS / 2, _SOUTH + _STEP * _ROWS / 2, _ZOOM)
    first, *others = _places()
    page.mouse.move(*desk.pixel_of(first))
    page.mouse.down()
    page.wait_for_timeout(1500)
    took = [_moved(desk, place) for place in others]
    page.keyboard.press("Escape")
    page.mouse.up()
    return [milliseconds for milliseconds in took if milliseconds is not None]


def _places() -> list[tuple[float, float]]:
    """Longitudes and latitudes, row by row, there and back."""
    return [
        (_WEST + _STEP * (column if row % 2 == 0 else _COLUMNS - 1 - column), _SOUTH + _STEP * row)
        for row in range(_ROWS)
        for column in range(_COLUMNS)
    ]


def _moved(desk: Planner, place: tuple[float, float]) -> float | None:
    """Milliseconds from a move to new figures on the screen; ``None`` if it met no new county."""
    desk.page.evaluate(_ARM)
    desk.page.mouse.move(*desk.pixel_of(place))
    seen: float | None = desk.page.evaluate("() => window.benchSeen")
    return seen


_ARM = """() => {
  const side = document.querySelector(".pl-side");
  window.benchSeen = new Promise((done) => {
    let start = null;
    addEventListener("pointermove", (event) => { start = event.timeStamp; }, { capture: true, once: true });
    const watch = new MutationObserver(() => {
      if (start === null) return;
      watch.disconnect();
      requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
    });
    watch.observe(side, { subtree: true, childList: true, characterData: true });
    setTimeout(() => { watch.disconnect(); done(null); }, 1500);
  });
}"""
"""Wait for the panel to change after a move, then for the frame that shows it, or give up."""


def main() -> None:
    """Print the figures of a store."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, default=Path("store"))
    arguments = parser.parse_args()
    with open_browser() as browser:
        print_table(run(browser, arguments.store), "")


if __name__ == "__main__":
    main()
