"""Which deed every route and every callback is: the one table, checked at the start."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from dashboard.access.needs import Entry, Need
from dashboard.access.surfaces import SURFACES
from dashboard.auditing.rules import ITSELF, NEVER, Rule, change, look, take
from data.errors import SettingsError
from data.roles import Action
from data.trust.deeds import Deed

_PLAN = "plan {plan_id}"
_BRIEF = "brief {token}"
_SUITES = "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>"
_FIGURES = look("figures", Deed.FILTERED)
_READS = frozenset({"GET", "HEAD", "OPTIONS"})
_LOOKS = frozenset({Action.VIEW, Action.DRAW})


def _all(blueprint: str, names: str, rule: Rule) -> dict[str, Rule]:
    return {f"{blueprint}.{name}": rule for name in names.split()}


ROUTES: Mapping[str, Rule] = MappingProxyType(
    {
        # Dash. What a page shows comes by its callbacks, the pages themselves by that of the router.
        **dict.fromkeys(("/", "/<path:path>", "/_dash-layout", "/_dash-dependencies", _SUITES), NEVER),
        **dict.fromkeys(("/_favicon.ico", "/_reload-hash", "_dash_assets.static", "static"), NEVER),
        "/_dash-update-component": ITSELF,
        **_all("built", "bundle charts tiles", NEVER),
        **dict.fromkeys(("healthz", "readyz", "version", "metrics"), NEVER),
        # The map.
        **_all("live", "geometry values", look("layer {key}", Deed.FILTERED)),
        "live.place_card": look("card of {place_id} in layer {key}"),
        "live.places": NEVER,
        **_all("openapi", "document nowhere", NEVER),
        "live.polygon": look("drawn shape", Deed.DREW),
        "alerts_mark.mark": NEVER,
        "table_csv.table": take("table {?table}"),
        **_all("releases", "release withdraw mark", ITSELF),
        # Plans.
        **_all("plans", "approved approved_shapes", look("approved plans")),
        **_all("plans", "nowhere units lines ahead", NEVER),
        "plans.listed": look("list of plans"),
        **_all("plans", "head history shapes versions notes review checks panel why live", look(_PLAN)),
        **_all("plans", "difference proposals", look(_PLAN)),
        "plans.job": NEVER,
        "plans.export": take("plan {plan_id} as {suffix}"),
        **_all("plans", "create import_file", change("a new plan", Deed.EDITED_PLAN)),
        **_all("plans", "edit undo redo go version note resolve propose", change(_PLAN, Deed.EDITED_PLAN)),
        "plans.cancel": change("job {job_id}", Deed.EDITED_PLAN),
        **_all("plans", "submit tick send_back supersede", change(_PLAN, Deed.REVIEWED_PLAN)),
        "plans.approve": change(_PLAN, Deed.APPROVED_PLAN, is_reasoned=True, is_each=True),
        # Briefs and their documents.
        "briefs.nowhere": NEVER,
        **_all("briefs", "listed choices", look("list of briefs")),
        "briefs.told": look("brief {?brief}"),
        **_all("briefs", "opened frozen", look(_BRIEF)),
        "briefs.create": change("a new brief", Deed.EDITED_BRIEF),
        **_all("briefs", "save append archive", change(_BRIEF, Deed.EDITED_BRIEF)),
        "briefs.freeze": change(_BRIEF, Deed.FROZE_BRIEF),
        **_all("display", "display display_scene", look(_BRIEF)),
        **_all("brief_documents", "documents document schedules", NEVER),
        "brief_documents.ask": change(_BRIEF, Deed.EXPORTED, is_reasoned=True),
        "brief_documents.cancel_document": change("document {job_id} of " + _BRIEF, Deed.EXPORTED),
        "brief_documents.document_file": take("{name} of " + _BRIEF),
        **_all(
            "brief_documents",
            "create_schedule change_schedule",
            change(_BRIEF, Deed.SCHEDULED, is_reasoned=True),
        ),
        "brief_documents.deliver_now": change(_BRIEF, Deed.EXPORTED, is_reasoned=True),
        **_all("brief_documents", "switch_schedule remove_schedule", change(_BRIEF, Deed.SCHEDULED)),
        # The record itself.
        "audit.taken": take("{name}, a picture made in the browser"),
        "audit.export": take("audit record", Deed.EXPORTED_AUDIT),
        **_all("audit", "reason give_reason", NEVER),
    }
)
"""Flask endpoint -> how it is recorded."""

CALLBACKS: Mapping[str, Rule] = MappingProxyType(
    {
        "_pages_content.children": look("page {pathname}"),
        **dict.fromkeys(("sentence.children", "trend.figure", "table.rowData"), _FIGURES),
        "why.opened": look("explanation of a figure"),
        "alert-list.children": look("alerts"),
        "alert-command.data": NEVER,
        "alert-done.data": change("alert {rule}", Deed.HANDLED_ALERT),
        "report.children": look("check report"),
        "status.children": look("status of the server"),
        "audit-rows.rowData": look("audit record", Deed.READ_AUDIT),
        "audit-verified.children": look("audit record verified", Deed.READ_AUDIT),
    }
)
"""First output of a callback -> how it is recorded."""

_RECORD_THEMSELVES = ("identity.", "releases.")
"""Starts of endpoints whose own code knows best what is done, and what speaks against it."""


def first_output(output: str) -> str:
    """The first of a callback's outputs.

    Examples
    --------
    >>> first_output("..trend.figure...mode.figure.."), first_output("map.theme")
    ('trend.figure', 'map.theme')
    """
    return output.removeprefix("..").removesuffix("..").split("...")[0]


def rule_of_route(endpoint: str, methods: Iterable[str]) -> Rule | None:
    """How a route is recorded; ``None`` if nothing says so.

    One that is in no table and only reads is recorded as seen, or as exported where its need says export.
    """
    if endpoint.startswith(_RECORD_THEMSELVES):
        return ITSELF
    if endpoint in ROUTES:
        return ROUTES[endpoint]
    if not set(methods) <= _READS:
        return None
    need = SURFACES.get(endpoint)
    if need is not None and need.entry is Entry.OPEN:
        return NEVER
    asked = need.actions | need.also if need else frozenset()
    return take(endpoint) if Action.EXPORT in asked else look(endpoint)


def rule_of_callback(output: str, need: Need) -> Rule | None:
    """How a callback is recorded; ``None`` if nothing says so.

    One that is in no table and needs no more than to view is recorded as seen.
    """
    first = first_output(output)
    if first in CALLBACKS:
        return CALLBACKS[first]
    return look(first) if need.actions <= _LOOKS and not need.also else None


def check_rules(
    routes: Mapping[str, Iterable[str]], callbacks: Mapping[str, Need]
) -> tuple[dict[str, Rule], dict[str, Rule]]:
    """The rule of every route (by endpoint; given with its methods) and of every callback (by output).

    Raises
    ------
    SettingsError
        If nothing says how one is recorded.
    """
    by_route = {endpoint: rule_of_route(endpoint, methods) for endpoint, methods in routes.items()}
    by_callback = {output: rule_of_callback(output, need) for output, need in callbacks.items()}
    unstated = [name for name, rule in (*by_route.items(), *by_callback.items()) if rule is None]
    if unstated:
        raise SettingsError(
            f"nothing says how {unstated[0]} is recorded",
            remedy="Add a line to ROUTES or CALLBACKS in dashboard/auditing/table.py",
        )
    return (
        {name: rule for name, rule in by_route.items() if rule},
        {name: rule for name, rule in by_callback.items() if rule},
    )
