"""A change of filter until map and panels have painted it, in a real Chromium, over many real filters.

The clock is the browser's own. It starts when a control of the filter bar changes. The map is done when
the GPU has drawn its frame; the panels are done at the last change of the document outside the map.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from playwright.sync_api import Browser, Page

from benchmarks.figures import Figure, kilobytes, spread
from benchmarks.network import SLOW_WORDS, forget, received, slow_network
from benchmarks.page_load import large_page, load
from data.reference.taxonomy import CATEGORIES

_PART = "Filter change"
_CHANGES = 40
_REPAINTS = 20
_PAIRS = [list(pair) for pair in combinations(CATEGORIES, 2)]
_SLOW_CHANGES = 6


@dataclass(frozen=True, kw_only=True)
class Change:
    """One change: milliseconds until the map and until the last panel, and the bytes received for it."""

    map_ms: float
    panels_ms: float
    sent_bytes: int


def run(browser: Browser, address: str) -> list[Figure]:
    """Figures of changes at full speed, of the same again, and on a bad network."""
    with large_page(browser) as page:
        load(page, address)
        page.wait_for_timeout(3000)
        repaints = [float(page.evaluate(_REPAINT)) for _ in range(_REPAINTS)]
        new = [_change(page, number) for number in range(_CHANGES)]
        again = [_change(page, number) for number in range(_CHANGES)]
        with slow_network(page):
            slow = [_change(page, number) for number in range(_CHANGES, _CHANGES + _SLOW_CHANGES)]
    bare = Figure(part=_PART, label="the map drawn once more, nothing changed", words=spread(repaints))
    return [bare, *_figures("", new), *_figures("asked before: ", again), *_figures(f"{SLOW_WORDS}: ", slow)]


def _change(page: Page, number: int) -> Change:
    """The ``number``-th pair of categories is chosen: no two changes of a run ask for the same."""
    forget(page)
    map_ms, panels_ms = page.evaluate(_CHANGE, _PAIRS[number])
    return Change(map_ms=map_ms, panels_ms=panels_ms, sent_bytes=received(page).sent_bytes)


def _figures(kind: str, changes: Sequence[Change]) -> list[Figure]:
    sent = sorted(change.sent_bytes for change in changes)
    return [
        Figure(part=_PART, label=f"{kind}map painted", words=spread([change.map_ms for change in changes])),
        Figure(
            part=_PART,
            label=f"{kind}numerals, charts and table painted",
            words=spread([change.panels_ms for change in changes]),
        ),
        Figure(
            part=_PART,
            label=f"{kind}received",
            words=f"median {kilobytes(sent[len(sent) // 2])}, most {kilobytes(sent[-1])}",
        ),
    ]


_REPAINT = """async () => {
  const { map } = window.__borderopsMap;
  const gl = map.getCanvas().getContext("webgl2");
  const start = performance.now();
  await new Promise((done) => { map.once("render", () => done()); map.triggerRepaint(); });
  const drawn = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
  gl.flush();
  while (gl.clientWaitSync(drawn, 0, 0) === gl.TIMEOUT_EXPIRED) {
    await new Promise((done) => setTimeout(done, 2));
  }
  return performance.now() - start;
}"""

_CHANGE = """async (categories) => {
  const QUIET_MS = 700;
  const paints = () => performance.getEntriesByName("borderops:painted");
  const before = paints().length;
  let last = 0;
  const outsideMap = (node) => !(node.nodeType === 1 ? node : node.parentElement)?.closest(".bo-map");
  const observer = new MutationObserver((changes) => {
    if (changes.some((change) => outsideMap(change.target))) last = performance.now();
  });
  const everything = { childList: true, characterData: true, subtree: true };
  observer.observe(document.getElementById("content"), everything);
  const start = performance.now();
  window.dash_clientside.set_props({ type: "filter", name: "category" }, { value: categories });
  const isDone = () => paints().length > before && last > start
    && performance.now() - Math.max(last, paints().at(-1).startTime) > QUIET_MS
    && !document.querySelector("[data-dash-is-loading=true]");
  while (!isDone()) await new Promise((done) => setTimeout(done, 20));
  observer.disconnect();
  return [paints()[before].startTime - start, last - start];
}"""
