"""Every scene of the briefs that come with the product is laid out at the stated sizes, not samples only."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dashboard.scenes.foot import foot_size
from dashboard.scenes.layout import scene_layout
from dashboard.scenes.sizes import LEAST
from data.answers.gate import Gate
from data.briefs.composing import compose, occasion_of
from data.briefs.content import SceneContent
from data.briefs.defaults import NATIONAL, default_brief
from data.briefs.pages import paged
from data.intake.store import Store
from data.plans.figures.plan_figures import PlanFigures
from data.plans.keeping.store import PlanStore
from data.roles import LOCAL_ACTOR
from data.settings import Settings

TODAY = date(2026, 11, 30)


def contents(store: Path, folder: Path, token: str) -> list[SceneContent]:
    gate = Gate(Store.open(store), Settings(store=store))
    brief = paged(default_brief(token))
    plans = PlanStore(f"sqlite:///{folder / 'plans.sqlite'}")
    occasion = occasion_of(gate, plans, PlanFigures(gate), LOCAL_ACTOR, brief, today=TODAY)
    return [compose(occasion, brief, scene) for scene in brief.scenes]


def too_small(content: SceneContent) -> list[str]:
    """What of a scene is laid out smaller than is stated, in words."""
    laid = scene_layout(content)
    sizes = {
        "title": laid.head.title,
        "headline": laid.head.headline or LEAST,
        "how sure": laid.head.sure or LEAST,
        "foot": foot_size(content),
    }
    for panel in laid.panels:
        sizes[f"title of {panel.panel.title}"] = panel.title or LEAST
        for slot in (slot for column in panel.columns for row in column.rows for slot in row):
            name = f"{type(slot.item).__name__} in {panel.panel.title}"
            sizes[name] = min(slot.room.words, slot.room.small, slot.room.label)
    return [f"{content.key}: {name} {size}" for name, size in sizes.items() if size < LEAST]


@pytest.mark.parametrize("token", [NATIONAL, "region:best:phoenix", "region:best:san-juan"])
def test_every_scene_of_a_default_brief_has_the_stated_size(
    demo_store: Path, tmp_path: Path, token: str
) -> None:
    found = contents(demo_store, tmp_path, token)
    assert [words for content in found for words in too_small(content)] == []


def test_every_scene_has_it_too_where_extracts_fill_the_gaps(filled_store: Path, tmp_path: Path) -> None:
    found = contents(filled_store, tmp_path, NATIONAL)
    assert [words for content in found for words in too_small(content)] == []
