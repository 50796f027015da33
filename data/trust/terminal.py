"""Who sits at a terminal, and what a command did, in the audit record."""

from __future__ import annotations

import logging
import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from data.errors import AuditError, BorderopsError
from data.plans.keeping.database import Database
from data.roles import Actor, Role
from data.settings import Settings
from data.trust.audit import AuditLog
from data.trust.deeds import Deed, Outcome

_LOG = logging.getLogger("borderops.audit")
_PREFIX = "os:"
"""What the names of the operating system's users are led by, so that none is taken for an account's."""


def terminal_actor() -> Actor:
    """The operating system's user, who may do everything: whoever has the files has the data.

    Where ``sudo`` changed the user, who called it stands beside it, as it says.
    """
    name = _user(os.getuid())
    caller = os.environ.get("SUDO_USER", "")
    beside = f" (sudo by {caller[:40]})" if caller and caller != name else ""
    return Actor(name=f"{_PREFIX}{name}{beside}", role=Role.OPERATOR, session="terminal")


@contextmanager
def recorded_command(
    settings: Settings, deed: Deed, *, subject: str, reason: str = ""
) -> Iterator[dict[str, object]]:
    """Write what a command does; what it puts into the dictionary is told of it when it is done.

    Where more than one person is served it is on record before it begins, and what cannot be recorded does
    not begin. One person who works alone has what was done on record, and is not stopped.

    Raises
    ------
    AuditError
        If more than one person is served and it cannot be written.
    """
    log, actor = AuditLog(Database(settings.plans_url), settings), terminal_actor()
    told: dict[str, object] = {}
    record = partial(log.record, actor, deed, subject=subject, reason=reason)
    if settings.is_served:
        record(outcome=Outcome.BEGUN)
    outcome = Outcome.FAILED
    try:
        yield told
        outcome = Outcome.DONE
    except BorderopsError as error:
        outcome, told["refused_as"] = Outcome.REFUSED, type(error).__name__
        raise
    finally:
        try:
            if settings.is_served or outcome is Outcome.DONE:
                record(outcome=outcome, body=told)
                log.settle()
        except AuditError as error:
            if settings.is_served:
                raise
            _LOG.warning("%s", error)
        log.database.close()


def _user(number: int) -> str:
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)
