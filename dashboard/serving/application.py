"""The application as servers of WSGI run it: whole before the first request, newest data loaded."""

from __future__ import annotations

from collections.abc import Mapping
from wsgiref.types import WSGIApplication

from dashboard.app import create_app
from dashboard.services import Services
from dashboard.serving.proxy import BehindProxy
from dashboard.serving.refusals import require_servable
from data.answers.filters import Filter
from data.answers.question import By, Question
from data.errors import UnknownVersionError
from data.roles import LOCAL_ACTOR
from data.settings import Settings

_FIRST = Question(measure="incidents", filter=Filter(), by=By.TOTAL)


def served_application(settings: Settings, environ: Mapping[str, str]) -> WSGIApplication:
    """The application for more than one person; made after a fork, as DuckDB does not outlive one.

    Raises
    ------
    SettingsError
        If more than one person must not be served with these settings.
    StoreError
        If the store does not exist or cannot be read.
    """
    require_servable(settings, environ)
    server = create_app(settings).server
    # Dash finishes itself during its first request: a second one meanwhile would meet half an app.
    with server.test_client() as client:
        client.get("/healthz")
    load_newest(server.extensions["borderops"])
    if settings.behind_proxy == "yes":
        return BehindProxy(server.wsgi_app, settings.proxy_addresses)
    return server


def load_newest(services: Services) -> None:
    """Load the newest data version, so that no reader waits for it; an empty store has none."""
    try:
        services.gate.ask(LOCAL_ACTOR, _FIRST)
    except UnknownVersionError:
        return
