"""An approved plan is on the commander's map from its day on, and nobody has to start anything anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.commander import Commander
from tests.journeys.program import served_store, watch

pytestmark = pytest.mark.browser
REVIEWER = "B. Reviewer"
LEGEND = ".bo-entry[data-layer=approved_plan]"
_SHOWN_AGAIN = "() => { document.dispatchEvent(new Event('visibilitychange')); }"
_IS_DRAWN = (
    "(isDrawn) => { const map = window.__borderopsMap.map; const id = 'approved_plan:line';"
    " const now = !!map.getLayer(id) && map.getLayoutProperty(id, 'visibility') !== 'none'"
    " && map.querySourceFeatures('approved_plan:shapes').length > 0; return now === isDrawn; }"
)
_IS_OF_ONE_COLOUR = (
    "() => { const line = document.querySelector('[data-layer=approved_plan] svg line');"
    " return line.getAttribute('stroke')"
    " === window.__borderopsMap.map.getPaintProperty('approved_plan:line', 'line-color'); }"
)
"""The legend's swatch has the colour of the line on the map."""


@pytest.fixture
def own_program(demo_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Address of a program with a database of plans of its own: what it approves is on no other map."""
    monkeypatch.setenv("BORDEROPS_DATABASE", f"sqlite:///{tmp_path / 'plans.sqlite'}")
    with served_store(demo_store) as address:
        yield address


@pytest.fixture
def commander(browser: Browser, own_program: str) -> Iterator[Commander]:
    """A commander whose page no complaint may come from."""
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    refused, complaints = watch(page, own_program)
    yield Commander(page=page, refused=refused, complaints=complaints)
    page.close()
    assert refused == []
    assert complaints == []


def approve_sectors(page: Page, address: str) -> None:
    """Have a plan of the sectors approved by a second person, in force from today on."""

    def post(path: str, fields: dict[str, object]) -> dict[str, Any]:
        reply = page.request.post(f"{address}/api/plans{path}", data=fields)
        assert reply.ok, reply.text()
        said: dict[str, Any] = reply.json()
        return said

    head = post("", {"name": "Southwest, option A", "start": "sectors"})
    at = f"/{head['id']}"
    for item in post(f"{at}/submit", {"version": head["version"]})["unticked"]:
        post(f"{at}/tick", {"item": item, "ticked": True, "reviewer": REVIEWER})
    today = datetime.now(UTC).date().isoformat()
    post(f"{at}/approve", {"version": head["version"], "effective": today, "reviewer": REVIEWER})


def test_the_map_shows_an_approved_plan_without_a_restart_until_it_is_switched_off(
    commander: Commander, own_program: str
) -> None:
    page = commander.page
    with page.expect_response("**/api/plans/approved/shapes") as nothing:
        page.goto(f"{own_program}/", wait_until="domcontentloaded")
        commander.wait_until_painted()
    assert nothing.value.status == 204
    assert page.locator(LEGEND).count() == 0

    approve_sectors(page, own_program)
    page.evaluate(_SHOWN_AGAIN)
    entry = page.locator(LEGEND)
    expect(entry).to_contain_text("Approved plan: Southwest, option A")
    expect(entry).to_contain_text(f"approved by {REVIEWER}")
    expect(entry).to_contain_text("not signed, as no key was set")
    commander.wait_for(_IS_DRAWN, argument=True)

    commander.fly_to(-99.3, 27.6, 7)
    page.mouse.move(*commander.pixel_of(-99.2, 27.8))
    card = page.locator(".bo-card .bo-reading", has_text="Approved plan")
    expect(card).to_contain_text("Laredo")
    for theme in ("Light", "Contrast", "Dark"):
        commander.use_theme(theme)
        commander.wait_for(_IS_OF_ONE_COLOUR)

    entry.get_by_label("Show on the map").uncheck()
    commander.wait_for(_IS_DRAWN, argument=False)
    page.reload(wait_until="domcontentloaded")
    commander.wait_until_painted()
    expect(page.locator(LEGEND).get_by_label("Show on the map")).not_to_be_checked(timeout=30_000)
    commander.wait_for(_IS_DRAWN, argument=False)
