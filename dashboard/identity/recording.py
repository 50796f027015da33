"""What identity writes in the audit record: who came in, who was refused, which account was changed."""

from __future__ import annotations

from dashboard.identity.found import address_of_request
from dashboard.services import Services
from data.roles import Actor, Role
from data.trust.account import Account
from data.trust.deeds import Deed, Outcome

_NOBODY = Actor(name="unknown", role=Role.VIEWER)
"""Who was not let in. What they typed as a name is not recorded: it may be a password in the wrong field."""


def record_entry(services: Services, account: Account) -> None:
    """Nothing; that somebody signed in is on the disk.

    Raises
    ------
    AuditError
        If it cannot be written: nobody comes in unrecorded.
    """
    services.audit.record(
        account.actor(""),
        Deed.SIGNED_IN,
        subject=account.name,
        body={"way": account.way.value, "address": address_of_request()},
    )


def record_refusal(services: Services, *, way: str, why: str, name: str = "") -> None:
    """Nothing; that somebody was not let in is on the disk, with the name if it is that of an account.

    Raises
    ------
    AuditError
        If it cannot be written.
    """
    account = services.accounts.named(name) if name else None
    services.audit.record(
        account.actor("") if account else _NOBODY,
        Deed.SIGN_IN_REFUSED,
        outcome=Outcome.REFUSED,
        subject=account.name if account else "",
        body={"way": way, "why": why, "address": address_of_request()},
    )


def record_deed(services: Services, actor: Actor, deed: Deed, account: Account, **body: str) -> None:
    """Nothing; what was done to an account or a sign-in of its is on the disk.

    Raises
    ------
    AuditError
        If it cannot be written.
    """
    services.audit.record(actor, deed, subject=account.name, body=dict(body))
