"""Text that is made to run as script is shown as text, on every page; and no page talks to anybody else."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from dashboard.app import PAGES

pytestmark = pytest.mark.browser
IMAGE = '<img src=x onerror="window.ran=1">'
ENDING = "</script><script>window.ran=1</script>"
LINK = "javascript:window.ran=1"
HOSTILE = f"{IMAGE} {ENDING} {LINK}"
WATCH = """() => {
  window.violated = [];
  const note = (event) => window.violated.push(`${event.violatedDirective} ${event.blockedURI}`);
  document.addEventListener("securitypolicyviolation", note);
}"""
LONG_MS = 120_000


def _told(page: Page, method: str, address: str, body: object) -> dict[str, object]:
    reply = page.request.fetch(address, method=method, data=body)
    assert reply.ok, reply.text()
    return dict(reply.json())


def _brief(page: Page, served: str) -> str:
    scenes = [{"key": "n1", "title": HOSTILE[:100], "body": {"kind": "note", "words": HOSTILE}}]
    return str(
        _told(page, "POST", f"{served}/api/briefs", {"brief": {"title": HOSTILE[:100], "scenes": scenes}})[
            "token"
        ]
    )


def _plan(page: Page, served: str) -> int:
    head = _told(page, "POST", f"{served}/api/plans", {"name": HOSTILE[:80].strip(), "start": "empty"})
    plan = f"{served}/api/plans/{head['id']}"
    edit = {"kind": "add", "name": IMAGE[:40], "colour": 1}
    saved = _told(page, "POST", f"{plan}/edits", {"version": head["version"], "edit": edit})
    region = saved["head"]["regions"][0]["key"]  # type: ignore[index]
    _told(page, "POST", f"{plan}/notes", {"to": "region", "keys": [region], "text": HOSTILE})
    return int(str(head["id"]))


def _unharmed(page: Page, shown: str) -> None:
    """That the text is on the page as text, and that nothing of it ran."""
    expect(page.get_by_text(shown, exact=False).first).to_be_attached(timeout=LONG_MS)
    assert page.evaluate("window.ran") is None
    assert page.locator('img[src="x"]').count() == 0
    assert page.locator('a[href^="javascript:"]').count() == 0
    assert page.evaluate("window.violated") == []


def test_text_that_would_run_is_shown_as_text(page: Page, served: str) -> None:
    page.add_init_script(f"({WATCH})()")
    token, plan = _brief(page, served), _plan(page, served)
    page.goto(f"{served}/planner?plan={plan}")
    _unharmed(page, IMAGE[:20])
    page.goto(f"{served}/briefs?brief={token}")
    _unharmed(page, "onerror")
    page.goto(f"{served}/briefing?brief={token}")
    _unharmed(page, "onerror")
    page.goto(f"{served}/?category={ENDING}")
    _unharmed(page, "This link could not be followed whole")


def test_no_page_breaks_its_own_policy_or_offers_a_chart_to_anybody(page: Page, served: str) -> None:
    page.add_init_script(f"({WATCH})()")
    for path in (*(one.PATH for one in PAGES), "/briefing?display=wall"):
        page.goto(f"{served}{path}")
        expect(page.locator("main h1, main .chart, main canvas, main svg").first).to_be_attached(
            timeout=LONG_MS
        )
        page.wait_for_load_state("load")
        assert page.evaluate("window.violated") == [], path
        assert page.get_by_text("Share chart").count() == 0
        assert page.locator('[data-title*="Share"], [data-title*="Chart Studio"], .plotlyjsicon').count() == 0
