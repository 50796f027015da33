"""Briefs: views are added, scenes put in order, briefs duplicated and frozen, and a colleague is faster."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.commander import Commander

pytestmark = pytest.mark.browser
Open = Callable[..., Commander]
PHONE = {"width": 390, "height": 844}
AXE = Path("dashboard/map/node_modules/axe-core/axe.min.js")
GRAVE = {"serious", "critical"}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture
def refused(browser: Browser) -> Iterator[Page]:
    """A blank page for what the server refuses: Chromium itself writes each refusal to the console."""
    blank = browser.new_page(viewport={"width": 1440, "height": 900})
    blank.on("dialog", lambda dialog: dialog.accept())
    yield blank
    blank.close()


def made(page: Page, served: str, title: str, *scenes: str) -> str:
    """Token of a new brief with notes of these titles."""
    brief = {
        "title": title,
        "scenes": [
            {"key": f"n{number}", "title": scene, "body": {"kind": "note", "words": scene}}
            for number, scene in enumerate(scenes)
        ],
    }
    reply = page.request.post(f"{served}/api/briefs", data={"brief": brief})
    assert reply.ok, reply.text()
    return str(reply.json()["token"])


def stored(page: Page, served: str, token: str) -> dict[str, Any]:
    """The brief as the server has it."""
    found: dict[str, Any] = page.request.get(f"{served}/api/briefs/{token}").json()
    return found


def in_order(page: Page, *titles: str) -> None:
    """Wait until the editor lists these scenes in this order."""
    expect(page.locator(".br-scene-words b")).to_have_text(titles)


def row(page: Page, title: str) -> Locator:
    """A scene in the list."""
    return page.locator(".br-scene").filter(has_text=title)


def saved(page: Page) -> None:
    """Save, and wait until the editor says so."""
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".br-state")).to_contain_text("Saved: version")


def test_a_view_of_the_commander_is_added_and_its_scenes_are_put_in_order_by_keyboard_and_drag(
    commander: Open, served: str
) -> None:
    page = commander("/?region=sector:tucson&layers=sectors|ports_of_entry").page
    page.get_by_role("button", name="Add to brief").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Add to brief")
    dialog.get_by_label("Brief", exact=True).select_option(label="A new brief")
    dialog.get_by_label("Title of the new brief").fill("Tucson on Monday")
    for kind in ("numeral", "chart", "table"):
        dialog.locator(f"input[data-kind={kind}]").check()
    dialog.get_by_role("button", name="Add", exact=True).click()
    expect(dialog).to_contain_text("4 scenes were added at the end of Tucson on Monday")
    page.keyboard.press("Enter")  # the link to the brief has the focus
    expect(page.locator(".br-scene")).to_have_count(4)
    in_order(page, "Map", "Incidents", "Incidents by month", "Border Patrol sectors that stand out")

    row(page, "Incidents by month").locator(".br-choose").focus()
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("[aria-live=assertive]")).to_have_text("Incidents by month is now scene 1 of 4.")
    grip = row(page, "Border Patrol sectors").locator(".br-grip")
    grip.scroll_into_view_if_needed()
    start, top = grip.bounding_box(), page.locator(".br-scene").first.bounding_box()
    assert start is not None
    assert top is not None
    page.mouse.move(start["x"] + 5, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(start["x"] + 5, top["y"] + 4, steps=8)
    page.mouse.up()
    in_order(page, "Border Patrol sectors that stand out", "Incidents by month", "Map", "Incidents")
    page.get_by_role("button", name="Undo").click()
    in_order(page, "Incidents by month", "Map", "Incidents", "Border Patrol sectors that stand out")
    row(page, "Border Patrol sectors").get_by_role("button", name="up").click()
    in_order(page, "Incidents by month", "Map", "Border Patrol sectors that stand out", "Incidents")
    saved(page)

    token = page.url.partition("brief=")[2]
    brief = stored(page, served, token)["brief"]
    in_order(page, *(scene["title"] for scene in brief["scenes"]))
    view = next(scene["body"]["view"] for scene in brief["scenes"] if scene["body"]["kind"] == "map")
    assert "region=sector%3Atucson" in view
    assert "layers=sectors" in view
    assert "version=" not in view
    assert "from=" not in view


def test_a_plan_is_asked_for_at_the_version_that_is_open_and_compared(page: Page, served: str) -> None:
    plans = [
        page.request.post(f"{served}/api/plans", data={"name": name, "start": "empty"}).json()
        for name in ("Option A", "Option B")
    ]
    token = made(page, served, "With plans")
    page.goto(f"{served}/planner?plan={plans[0]['id']}")
    page.get_by_role("button", name="Add to brief").click()
    dialog = page.get_by_role("dialog", name="Add to brief")
    dialog.get_by_label("Brief", exact=True).select_option(token)
    dialog.get_by_label("Who decides").fill("Regional commander")
    dialog.locator("input[data-kind=comparison]").check()
    dialog.get_by_label("Beside", exact=True).select_option(label="Option B")
    dialog.get_by_role("button", name="Add", exact=True).click()
    expect(dialog).to_contain_text("2 scenes were added at the end of With plans")
    ask, comparison = (scene["body"] for scene in stored(page, served, token)["brief"]["scenes"])
    assert (ask["decision"], ask["who"]) == ("Adopt the plan Option A", "Regional commander")
    assert (ask["plan"], ask["edit"]) == (plans[0]["id"], plans[0]["edit"])
    assert (comparison["plan"], comparison["other"]) == (plans[0]["id"], plans[1]["id"])


def test_a_brief_of_the_product_is_duplicated_changed_and_frozen(page: Page, served: str) -> None:
    page.goto(f"{served}/briefs")
    page.get_by_role("button", name="Duplicate HSI El Paso").click()
    expect(page.locator(".br-scene")).to_have_count(7)
    page.get_by_label("Title of the brief").fill("El Paso, short")
    for title in ("Detention and removal", "287(g)", "Counties that stand out"):
        row(page, title).get_by_role("button", name="Take").click()
    page.get_by_label("Seconds").fill("45")
    saved(page)
    page.get_by_role("button", name="Freeze").click()
    dialog = page.get_by_role("dialog", name="Freeze: El Paso, short")
    expect(dialog).to_contain_text("Nothing was frozen yet.")
    dialog.get_by_role("button", name="Freeze now").click()
    expect(dialog.locator(".br-said")).to_contain_text("Frozen on data v")
    expect(dialog.locator(".br-frozen li")).to_have_count(1)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="All briefs").click()
    card = page.locator(".br-card", has_text="El Paso, short")
    expect(card).to_contain_text("4 scenes, version 2")
    card.get_by_role("button", name="Archive").click()
    expect(page.locator(".br-said").first).to_contain_text("El Paso, short is archived")
    expect(card).to_have_count(0)


def test_two_who_edit_one_brief_lose_nothing(refused: Page, served: str) -> None:
    token = made(refused, served, "Shared", "One", "Two")
    refused.goto(f"{served}/briefs?brief={token}")
    refused.get_by_label("Title of the brief").fill("Mine")
    theirs = stored(refused, served, token)["brief"] | {"title": "Theirs"}
    assert refused.request.put(f"{served}/api/briefs/{token}", data={"version": 1, "brief": theirs}).ok
    refused.get_by_role("button", name="Save", exact=True).click()
    alert = refused.get_by_role("alert")
    expect(alert).to_contain_text("Not saved: somebody else was faster")
    expect(alert).to_contain_text("it is at version 2, you saw 1")
    alert.get_by_role("button", name="Open theirs").click()
    expect(refused.get_by_label("Title of the brief")).to_have_value("Theirs")
    refused.get_by_role("button", name="Undo").click()
    expect(refused.get_by_label("Title of the brief")).to_have_value("Mine")
    saved(refused)
    assert stored(refused, served, token)["version"] == 3
    assert stored(refused, served, token)["title"] == "Mine"


def test_what_cannot_be_saved_is_told_at_its_scene(refused: Page, served: str) -> None:
    token = made(refused, served, "Half done", "One")
    refused.goto(f"{served}/briefs?brief={token}")
    refused.get_by_text("Add a scene", exact=True).click()
    refused.locator(".br-kind[data-kind=ask]").click()
    row(refused, "One").locator(".br-choose").click()
    refused.get_by_role("button", name="Save", exact=True).click()
    expect(refused.get_by_role("alert")).to_contain_text("scene 2 (Ask): decision is empty")
    expect(refused.get_by_label("Decision wanted")).to_be_visible()


def test_a_phone_adds_and_edits(browser: Browser, served: str) -> None:
    page = browser.new_context(viewport=PHONE, has_touch=True).new_page()
    token = made(page, served, "On a phone")
    page.goto(f"{served}/data")
    page.get_by_role("button", name="Add to brief").click()
    dialog = page.get_by_role("dialog", name="Add to brief")
    dialog.get_by_label("Brief", exact=True).select_option(token)
    dialog.get_by_label("Words").fill("The newest month is late.")
    dialog.get_by_role("button", name="Add", exact=True).click()
    dialog.get_by_role("link", name="Open the brief").click()
    expect(page.locator(".br-scene")).to_have_count(1)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]
    words = stored(page, served, token)["brief"]["scenes"][0]["body"]["words"]
    assert words == "The newest month is late."
    page.context.close()


@pytest.mark.parametrize("theme", ["dark", "light", "contrast"])
def test_list_editor_and_dialog_have_no_serious_fault_of_accessibility(
    browser: Browser, served: str, theme: str
) -> None:
    page = browser.new_context(bypass_csp=True, viewport={"width": 1440, "height": 900}).new_page()
    token = made(page, served, "Checked", "One", "Two")
    found = []
    for path, ready in (("/briefs", ".br-card"), (f"/briefs?brief={token}", ".br-scene"), ("/data", "table")):
        page.goto(f"{served}{path}{'&' if '?' in path else '?'}theme={theme}")
        expect(page.locator(ready).first).to_be_visible()
        if path == "/data":
            page.get_by_role("button", name="Add to brief").click()
            expect(page.locator(".br-offer").first).to_be_visible()
        page.evaluate(AXE.read_text())
        told = page.evaluate("(tags) => axe.run(document, {runOnly: tags})", TAGS)
        found += [
            f"{path} {fault['id']}: {node['target']} {node['failureSummary'][:160]}"
            for fault in told["violations"]
            if fault["impact"] in GRAVE
            for node in fault["nodes"]
        ]
    page.context.close()
    assert found == [], json.dumps(found, indent=1)
