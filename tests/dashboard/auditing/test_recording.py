"""What a request leaves in the record: before a change, after a look, with a reason for what is taken."""

from __future__ import annotations

import hashlib
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dashboard.app import create_app
from data.errors import AuditError
from data.roles import Role
from data.settings import Settings
from data.trust.audit_search import Search, all_found
from data.trust.deeds import Deed, Outcome
from data.trust.entries import Entry
from data.trust.verifying import verify
from tests.dashboard.access.bodies import body_of, listed
from tests.dashboard.access.served import Reader, Served, without_sign_in

SHAPE = {"type": "Polygon", "coordinates": [[[-111, 31], [-109, 31], [-109, 33], [-111, 33], [-111, 31]]]}


class Watch:
    """The records that are added from here on."""

    def __init__(self, house: Served) -> None:
        self._log = house.services.audit
        head = self._log.head()
        self._from = head.seq if head else 0

    def new(self, deed: Deed | None = None) -> list[Entry]:
        found = all_found(self._log.database, Search(deed=deed))
        return [entry for entry in found if entry.seq > self._from]

    def deeds(self) -> list[tuple[str, str, str]]:
        return [(entry.deed, entry.outcome, entry.subject) for entry in self.new()]


@pytest.fixture
def watch(house: Served) -> Watch:
    """What is recorded during the test."""
    return Watch(house)


def body(entry: Entry) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(entry.body)
    return found


def new_plan(planner: Reader) -> int:
    reply = planner.open("/api/plans", method="POST", json={"name": "Audited", "start": "empty"})
    assert reply.status_code == 200, reply.get_data(as_text=True)
    return int(reply.get_json()["id"])


def test_a_change_is_begun_before_and_done_after_by_who_and_in_which_sitting(
    house: Served, watch: Watch
) -> None:
    number = new_plan(house.reader(Role.PLANNER))
    begun, done = watch.new(Deed.EDITED_PLAN)
    assert (begun.outcome, done.outcome) == (Outcome.BEGUN, Outcome.DONE)
    assert (done.actor, done.role, done.subject) == ("planner", "planner", f"plan {number}")
    assert done.sitting
    assert done.sitting == begun.sitting
    assert body(done)["begun"] == begun.seq


def test_the_change_has_not_run_when_it_is_recorded_as_begun(
    house: Served, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[tuple[str, str, str]]] = []
    view = house.app.server.view_functions["plans.create"]

    def looked(**parts: object) -> object:
        seen.append(watch.deeds())
        return view(**parts)

    planner = house.reader(Role.PLANNER)
    watch = Watch(house)
    monkeypatch.setitem(house.app.server.view_functions, "plans.create", looked)
    new_plan(planner)
    assert seen == [[("edited plan", "begun", "a new plan")]]


def test_a_change_that_is_refused_or_fails_is_recorded_as_that(
    house: Served, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    planner = house.reader(Role.PLANNER)
    assert planner.open("/api/plans/77777/undo", method="POST", json={"version": 1}).status_code == 404

    def fails(**_: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setitem(house.app.server.view_functions, "plans.redo", fails)
    assert planner.open("/api/plans/77777/redo", method="POST", json={"version": 1}).status_code == 500
    assert [deed for deed in watch.deeds() if deed[2] == "plan 77777"] == [
        ("edited plan", "begun", "plan 77777"),
        ("edited plan", "refused", "plan 77777"),
        ("edited plan", "begun", "plan 77777"),
        ("edited plan", "failed", "plan 77777"),
    ]


def test_many_looks_at_one_thing_under_one_filter_are_one_record(house: Served, watch: Watch) -> None:
    viewer = house.reader(Role.VIEWER)
    path = "/api/live/layers/best_incidents/values"
    for query in ("region=sector:tucson", "region=sector:tucson&zoom=5", "region=sector:laredo"):
        for _ in range(3):
            assert viewer.open(f"{path}?{query}").status_code == 200
    found = watch.new(Deed.FILTERED)
    assert [body(entry)["filter"] for entry in found] == [
        {"region": "sector:tucson"},
        {"region": "sector:laredo"},
    ]
    assert {entry.subject for entry in found} == {"layer best_incidents"}


def test_another_sitting_of_the_same_person_is_another_record(house: Served, watch: Watch) -> None:
    for _ in range(2):
        house.reader(Role.VIEWER).open("/api/plans/approved")
    assert len({entry.sitting for entry in watch.new(Deed.SAW)}) == 2


def test_of_a_drawn_shape_digest_size_and_box_are_recorded_and_never_the_shape(
    house: Served, watch: Watch
) -> None:
    analyst = house.reader(Role.ANALYST)
    for _ in range(2):
        reply = analyst.open("/api/live/polygon?region=sector:tucson", method="POST", json=SHAPE)
        assert reply.status_code == 200, reply.get_data(as_text=True)
    found = watch.new(Deed.DREW)
    assert len(found) == 2
    told = body(found[0])
    assert (told["vertices"], told["box"]) == (5, [-111.0, 31.0, -109.0, 33.0])
    assert told["filter"] == {"region": "sector:tucson"}
    assert len(told["sha256"]) == 64
    assert "coordinates" not in found[0].body


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


def test_who_asks_for_what_they_may_not_have_is_recorded_once_a_minute(house: Served, watch: Watch) -> None:
    viewer = house.reader(Role.VIEWER)
    for _ in range(3):
        assert viewer.open("/api/live/table.csv").status_code == 403
    (entry,) = watch.new(Deed.DENIED)
    assert (entry.actor, entry.outcome, entry.subject) == ("viewer", "refused", "/api/live/table.csv")


def test_a_callback_is_recorded_by_what_it_shows_and_its_filter(house: Served, watch: Watch) -> None:
    viewer = house.reader(Role.VIEWER)
    entry = next(one for output, one in listed(house.app).items() if output.startswith("..sentence.children"))
    sent = body_of(entry)
    sent["inputs"][0]["value"] = "from=2025-01&region=sector:tucson&shape=-111 31,-109 31,-109 33,-111 31"
    for _ in range(2):
        assert viewer.open("/_dash-update-component", method="POST", json=sent).status_code == 200
    (found,) = watch.new(Deed.FILTERED)
    assert found.subject == "figures"
    assert body(found) == {"filter": {"from": "2025-01", "region": "sector:tucson"}}


def test_a_page_is_recorded_when_its_content_is_handed_out(house: Served, watch: Watch) -> None:
    entry = next(one for output, one in listed(house.app).items() if output.startswith(".._pages_content"))
    sent = body_of(entry)
    sent["inputs"][0]["value"], sent["inputs"][1]["value"] = "/data", ""
    reply = house.reader(Role.VIEWER).open("/_dash-update-component", method="POST", json=sent)
    assert reply.status_code == 200
    assert ("saw", "done", "page /data") in watch.deeds()


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


def test_probes_code_and_styles_leave_nothing(house: Served) -> None:
    viewer = house.reader(Role.VIEWER)
    watch = Watch(house)
    for path in ("/healthz", "/assets/theme.css", "/_dash-dependencies", "/api/live/alerts", "/"):
        with viewer.open(path) as reply:
            assert reply.status_code == 200
    assert watch.deeds() == []


def test_people_who_change_things_at_once_are_one_chain_with_every_deed_twice(
    house: Served, watch: Watch
) -> None:
    planners = [house.reader(Role.PLANNER) for _ in range(8)]
    start = threading.Barrier(8)

    def work(planner: Reader) -> list[int]:
        start.wait()
        return [new_plan(planner) for _ in range(4)]

    with ThreadPoolExecutor(8) as pool:
        made = [number for numbers in pool.map(work, planners) for number in numbers]
    found = watch.new(Deed.EDITED_PLAN)
    done = {entry.subject for entry in found if entry.outcome == Outcome.DONE}
    assert done == {f"plan {number}" for number in made}
    assert len(found) == 2 * len(made)
    assert verify(house.services.audit.database, house.services.audit.anchors).is_whole


def test_who_works_alone_is_recorded_changing_and_exporting_and_not_looking(
    house: Served, tmp_path: Path
) -> None:
    alone: Settings = replace(
        without_sign_in(house.services.settings), database=f"sqlite:///{tmp_path / 'plans.sqlite'}"
    )
    app = create_app(alone)
    services = app.server.extensions["borderops"]
    with app.server.test_client() as client:
        assert client.get("/api/live/layers/best_incidents/values").status_code == 200
        assert client.get("/api/plans/approved").status_code == 200
        services.audit.settle()
        assert list(all_found(services.audit.database, Search())) == []
        assert client.get("/api/live/table.csv").status_code == 200
        made = client.post("/api/plans", json={"name": "Alone", "start": "empty"})
        assert made.status_code == 200
    services.audit.settle()
    found = [
        (entry.actor, entry.deed, entry.outcome) for entry in all_found(services.audit.database, Search())
    ]
    assert found == [("local", "exported", "done"), ("local", "edited plan", "done")]
    services.plans.close()
