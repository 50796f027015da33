"""Loads of the commander's page in a real Chromium: bytes and time, cold, again and on a bad network."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks.figures import Figure, kilobytes, milliseconds
from benchmarks.network import SLOW_WORDS, Received, received, slow_network
from tests.journeys.program import served_store, wait_until

_COLD_LOADS = 5
_PART = "First load"
_LONGEST_S = 300


@dataclass(frozen=True, kw_only=True)
class Load:
    """One load of a page; times are milliseconds from the start of navigation.

    ``first`` is what had been received when the map's values were painted, ``charts`` when the
    charts stood too. The table lies below: ``whole`` is what had been received when it was scrolled to
    and had its rows, ``table_ms`` how long that took from the scrolling.
    """

    words_ms: float
    first_ms: float
    first: Received
    charts_ms: float
    charts: Received
    table_ms: float
    whole: Received


def run(browser: Browser, address: str) -> list[Figure]:
    """Figures of cold loads, of loads with a filled cache, and of both on a bad network."""
    cold = []
    for _ in range(_COLD_LOADS):
        with large_page(browser) as page:
            cold.append(load(page, address))
    with large_page(browser) as page:
        load(page, address)
        again = load(page, address)
        with slow_network(page):
            slow_again = load(page, address)
    with large_page(browser) as page, slow_network(page):
        slow_cold = load(page, address)
    return [
        *_figures("cold", cold),
        *_figures("again", [again]),
        *_figures(f"cold, {SLOW_WORDS}", [slow_cold]),
        *_figures(f"again, {SLOW_WORDS}", [slow_again]),
    ]


def second_start(store: Path) -> list[Figure]:
    """Seconds from the command to a served page, with everything built and in the disk's cache."""
    start = time.perf_counter()
    with served_store(store):
        seconds = time.perf_counter() - start
    return [Figure(part=_PART, label="second start, until it serves", words=f"{seconds:.1f} s")]


@contextmanager
def large_page(browser: Browser) -> Iterator[Page]:
    """A page of 1920 x 1080 with an empty cache."""
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    try:
        yield context.new_page()
    finally:
        context.close()


def load(page: Page, address: str) -> Load:
    """Open the address and wait until map and charts stand; then scroll to the table and wait for that."""
    page.goto(address, wait_until="commit")
    wait_until(page, _PAINTED, timeout_s=_LONGEST_S)
    first = received(page)
    wait_until(page, _HAS_CHARTS, timeout_s=_LONGEST_S)
    charts_ms = float(page.evaluate("() => performance.now()"))
    charts = received(page)
    start = time.perf_counter()
    page.evaluate("() => document.getElementById('table-part').scrollIntoView()")
    wait_until(page, _HAS_TABLE, timeout_s=_LONGEST_S)
    table_ms = (time.perf_counter() - start) * 1000
    page.evaluate("() => document.querySelector('.numerals').scrollIntoView()")
    return Load(
        words_ms=float(page.evaluate(_FIRST_WORDS)),
        first_ms=float(page.evaluate(_PAINTED_AT)),
        first=first,
        charts_ms=charts_ms,
        charts=charts,
        table_ms=table_ms,
        whole=received(page),
    )


def _figures(kind: str, loads: Sequence[Load]) -> list[Figure]:
    def median(of: Callable[[Load], float]) -> float:
        return statistics.median(of(one) for one in loads)

    return [
        Figure(part=_PART, label=f"{kind}: first words", words=milliseconds(median(lambda x: x.words_ms))),
        Figure(
            part=_PART,
            label=f"{kind}: map painted, numerals there",
            words=f"{milliseconds(median(lambda x: x.first_ms))}, "
            f"{kilobytes(median(lambda x: x.first.sent_bytes))} in {loads[0].first.answers} answers",
        ),
        Figure(
            part=_PART,
            label=f"{kind}: charts too",
            words=f"{milliseconds(median(lambda x: x.charts_ms))}, "
            f"{kilobytes(median(lambda x: x.charts.sent_bytes))} "
            f"(unpacked {kilobytes(median(lambda x: x.charts.unpacked_bytes))})",
        ),
        Figure(
            part=_PART,
            label=f"{kind}: table too, from scrolling to it",
            words=f"{milliseconds(median(lambda x: x.table_ms))} more, "
            f"{kilobytes(median(lambda x: x.whole.sent_bytes))} in all",
        ),
    ]


_PAINTED = "() => performance.getEntriesByName('borderops:painted').length > 0"
_PAINTED_AT = "() => performance.getEntriesByName('borderops:painted')[0].startTime"
_HAS_CHARTS = "() => document.querySelector('.main-svg .bars') !== null"
_HAS_TABLE = "() => document.querySelector('.ag-row') !== null"
_FIRST_WORDS = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
