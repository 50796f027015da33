"""Everything of identity that a browser reaches, as one blueprint; there is none in single-user mode."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, Flask

from dashboard.identity.account_page import AccountPage
from dashboard.identity.administration import Administration
from dashboard.identity.looks import Looks
from dashboard.identity.oidc import REMEMBERED_S, Provider, group_roles
from dashboard.identity.oidc_routes import ProviderRoutes
from dashboard.identity.signing_in import SigningIn
from dashboard.services import Services


def add_identity(server: Flask, services: Services, *, styles: tuple[str, ...]) -> None:
    """Add the ways to sign in and the page of one's account, if more than one person is served.

    ``styles`` are addresses of style sheets that the whole product shares.

    Raises
    ------
    SettingsError
        If the roles of the provider's groups are malformed.
    """
    settings = services.settings
    if not settings.is_served:
        return
    _keep_state_safely(server, settings.secret)
    blueprint = Blueprint(
        "identity",
        __name__,
        template_folder="templates",
        static_folder="static",
        static_url_path="/sign-in/static",
    )
    looks = Looks(services=services, styles=styles)
    signing_in = SigningIn(services=services, looks=looks)
    signing_in.add_to(blueprint)
    if "oidc" in settings.ways_in:
        provider, roles = Provider(server, settings), group_roles(settings)
        ProviderRoutes(signing_in=signing_in, provider=provider, roles=roles).add_to(blueprint)
    page = AccountPage(services=services, looks=looks)
    page.add_to(blueprint)
    Administration(services=services, page=page).add_to(blueprint)
    server.register_blueprint(blueprint)


def _keep_state_safely(server: Flask, secret: str) -> None:
    """Set up the signed cookie that holds what a sign-in at the provider has begun with, for ten minutes.

    It is the only one that comes with a navigation that another site began: the provider's.
    """
    server.secret_key = secret
    server.config.update(
        SESSION_COOKIE_NAME="__Host-borderops-begun",
        SESSION_COOKIE_SECURE=True,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        PERMANENT_SESSION_LIFETIME=timedelta(seconds=REMEMBERED_S),
    )
