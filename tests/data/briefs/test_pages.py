"""A brief in pages: all of it, in order, each page with its own key, never longer than a brief may be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.answers.gate import Gate
from data.briefs.brief import Brief, Likely, NoteScene, ProgrammeScene, Scene, TrackerScene
from data.briefs.codec import brief_from_json, brief_to_json
from data.briefs.defaults import default_brief, default_tokens
from data.briefs.freezing import Sameness, freeze, rebuild
from data.briefs.keeping import BriefStore
from data.briefs.limits import MOST_SCENES, RECOMMENDATIONS
from data.briefs.pages import paged
from data.briefs.programmes import PROGRAMMES
from data.intake.store import Store
from data.plans.keeping.database import Database
from data.settings import Settings
from tests.data.briefs.occasions import an_occasion

AT = datetime(2026, 11, 30, 12, tzinfo=UTC)
DENSE = Scene(
    key="detention",
    title="Detention",
    body=ProgrammeScene(programme="detention"),
    seconds=45,
    notes="Slowly.",
    questions=(Likely(question="Why?"),),
)
NOTE = Scene(key="detention-2", title="A note", body=NoteScene(words="Words."))


def a_brief(*scenes: Scene) -> Brief:
    return Brief(title="A brief", scenes=scenes)


@pytest.mark.parametrize("token", default_tokens())
def test_default_briefs_in_pages_could_be_stored(token: str) -> None:
    found = paged(default_brief(token))
    assert brief_from_json(brief_to_json(found)) == found
    assert paged(found) == found


def test_pages_follow_each_other_with_all_that_is_their_scene_s() -> None:
    first, second, note = paged(a_brief(DENSE, NOTE)).scenes
    assert (first.key, second.key, note) == ("detention", "detention-3", NOTE)
    assert [page.body for page in (first, second)] == [replace(DENSE.body, page=page) for page in (1, 2)]
    assert first.title == f"Detention · {PROGRAMMES['detention'].pages[0].title}"
    assert {(page.seconds, page.notes, page.questions) for page in (first, second)} == {
        (45, "Slowly.", DENSE.questions)
    }


def test_the_tracker_has_every_recommendation_once() -> None:
    pages = paged(a_brief(Scene(key="tracker", title="Tracker", body=TrackerScene()))).scenes
    shown = [page.body.only for page in pages if isinstance(page.body, TrackerScene)]
    assert tuple(key for only in shown for key in only) == RECOMMENDATIONS
    few = Scene(key="few", title="Few", body=TrackerScene(only=("R2", "R9")))
    assert paged(a_brief(few)) == a_brief(few)


def test_a_brief_that_is_full_keeps_its_last_scenes_whole() -> None:
    notes = tuple(replace(NOTE, key=f"note-{number}") for number in range(MOST_SCENES - 4))
    found = paged(a_brief(DENSE, *notes, replace(DENSE, key="again"), NOTE)).scenes
    assert len(found) == MOST_SCENES
    assert [scene.key for scene in found[:2]] == ["detention", "detention-3"]
    assert found[-2].body == DENSE.body


def test_a_brief_is_frozen_in_pages_and_one_frozen_whole_is_rebuilt_whole(
    demo_store: Path, tmp_path: Path
) -> None:
    gate = Gate(Store.open(demo_store), Settings(store=demo_store))
    briefs = BriefStore(Database(f"sqlite:///{tmp_path / 'briefs.sqlite'}"))
    occasion = an_occasion(gate, tmp_path, a_brief(DENSE))
    frozen = freeze(briefs, occasion, "national", a_brief(DENSE), at=AT)
    found = rebuild(briefs, occasion, frozen.frozen_id)
    assert (found.sameness, found.digest) == (Sameness.SAME, frozen.digest)
    assert [content.key for content in found.contents] == ["detention", "detention-2"]
    full = a_brief(*(replace(DENSE, key=f"detention-{number}") for number in range(MOST_SCENES)))
    whole = freeze(briefs, occasion, "national", full, at=AT)
    again = rebuild(briefs, occasion, whole.frozen_id)
    assert (again.sameness, again.digest) == (Sameness.SAME, whole.digest)
    assert len(again.contents) == MOST_SCENES
