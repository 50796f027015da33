"""The card of alerts: what it lists, what a command does, and what a forged one does not do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import plotly.utils
import pyarrow as pa
import pytest
from dash.development.base_component import Component

from dashboard.components.alert_words import alert_words, brief, history_words
from dashboard.pages.operations_alerts import carry_out, list_alerts
from dashboard.services import Services
from data.answers.disclosure import State
from data.answers.gate import Gate
from data.answers.question import Answer
from data.briefs.keeping import BriefStore
from data.intake.store import Store
from data.plans.figures.plan_figures import PlanFigures
from data.plans.keeping.store import PlanStore
from data.roles import LOCAL_ACTOR
from data.settings import Settings
from data.trust.accounts import Accounts
from data.trust.audit import AuditLog
from data.trust.sign_ins import SignIns
from data.watch.detection import History
from data.watch.journal import Journal
from data.watch.rules import Kind
from data.watch.watch import Watch
from tests.data.watch.conftest import BURST_CATEGORY, bursting_gate, bursting_store
from tests.gates import NOW

__all__ = ["bursting_gate", "bursting_store"]

KEY = f"unusual|sector:el-paso|{BURST_CATEGORY}"


@pytest.fixture
def services(bursting_gate: Gate, tmp_path: Path) -> Services:
    watch = Watch(bursting_gate, Journal(f"sqlite:///{tmp_path / 'journal.sqlite'}"), now=lambda: NOW)
    settings = Settings(store=tmp_path / "store")
    plans = PlanStore(settings.plans_url)
    return Services(
        gate=bursting_gate,
        watch=watch,
        plans=plans,
        figures=PlanFigures(bursting_gate),
        briefs=BriefStore(plans.database),
        audit=AuditLog(plans.database, settings),
        accounts=Accounts(plans.database),
        sign_ins=SignIns(plans.database, settings),
        store=Store.create(tmp_path / "store"),
        settings=settings,
        now=lambda: NOW,
        built=tmp_path,
    )


def command(do: str, *, rule: str = KEY, revision: int = 0, **fields: object) -> dict[str, Any]:
    return {"do": do, "rule": rule, "revision": revision, "month": "2025-12-01", "fields": fields, "sent": 1}


def listed(services: Services, status: str = "open") -> str:
    """Everything that the card says, as text."""
    shown = list_alerts(services, None, status, "sector", "")
    return " ".join(words(json.loads(json.dumps(shown, cls=plotly.utils.PlotlyJSONEncoder))))


def words(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, list):
        for child in node:
            yield from words(child)
    elif isinstance(node, dict):
        yield from words(node.get("props", {}).get("children"))


def test_an_alert_is_told_in_words_with_its_false_alarm_rate(services: Services) -> None:
    said = listed(services)
    assert f"{BURST_CATEGORY}, El Paso Sector" in said
    assert "Dec 2025" in said
    assert "expected about <10, usually <10 to" in said
    assert "About 1 false alarm in 200 months for this rule." in said
    assert "By chance at most about" in said
    assert "SYNTHETIC" in said
    assert "made up for a test" in said


@pytest.mark.parametrize(
    ("do", "status", "after"),
    [
        ("acknowledge", "acknowledged", "Acknowledged."),
        ("snooze-7", "snoozed", "Snoozed for 7 days."),
        ("snooze-30", "snoozed", "Snoozed for 30 days."),
    ],
)
def test_a_handled_alert_moves_to_its_list_and_back(
    services: Services, do: str, status: str, after: str
) -> None:
    done, said = carry_out(services, command(do))
    assert (done, said) == (NOW.isoformat(), after)
    assert BURST_CATEGORY not in listed(services)
    assert BURST_CATEGORY in listed(services, status)
    carry_out(services, command("reopen", revision=1))
    assert BURST_CATEGORY in listed(services)


def test_an_assignment_is_shown_and_taken_back(services: Services) -> None:
    carry_out(services, command("assign", assignee="El Paso duty officer"))
    assert "Assigned to El Paso duty officer." in listed(services)
    carry_out(services, command("unassign", revision=1, assignee="El Paso duty officer"))
    assert "Assigned to" not in listed(services)


def test_a_refusal_says_why_and_leaves_what_was_typed(services: Services) -> None:
    done, said = carry_out(services, command("assign", assignee="m.example@agency.gov"))
    assert not isinstance(done, str)
    assert "e-mail" in said
    assert "agency.gov" not in said


def test_who_is_second_is_told_and_sees_the_list_anew(services: Services) -> None:
    carry_out(services, command("acknowledge"))
    done, said = carry_out(services, command("snooze-7"))
    assert done == NOW.isoformat()
    assert "Look at it again" in said


def test_a_threshold_is_added_listed_and_removed(services: Services) -> None:
    form = {"region": "state:tx", "category": BURST_CATEGORY, "least": 100}
    assert carry_out(services, command("watch", rule="form", **form))[1] == "The threshold is watched."
    said = listed(services)
    assert "the threshold is 100" in said
    assert "It would not have fired in the past 36 months." in said
    carry_out(services, command("remove", rule=f"threshold|state:tx|{BURST_CATEGORY}|100", revision=1))
    assert "the threshold is 100" not in listed(services)


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"region": "state:tx", "category": BURST_CATEGORY},
        {"region": "state:tx", "category": BURST_CATEGORY, "least": 5},
        {"region": "state:tx", "category": BURST_CATEGORY, "least": 50.5},
        {"region": "state:tx", "category": BURST_CATEGORY, "least": "many"},
        {"region": "state:xx", "category": BURST_CATEGORY, "least": 50},
        {"region": ["state:tx"], "category": {"a": 1}, "least": True},
    ],
)
def test_a_threshold_that_is_not_whole_is_refused(services: Services, form: dict[str, Any]) -> None:
    done, said = carry_out(services, command("watch", rule="form", **form))
    assert not isinstance(done, str)
    assert said


@pytest.mark.parametrize(
    "sent",
    [
        None,
        "acknowledge",
        [],
        {},
        command("drop"),
        command("acknowledge", rule="nonsense"),
        command("acknowledge") | {"month": "soon"},
        command("acknowledge") | {"rule": 7},
        command("acknowledge") | {"revision": "0"},
        command("acknowledge") | {"fields": None},
    ],
)
def test_a_forged_command_changes_nothing(services: Services, sent: object) -> None:
    done, said = carry_out(services, sent)
    assert not isinstance(done, str)
    assert said
    assert BURST_CATEGORY in listed(services)


def test_a_journal_that_cannot_be_read_is_said_in_the_card(services: Services, tmp_path: Path) -> None:
    broken = tmp_path / "broken.sqlite"
    broken.write_text("no database" * 100)
    watch = Watch(services.gate, Journal(f"sqlite:///{broken}"), now=services.now)
    assert "cannot be read" in listed(replace(services, watch=watch))


def test_every_part_of_the_card_can_be_sent_to_a_browser(services: Services) -> None:
    parts = list_alerts(services, None, "nonsense", "sector", "")
    assert any(isinstance(part, Component) for part in parts[0])
    assert json.dumps(parts, cls=plotly.utils.PlotlyJSONEncoder)


@pytest.mark.parametrize(
    ("history", "said"),
    [
        (None, "cannot be told"),
        (History(fired=0, months=0), "cannot be told"),
        (History(fired=0, months=36), "not have fired in the past 36 months"),
        (History(fired=4, months=36), "4 of the past 36 months, about 1 in 9"),
        (History(fired=33, months=36), "33 of the past 36 months."),
    ],
)
def test_a_thresholds_false_alarms_are_told_from_its_history(history: History | None, said: str) -> None:
    assert said in history_words(history)


def test_a_line_says_how_much_against_how_much(services: Services) -> None:
    (alert,) = (one for one in services.watch.watched(LOCAL_ACTOR, "sector").alerts if one.rule.key == KEY)
    held_back = replace(alert, count=_count(alert.count, None, State.WITHHELD))
    assert brief(held_back) == "above the usual"
    assert alert_words(held_back).startswith("The count is withheld, as it would give a small one away;")
    shown = replace(alert, count=_count(alert.count, 86, State.SHOWN))
    assert brief(shown) == f"86, usually {alert.low} to {alert.high}"
    reached = replace(shown, rule=replace(alert.rule, kind=Kind.THRESHOLD, least=40))
    assert brief(reached) == "86, threshold 40"


def _count(answer: Answer, value: int | None, state: State) -> Answer:
    table = answer.table
    for name, cell in (("value", value), ("state", state)):
        place = table.column_names.index(name)
        table = table.set_column(place, name, pa.array([cell], table.column(name).type))
    return replace(answer, table=table)


def test_the_mark_changes_when_anybody_acts_and_only_then(services: Services) -> None:
    before = services.watch.mark(LOCAL_ACTOR)
    assert services.watch.mark(LOCAL_ACTOR) == before
    carry_out(services, command("assign", assignee="Smith desk"))
    assert services.watch.mark(LOCAL_ACTOR) == before
    carry_out(services, command("acknowledge"))
    assert services.watch.mark(LOCAL_ACTOR) != before
