"""Accounts and sign-ins for tests, on a database of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from data.plans.keeping.database import Database
from data.roles import Actor, Role
from data.settings import Settings
from data.trust.account import Account, Grant, Way
from data.trust.accounts import Accounts
from data.trust.sign_ins import SignIns

AT = datetime(2026, 11, 30, 14, 0, tzinfo=UTC)
PASSWORD = "violet tractor hums at noon"  # noqa: S105 - of accounts that live as long as a test
ADA = Actor(name="ada", role=Role.ADMINISTRATOR)
VERA = Actor(name="vera", role=Role.VIEWER)


def later(**passed: float) -> datetime:
    """The time of the tests, so much later."""
    return AT + timedelta(**passed)


@dataclass(frozen=True)
class House:
    """Accounts and sign-ins on one database."""

    database: Database
    accounts: Accounts
    sign_ins: SignIns

    def add(self, name: str, role: Role = Role.VIEWER, *, way: Way = Way.PROXY) -> Account:
        """A new account; without a password, which takes a while to hash."""
        return self.accounts.add(ADA, name, way=way, grant=Grant(role=role), at=AT)

    def named(self, name: str) -> Account:
        """The account as it is now."""
        found = self.accounts.named(name)
        assert found is not None
        return found


def house_at(url: str, **settings: int) -> House:
    """A house on the database of that URL."""
    database = Database(url)
    return House(
        database=database,
        accounts=Accounts(database),
        sign_ins=SignIns(database, Settings(**settings)),  # type: ignore[arg-type]
    )
