"""The planner's desk as its user speaks of it: plans, tools, strokes, regions, what is saved."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.journeys.program import wait_until

WEST_TEXAS = (-104.0, 33.0, 5.6)
"""Longitude, latitude and zoom."""
Place = tuple[float, float]
"""Longitude and latitude, degrees, OGC:CRS84."""

SAVED_MS = 60_000
_FLOWN = (
    "([lon, lat, zoom]) => new Promise((done) => { const map = window.__borderopsMap.map;"
    " map.jumpTo({center: [lon, lat], zoom}); map.once('idle', done); map.triggerRepaint(); })"
)
_PIXEL = (
    "([lon, lat]) => { const map = window.__borderopsMap.map; const p = map.project([lon, lat]);"
    " const box = map.getCanvas().getBoundingClientRect(); return [p.x + box.x, p.y + box.y]; }"
)


@dataclass(frozen=True)
class Planner:
    """A page object: tests speak of counties and regions, not of selectors."""

    page: Page
    address: str

    def make_plan(self, name: str, start: str = "today") -> int:
        """Id of a new plan, made without the list of plans."""
        made = self.page.request.post(
            f"{self.address}/api/plans", data={"name": name, "start": start}, timeout=120_000
        )
        assert made.ok, made.text()
        return int(made.json()["id"])

    def head(self, plan: int) -> dict[str, Any]:
        """The plan as the server has it."""
        head: dict[str, Any] = self.page.request.get(f"{self.address}/api/plans/{plan}").json()
        return head

    def open(self, plan: int, *, theme: str = "dark") -> None:
        """Open a plan and wait until its map and its ledger stand."""
        self.page.goto(f"{self.address}/planner?plan={plan}&theme={theme}", wait_until="domcontentloaded")
        self.wait_until_open()

    def wait_until_open(self) -> None:
        """Return when the map stands and the ledger has been added up."""
        self.page.wait_for_selector(".pl-map[data-ready]", timeout=90_000)
        expect(self.ledger).to_contain_text("The ledger closes", timeout=90_000)

    @property
    def ledger(self) -> Locator:
        """The conservation ledger."""
        return self.page.get_by_role("region", name="Conservation ledger")

    @property
    def messages(self) -> Locator:
        """What the desk says."""
        return self.page.locator(".pl-messages")

    def wait_until_saved(self, version: int) -> None:
        """Return when that version is saved and nothing is on its way."""
        expect(self.page.locator(".pl-saved")).to_have_text(f"Saved, version {version}", timeout=SAVED_MS)

    def fly_to(self, lon: float, lat: float, zoom: float) -> None:
        """Move the map and wait until it rests."""
        self.page.evaluate(_FLOWN, [lon, lat, zoom])

    def pixel_of(self, place: Place) -> tuple[float, float]:
        """Place on the screen, CSS pixels."""
        x, y = self.page.evaluate(_PIXEL, list(place))
        return float(x), float(y)

    def use(self, tool: str) -> None:
        """Take a tool from the rail and wait until it is in hand."""
        button = self.page.locator(f'.pl-tool[data-tool="{tool}"]')
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")

    def activate(self, region: str) -> None:
        """Make a region the active one."""
        row = self.page.locator(".pl-name", has_text=re.compile(rf"^{re.escape(region)}"))
        row.first.click()
        expect(row.first).to_have_attribute("aria-current", "true")

    def drag(self, *places: Place) -> None:
        """Press at the first place, go through the others, and let go."""
        self.page.mouse.move(*self.pixel_of(places[0]))
        self.page.mouse.down()
        for place in places[1:]:
            self.page.mouse.move(*self.pixel_of(place), steps=8)
            self.page.wait_for_timeout(60)
        self.page.mouse.up()

    def click(self, place: Place) -> None:
        """Click a place on the map."""
        self.page.mouse.click(*self.pixel_of(place))

    def find_and_give(self, county: str) -> None:
        """Give a county to the active region by keyboard alone."""
        field = self.page.get_by_role("combobox", name="Find a county")
        field.fill(county)
        self.page.get_by_role("option").first.wait_for()
        field.press("Enter")
        expect(self.page.get_by_role("region", name="Chosen county")).to_be_visible()
        field.press("Enter")

    def step_back(self) -> None:
        """Undo by keyboard."""
        self.page.evaluate("() => document.activeElement.blur()")
        self.page.keyboard.press("Control+z")

    def wait_for(self, condition: str, argument: object = None) -> None:
        """Return when the JavaScript function is true of the argument."""
        wait_until(self.page, condition, argument)

    def open_tab(self, name: str) -> Locator:
        """A part of the panel, opened and filled."""
        self.page.get_by_role("tab", name=name).click()
        panel = self.page.get_by_role("tabpanel", name=name)
        expect(panel.locator(".pl-part").first).to_be_visible(timeout=60_000)
        return panel

    def activate_by_tab(self, region: str) -> None:
        """Go back to the regions and make one the active one."""
        self.page.get_by_role("tab", name="Regions").click()
        self.activate(region)

    def propose(self, *, plans: int, seconds: int) -> Locator:
        """The dialog of proposals, with a small request just sent."""
        self.page.get_by_role("button", name="Let the machine propose plans").click()
        dialog = self.page.get_by_role("dialog", name="Let the machine propose")
        dialog.get_by_label("Plans", exact=True).fill(str(plans))
        dialog.get_by_label("Seconds at most").fill(str(seconds))
        dialog.get_by_role("button", name="Propose").click()
        return dialog

    def press(self, key: str) -> None:
        """A single key of the desk."""
        self.page.keyboard.press(key)

    def count_actions(self) -> None:
        """From now on the page counts presses of the pointer and of keys."""
        self.page.evaluate(_COUNTING)

    def actions(self) -> int:
        """How many there were."""
        return int(self.page.evaluate("() => window.actionsMade"))


_COUNTING = """() => {
  window.actionsMade = 0;
  for (const kind of ["pointerup", "keyup"]) addEventListener(kind, () => { window.actionsMade += 1; }, true);
}"""


def key_of(one: Planner, plan: int, name: str) -> str:
    """Key of the region of that name."""
    (key,) = (region["key"] for region in one.head(plan)["regions"] if region["name"] == name)
    return str(key)


def opened_at_west_texas(planner: Callable[..., Planner], name: str) -> tuple[Planner, int]:
    """A planner at a new plan of today's map, which shows West Texas."""
    one = planner(width=1280, height=800)
    plan = one.make_plan(name)
    one.open(plan)
    one.fly_to(*WEST_TEXAS)
    return one, plan
