"""Scenes in a real browser: legible from three metres, and nothing cut, on a wall, at 4K and on a phone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from dashboard.scenes.html import scene_html
from dashboard.scenes.pictures import pictures_of
from dashboard.scenes.sizes import LEAST, LEAST_ALONE
from dashboard.services import services_of
from data.briefs.composing import compose, occasion_of
from data.briefs.content import SceneContent
from data.briefs.defaults import NATIONAL, default_brief
from data.briefs.pages import paged
from data.roles import LOCAL_ACTOR
from data.settings import Settings
from layers.drawing.picture import Picture, Theme
from tests.dashboard.scenes.scenes import ALONE, SCENES, pictures, scene

ROOT = Path(__file__).parents[2]
SIZES = ((1920, 1080), (3840, 2160), (1366, 1024), (390, 844))
SPARSE = ("alone", "line", "map", "ask")
"""Scenes with no more in them than a wall is to show: all words are of the stated least size."""
_PHONE = 700
_SIZES_OF_WORDS = """() => [...document.querySelectorAll('.scene-page *')]
  .filter((e) => !e.closest('.scene-unseen, title, .tone-query'))
  .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
  .map((e) => {
    const svg = e.closest('svg');
    const scale = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
    const size = parseFloat(getComputedStyle(e).fontSize) * scale;
    return [e.textContent.trim().slice(0, 40), size, e.closest('code') !== null];
  })"""
_CUT = """(isPhone) => {
  const found = [];
  const page = document.querySelector('.scene-page').getBoundingClientRect();
  const moves = (e) => isPhone && e.closest('.scene-rows, .scene-drawing');
  for (const e of document.querySelectorAll('.scene-page *')) {
    if (e.closest('svg') || e.closest('.scene-unseen') || moves(e)) continue;
    const box = e.getBoundingClientRect();
    const panel = e.closest('.scene-panel')?.getBoundingClientRect() ?? page;
    const name = `${e.tagName}.${e.className}: ${e.textContent.slice(0, 30)}`;
    if (box.right > page.right + 1 || box.bottom > panel.bottom + 2) found.push(name);
    if (e.clientWidth && e.scrollWidth > e.clientWidth + 2) found.push(`wide ${name}`);
  }
  return found;
}"""
_WORDS_OUT_OF_CHARTS = """() => [...document.querySelectorAll('.scene-chart-svg')].flatMap((svg) => {
  const box = svg.getBoundingClientRect();
  const slack = 0.01 * box.width + 3;
  return [...svg.querySelectorAll('text')].filter((text) => {
    const own = text.getBoundingClientRect();
    return own.left < box.left - slack || own.right > box.right + slack || own.bottom > box.bottom + slack;
  }).map((text) => text.textContent);
})"""


def shown(
    browser: Browser,
    content: SceneContent,
    size: tuple[int, int],
    theme: Theme = Theme.DARK,
    *,
    drawn: Mapping[str, Picture] | None = None,
) -> Page:
    """A page with the scene filling it, in the product's own letters, its maps made up or as ``drawn``."""
    built = ROOT / "dashboard" / "built"
    fonts = (built / "fonts.css").read_text(encoding="utf-8")
    style = (ROOT / "dashboard" / "assets" / "scene.css").read_text(encoding="utf-8")
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.route(
        "**/fonts/*", lambda route: route.fulfill(path=built / "fonts" / route.request.url.rsplit("/", 1)[1])
    )
    page.route("**/scene", lambda route: route.fulfill(body="<!doctype html>", content_type="text/html"))
    page.goto("http://127.0.0.1:9/scene")
    page.set_content(
        f"<style>{fonts}{style} *{{box-sizing:border-box}} html,body{{height:100%;margin:0}}</style>"
        f"{scene_html(content, drawn or pictures(content), theme=theme)}"
    )
    page.evaluate("document.fonts.ready")
    return page


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("content", SCENES, ids=lambda content: content.key)
def test_nothing_is_cut(browser: Browser, content: SceneContent, size: tuple[int, int]) -> None:
    page = shown(browser, content, size)
    is_phone = size[0] <= _PHONE
    assert page.evaluate(_CUT, is_phone) == []
    assert page.evaluate(_WORDS_OUT_OF_CHARTS) == []
    page.close()


@pytest.mark.parametrize(
    "content", [one for one in SCENES if one.key in SPARSE], ids=lambda content: content.key
)
def test_words_on_the_wall_have_the_stated_size(browser: Browser, content: SceneContent) -> None:
    for width, height in ((1920, 1080), (3840, 2160)):
        page = shown(browser, content, (width, height))
        small = too_small(page, LEAST * width / 1920)
        page.close()
        assert small == []


def too_small(page: Page, least: float) -> list[tuple[str, float]]:
    """Words of the scene on a page that are smaller than ``least`` pixels, with their size."""
    return [
        (words, size)
        for words, size, is_code in page.evaluate(_SIZES_OF_WORDS)
        # Letters of even width are larger for their size.
        if size < least * (0.85 if is_code else 0.98)
    ]


def test_the_national_brief_has_the_stated_size_with_its_real_numbers_and_maps(
    browser: Browser, demo_store: Path, tmp_path: Path
) -> None:
    settings = Settings(store=demo_store, database=f"sqlite:///{tmp_path / 'plans.sqlite'}")
    services = services_of(settings)
    brief = paged(default_brief(NATIONAL))
    occasion = occasion_of(
        services.gate, services.plans, services.figures, LOCAL_ACTOR, brief, today=date(2026, 11, 30)
    )
    found = []
    for one in brief.scenes:
        content = compose(occasion, brief, one)
        drawn = pictures_of(services, content, Theme.DARK, actor=LOCAL_ACTOR)
        page = shown(browser, content, (1920, 1080), drawn=drawn)
        found += [f"{one.key}: {words} {size:.0f}" for words, size in too_small(page, LEAST)]
        found += [f"{one.key}: cut {words}" for words in page.evaluate(_CUT, False)]  # noqa: FBT003
        found += [f"{one.key}: out {words}" for words in page.evaluate(_WORDS_OUT_OF_CHARTS)]
        page.close()
    assert found == []


def test_a_numeral_alone_has_the_stated_size(browser: Browser) -> None:
    page = shown(browser, ALONE, (1920, 1080))
    size = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.scene-value')).fontSize)")
    page.close()
    assert size >= LEAST_ALONE


def test_papers_open_with_one_click_and_close_with_escape(browser: Browser) -> None:
    page = shown(browser, ALONE, (1920, 1080))
    papers = page.locator(".scene-papers").first
    assert not papers.is_visible()
    page.locator(".scene-number").click()
    assert papers.is_visible()
    assert "borderops explain" in papers.inner_text()
    page.keyboard.press("Escape")
    assert not papers.is_visible()
    page.close()


@pytest.mark.parametrize("theme", list(Theme))
def test_words_stand_out_from_their_ground(browser: Browser, theme: Theme) -> None:
    page = shown(browser, scene("tones", *ALONE.panels), (1920, 1080), theme)
    ratios = page.evaluate(
        """() => {
          const light = (text) => {
            const [r, g, b] = text.match(/[\\d.]+/g).map((part) => part / 255)
              .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const style = (name) => getComputedStyle(document.querySelector(name));
          const ground = light(style('.scene').backgroundColor);
          return ['headline', 'sure', 'value', 'certainty', 'tone', 'foot', 'synthetic'].map((name) => {
              const own = light(style(`.scene-${name}`).color);
              return (Math.max(own, ground) + 0.05) / (Math.min(own, ground) + 0.05);
            });
        }"""
    )
    page.close()
    assert min(ratios) >= (7 if theme is Theme.CONTRAST else 4.5)
