"""What is told of a call: its filter and which command; never a search, a note or a shape."""

from __future__ import annotations

from dashboard.auditing.told import filter_in, told_of_call


def sent(identity: object, name: str, value: object) -> dict[str, object]:
    return {"id": identity, "property": name, "value": value}


def test_the_hub_and_the_link_tell_the_filter_and_no_shape_or_place() -> None:
    text = "from=2025-01&region=sector:tucson&shape=1 2,3 4&at=-110,31,7&search=somebody"
    for place in (("view", "data"), ("_pages_location", "search")):
        _, told = told_of_call({"inputs": [sent(*place, f"?{text}")]})
        assert told == {"filter": {"from": "2025-01", "region": "sector:tucson"}}


def test_a_command_tells_what_it_does_to_what_and_not_what_was_typed() -> None:
    command = {"do": "note", "rule": "unusual|sector:tucson", "fields": {"note": "somebody's words"}}
    parts, told = told_of_call({"inputs": [sent("alert-command", "data", command)]})
    assert (parts, told) == ({"rule": "unusual|sector:tucson"}, {"do": "note"})


def test_fields_that_are_found_by_pattern_and_lists_of_them_are_taken_too() -> None:
    field = sent({"type": "audit-field", "name": "subject"}, "value", "plan 7")
    search = sent("view", "data", "region=x")
    parts, told = told_of_call({"inputs": [[field, field], search], "state": [[field]]})
    assert (parts, told) == ({}, {"filter": {"region": "x"}})


def test_long_values_are_cut_to_a_line() -> None:
    told = filter_in({"region": "x\n" * 400, "mode": "", "other": "y"})
    assert set(told) == {"region"}
    assert len(told["region"]) == 200
