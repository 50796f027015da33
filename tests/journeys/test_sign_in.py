"""Signing in by password, being signed out in the midst of planning, and going on as if nothing had been."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from waitress.server import create_server

from dashboard.app import create_app
from dashboard.services import Services
from data.roles import LOCAL_ACTOR, Role
from data.settings import Settings
from data.trust.account import Grant, Way
from tests.journeys.planner import Planner
from tests.journeys.program import watch

pytestmark = pytest.mark.browser

PASSWORD = "violet tractor hums at noon"  # noqa: S105 - the test's own
PEOPLE = {
    "ada": Role.ADMINISTRATOR,
    "maria": Role.PLANNER,
    "john": Role.PLANNER,
    "ana": Role.ANALYST,
}
SHAPE = "-111.6 31.05,-110.2 31.05,-110.2 31.9,-111.6 31.9"

MAKE_PLAN = """() => fetch("/api/plans", {
  method: "POST",
  headers: {
    "Content-Type": "application/json",
    "X-CSRFToken": document.cookie.split("_csrf_token=")[1].split(";")[0],
  },
  body: JSON.stringify({ name: "Kept", start: "today" }),
}).then((response) => response.json())"""


@dataclass(frozen=True)
class Site:
    """A server that people sign in to, and what is behind it."""

    address: str
    services: Services

    def end_sign_ins(self, name: str) -> None:
        account = self.services.accounts.named(name)
        assert account is not None
        assert self.services.sign_ins.end_all(account, by=LOCAL_ACTOR, at=datetime.now(UTC)) > 0


@pytest.fixture(scope="module")
def site(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    settings = Settings(
        store=demo_store,
        database=f"sqlite:///{folder / 'plans.sqlite'}",
        audit_anchor=str(folder / "heads.jsonl"),
        served="yes",
        secret="a secret of this test, long enough",  # noqa: S106
        sign_in="local",
    )
    app = create_app(settings)
    services: Services = app.server.extensions["borderops"]
    for name, role in PEOPLE.items():
        services.accounts.add(
            LOCAL_ACTOR, name, way=Way.LOCAL, grant=Grant(role=role), at=datetime.now(UTC), password=PASSWORD
        )
    server = create_server(app.server, host="127.0.0.1", port=0, threads=8)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield Site(address=f"http://127.0.0.1:{server.effective_port}", services=services)
    server.close()
    thread.join(timeout=10)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1440, "height": 900})
    yield made
    made.close()


def sign_in(page: Page, name: str) -> None:
    """Fill in the form that is on the page."""
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_a_link_leads_through_the_sign_in_to_where_it_led_and_sign_out_leads_nowhere(
    site: Site, context: BrowserContext
) -> None:
    page = context.new_page()
    refused, complaints = watch(page, site.address)
    page.goto(f"{site.address}/data?from=2025-01")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.get_by_label("Name").fill("ada")
    page.get_by_label("Password").fill("not her password")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    sign_in(page, "ada")
    page.wait_for_url("**/data?from=2025-01")
    expect(page.locator("[data-who='ada']")).to_be_visible()
    (cookie,) = (each for each in context.cookies() if each["name"] == "__Host-borderops")
    assert (cookie["secure"], cookie["httpOnly"], cookie["sameSite"]) == (True, True, "Strict")
    page.goto(f"{site.address}/account")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("status")).to_contain_text("signed out")
    page.go_back()
    page.reload()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert refused == []
    assert [words for words in complaints if "401" not in words] == []


def test_who_is_signed_out_while_planning_signs_in_again_and_the_drawing_is_saved(
    site: Site, context: BrowserContext
) -> None:
    page = context.new_page()
    watch(page, site.address)
    page.goto(f"{site.address}/sign-in?next=/account")
    sign_in(page, "maria")
    page.wait_for_url("**/account")
    planner = Planner(page=page, address=site.address)
    plan = int(page.evaluate(MAKE_PLAN)["id"])
    planner.open(plan)
    planner.activate("HSI El Paso")
    site.end_sign_ins("maria")
    planner.find_and_give("Lubbock County, TX")

    dialogue = page.get_by_role("dialog", name="Your sign-in has ended")
    expect(dialogue).to_be_visible()
    expect(page.locator(".pl-saved")).to_contain_text("1 change waits")
    with context.expect_page() as opened:
        dialogue.get_by_role("button", name="Sign in again").click()
    sign_in(opened.value, "john")
    other = page.get_by_role("dialog", name="Another person is signed in")
    expect(other).to_contain_text("john has signed in")
    expect(page.locator(".pl-saved")).to_contain_text("1 change waits")
    assert planner.head(plan)["version"] == 1, "what maria drew was sent as john's"

    site.end_sign_ins("john")
    with context.expect_page() as opened:
        other.get_by_role("button", name="Sign in again").click()
    sign_in(opened.value, "maria")
    planner.wait_until_saved(2)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert planner.head(plan)["assigned"]["48303"] == planner.head(plan)["assigned"]["48141"]


def test_who_is_signed_out_at_the_map_signs_in_again_and_has_shape_and_numbers(
    site: Site, context: BrowserContext
) -> None:
    page = context.new_page()
    watch(page, site.address)
    page.goto(f"{site.address}/?{urlencode({'at': '-110.9,31.5,7', 'shape': SHAPE})}")
    sign_in(page, "ana")
    told = page.locator(".bo-total b")
    expect(told).to_have_text(re.compile(r"[\d,]+"))
    before = told.inner_text()
    page.get_by_role("textbox", name="Category", exact=True).click()
    page.get_by_role("option", name="Drug seizure", exact=True).click()
    page.keyboard.press("Escape")
    expect(told).not_to_have_text(before)
    narrowed = told.inner_text()
    chip = page.locator(".chip[data-control=category]")
    expect(chip).to_be_visible()
    site.end_sign_ins("ana")
    chip.click()

    dialogue = page.get_by_role("dialog", name="Your sign-in has ended")
    expect(dialogue).to_be_visible()
    assert told.inner_text() == narrowed, "the last number stays"
    with context.expect_page() as opened:
        dialogue.get_by_role("button", name="Sign in again").click()
    sign_in(opened.value, "ana")
    expect(told).to_have_text(before)
    expect(page.locator(".sentence")).not_to_contain_text("Drug seizure")
    assert "shape=" in page.url
