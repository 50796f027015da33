"""The dialog of documents: a PDF is asked for, watched and fetched; a delivery is made, changed, removed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.test_briefs import AXE, GRAVE, PHONE, TAGS, made

pytestmark = pytest.mark.browser
MADE_MS = 180_000
"""The worker begins behind the first pages, and a shared machine has other work."""


@pytest.fixture
def token(page: Page, served: str) -> str:
    """A brief of two notes, which is quickly made."""
    return made(page, served, "For the chief", "Say it", "Say why")


@pytest.fixture
def dialog(page: Page, served: str, token: str) -> Locator:
    return opened(page, served, token)


@pytest.fixture
def refused(browser: Browser, served: str) -> Iterator[Page]:
    """A page for what the server refuses: Chromium itself writes each refusal to the console."""
    blank = browser.new_page(viewport={"width": 1280, "height": 900})
    yield blank
    blank.close()


def opened(page: Page, served: str, token: str) -> Locator:
    """The dialog of a brief's page."""
    page.goto(f"{served}/briefs?brief={token}")
    page.get_by_role("button", name="Documents").click()
    found = page.get_by_role("dialog", name="Documents")
    expect(found.get_by_label("Format")).to_be_visible()
    expect(found.locator(".documents-schedules")).to_have_text("None yet.")
    return found


def fill_delivery(dialog: Locator, *, name: str, recipient: str, folder: str) -> None:
    """Fill in the form of a delivery at its first use."""
    dialog.locator("summary").click()
    dialog.get_by_label("Name", exact=True).fill(name)
    dialog.get_by_label("Recipient").fill(recipient)
    dialog.get_by_label("Folder or address").fill(folder)


def test_a_pdf_is_made_watched_and_fetched(page: Page, dialog: Locator, tmp_path: Path) -> None:
    dialog.get_by_label("Paper").select_option(label="A4")
    dialog.get_by_role("button", name="Make", exact=True).click()
    expect(dialog.locator(".documents-said")).to_contain_text("A document is being made")
    job = dialog.locator(".documents-jobs li").first
    expect(job.locator("progress").or_(job.get_by_role("link"))).to_be_visible()
    link = job.get_by_role("link")
    expect(link).to_be_visible(timeout=MADE_MS)
    expect(dialog.locator(".documents-said")).to_contain_text("The document is ready")
    with page.expect_download() as fetched:
        link.click()
    path = tmp_path / fetched.value.suggested_filename
    fetched.value.save_as(path)
    assert path.name.startswith("UNMARKED-SYNTHETIC-DATA_")
    assert path.suffix == ".pdf"
    with pypdfium2.PdfDocument(path) as document:
        assert len(document) == 2
        words = "\n".join(sheet.get_textpage().get_text_bounded() for sheet in document)
        width, height = document[0].get_size()
    assert "Say why" in words
    assert round(width / height, 2) == 1.41


def test_a_delivery_is_made_changed_carried_out_and_removed(
    page: Page, served: str, token: str, dialog: Locator, demo_store: Path
) -> None:
    dialog.get_by_label("Format").select_option(label="HTML file")
    fill_delivery(dialog, name="Monday brief", recipient="Chief", folder="chief")
    dialog.get_by_role("button", name="Keep", exact=True).click()
    line = dialog.locator(".documents-schedules li")
    expect(line).to_contain_text("Monday brief: HTML file, weekly on Monday at 07:30")
    expect(line).to_contain_text("To Chief (leader) by folder, chief")
    expect(dialog.get_by_label("Name", exact=True)).to_be_hidden()

    dialog.get_by_role("button", name="Change: Monday brief").click()
    assert dialog.get_by_label("Recipient").input_value() == "Chief"
    dialog.get_by_label("Name", exact=True).fill("Daily brief")
    dialog.get_by_label("How often").select_option("daily")
    dialog.get_by_label("Folder or address").fill("chief/daily")
    dialog.get_by_label("At", exact=True).fill("06:15")
    dialog.get_by_role("button", name="Keep", exact=True).click()
    expect(line).to_contain_text("Daily brief: HTML file, daily at 06:15")
    expect(line).to_have_count(1)

    dialog.get_by_role("button", name="Deliver now: Daily brief").click()
    expect(dialog.locator(".documents-said")).to_contain_text("Daily brief: ", timeout=MADE_MS)
    expect(line).to_contain_text("delivered", timeout=MADE_MS)
    files = list((demo_store / "delivered" / "chief" / "daily").glob("*.html"))
    assert len(files) == 1
    assert "Say why" in files[0].read_text(encoding="utf-8")

    dialog.get_by_role("button", name="Turn off: Daily brief").click()
    expect(line).to_contain_text("Off. Last:")
    dialog.get_by_role("button", name="Remove: Daily brief").click()
    expect(line).to_have_text("None yet.")
    kept = page.request.get(f"{served}/api/briefs/{token}/schedules").json()
    assert kept["schedules"] == []


def test_what_cannot_be_kept_is_said_and_nothing_typed_is_lost(refused: Page, served: str) -> None:
    page = refused
    dialog = opened(page, served, made(page, served, "Refused", "Say it"))
    fill_delivery(dialog, name="Monday brief", recipient="Chief", folder="../up")
    dialog.get_by_role("button", name="Keep", exact=True).click()
    expect(dialog.locator(".documents-said")).to_contain_text("below the folder of deliveries")
    assert dialog.get_by_label("Recipient").input_value() == "Chief"
    dialog.get_by_label("Folder or address").fill("chief")
    dialog.get_by_role("button", name="Keep", exact=True).click()
    expect(dialog.locator(".documents-schedules li")).to_contain_text("Monday brief")


def test_the_dialog_is_accessible_by_keyboard_and_on_a_phone(
    page: Page, dialog: Locator, served: str, token: str
) -> None:
    dialog.locator("summary").click()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "tags => axe.run('.documents-dialog', {runOnly: {type: 'tag', values: tags}})", TAGS
    )
    grave = [one["id"] for one in found["violations"] if one["impact"] in GRAVE]
    assert grave == [], json.dumps(found["violations"])[:2000]
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("button", name="Documents")).to_be_focused()
    page.set_viewport_size(PHONE)
    narrow = opened(page, served, token)
    narrow.locator("summary").click()
    assert narrow.evaluate("e => e.scrollWidth <= e.clientWidth")
