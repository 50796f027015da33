"""The briefing as its viewers speak of it: the scene on show, its words, the state of the display."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.journeys.program import wait_until

SHOWN_MS = 90_000
COMPOSED_MS = 300_000
_COUNT_SHIFTS = """() => {
  window.shifts = 0;
  new PerformanceObserver((list) => { for (const one of list.getEntries()) window.shifts += one.value; })
    .observe({ type: "layout-shift" });
}"""
_NOTE_SCENES = """() => {
  const display = document.querySelector(".bd-display");
  window.scenesNoted = [display.dataset.scene];
  new MutationObserver(() => { window.scenesNoted.push(display.dataset.scene); })
    .observe(display, { attributes: true, attributeFilter: ["data-scene"] });
}"""
_COUNT_BLANKS = """() => {
  window.blanks = 0;
  window.frames_seen = 0;
  const look = () => {
    const scene = document.querySelector(".bd-stage .scene-page");
    window.frames_seen += 1;
    if (!scene || scene.getBoundingClientRect().height < 100) window.blanks += 1;
    requestAnimationFrame(look);
  };
  look();
}"""


@dataclass(frozen=True)
class Briefing:
    """A page object: tests speak of scenes and words, not of selectors."""

    page: Page
    address: str

    def open(self, query: str) -> None:
        """Open the display and wait until a scene stands."""
        link = f"{self.address}/briefing?{query}"
        self.page.goto(link, wait_until="domcontentloaded", timeout=SHOWN_MS)
        self.wait_until_shown()

    def wait_until_shown(self) -> None:
        """Return when a scene with its HTML stands."""
        expect(self.scene.locator(".scene-page")).to_be_visible(timeout=SHOWN_MS)

    @property
    def root(self) -> Locator:
        """The display."""
        return self.page.locator(".bd-display")

    @property
    def scene(self) -> Locator:
        """The scene on show, without the one that it covers."""
        return self.page.locator(".bd-stage > .bd-scene:not(.is-leaving)")

    @property
    def key(self) -> str:
        """Key of the scene on show."""
        return str(self.root.get_attribute("data-scene"))

    @property
    def state(self) -> Locator:
        """The words beside the dot."""
        return self.page.locator(".bd-state")

    @property
    def veil(self) -> Locator:
        """The words over the last good numbers."""
        return self.scene.locator(".bd-veil")

    def keys(self) -> list[str]:
        """Keys of the scenes in their order."""
        said: dict[str, Any] = self.page.request.get(f"{self.address}/api/briefs/national/display").json()
        return [one["key"] for one in said["scenes"]]

    def wait_for_scene(self, key: str) -> None:
        """Return when that scene is on show."""
        expect(self.root).to_have_attribute("data-scene", key, timeout=SHOWN_MS)

    def note_scenes(self) -> None:
        """From now on the page writes down which scenes come on show."""
        self.page.evaluate(_NOTE_SCENES)

    def noted(self, count: int) -> list[str]:
        """Keys of the first scenes that came on show, once there were so many."""
        self.wait_for("count => window.scenesNoted.length >= count", count, timeout_s=120)
        return list(self.page.evaluate("() => window.scenesNoted"))[:count]

    def wait_until_all_are_here(self) -> None:
        """Return when every scene can be shown without the server."""
        expect(self.root).to_have_attribute("data-complete", "", timeout=COMPOSED_MS)

    def numbers(self) -> list[str]:
        """The values of the scene on show."""
        return self.scene.locator(".scene-value").all_inner_texts()

    def press(self, *keys: str) -> None:
        """Keys of a keyboard or a remote, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def count_shifts(self) -> None:
        """From now on the page adds up layout shifts."""
        self.page.evaluate(_COUNT_SHIFTS)

    def shifts(self) -> float:
        """What they came to."""
        return float(self.page.evaluate("() => window.shifts"))

    def count_blanks(self) -> None:
        """From now on the page looks at every frame whether a scene is there."""
        self.page.evaluate(_COUNT_BLANKS)

    def blanks(self) -> tuple[int, int]:
        """Frames without a scene, and all frames."""
        seen = self.page.evaluate("() => [window.blanks, window.frames_seen]")
        return int(seen[0]), int(seen[1])

    def wait_for(self, condition: str, argument: object = None, *, timeout_s: float = 30) -> None:
        """Return when the JavaScript function is true of the argument."""
        wait_until(self.page, condition, argument, timeout_s=timeout_s)

    def style(self, selector: str, name: str) -> str:
        """A computed style of the first such element."""
        script = "([one, name]) => getComputedStyle(document.querySelector(one))[name]"
        return str(self.page.evaluate(script, [selector, name]))
