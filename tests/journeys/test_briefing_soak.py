"""Three days on a wall in short: 500 rotations, with questions to the server between, leave no memory."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, CDPSession

from tests.journeys.briefing import Briefing
from tests.journeys.program import watch

pytestmark = [pytest.mark.browser, pytest.mark.soak]
ROTATIONS = 500
WARM_ROUNDS = 3
MOST_GROWTH = 1.05
_COUNT = """() => {
  window.rotations = 0;
  new MutationObserver(() => { window.rotations += 1; })
    .observe(document.querySelector(".bd-display"), { attributes: true, attributeFilter: ["data-scene"] });
}"""


@dataclass(frozen=True, kw_only=True)
class Used:
    """What a page holds after its garbage was collected."""

    heap_bytes: float
    nodes: int
    listeners: int


def used(session: CDPSession) -> Used:
    for _ in range(3):
        session.send("HeapProfiler.collectGarbage")
    counters = session.send("Memory.getDOMCounters")
    return Used(
        heap_bytes=float(session.send("Runtime.getHeapUsage")["usedSize"]),
        nodes=int(counters["nodes"]),
        listeners=int(counters["jsEventListeners"]),
    )


def test_500_rotations_use_no_more_memory(browser: Browser, served: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    refused, complaints = watch(page, served)
    wall = Briefing(page=page, address=served)
    # Every scene is here before they go round: what is loaded later would be growth without a leak.
    wall.open("brief=national&display=wall&every=5&speed=1")
    wall.press(" ")
    wall.wait_until_all_are_here()
    wall.open("brief=national&display=wall&every=5&speed=1000")
    wall.wait_until_all_are_here()
    page.evaluate(_COUNT)
    wall.press(" ")
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.enable")
    wall.wait_for("most => window.rotations >= most", WARM_ROUNDS * len(wall.keys()), timeout_s=120)
    wall.press(" ")
    before, counted = used(session), int(page.evaluate("() => window.rotations"))
    wall.press(" ")
    wall.wait_for("most => window.rotations >= most", counted + ROTATIONS, timeout_s=240)
    wall.press(" ")
    after = used(session)
    assert after.heap_bytes < before.heap_bytes * MOST_GROWTH, (before, after)
    assert after.nodes < before.nodes * MOST_GROWTH, (before, after)
    assert after.listeners < before.listeners * MOST_GROWTH, (before, after)
    assert page.locator(".bd-stage > .bd-scene").count() == 1
    page.close()
    assert refused == []
    assert complaints == []
