"""Where everything is wired: services, pages, routes, error table, content policy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import dash
from dash import Dash
from flask import Response

from dashboard.access import Guard
from dashboard.access.actor import keep_actor, sitting_of_request
from dashboard.access.gate import AccessGate
from dashboard.access.page_needs import PageNeeds, need_of
from dashboard.access.surfaces import check_surfaces
from dashboard.api.alerts_mark import alerts_mark
from dashboard.api.audit import audit_api
from dashboard.api.brief_documents import brief_documents_api
from dashboard.api.briefs import briefs_api
from dashboard.api.built import built_files, bundle_path
from dashboard.api.display import display_api
from dashboard.api.live import live_api
from dashboard.api.openapi import openapi_api
from dashboard.api.plans import plans_api
from dashboard.api.releases import releases_api
from dashboard.api.table_csv import table_csv
from dashboard.auditing import audit_requests
from dashboard.delivery.copies import COPIES, Copies
from dashboard.delivery.encoding import compress_responses
from dashboard.delivery.page import Page
from dashboard.identity import add_identity, identify
from dashboard.operation import begin_operation
from dashboard.pages import audit, briefing, briefs, operations, planner, sources, status
from dashboard.pages.admitted import NOT_FOUND, admitted, not_found
from dashboard.services import Services, services_of
from dashboard.shell import register as register_shell
from dashboard.shell import shell
from dashboard.web import bound_requests, dress_answers, guard_requests
from dashboard.web.refusals import refused
from data.errors import (
    AccessDeniedError,
    AuditError,
    BorderopsError,
    BriefConflictError,
    JournalConflictError,
    JournalError,
    LockedError,
    PlanConflictError,
    PlanStoreError,
    QuestionError,
    ReasonError,
    SettingsError,
    SignInError,
    StoreBusyError,
    StoreError,
    TooCostlyError,
    TooManyAttemptsError,
    UnknownBriefError,
    UnknownPlanError,
    UnknownVersionError,
)
from data.roles import LOCAL_ACTOR
from data.settings import Settings

PAGES = (operations, planner, briefing, briefs, sources, audit, status)
"""The pages in navigation order: their place is a decision, so it is a line here."""

STATUS: tuple[tuple[type[BorderopsError], int], ...] = (
    (TooManyAttemptsError, 429),
    (SignInError, 401),
    (AccessDeniedError, 403),
    (AuditError, 503),
    (ReasonError, 428),
    (UnknownVersionError, 404),
    (TooCostlyError, 503),
    (QuestionError, 400),
    (JournalConflictError, 409),
    (JournalError, 503),
    (UnknownPlanError, 404),
    (PlanConflictError, 409),
    (LockedError, 409),
    (UnknownBriefError, 404),
    (BriefConflictError, 409),
    (PlanStoreError, 503),
    (StoreBusyError, 503),
    (StoreError, 500),
    (SettingsError, 500),
    (BorderopsError, 400),
)
"""HTTP status of each refusal: the first class that fits."""

_HERE = Path(__file__).parent


def create_app(settings: Settings) -> Dash:
    """The app over the store that the settings name; several may live in one process.

    Raises
    ------
    StoreError
        If the store does not exist or cannot be read.
    SettingsError
        If a setting cannot be used, or nothing says who may use a route or a callback.
    """
    services = services_of(settings)
    bundle_at = bundle_path(services.built)
    app = _bare_app(bundle_at)
    app.server.extensions["borderops"] = services
    hooks_of_dash = tuple(app.server.before_request_funcs[None])
    begin_operation(app.server, services)
    bound_requests(app, settings)
    AccessGate(
        app, services, identify=identify, pages=PageNeeds({page.PATH: need_of(page) for page in PAGES})
    )
    _add_pages(app, services)
    guard = Guard(app, services)
    guard_requests(app, settings, sitting_of_request)
    register_shell(guard)
    for page in PAGES:
        page.register(guard)
    app.server.register_blueprint(live_api(services))
    app.server.register_blueprint(audit_api(services))
    app.server.register_blueprint(table_csv(services))
    app.server.register_blueprint(alerts_mark(services))
    app.server.register_blueprint(plans_api(services))
    app.server.register_blueprint(openapi_api())
    app.server.register_blueprint(briefs_api(services))
    app.server.register_blueprint(brief_documents_api(services))
    app.server.register_blueprint(display_api(services, bundle_at))
    app.server.register_blueprint(releases_api(services))
    app.server.register_blueprint(built_files(services.built, bundle_at))
    add_identity(app.server, services, styles=(f"{bundle_at}/fonts.css",))
    app.server.register_error_handler(BorderopsError, _refusal)
    compress_responses(app.server, Copies(folder=services.built / COPIES))
    dress_answers(app, settings)
    _finish(app, guard, hooks_of_dash)
    audit_requests(app, services, guard.policy)
    return app


def _add_pages(app: Dash, services: Services) -> None:
    """Register the pages with Dash's router, in navigation order, and the frame around them."""
    for number, page in enumerate(PAGES):
        dash.register_page(
            page.__name__,
            path=page.PATH,
            title=f"{page.TITLE} · borderops",
            order=number,
            layout=admitted(page, services),
        )
    dash.register_page(
        "dashboard.pages.not_found_404", path=NOT_FOUND, title="Not found · borderops", layout=not_found
    )
    shown = (page for page in PAGES if services.settings.is_served or not hasattr(page, "IS_SERVED_ONLY"))
    app.layout = partial(shell, services, tuple((page.PATH, page.TITLE, need_of(page)) for page in shown))


def _finish(app: Dash, guard: Guard, hooks_of_dash: Sequence[Callable[[], object]]) -> None:
    """Let Dash finish itself now, as the product, and see that every surface has a stated need.

    Dash does so during its first request otherwise, with the pages of whoever sends that one.

    Raises
    ------
    SettingsError
        If a route or a callback has none.
    """
    with app.server.test_request_context("/healthz"):
        keep_actor(LOCAL_ACTOR)
        for hook in hooks_of_dash:
            hook()
    guard.close()
    check_surfaces(rule.endpoint for rule in app.server.url_map.iter_rules())


def _bare_app(bundle_at: str) -> Dash:
    return Page(
        __name__,
        early=tuple(f"{bundle_at}/{name}" for name in ("map-core.mjs", "map-both.mjs", "map-shared.mjs")),
        use_pages=True,
        pages_folder="",
        assets_folder=str(_HERE / "assets"),
        external_scripts=[f"{bundle_at}/map.js"],
        external_stylesheets=[
            f"{bundle_at}/{name}" for name in ("fonts.css", "maplibre-gl.css", "map-view.css")
        ],
        serve_locally=True,
        enable_mcp=False,
        websocket_callbacks=False,
        title="borderops",
        update_title="",
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
    )


def _refusal(error: BorderopsError) -> Response:
    """The refusal with the status that :data:`STATUS` gives it."""
    status = next(code for kind, code in STATUS if isinstance(error, kind))
    return refused(status, error.found, remedy=error.remedy, words=str(error))
