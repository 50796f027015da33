"""``Entry``: the account that a password, a token, a proxy's header or a provider's word is of."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, select, update

from data.errors import AccountError, SignInError
from data.plans.keeping.database import Database
from data.roles import Actor, Role
from data.trust.account import Account, Grant, Way, account_of, checked_grant, checked_name, looked_up
from data.trust.account_rows import changed, found_account, granted, inserted, new_values
from data.trust.networks import is_within
from data.trust.passwords import LONGEST, Passwords
from data.trust.tables import ACCOUNT
from data.trust.tokens import digest_of

_NO_ENTRY = "name and password do not belong together, or the account is disabled"
_PROVIDER = Actor(name="provider", role=Role.OPERATOR)
"""In whose name accounts are made that the OpenID Connect provider vouches for."""


class Entry:
    """From credentials to accounts; what is refused is refused in words that give nothing away."""

    def __init__(self, database: Database, passwords: Passwords) -> None:
        self._database = database
        self._passwords = passwords

    def local(self, name: str, password: str) -> Account:
        """The local account whose name and password these are; hashed anew if the parameters are dated.

        Whoever asks cannot tell a wrong password from an unknown name or a disabled account: the words are
        the same, and so is the work.

        Raises
        ------
        SignInError
            If there is no such account, the password is another, or the account is disabled.
        PlanStoreError
            If the database cannot be read or written.
        """
        wanted = select(ACCOUNT).where(ACCOUNT.c.name == looked_up(name), ACCOUNT.c.way == Way.LOCAL)
        with self._database.reading() as connection:
            row = connection.execute(wanted).mappings().first()
        kept = "" if row is None else str(row["secret"])
        is_right = self._passwords.is_right(password, kept) and len(password) <= LONGEST
        if row is None or not is_right or row["is_disabled"]:
            raise SignInError(_NO_ENTRY, remedy="Try again, or ask an administrator")
        if self._passwords.is_dated(kept):
            anew = update(ACCOUNT).where(ACCOUNT.c.id == row["id"], ACCOUNT.c.secret == kept)
            with self._database.writing() as connection:
                connection.execute(anew.values(secret=self._passwords.kept(password)))
        return account_of(row)

    def device(self, token: str, *, address: str) -> Account | None:
        """The device whose token this is, if it comes from where it is bound to and is not disabled.

        Raises
        ------
        PlanStoreError
            If the database cannot be read.
        """
        wanted = select(ACCOUNT).where(ACCOUNT.c.secret == digest_of(token), ACCOUNT.c.way == Way.DEVICE)
        with self._database.reading() as connection:
            row = connection.execute(wanted).mappings().first()
        found = None if row is None else account_of(row)
        is_there = found is not None and not found.is_disabled and is_within(address, found.address)
        return found if is_there else None

    def proxied(self, name: str) -> Account | None:
        """The account of whom the proxy names, if it is of that way and is not disabled.

        Raises
        ------
        PlanStoreError
            If the database cannot be read.
        """
        with self._database.reading() as connection:
            found = found_account(connection, name)
        is_known = found is not None and found.way is Way.PROXY and not found.is_disabled
        return found if is_known else None

    def provided(self, identity: str, names: tuple[str, ...], role: Role, *, at: datetime) -> Account:
        """The account of whom the provider vouches for, made at the first sign-in; its role is as told now.

        ``identity`` is what the provider never gives to anybody else (issuer and subject). An account is
        found by that, not by a name, which the provider's users may be able to change. ``names`` are names to
        take for a new one, best first; an account that an administrator made beforehand under one of them is
        taken over, with its regions and layers, by the first who comes.

        Raises
        ------
        SignInError
            If the account is disabled, or all the names are another account's.
        AccountError
            If the role is not one for people.
        PlanStoreError
            If the database cannot be read or written.
        """
        key = hashlib.sha256(identity.encode()).hexdigest()
        with self._database.writing() as connection:
            row = connection.execute(select(ACCOUNT).where(ACCOUNT.c.identity == key)).mappings().first()
            found = account_of(row) if row is not None else None
            if found is None:
                found = self._first_seen(connection, key, names, role, at)
            if found.is_disabled:
                raise SignInError(f"the account {found.name} is disabled", remedy="Ask an administrator")
            if found.grant.role is role:
                return found
            grant = checked_grant(replace(found.grant, role=role), Way.OIDC)
            return changed(connection, found, _PROVIDER, at, **granted(grant))

    def _first_seen(
        self, connection: Connection, key: str, names: tuple[str, ...], role: Role, at: datetime
    ) -> Account:
        for name in names:
            try:
                known = checked_name(name)
            except AccountError:
                continue  # the provider's names need not be ours: the next one is tried
            found = found_account(connection, known)
            if found is None:
                grant = checked_grant(Grant(role=role), Way.OIDC)
                values = new_values(_PROVIDER, at, name=known, way=Way.OIDC, grant=grant)
                return inserted(connection, {**values, "identity": key})
            bare = select(ACCOUNT.c.id).where(ACCOUNT.c.id == found.account_id, ACCOUNT.c.identity == "")
            if found.way is Way.OIDC and connection.execute(bare).first() is not None:
                return changed(connection, found, _PROVIDER, at, identity=key)
        raise SignInError(
            f"the name {names[0][:100]!r} is another account's" if names else "the provider gave no name",
            remedy="Ask an administrator to make an account for you",
        )
