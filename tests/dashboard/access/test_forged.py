"""A request that names one callback and describes another is refused, and no function runs (A1, A3)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dashboard.access.callback_body import is_of
from tests.dashboard.access.bodies import body_of, listed
from tests.dashboard.access.served import Reader, Served, spies

UPDATE = "/_dash-update-component"
READING = "..sentence.children...chips.children...numerals.children...coverage.children.."
ALERTS = "..alert-done.data...alert-note.children.."
COMMAND = {"id": "alert-command", "property": "data", "value": {"do": "reopen"}}
Body = dict[str, Any]


def with_input(body: Body, **changes: object) -> Body:
    """The body with its first input changed."""
    first, *rest = body["inputs"]
    return {**body, "inputs": [{**first, **changes}, *rest]}


PATTERN = {"type": "filter", "name": "region"}
FORGERIES: dict[str, Callable[[Body], Body]] = {
    "outputs of another": lambda body: {**body, "outputs": [{"id": "alert-done", "property": "data"}]},
    "fewer outputs": lambda body: {**body, "outputs": body["outputs"][:1]},
    "one output": lambda body: {**body, "outputs": body["outputs"][0]},
    "no outputs": lambda body: {key: value for key, value in body.items() if key != "outputs"},
    "reordered outputs": lambda body: {**body, "outputs": body["outputs"][::-1]},
    "extra input": lambda body: {**body, "inputs": [*body["inputs"], COMMAND]},
    "input of another": lambda body: {**body, "inputs": [COMMAND]},
    "no inputs": lambda body: {**body, "inputs": []},
    "inputs missing": lambda body: {key: value for key, value in body.items() if key != "inputs"},
    "inputs as an object": lambda body: {**body, "inputs": {"view.data": ""}},
    "extra state": lambda body: {**body, "state": [COMMAND]},
    "property of another": lambda body: with_input(body, property="pathname"),
    "id of another": lambda body: with_input(body, id="_pages_location"),
    "pattern for an id": lambda body: with_input(body, id=PATTERN),
    "list for an input": lambda body: {**body, "inputs": [body["inputs"]]},
    "change of another": lambda body: {**body, "changedPropIds": ["alert-command.data"]},
    "changes as text": lambda body: {**body, "changedPropIds": "view.data"},
    "field of Dash's jobs": lambda body: {**body, "cancelJob": "1"},
}


@pytest.mark.parametrize("forged", FORGERIES.values(), ids=FORGERIES)
def test_a_forged_body_is_refused_and_nothing_runs(
    house: Served, readers: dict[str, Reader], forged: Callable[[Body], Body]
) -> None:
    body = body_of(listed(house.app)[READING])
    with spies(house.app) as ran:
        assert readers["viewer"].open(UPDATE, method="POST", json=body).status_code == 200
        assert ran == [READING]
        ran.clear()
        reply = readers["viewer"].open(UPDATE, method="POST", json=forged(body))
        assert (reply.status_code, ran) == (400, [])


def test_one_who_may_not_call_it_is_told_so_whatever_the_body_claims(
    house: Served, readers: dict[str, Reader]
) -> None:
    honest = body_of(listed(house.app)[ALERTS])
    claims = body_of(listed(house.app)[READING])
    with spies(house.app) as ran:
        for body in (honest, {**claims, "output": ALERTS}, {**honest, "inputs": [COMMAND]}):
            assert readers["viewer"].open(UPDATE, method="POST", json=body).status_code == 403
        assert readers["nobody"].open(UPDATE, method="POST", json=honest).status_code == 401
        assert ran == []


@pytest.mark.parametrize(
    "output", ["", "nothing.children", "..a.b...c.d..", "_pages_content.children", "view"]
)
def test_an_unknown_output_is_not_found(house: Served, readers: dict[str, Reader], output: str) -> None:
    body = {**body_of(listed(house.app)[READING]), "output": output}
    with spies(house.app) as ran:
        assert readers["viewer"].open(UPDATE, method="POST", json=body).status_code == 404
        assert ran == []


def test_ids_with_patterns_are_held_against_what_they_stand_for() -> None:
    wild = '{"name":["ALL"],"type":"filter"}'
    entry = {
        "output": "view.data",
        "no_output": False,
        "inputs": [{"id": wild, "property": "value"}],
        "state": [],
    }

    def fits(*ids: object) -> bool:
        places = [{"id": one, "property": "value", "value": None} for one in ids]
        outputs = {"id": "view", "property": "data"}
        return is_of({"output": "view.data", "outputs": outputs, "inputs": [places]}, entry)

    region, mode = {"type": "filter", "name": "region"}, {"type": "filter", "name": "mode"}
    assert fits()
    assert fits(region, mode)
    assert not fits(region, {"type": "bars", "name": "mode"})
    assert not fits({**region, "more": "x"})
    assert not fits({"type": "filter", "name": ["ALL"]})
    assert not fits("view")
