"""``python -m tests.journeys.shots``: every page in its themes and sizes, and named scenes of the map."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page

from dashboard.app import PAGES
from tests.journeys.picture import decoded
from tests.journeys.planner_shots import SCENES as DESK_SCENES
from tests.journeys.planner_shots import furnish, own_plans, staged
from tests.journeys.program import open_browser, open_page, served_store, wait_until
from tests.journeys.scene_shots import on_the_wall, wall_shots

SIZES = ((1920, 1080), (1280, 800), (390, 844))
THEMES = ("dark", "light")
_REST_MS = 2500
_PATIENCE_S = 180
_LOOKS = 5
_LEAST_COLOURS = 200
"""A map with nothing but its ground has fewer distinct colours than this."""
_AT_REST = """() => {
  if (document.querySelector("[data-dash-is-loading=true]")) return false;
  if (document.fonts.status !== "loaded") return false;
  if (!document.querySelector(".bo-map")) return true;
  const hook = window.__borderopsMap;
  const isPainted = document.querySelector(".pl-map[data-ready]") || (hook && hook.paintCount > 0);
  return Boolean(hook && isPainted && hook.map.loaded() && hook.map.areTilesLoaded());
}"""
_SOUTH_WEST = "-108.6,32.3,5.6"
_RING = "-111.9 31.2,-109.6 31.2,-109.4 32.6,-111.6 32.9"
_WHY_TUCSON = (
    "() => window.dash_clientside.set_props('map',"
    " {why: {layer: 'sectors', id: 'sector:tucson', name: 'Tucson Sector', nonce: 1}})"
)


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A view of the commander's page worth a picture: its link, and what is done once it stands."""

    name: str
    query: dict[str, str]
    script: str = ""
    size: tuple[int, int] = (1600, 950)
    settled: str = ""


SCENES = (
    Scene(
        name="change",
        query={"layers": "ports_of_entry~60|sectors", "form": "change", "at": _SOUTH_WEST},
    ),
    Scene(
        name="programmes",
        query={"layers": "task_forces_best|fusion_centers|detention_facilities|task_force_reach"},
    ),
    Scene(name="heat", query={"layers": "incident_heat", "at": _SOUTH_WEST}),
    Scene(
        name="why",
        query={"layers": "sectors", "form": "change", "at": _SOUTH_WEST},
        script=_WHY_TUCSON,
        settled="() => document.querySelectorAll('.why-rows').length > 1",
    ),
    Scene(
        name="swipe",
        query={"layers": "incident_density", "at": _SOUTH_WEST, "swipe": "2024-11/2025-10"},
    ),
    Scene(
        name="polygon",
        query={"layers": "ports_of_entry|incident_density", "at": "-110.7,31.9,7", "shape": _RING},
    ),
    Scene(name="world", query={"layers": "overseas_posts", "at": "10,20,2"}),
    Scene(
        name="filtered",
        query={
            "category": "Drug seizure",
            "region": "sector:tucson",
            "layers": "sectors~60|counties",
            "at": _SOUTH_WEST,
        },
    ),
    Scene(
        name="phone-numbers",
        query={},
        script="() => document.querySelector('.bottom [data-section=numbers]').click()",
        size=(390, 844),
    ),
    Scene(
        name="phone-filters",
        query={},
        script="() => document.querySelector('.bottom [data-section=filters]').click()",
        size=(390, 844),
    ),
)


def main() -> None:
    """Write ``<page>-<theme>-<width>.png``, ``scene-<name>.png`` and the like into the folder.

    ``planner-<name>.png`` is the desk, ``wall-<scene>-<theme>-<width>.png`` a scene of the national brief.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, default=Path("store"))
    parser.add_argument("--folder", type=Path, default=Path("shots"))
    parser.add_argument("--only", default="", help="only pictures whose name starts so")
    arguments = parser.parse_args()
    arguments.folder.mkdir(exist_ok=True)
    with own_plans(), served_store(arguments.store) as address, open_browser() as browser:
        plans = furnish(browser, address)
        for name, link, (width, height) in pages():
            if name.startswith(arguments.only):
                page = opened(browser, f"{address}{link}", width, height)
                save(browser, page, arguments.folder / f"{name}.png")
        for scene in SCENES:
            if f"scene-{scene.name}".startswith(arguments.only):
                take(browser, address, scene, arguments.folder)
        for desk in DESK_SCENES:
            if f"planner-{desk.name}".startswith(arguments.only):
                page = staged(browser, address, desk, plans[desk.plan])
                rest(page)
                save(browser, page, arguments.folder / f"planner-{desk.name}.png")
        for shot in wall_shots():
            if shot.name.startswith(arguments.only):
                page = on_the_wall(browser, address, shot)
                rest(page)
                save(browser, page, arguments.folder / f"{shot.name}.png")


def pages() -> Iterator[tuple[str, str, tuple[int, int]]]:
    """Name, link and size of each picture of a whole page; the first page also in high contrast."""
    for number, module in enumerate(PAGES):
        for theme in (*THEMES, "contrast")[: None if number == 0 else 2]:
            for size in SIZES:
                yield f"{module.TITLE.lower()}-{theme}-{size[0]}", f"{module.PATH}?theme={theme}", size


def take(browser: Browser, address: str, scene: Scene, folder: Path) -> None:
    """One scene's picture."""
    page = opened(browser, f"{address}/?{urlencode(scene.query)}", *scene.size)
    if scene.script:
        page.evaluate(scene.script)
        if scene.settled:
            wait_until(page, scene.settled, timeout_s=60)
        rest(page)
    save(browser, page, folder / f"scene-{scene.name}.png")


def opened(browser: Browser, address: str, width: int, height: int) -> Page:
    """The page at the address, once nothing is loaded any more and the map is painted and rests."""
    page = open_page(browser, address, width=width, height=height)
    page.wait_for_load_state("networkidle")
    rest(page)
    return page


def rest(page: Page) -> None:
    """Return when panels, letters and map stand, and still do a little later.

    Raises
    ------
    TimeoutError
        If they do not in time.
    """
    for _ in range(2):
        wait_until(page, _AT_REST, timeout_s=_PATIENCE_S)
        page.wait_for_timeout(_REST_MS)


def save(browser: Browser, page: Page, file: Path) -> None:
    """Write the picture of the page and close it; a picture with a blank map is taken again.

    Raises
    ------
    RuntimeError
        If the map stays blank.
    """
    for _ in range(_LOOKS):
        png = page.screenshot()
        if not _is_blank(browser, page, png):
            file.write_bytes(png)
            page.close()
            return
        page.wait_for_timeout(_REST_MS)
    raise RuntimeError(f"the map of {file.name} has fewer than {_LEAST_COLOURS} colours in {_LOOKS} pictures")


def _is_blank(browser: Browser, page: Page, png: bytes) -> bool:
    canvas = page.locator(".bo-map .maplibregl-canvas").first
    box = canvas.bounding_box() if canvas.count() and canvas.is_visible() else None
    if box is None:
        return False
    left, top = int(box["x"]), int(box["y"])
    part = (left, top, left + int(box["width"]), top + int(box["height"]))
    return decoded(browser, png, {"map": part}).parts["map"].colours < _LEAST_COLOURS


if __name__ == "__main__":
    main()
