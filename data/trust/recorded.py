"""A change with its two records: that it was begun, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from data.errors import BorderopsError
from data.roles import Actor
from data.trust.audit import AuditLog
from data.trust.deeds import Deed, Outcome


@contextmanager
def recorded(audit: AuditLog, actor: Actor, deed: Deed, *, subject: str, **body: object) -> Iterator[None]:
    """Write that a deed is begun, let it be done, and write that it was done, refused or failed.

    Raises
    ------
    AuditError
        If it cannot be written that it is begun: nothing is done.
    """
    audit.record(actor, deed, outcome=Outcome.BEGUN, subject=subject, body=body)
    outcome, why = Outcome.FAILED, {}
    try:
        yield
        outcome = Outcome.DONE
    except BorderopsError as error:
        outcome, why = Outcome.REFUSED, {"found": error.found[:200]}
        raise
    finally:
        audit.record(actor, deed, outcome=outcome, subject=subject, body={**body, **why})
