"""What a scene's fragment holds, and what it must not."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest

from dashboard.scenes.foot import age_words
from dashboard.scenes.html import scene_html
from dashboard.scenes.layout import scene_layout
from data.briefs.content import Numeral, Panel, SceneContent, SourceAge, Text
from layers.drawing.picture import Theme
from tests.dashboard.scenes.scenes import ALONE, MAP, PICTURE, PICTURES, SCENES, scene
from tests.data.briefs.samples import EVERY_ITEM, MISSING, NUMERAL, PAPERS

HOSTILE = '</section><script>alert(1)</script><b onclick="x">\'&'
EVERY_SCENE = pytest.mark.parametrize("content", SCENES, ids=lambda content: content.key)


def html(content: SceneContent, **rest: object) -> str:
    return scene_html(content, PICTURES, theme=Theme.DARK, **rest)


def words(fragment: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", fragment))


@EVERY_SCENE
def test_a_fragment_is_one_section_without_script_or_handlers(content: SceneContent) -> None:
    made = html(content)
    assert made.count('<section class="scene"') == 1
    assert "<script" not in made
    assert not re.search(r"<[^>]+\son\w+=", made)
    assert "http" not in made


@EVERY_SCENE
def test_the_marking_is_at_the_top_and_at_the_bottom(content: SceneContent) -> None:
    made = html(content)
    first, last = (made.index("scene-marking"), made.rindex("scene-marking"))
    assert first < made.index("scene-title")
    assert last > made.index("scene-foot")


def test_hostile_words_stay_words() -> None:
    papers = replace(PAPERS, title=HOSTILE, definition=HOSTILE, caveats=(HOSTILE,), repeat=HOSTILE)
    numeral = replace(NUMERAL, label=HOSTILE, value=HOSTILE, reference=HOSTILE, papers=papers)
    hostile = replace(
        EVERY_ITEM,
        key=HOSTILE,
        title=HOSTILE,
        headline=HOSTILE,
        sure=HOSTILE,
        marking=HOSTILE,
        panels=(Panel(items=(numeral, Text(paragraphs=(HOSTILE,))), title=HOSTILE), *EVERY_ITEM.panels),
    )
    made = html(hostile)
    assert "<script" not in made
    assert "<b onclick" not in made
    assert "&lt;script&gt;alert(1)" in made


@EVERY_SCENE
def test_ids_are_unique_and_begin_with_the_prefix(content: SceneContent) -> None:
    ids = re.findall(r'\sid="([^"]+)"', html(content, prefix="left"))
    assert not [name for name, count in Counter(ids).items() if count > 1]
    assert all(name.startswith("left-") for name in ids)


@EVERY_SCENE
def test_every_button_opens_papers_that_are_there(content: SceneContent) -> None:
    made = html(content)
    targets = set(re.findall(r'popovertarget="([^"]+)"', made))
    assert targets == set(re.findall(r'<aside[^>]*\sid="([^"]+)"', made))


def test_a_numeral_is_one_click_from_all_its_papers() -> None:
    made = html(ALONE)
    target = re.search(r'class="scene-number"[^>]*popovertarget="([^"]+)"', made)
    assert target
    panel = words(made[made.index(f'id="{target[1]}"') :])
    for expected in (
        PAPERS.definition,
        "events, not people",
        PAPERS.source,
        PAPERS.version,
        "60,000",
        PAPERS.caveats[0],
        f"borderops {PAPERS.repeat}",
        "SYNTHETIC",
    ):
        assert expected in panel


@EVERY_SCENE
def test_everything_with_papers_is_numbered_in_order(content: SceneContent) -> None:
    numbers = re.findall(r'data-papers="(\d+)"', html(content))
    assert [int(number) for number in numbers] == list(range(1, len(numbers) + 1))


@EVERY_SCENE
def test_a_synthetic_scene_says_so_in_words(content: SceneContent) -> None:
    assert "SYNTHETIC DATA" in words(html(content))
    assert "SYNTHETIC DATA" not in words(html(replace(content, is_synthetic=False)))


def test_what_is_missing_names_its_extract_and_every_column() -> None:
    made = words(html(scene("missing", Panel(items=(MISSING,)))))
    assert MISSING.extract in made
    assert MISSING.schema in made
    for name, what in MISSING.columns:
        assert name in made
        assert what in made


def test_tones_are_said_in_words_and_shapes() -> None:
    made = html(EVERY_ITEM)
    assert "stands out" in words(made)
    assert "cannot tell" in words(made)
    assert '<path class="tone-mark stands-out"' in made
    assert '<circle class="tone-mark cannot-tell"' in made


def test_a_map_is_drawn_with_its_legend_and_said_in_words() -> None:
    made = html(scene("map", Panel(items=(MAP,))))
    assert f'aria-label="{PICTURE.alt}"' in made
    assert "Nogales &amp; &lt;co&gt;" in made
    assert "10–100" in words(made)
    assert "not drawn" in words(scene_html(scene("map", Panel(items=(MAP,))), {}, theme=Theme.DARK))


def test_charts_have_words_for_who_cannot_see_them() -> None:
    made = html(EVERY_ITEM)
    assert 'role="img" aria-label="Incidents by month, events. Highest in October 2026."' in made
    twin = made[made.index("scene-unseen") :]
    assert "5,300" in twin[: twin.index("</table>")]


def test_panels_are_of_equal_width_and_start_at_one_height() -> None:
    laid = scene_layout(EVERY_ITEM)
    assert len({sum(column.width for column in panel.columns) for panel in laid.panels}) == 1
    assert len({panel.title for panel in laid.panels}) == 1


def test_a_headline_that_repeats_the_title_is_said_once() -> None:
    made = html(replace(ALONE, headline=ALONE.title))
    assert made.count(f">{ALONE.title}<") == 1


def test_late_sources_come_first_and_say_late() -> None:
    late = SourceAge(
        source="CBP", as_of=None, is_late=True, words="as of 1 Jan 2026, 300 days old: late (monthly)"
    )
    made = words(html(replace(ALONE, sources=(*ALONE.sources, late))))
    assert age_words(late) == "Late: CBP, as of 1 Jan 2026, 300 days old"
    assert made.index("Late: CBP") < made.index("+ 1 more")
    assert ALONE.sources[0].words in made[made.index("Sources of this scene") :]


def test_only_links_within_the_product_are_links() -> None:
    for link, is_link in (("/planner?plan=1", True), ("//evil", False), ("javascript:alert(1)", False)):
        ask = replace(SCENES[-2].panels[0].items[0], link=link)
        assert ("href=" in html(scene("ask", Panel(items=(ask,))))) is is_link


def test_a_trend_has_gaps_where_a_month_is_not_shown() -> None:
    line = re.search(r'class="spark-line" d="([^"]+)"', html(ALONE))
    assert line
    assert line[1].count("M") == 2
    assert isinstance(ALONE.panels[0].items[0], Numeral)
