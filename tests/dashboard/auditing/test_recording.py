"""What a request leaves in the record: before a change, after a look, with a reason for what is taken."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.app import create_app
from data.roles import Role
from data.settings import Settings
from data.trust.audit_search import Search, all_found
from data.trust.deeds import Deed, Outcome
from data.trust.verifying import verify
from tests.dashboard.access.bodies import body_of, listed
from tests.dashboard.access.served import Reader, Served, without_sign_in
from tests.dashboard.auditing.watching import Watch, body, new_plan, watch

__all__ = ["watch"]

SHAPE = {"type": "Polygon", "coordinates": [[[-111, 31], [-109, 31], [-109, 33], [-111, 33], [-111, 31]]]}


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


def test_a_page_that_is_refused_in_words_is_not_recorded_as_seen(house: Served, watch: Watch) -> None:
    entry = next(one for output, one in listed(house.app).items() if output.startswith(".._pages_content"))
    sent = body_of(entry)
    sent["inputs"][0]["value"], sent["inputs"][1]["value"] = "/planner", ""
    reply = house.reader(Role.VIEWER).open("/_dash-update-component", method="POST", json=sent)
    assert "Not for your role" in reply.get_data(as_text=True)
    assert [deed for deed in watch.deeds() if deed[2] == "page /planner" and deed[1] == "done"] == []


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
