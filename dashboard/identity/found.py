"""From a request to who sends it: by the proxy's header, a device's token or the cookie of a sign-in."""

from __future__ import annotations

import hmac

from flask import g, request

from dashboard.identity.cookie import token_of_request
from dashboard.services import Services
from data.roles import Actor
from data.trust.account import Account, Way
from data.trust.sign_ins import Found

PROOF = "X-Borderops-Proof"
"""Header in which the proxy proves that it set the one that names the user."""
_FOUND = "borderops_found"
_BEARER = "Bearer "


def identify(services: Services) -> Actor | None:
    """Who sends the request that is under way; ``None`` if nobody is known to.

    Asked anew of the database at each request, so that what was revoked or lowered since the last one acts.

    Raises
    ------
    PlanStoreError
        If the database cannot be read or written: nobody is let in unseen.
    """
    if "proxy" in services.settings.ways_in:
        account = _named_by_proxy(services)
        if account is not None:
            found = _signed_in(services)
            is_theirs = found is not None and found.account.account_id == account.account_id
            return found.actor if found and is_theirs else account.actor(f"proxy-{account.account_id}")
    device = _bearer(services)
    if device is not None:
        return device.actor(f"device-{device.account_id}")
    found = _signed_in(services)
    if found is None or found.account.way is Way.PROXY:
        return None
    return found.actor


def found_sign_in() -> Found | None:
    """The sign-in that :func:`identify` found in this request, if any."""
    found: Found | None = g.get(_FOUND)
    return found


def address_of_request() -> str:
    """The address that the request comes from; behind a declared proxy, the one that the proxy tells."""
    return request.remote_addr or ""


def _signed_in(services: Services) -> Found | None:
    token = token_of_request()
    if not token:
        return None
    found = services.sign_ins.found(token, at=services.now(), address=address_of_request())
    setattr(g, _FOUND, found)
    return found


def _named_by_proxy(services: Services) -> Account | None:
    """The account that the proxy names; a header without the proof is as if it were not there."""
    settings = services.settings
    proof = request.headers.get(PROOF, "").encode()
    if not settings.proxy_proof or not hmac.compare_digest(proof, settings.proxy_proof.encode()):
        return None
    return services.accounts.entry.proxied(request.headers.get(settings.proxy_header, ""))


def _bearer(services: Services) -> Account | None:
    given = request.headers.get("Authorization", "")
    if not given.startswith(_BEARER):
        return None
    return services.accounts.entry.device(given.removeprefix(_BEARER).strip(), address=address_of_request())
