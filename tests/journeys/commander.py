"""The commander's page as its user speaks of it: filters, numbers, map, table, link."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.journeys.program import wait_until

_PAINTED = "() => window.__borderopsMap && window.__borderopsMap.paintCount > 0"


@dataclass(frozen=True)
class Commander:
    """A page object: tests speak of numbers and filters, not of selectors."""

    page: Page
    refused: list[str]
    complaints: list[str]

    def wait_for(self, condition: str, argument: object = None, *, timeout_s: float = 60) -> None:
        """Return when the JavaScript function is true of the argument; it may not take longer."""
        wait_until(self.page, condition, argument, timeout_s=timeout_s)

    def wait_until_painted(self) -> None:
        """Return when the map has painted values and the numerals stand."""
        self.wait_for(_PAINTED)
        expect(self.page.locator(".numeral")).to_have_count(3)

    @property
    def incidents(self) -> str:
        """The incident numeral in words."""
        return self.page.locator(".numeral-value").first.inner_text()

    @property
    def sentence(self) -> str:
        """The filter in words."""
        return self.page.locator(".sentence").inner_text()

    @property
    def query(self) -> dict[str, str]:
        """Parameters of the address bar."""
        return dict(self.page.evaluate("Object.fromEntries(new URLSearchParams(location.search))"))

    def choose(self, label: str, option: str) -> None:
        """Pick an option of one of the filter bar's lists, and wait for the sentence to say so."""
        before = self.sentence
        field = self.page.get_by_role("textbox", name=label, exact=True)
        field.click()
        if field.is_editable():
            field.fill(option)
        self.page.get_by_role("option", name=option, exact=True).first.click()
        self.page.keyboard.press("Escape")
        expect(self.page.locator(".sentence")).not_to_have_text(before)

    @property
    def chips(self) -> list[str]:
        """Words of the chips of the restrictions in force."""
        return self.page.locator(".chip[data-control]").all_inner_texts()

    def set_layer(self, title: str, *, is_on: bool) -> None:
        """Tick or clear a layer."""
        search = self.page.get_by_role("searchbox", name="Search layers")
        search.fill(title)
        self.page.get_by_role("checkbox", name=title, exact=True).set_checked(is_on)
        search.fill("")

    def wait_for_parameter(self, name: str, value: str | None) -> None:
        """Return when the address bar has the parameter with the value; ``None``: has it not."""
        self.wait_for(
            "([name, value]) => new URLSearchParams(location.search).get(name) === value", [name, value]
        )

    def settle(self) -> None:
        """Return when no panel waits for the server any more."""
        self.wait_for("() => !document.querySelector('[data-dash-is-loading=true]')")
        self.page.wait_for_timeout(150)

    def use_theme(self, name: str) -> None:
        """Choose a theme and wait until the page has it."""
        self.page.get_by_text(name, exact=True).click()
        self.wait_for("(t) => document.documentElement.dataset.theme === t", name.lower())

    def fly_to(self, lon: float, lat: float, zoom: float) -> None:
        """Move the map and wait until it rests."""
        self.page.evaluate(
            "([lon, lat, zoom]) => new Promise((done) => { const map = window.__borderopsMap.map;"
            " map.jumpTo({center: [lon, lat], zoom}); map.once('idle', done); })",
            [lon, lat, zoom],
        )

    def pixel_of(self, lon: float, lat: float) -> tuple[float, float]:
        """Place on the screen, CSS pixels, of a point of the map (OGC:CRS84)."""
        spot = self.page.evaluate(
            "([lon, lat]) => { const map = window.__borderopsMap.map; const p = map.project([lon, lat]);"
            " const box = map.getCanvas().getBoundingClientRect(); return [p.x + box.x, p.y + box.y]; }",
            [lon, lat],
        )
        return float(spot[0]), float(spot[1])

    def draw(self, ring: list[tuple[float, float]]) -> None:
        """Draw a polygon with the mouse through the ring's points (OGC:CRS84), closing it."""
        self.page.get_by_role("button", name=re.compile("draw", re.IGNORECASE)).first.click()
        for lon, lat in ring:
            self.page.mouse.move(*self.pixel_of(lon, lat), steps=4)
            self.page.mouse.click(*self.pixel_of(lon, lat))
            self.page.wait_for_timeout(80)
        self.page.mouse.click(*self.pixel_of(*ring[0]))

    def rows(self) -> Locator:
        """Rows of the table."""
        return self.page.locator(".ag-center-cols-container .ag-row")
