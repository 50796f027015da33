"""Plans in scenes: side by side, and behind an ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.answers.gate import Gate
from data.briefs.brief import (
    AskScene,
    Choice,
    ComparisonScene,
    NoteScene,
)
from data.briefs.content import (
    Ask,
    Table,
    Text,
)
from data.briefs.occasion import Occasion
from tests.data.briefs.occasions import an_occasion, items_of, maps_in, told
from tests.data.briefs.scene_checks import check_limits
from tests.data.plans.plan_stores import AT, MARIA, small_plan, to


@pytest.fixture
def occasion(gate: Gate, tmp_path: Path) -> Occasion:
    return an_occasion(gate, tmp_path)


def test_two_plans_are_compared_on_maps_and_in_a_table(occasion: Occasion) -> None:
    first = occasion.plans.create(MARIA, name="Option A", plan=small_plan(), origin="a test", at=AT)
    other = occasion.plans.create(MARIA, name="Option B", plan=small_plan(), origin="a test", at=AT)
    moved = occasion.plans.save(
        MARIA, other.plan_id, to("r1", "04019", "48141", "48229"), expected_version=other.version, at=AT
    )
    content = told(occasion, ComparisonScene(plan=first.plan_id, other=other.plan_id))[0]
    check_limits(content)
    assert "3 counties change" in content.headline
    maps = maps_in(content)
    assert [(one.plan, one.edit) for one in maps] == [
        (first.plan_id, first.edit_id),
        (other.plan_id, moved.head.edit_id),
    ]
    table = next(item for item in items_of(content) if isinstance(item, Table))
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["Counties in no region"][2] in {"−2", "−3"}
    assert table.papers.repeat.startswith("brief compare ")


def test_an_ask_names_its_plan_and_recommendation(occasion: Occasion) -> None:
    plan = occasion.plans.create(MARIA, name="Option A", plan=small_plan(), origin="a test", at=AT)
    occasion.plans.versions.add(MARIA, plan.plan_id, name="for the council", at=AT)
    body = AskScene(
        decision="Adopt it",
        options=(Choice(name="Adopt", cost="Two agents"), Choice(name="Wait", risk="Seam stays")),
        who="The commander",
        by_when="15 Dec 2026",
        recommendation="R1",
        plan=plan.plan_id,
        edit=plan.edit_id,
    )
    content = told(occasion, body)[0]
    ask = next(item for item in items_of(content) if isinstance(item, Ask))
    assert ask.link == f"/planner?plan={plan.plan_id}"
    assert ask.link_words == "Option A, for the council"
    assert ask.recommendation == "R1 Task forces by region"
    assert content.headline == "The commander is asked to decide by 15 Dec 2026."


def test_an_ask_whose_plan_is_gone_stands(occasion: Occasion) -> None:
    content = told(occasion, AskScene(decision="Adopt it", options=(), who="", plan=41))[0]
    ask = next(item for item in items_of(content) if isinstance(item, Ask))
    assert ask.link == ""
    assert "no longer there" in ask.link_words


def test_a_long_note_is_cut_and_says_so(occasion: Occasion) -> None:
    content = told(occasion, NoteScene(words="word " * 300))[0]
    check_limits(content)
    text = next(item for item in items_of(content) if isinstance(item, Text))
    assert text.paragraphs[-1].endswith("…")
