"""``Attempts``: tries to sign in, counted in the database, so that every process knows of them.

Waits grow and end: nobody is locked out for good, or everybody could be, by whoever knows their names. A
try is counted before the password is looked at, so that many at once are many. Names and addresses are kept
as SHA-256, and forgotten after a day.

Source: NIST SP 800-63B, Digital Identity Guidelines, section on rate limiting.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_network

from sqlalchemy import Connection, delete, insert, select

from data.errors import TooManyAttemptsError
from data.plans.keeping.database import Database
from data.plans.keeping.records import utc_text
from data.trust.networks import parsed_address
from data.trust.tables import ATTEMPT

_REMEMBERED = timedelta(days=1)
_WINDOW = timedelta(hours=1)
_SITE_BITS = 64
"""Bits of an IPv6 address that one holder of addresses cannot change at will."""


@dataclass(frozen=True, kw_only=True)
class Limit:
    """So many tries within an hour are free; with each further one the wait doubles, up to ``longest_s``."""

    free: int
    longest_s: int

    def wait_s(self, tries: int) -> int:
        """Seconds to wait after the last of so many tries.

        Examples
        --------
        >>> [Limit(free=5, longest_s=300).wait_s(tries) for tries in (4, 5, 6, 12, 500)]
        [0, 2, 4, 256, 300]
        """
        beyond = tries - self.free
        return 0 if beyond < 0 else min(self.longest_s, 2 ** min(beyond + 1, 30))


OF_NAME = Limit(free=5, longest_s=300)
OF_ADDRESS = Limit(free=30, longest_s=900)
"""An address may be that of a whole site."""


class Attempts:
    """Tries of every name and address; safe to use from several threads and processes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self, *, name: str, address: str, at: datetime) -> None:
        """Nothing; a try is counted, or refused if those before were too many.

        One that is refused is not counted: who waits does not wait longer for having asked.

        Raises
        ------
        TooManyAttemptsError
            If the name or the address has to wait, with the seconds to.
        PlanStoreError
            If the database cannot be written: nobody tries uncounted.
        """
        subjects = (
            (_subject("name", name), OF_NAME),
            (_subject("address", _site(address)), OF_ADDRESS),
        )
        with self._database.writing() as connection:
            self._database.alone(connection)
            wait_s = max(_wait_s(connection, subject, limit, at) for subject, limit in subjects)
            if wait_s > 0:
                raise TooManyAttemptsError(
                    "too many tries to sign in", wait_s=wait_s, remedy=f"Try again in {_words(wait_s)}"
                )
            connection.execute(delete(ATTEMPT).where(ATTEMPT.c.at < utc_text(at - _REMEMBERED)))
            rows = [{"subject": subject, "at": utc_text(at)} for subject, _ in subjects]
            connection.execute(insert(ATTEMPT), rows)

    def forget(self, name: str) -> None:
        """Nothing; the name starts anew, as its holder has signed in. What its address tried stays counted.

        Raises
        ------
        PlanStoreError
            If the database cannot be written.
        """
        with self._database.writing() as connection:
            connection.execute(delete(ATTEMPT).where(ATTEMPT.c.subject == _subject("name", name)))


def _wait_s(connection: Connection, subject: str, limit: Limit, at: datetime) -> int:
    """Whole seconds that the subject still has to wait."""
    since = utc_text(at - _WINDOW)
    wanted = select(ATTEMPT.c.at).where(ATTEMPT.c.subject == subject, ATTEMPT.c.at > since)
    return _left_s(connection.execute(wanted).scalars(), limit, at)


def _left_s(times: Iterable[str], limit: Limit, at: datetime) -> int:
    tried = sorted(times)
    if not tried:
        return 0
    # A clock that was set back must not make the wait longer than the limit.
    passed = max(0.0, (at - datetime.fromisoformat(tried[-1])).total_seconds())
    return max(0, math.ceil(limit.wait_s(len(tried)) - passed))


def _subject(kind: str, text: str) -> str:
    return hashlib.sha256(f"{kind}:{text.strip().lower()}".encode("utf-8", "replace")).hexdigest()


def _site(address: str) -> str:
    found = parsed_address(address)
    if isinstance(found, IPv6Address):
        return str(ip_network((found, _SITE_BITS), strict=False))
    return str(found or "")


def _words(seconds: int) -> str:
    return f"{seconds} seconds" if seconds < 120 else f"{math.ceil(seconds / 60)} minutes"
