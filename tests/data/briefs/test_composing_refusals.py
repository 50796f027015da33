"""A scene that cannot be composed says in words what is wrong, and the others stand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from data.answers.gate import Gate
from data.briefs.brief import (
    AskScene,
    Brief,
    ChartBy,
    ChartScene,
    ComparisonScene,
    NumeralScene,
    Scene,
)
from data.briefs.cells import is_refused
from data.briefs.content import (
    Ask,
    Text,
)
from data.briefs.freezing import freeze, rebuild
from data.briefs.keeping import BriefStore
from data.briefs.occasion import Occasion
from data.intake.store import Store
from data.roles import Actor, Role
from data.settings import Settings
from tests.data.briefs.occasions import an_occasion, items_of, numbers_in, told, words_of
from tests.data.briefs.scene_checks import MONTHS, NOTE, NUMERALS, SIMPLE, TABLE
from tests.data.plans.plan_stores import AT, MARIA, small_plan


@pytest.fixture
def occasion(gate: Gate, tmp_path: Path) -> Occasion:
    return an_occasion(gate, tmp_path)


def test_a_scene_that_cannot_be_composed_says_why_and_the_others_stand(occasion: Occasion) -> None:
    contents = told(
        occasion,
        NUMERALS,
        NumeralScene(measures=("no-such-measure",)),
        ComparisonScene(plan=7, other=8),
        NumeralScene(measures=("incidents",), view="version=v000099"),
        ChartScene(measure="incidents", by=ChartBy.REGION, region_set="no-set"),
        NumeralScene(measures=("incidents",), view="from=1990-01&to=1990-12"),
        NOTE,
    )
    assert [is_refused(content) for content in contents] == [False, True, True, True, True, True, False]
    for content, word in zip(contents[1:6], ("measure", "plan", "version", "set", "1990"), strict=True):
        assert word in words_of(content)
        assert not list(numbers_in(content))
        assert content.marking


def test_an_empty_store_leaves_notes_and_asks_standing(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    occasion = an_occasion(Gate(store, Settings(store=tmp_path / "store")), tmp_path)
    contents = told(occasion, *SIMPLE)
    assert occasion.filter.version is None
    stand = [content for content in contents if not is_refused(content)]
    assert [type(item) for content in stand for item in items_of(content)] == [Text, Ask]
    assert all("ingest" in words_of(content) for content in contents if is_refused(content))


def test_no_incidents_at_all_are_not_told_as_zero(empty_gate: Gate, tmp_path: Path) -> None:
    for content in told(
        an_occasion(empty_gate, tmp_path), NumeralScene(measures=("incidents",)), MONTHS, TABLE
    ):
        assert is_refused(content)
        assert "no incidents are loaded" in words_of(content).lower()


def test_a_viewer_is_not_shown_drafts_of_plans(gate: Gate, tmp_path: Path) -> None:
    viewer = Actor(name="vera", role=Role.VIEWER)
    occasion = an_occasion(gate, tmp_path, actor=viewer)
    plan = occasion.plans.create(MARIA, name="Option A", plan=small_plan(), origin="a test", at=AT)
    compared = told(occasion, ComparisonScene(plan=plan.plan_id, other=plan.plan_id))[0]
    asked = told(occasion, AskScene(decision="Move", options=(), who="", plan=plan.plan_id))[0]
    assert is_refused(compared)
    ask = next(item for item in items_of(asked) if isinstance(item, Ask))
    assert ask.link == ""
    assert "planners" in ask.link_words


def test_an_actor_of_some_regions_is_told_of_them_and_refused_the_rest_in_words(
    gate: Gate, tmp_path: Path
) -> None:
    actor = Actor(name="ada", role=Role.OPERATOR, regions=("sector:tucson",))
    occasion = an_occasion(gate, tmp_path, actor=actor)
    whole, own, other, note = told(
        occasion,
        NumeralScene(measures=("incidents",)),
        NumeralScene(measures=("incidents",), view="region=sector:tucson"),
        NumeralScene(measures=("incidents",), view="region=sector:yuma"),
        NOTE,
    )
    assert [is_refused(content) for content in (whole, own, other, note)] == [False, False, True, False]
    assert list(numbers_in(whole)) == list(numbers_in(own))
    assert not list(numbers_in(other))
    assert note.is_synthetic
    # Its writer meant everywhere: the title says that it is not.
    assert [content.title.endswith(": Tucson Sector only") for content in (whole, own)] == [True, False]


def test_a_frozen_brief_of_everywhere_is_not_told_to_an_actor_of_some_regions(
    gate: Gate, tmp_path: Path
) -> None:
    everywhere = an_occasion(gate, tmp_path)
    briefs = BriefStore(everywhere.plans.database)
    brief = Brief(
        title="All", scenes=(Scene(key="one", title="One", body=NumeralScene(measures=("incidents",))),)
    )
    frozen = freeze(briefs, everywhere, "national", brief, at=AT)
    assert list(numbers_in(rebuild(briefs, everywhere, frozen.frozen_id).contents[0]))
    actor = Actor(name="ada", role=Role.OPERATOR, regions=("sector:tucson",))
    told_ada = rebuild(briefs, replace(everywhere, actor=actor), frozen.frozen_id).contents[0]
    assert is_refused(told_ada)
    assert not list(numbers_in(told_ada))
