"""A commander at the real program in a real Chromium, which may talk to that program only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.commander import Commander
from tests.journeys.planner import Planner
from tests.journeys.program import open_browser, served_store, watch

HERE = Path(__file__).parent
LARGE_SCREEN = (1920, 1080)
# A journey waits for what it is told to see; how long that takes on a shared machine is for the benchmarks.
_PATIENCE_MS = 60_000

expect.set_options(timeout=_PATIENCE_MS)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Keep browser tests together on one worker: one program, one Chromium, no fight for two cores."""
    item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def served(demo_store: Path) -> Iterator[str]:
    """Address of the real program, serving the demonstration store from a child process."""
    with served_store(demo_store) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, which cannot resolve any name."""
    with open_browser() as found:
        yield found


@pytest.fixture
def commander(browser: Browser, served: str) -> Iterator[Callable[..., Commander]]:
    """``commander(path, width=…, height=…)`` opens the path and waits until it is painted.

    Afterwards the test fails if any page complained on its console or asked another host.
    """
    opened: list[Commander] = []

    def open_at(path: str, *, width: int = LARGE_SCREEN[0], height: int = LARGE_SCREEN[1]) -> Commander:
        page = browser.new_page(viewport={"width": width, "height": height})
        refused, complaints = watch(page, served)
        one = Commander(page=page, refused=refused, complaints=complaints)
        opened.append(one)
        page.goto(f"{served}{path}", wait_until="domcontentloaded")
        one.wait_until_painted()
        return one

    yield open_at
    for one in opened:
        one.page.close()
    assert [address for one in opened for address in one.refused] == []
    assert [complaint for one in opened for complaint in one.complaints] == []


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Page]:
    """A blank page of a large screen, for a test that goes elsewhere than the commander's page.

    It fails the test as :func:`commander` does.
    """
    blank = browser.new_page(viewport={"width": LARGE_SCREEN[0], "height": LARGE_SCREEN[1]})
    refused, complaints = watch(blank, served)
    yield blank
    blank.close()
    assert refused == []
    assert complaints == []


@pytest.fixture
def planner(browser: Browser, served: str) -> Iterator[Callable[..., Planner]]:
    """``planner(width=…, height=…)`` is a planner at a page that no complaint may come from."""
    opened: list[tuple[Planner, list[str], list[str]]] = []

    def come(*, width: int = 1440, height: int = 900, has_touch: bool = False) -> Planner:
        context = browser.new_context(viewport={"width": width, "height": height}, has_touch=has_touch)
        page = context.new_page()
        refused, complaints = watch(page, served)
        one = Planner(page=page, address=served)
        opened.append((one, refused, complaints))
        return one

    yield come
    for one, _, _ in opened:
        one.page.context.close()
    assert [address for _, refused, _ in opened for address in refused] == []
    assert [words for _, _, complaints in opened for words in complaints if not _is_a_refusal(words)] == []


def _is_a_refusal(words: str) -> bool:
    """Whether the browser only reports what the desk is told in words: a conflict, or a bad file."""
    return "409" in words or ("400" in words and "/api/plans/import" in words)
