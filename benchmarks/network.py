"""What a page received, by the browser's own accounts, and a bad network to receive it by."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Page

SLOW_KBIT_PER_S = 300
SLOW_DELAY_MS = 300
SLOW_WORDS = f"{SLOW_KBIT_PER_S} kbit/s and {SLOW_DELAY_MS} ms"


@dataclass(frozen=True, kw_only=True)
class Received:
    """Answers since the last :func:`forget`: number, bytes as sent (headers too), bytes unpacked."""

    answers: int
    sent_bytes: int
    unpacked_bytes: int


def received(page: Page) -> Received:
    """What the page and its workers have received; answers from the browser's cache are not counted."""
    answers, sent, unpacked = page.evaluate(_RECEIVED)
    return Received(answers=int(answers), sent_bytes=int(sent), unpacked_bytes=int(unpacked))


def forget(page: Page) -> None:
    """Start the accounts anew."""
    page.evaluate("() => { performance.clearResourceTimings(); window.benchForgotten = true; }")


@contextmanager
def slow_network(page: Page) -> Iterator[None]:
    """The page with 300 kbit/s each way and 300 ms before each answer."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    per_second = SLOW_KBIT_PER_S * 1000 / 8
    slow = {"latency": SLOW_DELAY_MS, "downloadThroughput": per_second, "uploadThroughput": per_second}
    session.send("Network.emulateNetworkConditions", {"offline": False, **slow})
    try:
        yield
    finally:
        session.detach()


_RECEIVED = """() => {
  const kinds = window.benchForgotten ? ["resource"] : ["navigation", "resource"];
  const entries = kinds.flatMap((kind) => performance.getEntriesByType(kind));
  const sent = entries.filter((one) => one.transferSize > 0);
  const sum = (name) => sent.reduce((total, one) => total + one[name], 0);
  return [sent.length, sum("transferSize"), sum("decodedBodySize")];
}"""
