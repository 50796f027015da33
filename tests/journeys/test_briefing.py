"""The briefing in a browser: it goes round by itself, obeys keys, renews itself quietly, has its papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.journeys.briefing import Briefing
from tests.journeys.program import watch

pytestmark = pytest.mark.browser
WALL = "brief=national&display=wall"


@pytest.fixture
def briefing(browser: Browser, served: str) -> Iterator[Callable[..., Briefing]]:
    """``briefing(query, width=…, height=…)`` is an open display that no complaint may come from."""
    opened: list[tuple[Briefing, list[str], list[str]]] = []

    def come(query: str, *, width: int = 1920, height: int = 1080, **options: object) -> Briefing:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)  # type: ignore[arg-type]
        page = context.new_page()
        refused, complaints = watch(page, served)
        one = Briefing(page=page, address=served)
        opened.append((one, refused, complaints))
        one.open(query)
        return one

    yield come
    for one, _, _ in opened:
        one.page.context.close()
    assert [address for _, refused, _ in opened for address in refused] == []
    assert [words for _, _, complaints in opened for words in complaints] == []


def test_scenes_follow_each_other_by_themselves_in_their_order(briefing: Callable[..., Briefing]) -> None:
    one = briefing(f"{WALL}&speed=10")
    one.note_scenes()
    keys = one.keys()
    noted = one.noted(5)
    start = keys.index(noted[0])
    assert noted == [keys[(start + step) % len(keys)] for step in range(5)]
    assert one.page.locator(".bd-stage > .bd-scene").count() <= 2


def test_keys_and_a_remote_pause_step_and_jump(briefing: Callable[..., Briefing]) -> None:
    one = briefing(WALL)
    keys = one.keys()
    one.press(" ")
    expect(one.state).to_contain_text("paused")
    for key, expected in (
        ("ArrowRight", keys[1]),
        ("PageDown", keys[2]),
        ("PageUp", keys[1]),
        ("ArrowLeft", keys[0]),
        ("End", keys[-1]),
        ("ArrowRight", keys[0]),
        ("ArrowLeft", keys[-1]),
        ("Home", keys[0]),
    ):
        one.press(key)
        one.wait_for_scene(expected)
    one.press("1", "2", "Enter")
    one.wait_for_scene(keys[11])
    one.press(" ")
    expect(one.state).not_to_contain_text("paused")


def test_a_pause_and_the_scene_survive_a_reload(briefing: Callable[..., Briefing]) -> None:
    one = briefing(f"{WALL}&speed=4")
    keys = one.keys()
    one.press(" ", "4", "Enter")
    one.wait_for_scene(keys[3])
    one.wait_for("key => new URLSearchParams(location.search).get('scene') === key", keys[3])
    one.page.reload(wait_until="domcontentloaded")
    one.wait_until_shown()
    expect(one.state).to_contain_text("paused")
    assert one.key == keys[3]


def test_a_wall_has_no_chrome_its_marking_twice_and_no_cursor(briefing: Callable[..., Briefing]) -> None:
    one = briefing(WALL)
    for part in (".header", ".banner >> nth=0", ".banner-below", ".bd-strip", "#connection"):
        expect(one.page.locator(part)).to_be_hidden()
    expect(one.scene.locator(".scene-marking")).to_have_count(2)
    box = one.scene.locator(".scene-page").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 1920, "height": 1080}
    assert one.style(".bd-stage", "cursor") == "none"
    one.page.mouse.move(700, 500)
    one.page.mouse.move(710, 510)
    assert one.style(".bd-stage", "cursor") != "none"
    expect(one.page.get_by_role("toolbar")).to_be_visible()
    one.wait_for("() => document.querySelector('.bd-display').hasAttribute('data-idle')")
    assert one.style(".bd-stage", "cursor") == "none"


def test_a_display_renews_itself_without_a_flicker_or_a_shift(briefing: Callable[..., Briefing]) -> None:
    one = briefing(f"{WALL}&every=2")
    one.wait_until_all_are_here()
    one.press(" ")
    one.page.wait_for_timeout(500)

    def other_numbers(route: Route) -> None:
        said = route.fetch().json()
        if "html" in said:
            said["html"] = said["html"].replace(before, "123,456")
        said["digest"] = f"other {said['digest']}"
        route.fulfill(json=said)

    before = one.numbers()[0]
    same = one.scene.locator(".scene-title, .scene-foot").last.element_handle()
    one.count_shifts()
    one.count_blanks()
    one.page.route("**/api/briefs/national/display**", other_numbers)
    expect(one.scene.locator(".scene-value").first).to_have_text("123,456", timeout=30_000)
    one.page.unroute("**/api/briefs/national/display**", other_numbers)
    expect(one.scene.locator(".scene-value").first).to_have_text(before, timeout=30_000)
    blanks, frames = one.blanks()
    assert frames > 0
    assert blanks == 0
    assert one.shifts() == 0
    assert one.page.evaluate("one => one.isConnected", same), "what did not change is the same node"


def test_changing_scenes_shifts_nothing_and_leaves_no_frame_empty(briefing: Callable[..., Briefing]) -> None:
    one = briefing(WALL)
    one.wait_until_all_are_here()
    one.count_shifts()
    one.count_blanks()
    for key in one.keys()[1:5]:
        one.press("ArrowRight")
        one.wait_for_scene(key)
        one.page.wait_for_timeout(500)
    assert one.blanks()[0] == 0
    assert one.shifts() == 0


def test_from_a_numeral_its_papers_are_two_clicks_away_at_most(briefing: Callable[..., Briefing]) -> None:
    one = briefing("brief=national")
    one.scene.locator(".scene-number").first.click()
    papers = one.scene.locator(".scene-papers:popover-open")
    for words in ("events, not people", "Source", "Data version", "Rows counted", "borderops explain"):
        expect(papers).to_contain_text(words)
    expect(one.state).to_contain_text("paused")
    papers.get_by_role("button", name="Copy").click()
    expect(papers.locator(".bd-copy")).not_to_have_text("Copy")
    one.press("Escape")
    expect(papers).to_have_count(0)
    expect(one.state).not_to_contain_text("paused")
    one.press("i")
    expect(papers).to_have_count(1)


def test_the_presenter_has_notes_questions_and_a_key_back_to_the_scene(
    briefing: Callable[..., Briefing],
) -> None:
    one = briefing("brief=national&presenter=1&scene=map")
    expect(one.page.get_by_role("region", name="Likely questions")).to_contain_text("Did activity rise")
    expect(one.page.get_by_role("region", name="Notes")).to_be_visible()
    expect(one.page.locator(".bd-next .scene-page")).to_be_visible()
    expect(one.page.locator(".bd-time")).to_contain_text("for this scene")
    one.page.get_by_role("region", name="Look further").get_by_role("link").first.click()
    one.page.wait_for_url("**/?*layers=*")
    expect(one.page.get_by_role("button", name="Back to the scene B")).to_be_visible()
    one.page.locator("body").press("b")
    one.wait_until_shown()
    assert one.key == "map"
    expect(one.root).to_have_attribute("data-mode", "presenter")
    one.press("b")
    expect(one.root).to_have_attribute("data-mode", "page")
    expect(one.page.get_by_role("region", name="Notes")).to_be_hidden()


def test_the_wall_follows_the_presenter(briefing: Callable[..., Briefing]) -> None:
    wall = briefing(WALL)
    context = wall.page.context
    page = context.new_page()
    presenter = Briefing(page=page, address=wall.address)
    presenter.open("brief=national&presenter=1&scene=trend")
    wall.wait_for_scene("trend")
    presenter.press("PageDown")
    wall.wait_for_scene(presenter.key)
    expect(wall.state).to_contain_text("paused")
    page.keyboard.press("Escape")
    expect(wall.state).not_to_contain_text("paused")
    page.close()


def test_a_display_is_no_trap_for_the_keyboard_and_is_quiet(briefing: Callable[..., Briefing]) -> None:
    one = briefing(f"{WALL}&speed=10")
    said = one.page.locator(".bd-display [role=status]")
    one.note_scenes()
    keys = one.keys()
    one.noted(3)
    expect(said).to_be_empty()
    for _ in range(40):
        one.press("Tab")
        if one.page.evaluate("() => document.activeElement === document.body"):
            break
    else:
        pytest.fail("the focus never left the page")
    one.press("End")
    expect(said).to_contain_text(f"Scene {len(keys)} of {len(keys)}")
    assert said.get_attribute("aria-live") == "polite"


def test_a_display_can_be_used_on_a_phone(briefing: Callable[..., Briefing]) -> None:
    one = briefing("brief=national", width=390, height=844, has_touch=True)
    keys = one.keys()
    assert one.page.evaluate("() => document.documentElement.scrollWidth") <= 390
    one.page.get_by_role("button", name="Next scene").tap()
    one.wait_for_scene(keys[1])
    one.page.get_by_role("navigation", name="Scenes").get_by_role("button").nth(3).tap()
    one.wait_for_scene(keys[3])
    assert one.page.evaluate("() => document.documentElement.scrollWidth") <= 390


def test_little_motion_is_respected(briefing: Callable[..., Briefing]) -> None:
    one = briefing(WALL, reduced_motion="reduce")
    one.wait_until_all_are_here()
    one.press("ArrowRight")
    assert (
        one.page.evaluate("() => document.querySelector('.bd-stage').getAnimations({subtree: true}).length")
        == 0
    )
    assert one.page.locator(".bd-stage > .bd-scene").count() == 1
