"""Without a reason, or without a record, nothing is taken, done or shown."""

from __future__ import annotations

import hashlib

import pytest

from data.errors import AuditError
from data.roles import Role
from data.trust.deeds import Deed
from tests.dashboard.access.served import Served
from tests.dashboard.auditing.watching import Watch, body, new_plan, watch

__all__ = ["watch"]


def test_an_export_is_recorded_with_its_reason_and_the_digest_of_the_very_file(
    house: Served, watch: Watch
) -> None:
    analyst = house.reader(Role.ANALYST)
    reply = analyst.open(
        "/api/live/table.csv?from=2025-01", **{"X-Borderops-Reason": "For%20the%20hearing%20%C3%B1"}
    )
    assert reply.status_code == 200
    (entry,) = watch.new(Deed.EXPORTED)
    told = body(entry)
    assert entry.reason == "For the hearing ñ"
    assert told["sha256"] == hashlib.sha256(reply.get_data()).hexdigest()
    assert told["bytes"] == len(reply.get_data())
    assert told["file"].endswith(".csv")
    assert told["filter"] == {"from": "2025-01"}


@pytest.mark.parametrize("reason", ["", "  ", "%20%20", "a", "12345", "x" * 400])
def test_nothing_is_exported_without_a_reason_in_words(house: Served, watch: Watch, reason: str) -> None:
    analyst = house.reader(Role.ANALYST)
    reply = analyst.open("/api/live/table.csv", **{"X-Borderops-Reason": reason})
    assert reply.status_code == 428
    assert "reason" in reply.get_json()["error"]
    assert watch.new(Deed.EXPORTED) == []


def test_a_plan_is_not_approved_without_a_reason_of_its_own(house: Served, watch: Watch) -> None:
    number = new_plan(house.reader(Role.PLANNER))
    approver = house.reader(Role.APPROVER)
    sent = {"version": 1, "effective": "2026-12-31"}
    path = f"/api/plans/{number}/approve"
    assert approver.open(path, method="POST", json=sent, **{"X-Borderops-Reason": ""}).status_code == 428
    assert watch.new(Deed.APPROVED_PLAN) == []
    reply = approver.open(path, method="POST", json=sent, **{"X-Borderops-Reason": "Agreed on Monday"})
    assert reply.status_code == 400
    assert [(entry.outcome, entry.reason) for entry in watch.new(Deed.APPROVED_PLAN)] == [
        ("begun", "Agreed on Monday"),
        ("refused", "Agreed on Monday"),
    ]


def broken(*_: object, **__: object) -> int:
    raise AuditError("the audit record cannot be written, so nothing was done: no space", remedy="Make space")


def test_what_cannot_be_recorded_is_neither_done_nor_shown(
    house: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    planner, viewer = house.reader(Role.PLANNER), house.reader(Role.VIEWER)
    before = len(house.services.plans.plans(house.accounts["planner"].actor("")))
    monkeypatch.setattr(house.services.audit, "record", broken)
    made = planner.open("/api/plans", method="POST", json={"name": "Unseen", "start": "empty"})
    shown = viewer.open("/api/live/layers/best_incidents/values?region=sector:del-rio")
    table = planner.open("/api/live/table.csv")
    for reply in (made, shown, table):
        assert reply.status_code == 503
        assert "so nothing was done" in reply.get_json()["error"]
    monkeypatch.undo()
    assert len(house.services.plans.plans(house.accounts["planner"].actor(""))) == before


def test_a_look_that_could_not_be_recorded_is_recorded_the_next_time(
    house: Served, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewer = house.reader(Role.VIEWER)
    monkeypatch.setattr(house.services.audit, "record", broken)
    assert viewer.open("/api/plans/approved").status_code == 503
    monkeypatch.undo()
    assert viewer.open("/api/plans/approved").status_code == 200
    assert [entry.subject for entry in watch.new(Deed.SAW)] == ["approved plans"]
