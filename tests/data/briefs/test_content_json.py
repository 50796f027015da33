"""Scenes with their numbers become one text, and come back from it whole or not at all."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.briefs.content import Panel, SceneContent, Series, SourceAge, Text
from data.briefs.content_json import (
    content_from_json,
    content_to_json,
    contents_from_json,
    contents_to_json,
    numbers_digest,
)
from data.errors import BriefError
from tests.data.briefs.samples import EVERY_ITEM

DAYS = st.none() | st.dates(min_value=date(1990, 1, 1))
AGES = st.builds(SourceAge, source=st.text(), as_of=DAYS, is_late=st.booleans(), words=st.text())
SCENES = st.builds(
    SceneContent,
    key=st.text(),
    title=st.text(),
    headline=st.text(),
    sure=st.text(),
    panels=st.lists(
        st.builds(
            Panel,
            items=st.lists(st.builds(Text, paragraphs=st.lists(st.text()).map(tuple))).map(tuple),
            title=st.text(),
        )
    ).map(tuple),
    marking=st.text(),
    version=st.text(),
    is_synthetic=st.booleans(),
    sources=st.lists(AGES).map(tuple),
    questions=st.lists(st.tuples(st.text(), st.text())).map(tuple),
)


def test_every_kind_of_item_comes_back_as_it_was() -> None:
    assert content_from_json(content_to_json(EVERY_ITEM)) == EVERY_ITEM


@given(scenes=st.lists(SCENES, max_size=4).map(tuple))
def test_any_scenes_come_back_as_they_were_and_are_the_same_bytes_again(
    scenes: tuple[SceneContent, ...],
) -> None:
    text = contents_to_json(scenes)
    back = contents_from_json(text)
    assert back == scenes
    assert contents_to_json(back) == text
    assert numbers_digest(back) == numbers_digest(scenes)


def test_a_whole_number_is_the_same_bytes_as_one_with_a_point() -> None:
    series = Series(name="Now", values=(1.0, None), words=("1", "withheld"), intervals=((0.0, 4.0), None))
    loose = replace(series, values=(1, None), intervals=((0, 4), None))  # type: ignore[arg-type]
    charts = [_with_series(one) for one in (series, loose)]
    assert contents_to_json([charts[0]]) == contents_to_json([charts[1]])


def _with_series(series: Series) -> SceneContent:
    panels = []
    for panel in EVERY_ITEM.panels:
        items = tuple(
            replace(item, series=(series,)) if hasattr(item, "series") else item for item in panel.items
        )
        panels.append(replace(panel, items=items))
    return replace(EVERY_ITEM, panels=tuple(panels))


def test_the_digest_changes_with_any_number() -> None:
    other = replace(EVERY_ITEM, headline="Fewer.")
    assert numbers_digest([EVERY_ITEM]) != numbers_digest([other])


def _changed(body: dict[str, Any], *, at: str, to: object) -> dict[str, Any]:
    place: Any = body
    *path, last = at.split(".")
    for name in path:
        place = place[int(name)] if name.isdigit() else place[name]
    if to is _DROPPED:
        del place[last]
    else:
        place[last] = to
    return body


_DROPPED = object()


@pytest.mark.parametrize(
    ("at", "to", "word"),
    [
        ("headline", 3, "scene.headline"),
        ("is_synthetic", "yes", "scene.is_synthetic"),
        ("extra", 1, "extra"),
        ("marking", _DROPPED, "marking"),
        ("panels.0.side", "sideways", "panels[0].side"),
        ("panels.0.items.0.is", "Number", "Number"),
        ("panels.0.items.0.value", None, "value"),
        ("panels.0.items.1.series.0.values", "no list", "values"),
        ("panels.0.items.0.trend", [True], "trend[0]"),
        ("sources.0.as_of", "yesterday", "as_of"),
        ("questions", [["one", "two", "three"]], "questions[0]"),
    ],
)
def test_what_is_not_of_its_shape_is_refused_with_its_place(at: str, to: object, word: str) -> None:
    body = _changed(json.loads(content_to_json(EVERY_ITEM)), at=at, to=to)
    with pytest.raises(BriefError) as refused:
        content_from_json(json.dumps(body))
    assert word in str(refused.value)


def test_what_is_no_json_is_refused_and_what_is_not_finite_is_not_written() -> None:
    with pytest.raises(BriefError, match="no JSON"):
        contents_from_json("[")
    with pytest.raises(BriefError, match="cannot be written"):
        contents_to_json([_with_series(Series(name="", values=(float("nan"),), words=("",)))])
