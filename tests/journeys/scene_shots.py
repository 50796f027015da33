"""Pictures of every scene of the national brief as a wall shows it, at 1080p and 4K; one also light."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, expect

from data.briefs.defaults import NATIONAL, default_brief
from tests.journeys.program import watch

SIZES = ((1920, 1080), (3840, 2160))
_PHONE = (390, 844)
_LIGHT = ("map", "change")
"""Scenes that are taken in the light theme too, and as a phone shows them."""
_COMPOSED_MS = 300_000


@dataclass(frozen=True, kw_only=True)
class WallShot:
    """One picture: its name, the link that shows it, and its size in pixels."""

    name: str
    link: str
    size: tuple[int, int]


def wall_shots() -> Iterator[WallShot]:
    """All pictures of scenes, in the order of the brief."""
    for scene in default_brief(NATIONAL).scenes:
        for size in SIZES:
            yield _shot(scene.key, "dark", size)
        if scene.key in _LIGHT:
            yield _shot(scene.key, "light", SIZES[0])
            yield _shot(scene.key, "light", _PHONE)


def on_the_wall(browser: Browser, address: str, shot: WallShot) -> Page:
    """The page of a picture, once its scene stands."""
    page = browser.new_page(viewport={"width": shot.size[0], "height": shot.size[1]})
    watch(page, address)
    page.goto(f"{address}{shot.link}", wait_until="domcontentloaded")
    expect(page.locator(".bd-stage .scene-page").first).to_be_visible(timeout=_COMPOSED_MS)
    page.mouse.move(0, 0)
    return page


def _shot(key: str, theme: str, size: tuple[int, int]) -> WallShot:
    query = urlencode({"brief": NATIONAL, "scene": key, "display": "wall", "theme": theme})
    return WallShot(name=f"wall-{key}-{theme}-{size[0]}", link=f"/briefing?{query}", size=size)
