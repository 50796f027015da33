"""Where people sign in: a picture is saved with a reason, asked once, and an auditor finds it on the page."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from dashboard.app import create_app
from data.roles import LOCAL_ACTOR, Role
from data.trust.account import Grant, Way
from data.trust.audit_search import Search, all_found
from data.trust.deeds import Deed
from data.trust.entries import Entry
from tests.dashboard.access.served import served_settings

pytestmark = pytest.mark.browser

_PROOF = "a proof of a test, 32 characters or more"
_PATIENCE_MS = 60_000


@dataclass(frozen=True)
class Site:
    """A served program behind what would be a proxy: a browser's own headers stand in for it."""

    address: str
    browser: Browser
    app: object

    @contextmanager
    def open(self, role: Role, path: str, *, width: int = 1440, height: int = 900) -> Iterator[Page]:
        headers = {"X-Remote-User": str(role), "X-Borderops-Proof": _PROOF}
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, extra_http_headers=headers
        )
        page = context.new_page()
        page.set_default_timeout(_PATIENCE_MS)
        page.goto(f"{self.address}{path}")
        yield page
        context.close()

    def exports(self) -> list[Entry]:
        audit = self.app.server.extensions["borderops"].audit  # type: ignore[attr-defined]
        return list(all_found(audit.database, Search(deed=Deed.EXPORTED)))


@pytest.fixture
def site(demo_store: Path, tmp_path: Path, browser: Browser) -> Iterator[Site]:
    """The served program, with an analyst, a viewer and an auditor."""
    server = make_server(
        "127.0.0.1", 0, lambda _, start: start("503 Service Unavailable", []) and [], threaded=True
    )
    address = f"http://127.0.0.1:{server.port}"
    settings = replace(
        served_settings(demo_store, tmp_path), public_url=address, sign_in="proxy", proxy_proof=_PROOF
    )
    app = create_app(settings)
    services = app.server.extensions["borderops"]
    for role in (Role.ANALYST, Role.AUDITOR, Role.VIEWER):
        services.accounts.add(
            LOCAL_ACTOR, str(role), way=Way.PROXY, grant=Grant(role=role), at=services.now()
        )
    server.app = app.server
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Site(address, browser, app)
    server.shutdown()
    thread.join()
    server.server_close()
    services.plans.close()


def test_a_picture_is_saved_with_a_reason_that_is_asked_once_and_an_auditor_finds_it(site: Site) -> None:
    with site.open(Role.ANALYST, "/") as page:
        button = page.locator("button[data-chart]").first
        page.wait_for_selector("[data-figure] .js-plotly-plot .main-svg")
        button.click()
        page.wait_for_selector(".reason-dialog")
        page.fill(".reason-dialog input", "x")
        page.click(".reason-dialog button[type=submit]")
        expect(page.locator(".reason-said")).to_contain_text("expected 3 to")
        assert site.exports() == []
        page.click(".reason-choices button >> nth=1")
        with page.expect_download() as saved:
            page.click(".reason-dialog button[type=submit]")
        assert saved.value.suggested_filename.endswith(".png")
        with page.expect_download():
            page.locator("button[data-chart]").nth(1).click()
        assert page.query_selector(".reason-dialog") is None
    first, second = site.exports()
    assert first.subject.startswith("chart ")
    assert first.reason == second.reason == "For planning work"
    with site.open(Role.AUDITOR, "/audit?deed=exported", width=390, height=844) as page:
        page.wait_for_selector(".audit-table .ag-row >> nth=1")
        assert "For planning work" in page.inner_text(".audit-table")
        page.click("#audit-verify")
        page.wait_for_selector(".audit-whole")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_who_may_not_export_saves_no_picture_also_where_the_page_is_made_to_try(site: Site) -> None:
    with site.open(Role.VIEWER, "/") as page:
        said: list[str] = []
        page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.accept()))
        page.wait_for_selector("[data-figure] .js-plotly-plot .main-svg")
        with page.expect_event("dialog"):
            page.evaluate("document.querySelector('button[data-chart]').click()")
        assert "may not export documents" in said[0]
    assert site.exports() == []
