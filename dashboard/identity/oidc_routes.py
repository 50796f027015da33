"""``/sign-in/oidc`` and ``/sign-in/oidc/return``: to the provider and back."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, make_response, redirect, request, url_for

from dashboard.identity.local_path import local_path
from dashboard.identity.oidc import Provider, role_of
from dashboard.identity.recording import record_refusal
from dashboard.identity.signing_in import SigningIn
from data.errors import SignInError
from data.roles import Role

_RETURN = "/sign-in/oidc/return"


@dataclass(frozen=True, kw_only=True)
class ProviderRoutes:
    """The routes of one provider; ``roles`` are those of its groups."""

    signing_in: SigningIn
    provider: Provider
    roles: dict[str, Role]

    def add_to(self, blueprint: Blueprint) -> None:
        """Register the routes."""
        blueprint.add_url_rule("/sign-in/oidc", "oidc", self._leave)
        blueprint.add_url_rule(_RETURN, "oidc_return", self._come_back)

    def _leave(self) -> Response:
        path = local_path(request.args.get("next", ""))
        public = self.signing_in.services.settings.public_url.rstrip("/")
        back = f"{public}{_RETURN}" if public else url_for("identity.oidc_return", _external=True)
        try:
            return make_response(redirect(self.provider.address_to_go_to(path, back=back), 303))
        except SignInError as error:
            return self._refused(error, status=503, path=path)

    def _come_back(self) -> Response:
        services = self.signing_in.services
        try:
            who = self.provider.vouched()
            role = role_of(who.groups, self.roles)
            account = services.accounts.entry.provided(who.identity, who.names, role, at=services.now())
        except SignInError as error:
            return self._refused(error, status=401, path="/")
        return self.signing_in.begin(account, local_path(who.path), is_foreign=True)

    def _refused(self, error: SignInError, *, status: int, path: str) -> Response:
        record_refusal(self.signing_in.services, way="oidc", why=error.found)
        return self.signing_in.refused(error, status=status, path=path)
