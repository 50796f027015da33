"""Behind a colour: every section for a place with a count, nothing that adds up where it is held back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard.components.coverage import coverage
from dashboard.components.why import why_content
from dashboard.services import Services
from dashboard.view_state import ShownLayer, ViewState
from data.answers.disclosure import State
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.question import By, Form, Question
from data.briefs.keeping import BriefStore
from data.errors import QuestionError
from data.geography.grid import cell_xy
from data.intake.store import Store
from data.plans.figures.plan_figures import PlanFigures
from data.plans.keeping.store import PlanStore
from data.roles import LOCAL_ACTOR
from data.settings import Settings
from data.trust.accounts import Accounts
from data.trust.audit import AuditLog
from data.trust.sign_ins import SignIns
from data.watch.journal import Journal
from data.watch.watch import Watch
from layers.discovery import layer
from tests.gates import NOW

YEAR = Filter.from_query({"from": "2025-01", "to": "2025-12"})
VIEW = ViewState(filter=YEAR, layers=(), form=Form.CHANGE)


@pytest.fixture(scope="module")
def services(gate: Gate, gate_folder: Path) -> Services:
    folder = gate_folder / "store"
    settings = Settings(store=folder)
    plans = PlanStore(settings.plans_url)
    return Services(
        gate=gate,
        watch=Watch(gate, Journal(settings.journal_url), now=lambda: NOW),
        plans=plans,
        figures=PlanFigures(gate),
        briefs=BriefStore(plans.database),
        audit=AuditLog(plans.database, settings),
        accounts=Accounts(plans.database),
        sign_ins=SignIns(plans.database, settings),
        store=Store.open(folder),
        settings=settings,
        now=lambda: NOW,
        built=folder,
    )


def words_of(content: object) -> str:
    """All text of a tree of components."""
    if isinstance(content, (list, tuple)):
        return " ".join(words_of(part) for part in content)
    if content is None or isinstance(content, (str, int, float)):
        return str(content or "")
    return words_of(getattr(content, "children", ""))


def test_a_region_tells_base_rate_method_breakdowns_and_revisions(services: Services) -> None:
    words = words_of(why_content(services, layer("sectors"), "sector:tucson", state=VIEW, zoom=5))
    for part in ("Base rate", "binomial", "By category", "By component", "How it was known", "Limits"):
        assert part in words
    assert "Tucson" not in words or "SYNTHETIC" in words


def test_a_cell_tells_its_size_and_share(services: Services) -> None:
    question = Question(measure="incidents", filter=YEAR, by=By.CELL, level=9)
    answer = services.gate.ask(LOCAL_ACTOR, question)
    row = answer.table["state"].to_pylist().index(State.SHOWN)
    x, y = (int(axis[0]) for axis in cell_xy([answer.table["cell"].to_pylist()[row]]))
    words = words_of(why_content(services, layer("incident_density"), f"9/{x}/{y}", state=VIEW, zoom=4))
    assert "Square cells" in words
    assert "Share of this place" in words


def test_a_place_whose_count_is_held_back_is_not_broken_down(services: Services) -> None:
    month = Filter.from_query({"from": "2025-03", "to": "2025-03"})
    question = Question(measure="incidents", filter=month, by=By.REGION, region_set="county")
    table = services.gate.ask(LOCAL_ACTOR, question).table
    hidden = next(
        key
        for key, state in zip(table["region"].to_pylist(), table["state"].to_pylist(), strict=True)
        if key and state in {State.SMALL, State.WITHHELD}
    )
    view = ViewState(filter=month, layers=())
    words = words_of(why_content(services, layer("counties"), hidden, state=view, zoom=5))
    assert "not broken down" in words
    assert not re.search(r"By category|By component|How it was known", words)


def test_an_unknown_place_is_refused(services: Services) -> None:
    with pytest.raises(QuestionError):
        why_content(services, layer("sectors"), "sector:atlantis", state=VIEW, zoom=5)


def test_overlap_and_gap_are_told_only_while_their_layer_is_on(services: Services) -> None:
    assert coverage(services, VIEW) is None
    on = ViewState(filter=YEAR, layers=(ShownLayer(key="task_force_reach"),))
    words = words_of(coverage(services, on))
    for part in ("Gap: no forum", "One forum", "Overlap"):
        assert part in words
