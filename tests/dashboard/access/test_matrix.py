"""Every role on every surface, and nobody: exactly the table. The protected function runs for none other.

The rights of the roles are written down here once more, by hand: a table that is derived from the code
that it tests would agree with anything.
"""

from __future__ import annotations

import pytest
from dash import Dash
from werkzeug.routing import Rule

from dashboard.access.guard import GUARD
from dashboard.access.needs import Entry, Need
from dashboard.access.surfaces import SURFACES
from dashboard.app import PAGES
from data.roles import ALLOWED, Action, Role
from tests.dashboard.access.bodies import body_of, listed
from tests.dashboard.access.served import NOBODY, READERS, Reader, Served, spies

UPDATE = "/_dash-update-component"
RIGHTS = {
    "device": "view",
    "viewer": "view draw",
    "leader": "view draw export",
    "analyst": "view draw export alerts briefs",
    "planner": "view draw export alerts briefs plans",
    "approver": "view draw export review",
    "steward": "view draw export ingest release",
    "auditor": "export audit",
    "administrator": "view administer",
    NOBODY: "",
}
WORDS = {
    Action.VIEW: "view",
    Action.DRAW: "draw",
    Action.INGEST: "ingest",
    Action.RELEASE_DATA: "release",
    Action.HANDLE_ALERTS: "alerts",
    Action.EDIT_PLANS: "plans",
    Action.REVIEW_PLANS: "review",
    Action.EDIT_BRIEFS: "briefs",
    Action.EXPORT: "export",
    Action.AUDIT: "audit",
    Action.ADMINISTER: "administer",
}
KIOSK = {
    "display.display",
    "display.display_scene",
    "/_dash-layout",
    "/_dash-dependencies",
    "identity.view_as",
}
"""All that a device may have, beside what is open to everyone, its one page and the router to that.

The last is the way back of who views as a device.
"""
ROUTER = ".._pages_content.children..._pages_store.data.."
PARTS = {
    "rest": "no/such/thing/here",
    "token": "national",
    "key": "key",
    "filename": "theme.css",
    "package_name": "dash",
    "suffix": "csv",
}


def test_the_rights_of_roles_are_those_written_here() -> None:
    written = {
        role: {WORDS[action] for action in ALLOWED[role]} for role in Role if role is not Role.OPERATOR
    }
    assert written == {Role(name): set(words.split()) for name, words in RIGHTS.items() if name != NOBODY}
    assert ALLOWED[Role.OPERATOR] == set(Action)


def test_nobody_both_edits_plans_and_reviews_them_or_administers_and_exports() -> None:
    for name, words in RIGHTS.items():
        assert not {"plans", "review"} <= set(words.split()), name
        assert not {"administer", "export"} <= set(words.split()), name
        assert not {"administer", "audit"} <= set(words.split()), name


def test_every_route_has_a_stated_need_and_every_need_a_route(house: Served) -> None:
    there = {rule.endpoint for rule in house.app.server.url_map.iter_rules()}
    assert there == set(SURFACES)


def test_every_callback_has_a_policy(house: Served) -> None:
    assert set(house.app.callback_map) == set(listed(house.app))


def rules(app: Dash) -> list[Rule]:
    """Every rule whose need is more than that of a page, which is asked further below."""
    found = [
        rule for rule in app.server.url_map.iter_rules() if SURFACES[rule.endpoint].entry is not Entry.PAGE
    ]
    return [rule for rule in found if rule.endpoint != UPDATE]


@pytest.mark.parametrize("name", READERS)
def test_a_route_runs_for_whom_the_table_allows_it_and_nobody_else(
    house: Served, readers: dict[str, Reader], name: str
) -> None:
    faults = []
    with spies(house.app) as ran:
        for rule in rules(house.app):
            need = SURFACES[rule.endpoint]
            method = min((rule.methods or set()) - {"HEAD", "OPTIONS"})
            reply = readers[name].try_types(path_of(house.app, rule), method=method)
            wanted = status(need, name, is_kiosk=rule.endpoint in KIOSK)
            if reply.status_code != wanted or ran != ([rule.endpoint] if wanted == 200 else []):
                faults.append(f"{method} {rule.rule}: {reply.status_code}, expected {wanted}; ran {ran}")
            ran.clear()
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", READERS)
def test_a_callback_runs_for_whom_its_policy_allows_it_and_nobody_else(
    house: Served, readers: dict[str, Reader], name: str
) -> None:
    faults = []
    policy = house.app.server.extensions[GUARD].policy
    with spies(house.app) as ran:
        for output, entry in listed(house.app).items():
            reply = readers[name].open(UPDATE, method="POST", json=body_of(entry))
            is_router = entry["output"].startswith((ROUTER, "_pages_"))
            wanted = status(policy[output], name, is_kiosk=is_router)
            if entry["clientside_function"] is not None and wanted == 200:
                wanted = 400
            if reply.status_code != wanted or ran != ([output] if wanted == 200 else []):
                faults.append(f"{output}: {reply.status_code}, expected {wanted}; ran {ran}")
            ran.clear()
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", READERS)
def test_a_page_opens_for_whom_it_is(house: Served, readers: dict[str, Reader], name: str) -> None:
    for page in PAGES:
        actions = getattr(page, "ACTION", Action.VIEW)
        need = Need(actions=frozenset((actions,) if isinstance(actions, Action) else actions))
        reply = readers[name].open(page.PATH)
        allowed = status(need, name, is_kiosk=page.PATH == "/briefing") == 200
        wanted = {200} if allowed else {302} if name == NOBODY else {403, 302} if page.PATH == "/" else {403}
        assert reply.status_code in wanted, f"{page.PATH}: {reply.status_code}, expected {wanted}"


def path_of(app: Dash, rule: Rule) -> str:
    """An address of the rule: of what there need not be."""
    address = app.server.url_map.bind("ops.example")
    return address.build(rule.endpoint, {part: PARTS.get(part, "1") for part in rule.arguments})


def status(need: Need, name: str, *, is_kiosk: bool) -> int:
    """What is answered to that reader, by the rights written above."""
    if need.entry is Entry.OPEN:
        return 200
    if name == NOBODY:
        return 401
    if need.entry is Entry.CLOSED:
        return 404
    has = set(RIGHTS[name].split())
    if name == "device" and not is_kiosk:
        return 403
    enough = not need.actions or bool({WORDS[action] for action in need.actions} & has)
    return 200 if enough and {WORDS[action] for action in need.also} <= has else 403
