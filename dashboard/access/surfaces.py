"""Every route of the server and what it asks: the one table. A route that is not in it stops the start."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from dashboard.access.needs import CLOSED, OPEN, PAGE, SIGNED_IN, Need, needs
from data.errors import SettingsError
from data.roles import Action

_VIEW = needs(Action.VIEW)
_DISPLAY = needs(Action.VIEW, is_for_devices=True)
_EXPORT = needs(Action.EXPORT, also=Action.VIEW)
_PLANNER = needs((Action.EDIT_PLANS, Action.REVIEW_PLANS))
_PLAN_EDITOR = needs(Action.EDIT_PLANS)
_REVIEWER = needs(Action.REVIEW_PLANS)
_SCHEDULER = needs(Action.EDIT_BRIEFS, also=Action.EXPORT)
_BRIEF_EDITOR = needs(Action.EDIT_BRIEFS)


def _all(blueprint: str, names: str, need: Need) -> dict[str, Need]:
    return {f"{blueprint}.{name}": need for name in names.split()}


SURFACES: Mapping[str, Need] = MappingProxyType(
    {
        # Dash: a page is found by its address, a callback by its output, and each asks for itself.
        "/": PAGE,
        "/<path:path>": PAGE,
        "/_dash-layout": SIGNED_IN,
        "/_dash-dependencies": SIGNED_IN,
        "/_dash-update-component": SIGNED_IN,
        "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>": OPEN,
        "/_favicon.ico": OPEN,
        "/_reload-hash": CLOSED,
        "_dash_assets.static": OPEN,
        "static": CLOSED,
        # The same bytes for everyone: the program's own code, and what a probe asks.
        **_all("built", "bundle charts", OPEN),
        "healthz": OPEN,
        "readyz": OPEN,
        "version": Need(),
        # Coming in and going; then one's own account, and for administrators everybody's.
        **_all("identity", "static sign_in done local device device_token oidc oidc_return sign_out", OPEN),
        **_all("identity", "account me end_sign_ins own_password", Need()),
        # Who views as a device must come back from there.
        "identity.view_as": SIGNED_IN,
        **_all("identity", "add grant switch end_theirs set_password add_device", needs(Action.ADMINISTER)),
        # The map.
        "built.tiles": _VIEW,
        **_all("openapi", "document nowhere", _VIEW),
        **_all("live", "geometry values place_card places", _VIEW),
        "live.polygon": needs(Action.DRAW),
        "alerts_mark.mark": _VIEW,
        "table_csv.table": _EXPORT,
        "audit.export": needs(Action.AUDIT, also=Action.EXPORT),
        "audit.taken": _EXPORT,
        **_all("audit", "reason give_reason", needs((Action.EXPORT, Action.REVIEW_PLANS))),
        **_all("releases", "release withdraw mark", needs(Action.RELEASE_DATA)),
        # Plans. Drafts are for those who edit or review; approved ones are for everyone.
        **_all("plans", "approved approved_shapes nowhere units", _VIEW),
        **_all("plans", "listed head history shapes versions notes review checks panel why", _PLANNER),
        **_all("plans", "difference lines ahead job proposals note resolve send_back", _PLANNER),
        "plans.export": needs((Action.EDIT_PLANS, Action.REVIEW_PLANS), also=Action.EXPORT),
        **_all("plans", "create edit undo redo go live import_file version", _PLAN_EDITOR),
        **_all("plans", "propose cancel submit", _PLAN_EDITOR),
        **_all("plans", "tick approve supersede", _REVIEWER),
        # Briefs and their documents.
        **_all("briefs", "listed opened choices frozen told nowhere", _VIEW),
        **_all("briefs", "create save append archive freeze", _BRIEF_EDITOR),
        **_all("display", "display display_scene", _DISPLAY),
        **_all("brief_documents", "documents ask document cancel_document document_file", _EXPORT),
        **_all("brief_documents", "schedules deliver_now", _EXPORT),
        **_all(
            "brief_documents", "create_schedule change_schedule switch_schedule remove_schedule", _SCHEDULER
        ),
    }
)
"""Flask endpoint -> what it asks. Callbacks and pages state theirs where they are made."""

PROBES = frozenset({"healthz", "readyz"})
"""Endpoints that machines ask by address: whatever host they name, the answer holds no data."""

SAME_FOR_ALL = frozenset({"built.tiles", "built.bundle", "built.charts", "_dash_assets.static"})
"""Endpoints whose answers are the same for everyone who may have them: a browser may keep them."""

BRIEF_TOKEN = "token"  # noqa: S105 - the name of a part of an address
"""Part of an address that names a brief."""


def check_surfaces(endpoints: Iterable[str]) -> None:
    """Return if every endpoint of the server is in the table.

    Raises
    ------
    SettingsError
        If one is not: nobody has said who may use it.
    """
    unstated = sorted(set(endpoints) - set(SURFACES))
    if unstated:
        raise SettingsError(
            f"nothing says who may use {', '.join(unstated)}",
            remedy="Add a line for each endpoint to SURFACES in dashboard/access/surfaces.py",
        )
