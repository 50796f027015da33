"""From a request to who sends it: by the proxy's header, a device's token or the cookie of a sign-in."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from flask import g, request

from dashboard.identity.cookie import token_of_request
from dashboard.services import Services
from data.roles import Actor
from data.trust.account import Account, Way
from data.trust.sign_ins import SignIn

PROOF = "X-Borderops-Proof"
"""Header in which the proxy proves that it set the one that names the user."""
ASKED_BY_ITSELF = frozenset(
    {"alerts_mark.mark", "plans.approved", "plans.job", "brief_documents.documents", "identity.me"}
)
"""Endpoints that a page asks again and again without anybody at it: they do not put off the idle limit."""

_CALLER = "borderops_caller"
_BEARER = "Bearer "


@dataclass(frozen=True, kw_only=True)
class Caller:
    """Whose request it is: the account, the actor it asks as, and the sign-in, where there is one."""

    account: Account
    actor: Actor
    sign_in: SignIn | None = None


def identify(services: Services) -> Actor | None:
    """Who sends the request that is under way; ``None`` if that is nobody who is known.

    Asked anew of the database at each request, so that what was revoked or lowered since the last one acts.

    Raises
    ------
    PlanStoreError
        If the database cannot be read or written: nobody is let in unseen.
    """
    caller = caller_of_request(services)
    return caller.actor if caller else None


def caller_of_request(services: Services) -> Caller | None:
    """As :func:`identify`, with account and sign-in; looked up once in a request.

    Raises
    ------
    PlanStoreError
        If the database cannot be read or written.
    """
    if _CALLER not in g:
        setattr(g, _CALLER, _caller(services))
    found: Caller | None = g.get(_CALLER)
    return found


def address_of_request() -> str:
    """The address that the request comes from; behind a declared proxy, the one that the proxy tells."""
    return request.remote_addr or ""


def _caller(services: Services) -> Caller | None:
    proxied = _named_by_proxy(services)
    signed_in = _signed_in(services)
    if proxied is not None:
        # They have a sign-in only while they view as somebody else; a cookie of another's is not heard.
        if signed_in is not None and signed_in.account.account_id == proxied.account_id:
            return signed_in
        return Caller(account=proxied, actor=proxied.actor(f"proxy-{proxied.account_id}"))
    if signed_in is not None:
        return signed_in if signed_in.account.way is not Way.PROXY else None
    device = _bearer(services)
    return Caller(account=device, actor=device.actor(f"device-{device.account_id}")) if device else None


def _signed_in(services: Services) -> Caller | None:
    token = token_of_request()
    if not token:
        return None
    found = services.sign_ins.found(
        token,
        at=services.now(),
        address=address_of_request(),
        is_active=request.endpoint not in ASKED_BY_ITSELF,
    )
    return Caller(account=found.account, actor=found.actor, sign_in=found.sign_in) if found else None


def _named_by_proxy(services: Services) -> Account | None:
    """The account that the proxy names; a header without the proof is as if it were not there."""
    settings = services.settings
    proof = request.headers.get(PROOF, "").encode()
    is_asked = "proxy" in settings.ways_in and settings.proxy_proof
    if not is_asked or not hmac.compare_digest(proof, settings.proxy_proof.encode()):
        return None
    return services.accounts.entry.proxied(request.headers.get(settings.proxy_header, ""))


def _bearer(services: Services) -> Account | None:
    given = request.headers.get("Authorization", "")
    if not given.startswith(_BEARER):
        return None
    return services.accounts.entry.device(given.removeprefix(_BEARER).strip(), address=address_of_request())
