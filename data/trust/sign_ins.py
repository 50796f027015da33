"""``SignIns``: who is signed in, kept in the database, so that ending one acts at its next request.

The browser holds a random token, the database its SHA-256: neither a backup nor the record of a query lets
anybody in. Each sign-in has a new token. It ends when its holder signs out, when somebody ends it, after
the idle limit without a request, or at the absolute limit in any case.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import RowMapping, insert, select, update

from data.errors import AccountError, SignInError
from data.plans.keeping.database import Database
from data.plans.keeping.records import stamp, utc_text
from data.roles import Action, Actor, may, require
from data.settings import Settings
from data.trust.account import Account, Way, account_of
from data.trust.networks import is_within
from data.trust.tables import ACCOUNT, SIGN_IN
from data.trust.tokens import digest_of, new_sitting, new_token

_SEEN_AGAIN = timedelta(minutes=1)
"""How long ``seen_at`` may be behind: it is not worth a write at every request."""


@dataclass(frozen=True, kw_only=True)
class SignIn:
    """A sign-in that has not ended; ``sitting`` is its name in the record and opens nothing."""

    sitting: str
    way: Way
    began_at: datetime
    seen_at: datetime
    ends_at: datetime


@dataclass(frozen=True, kw_only=True)
class Found:
    """Whose request it is: the account that signed in, the actor it asks as, and in which sign-in."""

    account: Account
    actor: Actor
    sign_in: SignIn


class SignIns:
    """Sign-ins of every way; safe to use from several threads and processes."""

    def __init__(self, database: Database, settings: Settings) -> None:
        """Keep the database, and the limits that the settings name."""
        self._database = database
        self._idle = timedelta(minutes=settings.idle_minutes)
        self._longest = timedelta(hours=settings.session_hours)

    def begin(self, account: Account, *, at: datetime) -> str:
        """The token of a new sign-in, which is told to the browser and kept nowhere.

        Raises
        ------
        PlanStoreError
            If the database cannot be written; nobody is signed in.
        """
        token, lasts = new_token(), timedelta(hours=account.session_hours) or self._longest
        new = insert(SIGN_IN).values(
            token=digest_of(token),
            account=account.account_id,
            sitting=new_sitting(),
            way=account.way.value,
            began_at=utc_text(at),
            seen_at=utc_text(at),
            ends_at=utc_text(at + lasts),
        )
        with self._database.writing() as connection:
            connection.execute(new)
        return token

    def actor_of(self, token: str, *, at: datetime, address: str = "") -> Actor | None:
        """Who asks with this token from this address; ``None`` if that sign-in is over or never was.

        Raises
        ------
        PlanStoreError
            If the database cannot be read or written.
        """
        found = self.found(token, at=at, address=address)
        return found.actor if found else None

    def found(self, token: str, *, at: datetime, address: str = "", is_active: bool = True) -> Found | None:
        """As :meth:`actor_of`, with account and sign-in; whether a request is active moves the idle limit.

        Raises
        ------
        PlanStoreError
            If the database cannot be read or written.
        """
        wanted = select(SIGN_IN).where(SIGN_IN.c.token == digest_of(token), SIGN_IN.c.ended_at.is_(None))
        with self._database.reading() as connection:
            row = connection.execute(wanted).mappings().first()
            if row is None or not self._goes_on(row, at):
                return None
            ids = [each for each in (row["account"], row["views_as"]) if each is not None]
            accounts = connection.execute(select(ACCOUNT).where(ACCOUNT.c.id.in_(ids))).mappings()
            by_id = {each["id"]: account_of(each) for each in accounts}
        account = by_id.get(row["account"])
        if account is None or account.is_disabled or not _is_at_home(account, address):
            return None
        if is_active and at - _time(row["seen_at"]) >= _SEEN_AGAIN:
            self._seen(row["id"], at)
        actor = _actor(account, by_id.get(row["views_as"]), row["sitting"])
        return Found(account=account, actor=actor, sign_in=_told(row))

    def end(self, token: str, *, by: Actor, at: datetime) -> None:
        """Nothing; the sign-in of this token is over. One that is over stays so.

        Raises
        ------
        PlanStoreError
            If the database cannot be written; the sign-in goes on.
        """
        made = stamp(by, at)
        over = update(SIGN_IN).where(SIGN_IN.c.token == digest_of(token), SIGN_IN.c.ended_at.is_(None))
        with self._database.writing() as connection:
            connection.execute(over.values(ended_at=made.at, ended_by=made.actor))

    def end_all(self, account: Account, *, by: Actor, at: datetime, sitting: str = "") -> int:
        """How many sign-ins of an account ended: all that went on, or the one of that sitting.

        Raises
        ------
        AccessDeniedError
            If it is another's account and the actor may not administer accounts.
        PlanStoreError
            If the database cannot be written; all go on.
        """
        _require_holder(by, account)
        made = stamp(by, at)
        over = update(SIGN_IN).where(SIGN_IN.c.account == account.account_id, SIGN_IN.c.ended_at.is_(None))
        if sitting:
            over = over.where(SIGN_IN.c.sitting == sitting)
        with self._database.writing() as connection:
            return connection.execute(over.values(ended_at=made.at, ended_by=made.actor)).rowcount

    def of(self, account: Account, *, by: Actor, at: datetime) -> tuple[SignIn, ...]:
        """The sign-ins of an account that go on, the newest first.

        Raises
        ------
        AccessDeniedError
            If it is another's account and the actor may not administer accounts.
        PlanStoreError
            If the database cannot be read.
        """
        _require_holder(by, account)
        wanted = select(SIGN_IN).where(SIGN_IN.c.account == account.account_id, SIGN_IN.c.ended_at.is_(None))
        with self._database.reading() as connection:
            rows = connection.execute(wanted.order_by(SIGN_IN.c.id.desc())).mappings().all()
        return tuple(_told(row) for row in rows if self._goes_on(row, at))

    def view_as(self, token: str, account: Account | None, *, by: Actor, at: datetime) -> None:
        """Nothing; the sign-in asks as that account from its next request on, or as itself with ``None``.

        Raises
        ------
        AccessDeniedError
            If the actor may not administer accounts.
        SignInError
            If the sign-in is over.
        AccountError
            If the account is the actor's own, or disabled.
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        found = self.found(token, at=at)
        if found is None:
            raise SignInError("this sign-in is over", remedy="Sign in again")
        if account is not None:
            require(by, Action.ADMINISTER)
            if account.is_disabled or account.account_id == found.account.account_id:
                raise AccountError(f"nobody can view as {account.name} here", remedy="Choose another account")
        seen = update(SIGN_IN).where(SIGN_IN.c.token == digest_of(token))
        with self._database.writing() as connection:
            connection.execute(seen.values(views_as=account.account_id if account else None))

    def _goes_on(self, row: RowMapping, at: datetime) -> bool:
        is_idle = row["way"] != Way.DEVICE and at - _time(row["seen_at"]) >= self._idle
        return at < _time(row["ends_at"]) and not is_idle

    def _seen(self, sign_in: int, at: datetime) -> None:
        later = update(SIGN_IN).where(SIGN_IN.c.id == sign_in, SIGN_IN.c.seen_at < utc_text(at))
        with self._database.writing() as connection:
            connection.execute(later.values(seen_at=utc_text(at)))


def _is_at_home(account: Account, address: str) -> bool:
    return account.way is not Way.DEVICE or is_within(address, account.address)


def _actor(account: Account, viewed: Account | None, sitting: str) -> Actor:
    """The account's own actor, or that of whom an administrator views as, for as long as they are one."""
    own = account.actor(sitting)
    if viewed is None or viewed.is_disabled or not may(own, Action.ADMINISTER):
        return own
    return viewed.actor(sitting, in_place_of=account.name)


def _require_holder(by: Actor, account: Account) -> None:
    if by.in_place_of or by.name != account.name:
        require(by, Action.ADMINISTER)


def _told(row: RowMapping) -> SignIn:
    return SignIn(
        sitting=row["sitting"],
        way=Way(row["way"]),
        began_at=_time(row["began_at"]),
        seen_at=_time(row["seen_at"]),
        ends_at=_time(row["ends_at"]),
    )


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
