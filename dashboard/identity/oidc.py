"""The OpenID Connect provider: where to send whoever signs in, and what it says of who came back.

Authorization code flow with PKCE (S256), state and nonce, by Authlib. The token's issuer, audience, time,
nonce and signature are checked; tokens are read once and kept nowhere. What has to be remembered between
the two requests (state, nonce, verifier, path) is in a signed cookie for ten minutes.

Source: OpenID Connect Core 1.0, sections 3.1 and 5.7; RFC 7636; RFC 9207; RFC 9700, section 2.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import OAuth
from flask import Flask, request, session
from joserfc.errors import JoseError
from requests import RequestException

from data.errors import SettingsError, SignInError
from data.roles import Role
from data.settings import Settings

REMEMBERED_S = 600
_TIMEOUT_S = 5
_SIGNED_BY = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "EdDSA",
    "Ed25519",
)
"""What a token may be signed with: the provider's private key; never nothing, nor a secret that we share."""
_NOT_GRANTED = frozenset({Role.DEVICE, Role.OPERATOR})


@dataclass(frozen=True, kw_only=True)
class Vouched:
    """Whom the provider vouches for: an identity that is nobody else's, names, groups, and where they go."""

    identity: str
    names: tuple[str, ...]
    groups: tuple[str, ...]
    path: str


class Provider:
    """One provider, as the settings name it; found at the first sign-in, not at start."""

    def __init__(self, server: Flask, settings: Settings) -> None:
        self._settings = settings
        self._client = OAuth(server).register(
            "oidc",
            client_id=settings.oidc_client_id,
            client_secret=settings.oidc_client_secret,
            server_metadata_url=f"{settings.oidc_issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={
                "scope": settings.oidc_scopes,
                "code_challenge_method": "S256",
                "default_timeout": _TIMEOUT_S,
            },
        )

    def address_to_go_to(self, path: str, *, back: str) -> str:
        """Address at the provider, which sends the browser back to the address ``back``, then on to ``path``.

        Raises
        ------
        SignInError
            If the provider does not answer, or is another than the settings say.
        """
        try:
            self._check_metadata()
            made = self._client.create_authorization_url(back)
        except (RequestException, AuthlibBaseError, RuntimeError, ValueError) as error:
            raise _unreachable() from error
        session.permanent = True
        self._client.save_authorize_data(redirect_uri=back, path=path, **made)
        return str(made["url"])

    def vouched(self) -> Vouched:
        """Whom the request under way, which the provider sent the browser with, is about.

        Raises
        ------
        SignInError
            If it is not the answer to a sign-in that this browser began, or was used before; the provider
            refused or does not answer; or its token is not for us, not now, or not signed by it.
        """
        state = request.args.get("state", "")
        begun = self._client.framework.get_state_data(session, state) or {}
        try:
            self._check_metadata()
            self._check_sender()
            token = self._client.authorize_access_token(claims_options=self._claims_options())
            claims = token.get("userinfo")
            if not claims or "nonce" not in claims:
                raise SignInError(
                    "the provider sent no identity", remedy="Try again, or tell an administrator"
                )
            return self._told(claims, self._groups(claims, token), str(begun.get("path", "/")))
        except RequestException as error:
            raise _unreachable() from error
        except (AuthlibBaseError, JoseError, RuntimeError, ValueError, KeyError) as error:
            raise SignInError(
                f"the provider's answer cannot be used ({_kind(error)})",
                remedy="Sign in again from this page; an answer is good for one sign-in and a few minutes",
            ) from error
        finally:
            # Used up, whatever came of it.
            self._client.framework.clear_state_data(session, state)
            if not any(str(key).startswith("_state_") for key in session):
                session.clear()

    def _check_metadata(self) -> None:
        """Return if the provider says that it is the one of the settings; leave only signatures that hold.

        Raises
        ------
        SignInError
            If it says that it is another.
        """
        metadata = self._client.load_server_metadata()
        if str(metadata.get("issuer", "")) != self._settings.oidc_issuer:
            raise SignInError(
                f"the provider calls itself {str(metadata.get('issuer'))[:100]!r}",
                remedy="An operator sets BORDEROPS_OIDC_ISSUER to exactly that, if it is the right one",
            )
        offered = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
        metadata["id_token_signing_alg_values_supported"] = [each for each in offered if each in _SIGNED_BY]

    def _check_sender(self) -> None:
        """Return if the answer names our provider, or none where ours never says so.

        Raises
        ------
        SignInError
            If it does not (RFC 9207).
        """
        says_so = self._client.server_metadata.get("authorization_response_iss_parameter_supported")
        named = request.args.get("iss")
        if (named is not None or says_so) and named != self._settings.oidc_issuer:
            raise SignInError("the answer is another provider's", remedy="Sign in again from this page")

    def _claims_options(self) -> dict[str, dict[str, object]]:
        return {
            "iss": {"essential": True, "values": [self._settings.oidc_issuer]},
            "aud": {"essential": True, "value": self._settings.oidc_client_id},
            "sub": {"essential": True},
            "exp": {"essential": True},
            "nonce": {"essential": True},
        }

    def _groups(self, claims: dict[str, Any], token: dict[str, Any]) -> object:
        """The groups in the token, else what the provider's userinfo says of the same subject."""
        claim = self._settings.oidc_groups_claim
        if claim in claims or "userinfo_endpoint" not in self._client.server_metadata:
            return claims.get(claim, [])
        more = self._client.userinfo(token=token)
        return more.get(claim, []) if more.get("sub") == claims["sub"] else []

    def _told(self, claims: dict[str, Any], groups: object, path: str) -> Vouched:
        subject = str(claims["sub"])
        given = (claims.get("preferred_username"), claims.get("email"), subject)
        listed = groups if isinstance(groups, list) else [groups]
        return Vouched(
            identity=f"{claims['iss']} {subject}",
            names=tuple(str(name) for name in given if name),
            groups=tuple(str(group) for group in listed),
            path=path,
        )


def group_roles(settings: Settings) -> dict[str, Role]:
    """The role of each group, in the order of the setting: of several groups, the first decides.

    Raises
    ------
    SettingsError
        If a part is not ``group=role``, or the role is unknown or not one for people.
    """
    roles: dict[str, Role] = {}
    for part in filter(None, (part.strip() for part in settings.oidc_group_roles.split(","))):
        group, _, role = (text.strip() for text in part.rpartition("="))
        if not group or role not in set(Role) - _NOT_GRANTED:
            raise SettingsError(
                f"BORDEROPS_OIDC_GROUP_ROLES has {part!r}",
                remedy=f"Write group=role, with a role of {', '.join(sorted(set(Role) - _NOT_GRANTED))}",
            )
        roles.setdefault(group, Role(role))
    return roles


def role_of(groups: tuple[str, ...], roles: dict[str, Role]) -> Role:
    """The role of who is in these groups.

    Raises
    ------
    SignInError
        If none of them has one here.
    """
    found = next((role for group, role in roles.items() if group in groups), None)
    if found is None:
        raise SignInError(
            "the provider knows you, but none of your groups has a role here",
            remedy="Ask an administrator to add you to a group that has",
        )
    return found


def _unreachable() -> SignInError:
    return SignInError(
        "your organisation's sign-in does not answer", remedy="Try again in a minute, or tell an operator"
    )


def _kind(error: Exception) -> str:
    """What went wrong, as the library or the provider calls it: a word, never the provider's text."""
    code = getattr(error, "error", "") or type(error).__name__
    return str(code)[:60] if str(code)[:60].isprintable() else type(error).__name__
