"""Rows of ``trust_account``: found, added and changed within a transaction that somebody else began."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from data.errors import AccountError
from data.plans.keeping.kept import as_json
from data.plans.keeping.records import stamp
from data.roles import Action, Actor, require
from data.trust.account import Account, Device, Grant, Way, account_of, looked_up
from data.trust.networks import checked_network
from data.trust.tables import ACCOUNT

_MOST_HOURS = 24 * 366
_BRIEF = re.compile(r"[a-z0-9][a-z0-9:_-]{0,199}")


def found_account(connection: Connection, name: str) -> Account | None:
    """The account of that name, in any case of letters."""
    wanted = select(ACCOUNT).where(ACCOUNT.c.name == looked_up(name))
    row = connection.execute(wanted).mappings().first()
    return None if row is None else account_of(row)


def existing(connection: Connection, name: str) -> Account:
    """The account of that name.

    Raises
    ------
    AccountError
        If there is none.
    """
    found = found_account(connection, name)
    if found is None:
        raise AccountError(f"there is no account {name[:100]!r}", remedy="See borderops account list")
    return found


def to_change(connection: Connection, by: Actor, name: str, expected_version: int) -> Account:
    """The account of that name, if the actor may change it and saw it as it is.

    Raises
    ------
    AccessDeniedError
        If the actor may not administer accounts.
    AccountError
        If there is none, it is the actor's own, or somebody changed it meanwhile.
    """
    require(by, Action.ADMINISTER)
    found = existing(connection, name)
    if found.name == by.name:
        raise AccountError(
            f"{by.name} asked to change their own rights", remedy="Let another administrator do it"
        )
    if found.version != expected_version:
        raise AccountError(
            f"{found.name} was changed by {found.changed_by} meanwhile: it has version {found.version}, "
            f"expected {expected_version}",
            remedy="Look at it again and decide anew",
        )
    return found


def new_values(by: Actor, at: datetime, *, name: str, way: Way, grant: Grant) -> dict[str, Any]:
    """The columns of a new account, without a secret, an identity or what only devices have."""
    made = stamp(by, at)
    return {
        "name": name,
        "way": way.value,
        **granted(grant),
        "identity": "",
        "secret": "",
        "address": "",
        "brief": "",
        "session_hours": 0,
        "is_disabled": False,
        "version": 1,
        "created_at": made.at,
        "created_by": made.actor,
        "changed_at": made.at,
        "changed_by": made.actor,
    }


def device_values(device: Device) -> dict[str, str | int]:
    """The columns of what a device is bound to.

    Raises
    ------
    AccountError
        If the network or the brief's token is malformed, or the hours are none or more than a year's.
    """
    if not 1 <= device.hours <= _MOST_HOURS:
        raise AccountError(
            f"a sign-in of {device.hours:,} hours was asked for", remedy=f"Give 1 to {_MOST_HOURS:,}"
        )
    if device.brief and not _BRIEF.fullmatch(device.brief):
        raise AccountError(
            f"{device.brief[:100]!r} names no brief", remedy="For example national, region:sector:tucson or 7"
        )
    return {
        "address": checked_network(device.network),
        "brief": device.brief,
        "session_hours": device.hours,
    }


def granted(grant: Grant) -> dict[str, Any]:
    """The columns of a grant."""
    return {
        "role": grant.role.value,
        "regions": as_json([*grant.regions]),
        "layers": as_json([*grant.layers]),
    }


def inserted(connection: Connection, values: dict[str, Any]) -> Account:
    """The new account.

    Raises
    ------
    AccountError
        If there is one of that name.
    """
    try:
        row = connection.execute(insert(ACCOUNT).values(values).returning(ACCOUNT)).mappings().one()
    except IntegrityError as error:
        raise AccountError(
            f"there is an account {values['name']!r} already",
            remedy="Choose another name, or change that one",
        ) from error
    return account_of(row)


def changed(
    connection: Connection, account: Account, by: Actor, at: datetime, **values: str | bool
) -> Account:
    """The account with these columns changed; its version is one higher.

    Raises
    ------
    AccountError
        If somebody changed it within this moment.
    """
    made = stamp(by, at)
    marks = {"version": account.version + 1, "changed_at": made.at, "changed_by": made.actor}
    anew = update(ACCOUNT).where(ACCOUNT.c.id == account.account_id, ACCOUNT.c.version == account.version)
    row = connection.execute(anew.values({**values, **marks}).returning(ACCOUNT)).mappings().first()
    if row is None:
        raise AccountError(f"{account.name} was changed meanwhile", remedy="Look at it again and decide anew")
    return account_of(row)
