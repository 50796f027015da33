"""Pictures of the planner's desk: its themes and sizes, and named scenes of what is done at it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.journeys.planner import Planner
from tests.journeys.program import watch

OPTION_A, OPTION_B = "Southwest, option A", "Southwest, option B"
SUBMITTED, BY_PORTS = "Sectors, submitted", "Incidents and ports"
_WEST_TEXAS = (-103.2, 32.2, 6.0)
_STROKE = ((-103.3, 33.5), (-102.3, 33.6), (-101.3, 33.2), (-101.2, 32.4))
_OUTLINE = ((-102.6, 33.4), (-100.4, 33.3), (-100.9, 32.0), (-102.4, 31.9))
_LONG_MS = 180_000
_WIDE = (1600, 950)


@dataclass(frozen=True, kw_only=True)
class DeskScene:
    """A view of the planner worth a picture: which plan, and what is done once its desk stands."""

    name: str
    plan: str = OPTION_A
    act: Callable[[Planner], None] = lambda _: None
    theme: str = "dark"
    size: tuple[int, int] = _WIDE


@contextmanager
def own_plans() -> Iterator[None]:
    """Plans of the program go to a database of its own for as long as this lasts."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BORDEROPS_DATABASE"] = f"sqlite:///{folder}/plans.sqlite"
        try:
            yield
        finally:
            del os.environ["BORDEROPS_DATABASE"]


def furnish(browser: Browser, address: str) -> dict[str, int]:
    """Ids by name of the plans that the pictures show, made at the address."""
    page = browser.new_page()
    made = _Made(Planner(page=page, address=address))
    plans = {SUBMITTED: made.submitted(), BY_PORTS: made.by_ports(), OPTION_A: made.with_branch()}
    plans[OPTION_B] = made.copied(plans[OPTION_A])
    page.close()
    return plans


def staged(browser: Browser, address: str, scene: DeskScene, plan: int) -> Page:
    """The page of a scene, its plan open and its act done."""
    width, height = scene.size
    page = browser.new_page(viewport={"width": width, "height": height})
    watch(page, address)
    desk = Planner(page=page, address=address)
    desk.open(plan, theme=scene.theme)
    scene.act(desk)
    return page


@dataclass(frozen=True)
class _Made:
    """Plans as a planner would leave them, made without the desk."""

    desk: Planner

    def submitted(self) -> int:
        """A plan in review, half of its checklist ticked."""
        plan = self.desk.make_plan(SUBMITTED, "sectors")
        review = self._post(plan, "submit", {"version": self._version(plan)})
        for item in review["unticked"][:2]:
            self._post(plan, "tick", {"item": item, "ticked": True, "reviewer": "R. Reviewer"})
        return plan

    def by_ports(self) -> int:
        """A plan whose rules can be kept: ports are weighed too, and a region may have twice the mean."""
        plan = self.desk.make_plan(BY_PORTS)
        rules = self.desk.head(plan)["rules"] | {"weights": {"incidents": 0.2, "ports": 0.8}, "tolerance": 1}
        self._edit(plan, {"kind": "rules", "rules": rules})
        return plan

    def with_branch(self) -> int:
        """A plan with a branch in its history, a named version, and notes."""
        plan = self.desk.make_plan(OPTION_A)
        keys = {region["name"]: region["key"] for region in self.desk.head(plan)["regions"]}
        el_paso = keys["HSI El Paso"]
        self._edit(plan, {"kind": "assign", "units": ["48303", "48219"], "region": el_paso})
        self._post(plan, "undo", {"version": self._version(plan)})
        self._edit(plan, {"kind": "assign", "units": ["48303", "48445", "48305"], "region": el_paso})
        self._post(plan, "versions", {"name": "For the Tuesday meeting"})
        told = {"to": "region", "keys": [el_paso], "text": "Is there room for the agents of Lubbock?"}
        self._post(plan, "notes", told)
        about = {"to": "unit", "keys": ["48303"], "text": "The county asked for this in May."}
        note = self._post(plan, "notes", about)["note"]
        self._post(plan, f"notes/{note if isinstance(note, int) else note['note']}/resolve", {})
        return plan

    def copied(self, source: int) -> int:
        """A copy with one more thing changed, to compare with."""
        body = {"name": OPTION_B, "copy_of": source}
        reply = self.desk.page.request.post(f"{self.desk.address}/api/plans", data=body)
        assert reply.ok, reply.text()
        plan = int(reply.json()["id"])
        keys = {region["name"]: region["key"] for region in self.desk.head(plan)["regions"]}
        units = ["48003", "48135", "48227", "48317", "48329"]
        self._edit(plan, {"kind": "assign", "units": units, "region": keys["HSI Dallas"]})
        return plan

    def _edit(self, plan: int, edit: dict[str, object]) -> None:
        self._post(plan, "edits", {"version": self._version(plan), "edit": edit})

    def _version(self, plan: int) -> int:
        return int(self.desk.head(plan)["version"])

    def _post(self, plan: int, path: str, body: dict[str, Any]) -> dict[str, Any]:
        reply = self.desk.page.request.post(
            f"{self.desk.address}/api/plans/{plan}/{path}", data=body, timeout=120_000
        )
        assert reply.ok, reply.text()
        answer: dict[str, Any] = reply.json()
        return answer


def _stroke(desk: Planner) -> None:
    """A stroke of the brush that is not let go yet."""
    desk.fly_to(*_WEST_TEXAS)
    desk.page.locator(".pl-table-head select").select_option("incidents")
    desk.activate("HSI El Paso")
    desk.use("paint")
    desk.page.mouse.move(*desk.pixel_of(_STROKE[0]))
    desk.page.mouse.down()
    for place in _STROKE[1:]:
        desk.page.mouse.move(*desk.pixel_of(place), steps=12)
    desk.page.wait_for_selector(".pl-side[data-live]", timeout=_LONG_MS)


def _cuts(desk: Planner) -> None:
    """A region drawn over county lines, and what was done by itself."""
    desk.fly_to(*_WEST_TEXAS)
    desk.page.locator(".pl-table-head select").select_option("incidents")
    desk.activate("HSI El Paso")
    desk.use("polygon")
    desk.drag(*_OUTLINE)
    expect(desk.messages).to_contain_text("Done by itself", timeout=_LONG_MS)
    expect(desk.page.locator(".pl-saved")).to_contain_text("Saved", timeout=_LONG_MS)


def _tab(name: str) -> Callable[[Planner], None]:
    """Opens a part of the panel."""

    def act(desk: Planner) -> None:
        desk.page.get_by_role("tab", name=name).click()
        shown = desk.page.get_by_role("tabpanel", name=name).locator(".pl-part").first
        expect(shown).to_be_visible(timeout=_LONG_MS)

    return act


def _compare(desk: Planner) -> None:
    """The plan beside its copy."""
    desk.fly_to(*_WEST_TEXAS)
    desk.page.get_by_role("button", name="Compare with another plan").click()
    desk.page.locator(".pl-compare select").select_option(label=f"{OPTION_B} (draft)")
    expect(desk.page.locator(".pl-diff table").first).to_be_visible(timeout=_LONG_MS)


def _propose(desk: Planner) -> None:
    """Proposals that were found, and what binds."""
    desk.page.get_by_role("button", name="Let the machine propose plans").click()
    dialog = desk.page.get_by_role("dialog", name="Let the machine propose")
    dialog.get_by_label("Plans", exact=True).fill("4")
    dialog.get_by_label("Seconds at most").fill("20")
    dialog.get_by_role("button", name="Propose").click()
    expect(dialog.get_by_role("heading", name="What binds")).to_be_visible(timeout=_LONG_MS)


def _files(desk: Planner) -> None:
    """The dialog of files."""
    desk.page.get_by_role("button", name="Export and import").click()


SCENES = (
    DeskScene(name="desk"),
    *(DeskScene(name=f"desk-{theme}-1920", theme=theme, size=(1920, 1080)) for theme in ("dark", "light")),
    DeskScene(name="desk-contrast-1920", theme="contrast", size=(1920, 1080)),
    DeskScene(name="desk-dark-1280", size=(1280, 800)),
    DeskScene(name="desk-dark-390", size=(390, 844)),
    DeskScene(name="stroke", act=_stroke),
    DeskScene(name="checks", act=_tab("Checks")),
    DeskScene(name="history", act=_tab("History")),
    DeskScene(name="notes", act=_tab("Notes and review")),
    DeskScene(name="review", plan=SUBMITTED, act=_tab("Notes and review")),
    DeskScene(name="compare", act=_compare),
    DeskScene(name="files", act=_files),
    DeskScene(name="propose", plan=BY_PORTS, act=_propose),
    DeskScene(name="cuts", plan=OPTION_B, act=_cuts),
)
