"""``Accounts``: who may come in, and what is granted to them.

An account is never deleted, as the record of what was done names it; it is disabled. Nobody changes their
own rights, and each change states the version that it was decided upon.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from data.errors import AccountError
from data.plans.keeping.database import Database
from data.roles import Action, Actor, require
from data.trust.account import Account, Device, Grant, Way, account_of, checked_grant, checked_name
from data.trust.account_rows import (
    changed,
    device_values,
    existing,
    found_account,
    granted,
    inserted,
    new_values,
    to_change,
)
from data.trust.attempts import Attempts
from data.trust.entry import Entry
from data.trust.passwords import Passwords, check_password
from data.trust.tables import ACCOUNT
from data.trust.tokens import digest_of, new_token


class Accounts:
    """Accounts of every way to come in; safe to use from several threads and processes.

    ``entry`` finds the account that a password, token or header is of; ``attempts`` counts tries.
    """

    def __init__(self, database: Database) -> None:
        """Keep the database; it is opened, and its tables made, at first use."""
        self._database = database
        self._passwords = Passwords()
        self.entry = Entry(database, self._passwords)
        self.attempts = Attempts(database)

    def listed(self, by: Actor) -> tuple[Account, ...]:
        """All accounts, by name; looking makes no file.

        Raises
        ------
        AccessDeniedError
            If the actor may not administer accounts.
        PlanStoreError
            If the database cannot be read.
        """
        require(by, Action.ADMINISTER)
        if self._database.is_absent:
            return ()
        with self._database.reading() as connection:
            rows = connection.execute(select(ACCOUNT).order_by(ACCOUNT.c.name)).mappings()
            return tuple(account_of(row) for row in rows)

    def named(self, name: str) -> Account | None:
        """The account of that name, in any case of letters; ``None`` if there is none.

        Raises
        ------
        PlanStoreError
            If the database cannot be read.
        """
        if self._database.is_absent:
            return None
        with self._database.reading() as connection:
            return found_account(connection, name)

    def add(
        self, by: Actor, name: str, *, way: Way, grant: Grant, at: datetime, password: str = ""
    ) -> Account:
        """The new account; a local one has a password, and no other has.

        Raises
        ------
        AccessDeniedError
            If the actor may not administer accounts.
        AccountError
            If the name is taken or malformed, the password or grant is refused, or it is a device's, which
            :meth:`add_device` makes.
        FilterError
            If there is no such region.
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        require(by, Action.ADMINISTER)
        known = checked_name(name)
        if way is Way.DEVICE or (way is Way.LOCAL) is not bool(password):
            raise AccountError(
                f"an account of the way {way} has {'a' if password else 'no'} password here",
                remedy="Give a password to local accounts only; borderops account device makes devices",
            )
        if password:
            check_password(password, name=known)
        secret = self._passwords.kept(password) if password else ""
        values = new_values(by, at, name=known, way=way, grant=checked_grant(grant, way))
        with self._database.writing() as connection:
            return inserted(connection, {**values, "secret": secret})

    def add_device(
        self, by: Actor, name: str, device: Device, *, grant: Grant, at: datetime
    ) -> tuple[Account, str]:
        """The new account of a device, and its token, which cannot be had again.

        Raises
        ------
        AccessDeniedError
            If the actor may not administer accounts.
        AccountError
            If the name is taken or malformed, or role, network, brief or hours are refused.
        FilterError
            If there is no such region.
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        require(by, Action.ADMINISTER)
        token, granting = new_token(), checked_grant(grant, Way.DEVICE)
        values = new_values(by, at, name=checked_name(name), way=Way.DEVICE, grant=granting)
        values |= {"secret": digest_of(token), **device_values(device)}
        with self._database.writing() as connection:
            return inserted(connection, values), token

    def change(self, by: Actor, name: str, *, grant: Grant, expected_version: int, at: datetime) -> Account:
        """The account with another grant, which holds from its next request on.

        Raises
        ------
        AccessDeniedError
            If the actor may not administer accounts.
        AccountError
            If there is no such account, it is the actor's own, somebody changed it meanwhile, or the grant is
            refused.
        FilterError
            If there is no such region.
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        with self._database.writing() as connection:
            found = to_change(connection, by, name, expected_version)
            checked = checked_grant(grant, found.way)
            if found.way is Way.OIDC and checked.role is not found.grant.role:
                raise AccountError(
                    f"the role of {found.name} comes from the groups that the provider tells",
                    remedy="Change the groups there, or disable the account here",
                )
            return changed(connection, found, by, at, **granted(checked))

    def disable(
        self, by: Actor, name: str, *, expected_version: int, at: datetime, is_disabled: bool
    ) -> Account:
        """The account, shut or opened again; the requests of one that is shut are refused from the next on.

        Raises
        ------
        AccessDeniedError
            If the actor may not administer accounts.
        AccountError
            If there is no such account, it is the actor's own, or somebody changed it meanwhile.
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        with self._database.writing() as connection:
            found = to_change(connection, by, name, expected_version)
            return changed(connection, found, by, at, is_disabled=is_disabled)

    def set_password(self, by: Actor, name: str, *, password: str, at: datetime) -> Account:
        """The local account with another password; whoever administers accounts sets it, or its holder.

        Its sign-ins go on until they are ended.

        Raises
        ------
        AccessDeniedError
            If the account is another's and the actor may not administer accounts.
        AccountError
            If there is no such local account, or the password is refused.
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        if by.in_place_of or by.name != name:
            require(by, Action.ADMINISTER)
        check_password(password, name=checked_name(name))
        secret = self._passwords.kept(password)
        with self._database.writing() as connection:
            found = existing(connection, name)
            if found.way is not Way.LOCAL:
                raise AccountError(
                    f"{found.name} comes in by {found.way}, without a password", remedy="None is needed"
                )
            return changed(connection, found, by, at, secret=secret)
