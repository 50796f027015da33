"""The panel of a plan over HTTP: an edit that is tried says what the saved one will."""

from __future__ import annotations

import pytest

from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.question import Question
from data.roles import LOCAL_ACTOR
from tests.dashboard.plans_desk import CULBERSON, EL_PASO, HUDSPETH, Desk, desk, plans_app, plans_url

__all__ = ["desk", "plans_app", "plans_url"]

LINE = {"type": "LineString", "coordinates": [[-106.0, 31.0], [-106.0, 32.5]]}
EDITS = (
    {"kind": "assign", "units": [CULBERSON, HUDSPETH], "region": "r1"},
    {"kind": "assign", "units": [EL_PASO], "region": None},
    {"kind": "merge", "into": "r1", "gone": "r2"},
    {"kind": "add", "name": "Third", "colour": 2},
    {"kind": "cut", "unit": EL_PASO, "line": LINE},
)
FILTERS = ("", "from=2024-01&to=2024-12", "category=Drug seizure&mode=road")


@pytest.mark.parametrize("query", FILTERS[:2])
@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit["kind"])
def test_an_edit_that_is_tried_says_what_the_saved_one_does(
    desk: Desk, edit: dict[str, object], query: str
) -> None:
    head = desk.two_regions()
    fields = {"version": head["version"], "edit": edit}
    tried = desk.done(f"/{head['id']}/live?{query}", fields)
    assert desk.get(f"/{head['id']}").get_json() == head
    saved = desk.done(f"/{head['id']}/edits", fields)
    assert (tried["notes"], tried["moved"]) == (saved["notes"], saved["moved"])
    assert tried["panel"] == desk.get(f"/{head['id']}/panel?{query}").get_json()["panel"]


def test_parts_that_a_line_has_just_cut_are_counted_once_it_rests(desk: Desk) -> None:
    head = desk.two_regions()
    ring = [[-106.6, 31.2], [-105.6, 31.2], [-105.6, 32.4], [-106.6, 32.4], [-106.6, 31.2]]
    edit = {"kind": "draw", "polygon": {"type": "Polygon", "coordinates": [ring]}, "region": "r1"}
    fields = {"version": head["version"], "edit": edit | {"only_from": None}}
    tried = desk.done(f"/{head['id']}/live", fields)
    assert tried["panel"]["ledger"]["is_closed"]
    saved = desk.done(f"/{head['id']}/edits", fields)
    assert saved["head"]["cuts"]
    assert saved["moved"] == tried["moved"]
    panel = desk.get(f"/{head['id']}/panel").get_json()["panel"]
    assert panel["ledger"]["is_closed"]
    hidden = [sum(row["suppressed_units"] for row in one["rows"]) for one in (tried["panel"], panel)]
    assert hidden[0] >= hidden[1]
    assert tried["panel"]["ledger"]["everything"] == panel["ledger"]["everything"]


@pytest.mark.parametrize("query", FILTERS)
def test_the_ledger_is_closed_and_its_whole_is_the_gates(desk: Desk, gate: Gate, query: str) -> None:
    head = desk.two_regions("today")
    panel = desk.get(f"/{head['id']}/panel?{query}").get_json()["panel"]
    ledger = panel["ledger"]
    filter_ = Filter.from_query(dict(part.split("=") for part in query.split("&") if part))
    answer = gate.ask(LOCAL_ACTOR, Question(measure="incidents", filter=filter_))
    assert ledger["is_closed"]
    assert ledger["everything"] == answer.total
    assert ledger["words"]
    assert panel["sentence"] == answer.sentence
    assert panel["is_synthetic"]
    assert panel["marking"] == "UNMARKED - SYNTHETIC DATA"
    assert panel["sources"]


def test_every_region_has_a_row_and_what_is_in_none_the_last(desk: Desk) -> None:
    head = desk.two_regions("sectors")
    panel = desk.get(f"/{head['id']}/panel").get_json()["panel"]
    assert [row["key"] for row in panel["rows"]] == [*(one["key"] for one in head["regions"]), ""]
    columns = {column["key"] for column in panel["columns"]}
    for row in panel["rows"]:
        assert set(row["words"]) == set(row["values"]) == columns
        assert row["pieces"] is None or row["pieces"] >= 0
    assert sum(panel["balance"]["weights"].values()) == pytest.approx(1)


def test_a_version_that_is_not_the_plans_is_refused_while_the_pointer_moves(desk: Desk) -> None:
    head = desk.two_regions()
    fields = {"version": head["version"] + 5, "edit": EDITS[0]}
    assert desk.post(f"/{head['id']}/live", fields).status_code == 409


def test_a_panel_that_is_the_same_is_not_sent_twice(desk: Desk) -> None:
    head = desk.two_regions()
    address = f"/{head['id']}/panel"
    reply = desk.get(address)
    assert "private" in reply.headers["Cache-Control"]
    tag = {"If-None-Match": reply.headers["ETag"]}
    assert desk.get(address, **tag).status_code == 304
    assert desk.get(f"{address}?category=Drug seizure", **tag).status_code == 200
    desk.paint(head, "r1", CULBERSON)
    assert desk.get(address, **tag).status_code == 200


@pytest.mark.parametrize(
    ("query", "status", "named"),
    [
        ("category=Nonsense", 400, "Nonsense"),
        ("from=2024-13", 400, "2024-13"),
        ("region=sector:tucson", 400, "sector:tucson"),
        ("version=v999999", 404, "v999999"),
    ],
)
@pytest.mark.parametrize("is_tried", [False, True])
def test_a_filter_that_cannot_be_answered_is_refused(
    desk: Desk, query: str, status: int, named: str, *, is_tried: bool
) -> None:
    head = desk.two_regions()
    if is_tried:
        reply = desk.post(f"/{head['id']}/live?{query}", {"version": head["version"], "edit": EDITS[0]})
    else:
        reply = desk.get(f"/{head['id']}/panel?{query}")
    assert reply.status_code == status
    assert named in reply.get_json()["error"]
