"""Every route and every callback says how it is recorded, or nothing starts."""

from __future__ import annotations

import pytest

from dashboard.access.needs import needs
from dashboard.access.surfaces import SURFACES
from dashboard.auditing.rules import ITSELF, Way
from dashboard.auditing.table import CALLBACKS, ROUTES, check_rules, first_output, rule_of_route
from data.errors import SettingsError
from data.roles import Action
from data.trust.deeds import WITH_REASON
from tests.dashboard.access.bodies import listed
from tests.dashboard.access.served import Served

VIEW, EDIT = needs(Action.VIEW), needs(Action.EDIT_PLANS)


def test_every_route_is_named_in_the_table() -> None:
    themselves = {endpoint for endpoint in SURFACES if rule_of_route(endpoint, {"POST"}) is ITSELF}
    assert set(SURFACES) - themselves - set(ROUTES) == set()


def test_every_callback_that_runs_on_the_server_is_named_in_the_table(house: Served) -> None:
    on_the_server = {
        first_output(output)
        for output, entry in listed(house.app).items()
        if entry["clientside_function"] is None
    }
    assert on_the_server - set(CALLBACKS) == set()


def test_what_changes_something_and_is_in_no_table_stops_the_start() -> None:
    with pytest.raises(SettingsError, match=r"how new\.thing is recorded"):
        check_rules({"new.thing": {"POST"}}, {})
    with pytest.raises(SettingsError, match=r"how plan\.data is recorded"):
        check_rules({}, {"plan.data": EDIT})


def test_what_only_reads_and_is_in_no_table_is_recorded_as_seen() -> None:
    routes, calls = check_rules({"new.thing": {"GET", "HEAD", "OPTIONS"}}, {"..a.b...c.d..": VIEW})
    assert routes["new.thing"].way is Way.LOOK
    assert (calls["..a.b...c.d.."].way, calls["..a.b...c.d.."].about) == (Way.LOOK, "a.b")


def test_whatever_exports_or_approves_asks_for_a_reason() -> None:
    takes = {name: rule for name, rule in ROUTES.items() if rule.way is Way.TAKE}
    assert {"table_csv.table", "plans.export", "brief_documents.document_file"} <= set(takes)
    assert all(rule.is_reasoned for rule in takes.values())
    changes = {name for name, rule in ROUTES.items() if rule.deed in WITH_REASON and not rule.is_reasoned}
    assert changes == {"brief_documents.cancel_document"}
    assert ROUTES["plans.approve"].is_each


def test_no_route_that_changes_something_is_only_looked_at() -> None:
    changing = {
        endpoint
        for endpoint, need in SURFACES.items()
        if need.actions & {Action.INGEST, Action.RELEASE_DATA, Action.EDIT_PLANS, Action.EDIT_BRIEFS}
        and Action.VIEW not in need.actions
        and Action.REVIEW_PLANS not in need.actions
    }
    assert changing
    looked_at = {
        name for name in changing if (rule := rule_of_route(name, {"POST"})) and rule.way is Way.LOOK
    }
    assert looked_at == {"plans.live"}  # what an edit would come to: nothing is kept of it
