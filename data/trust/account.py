"""What an account is: who, by which way they come in, and what is granted to them."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import RowMapping

from data.errors import AccountError
from data.geography.regions import region
from data.roles import LOCAL_ACTOR, Actor, Role

_NAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{0,99}")
_LAYER = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
_LONGEST = 200
_KEPT_NAMES = frozenset({LOCAL_ACTOR.name, "system", "nobody", "unknown"})


class Way(StrEnum):
    """How who holds an account comes in."""

    LOCAL = "local"
    OIDC = "oidc"
    PROXY = "proxy"
    DEVICE = "device"


@dataclass(frozen=True, kw_only=True)
class Grant:
    """What an account may do: a role, the only regions (``set:id``) and layers that it may see.

    Empty regions are everywhere, and empty layers are all.
    """

    role: Role
    regions: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Device:
    """What a device is bound to: a network, and the token of its only brief (empty is any).

    ``hours`` is how long each of its sign-ins lasts.
    """

    network: str
    brief: str = ""
    hours: int = 24 * 30


@dataclass(frozen=True, kw_only=True)
class Account:
    """An account as the database holds it, without its secret.

    Of a device, ``address`` is the network that it is bound to, ``brief`` the token of the only brief that it
    shows (empty is any), and ``session_hours`` how long its sign-in lasts; for all others that is 0, as their
    limit is the operator's setting. ``version`` grows by one with each change.
    """

    account_id: int
    name: str
    way: Way
    grant: Grant
    address: str
    brief: str
    session_hours: int
    is_disabled: bool
    version: int
    created_at: datetime
    created_by: str
    changed_at: datetime
    changed_by: str

    def actor(self, sitting: str, *, in_place_of: str = "") -> Actor:
        """Who asks, in that sitting."""
        return Actor(
            name=self.name,
            role=self.grant.role,
            session=sitting,
            regions=self.grant.regions,
            layers=self.grant.layers,
            in_place_of=in_place_of,
            brief=self.brief,
        )


def checked_name(text: str) -> str:
    """The name in its one form: in lower case, compatible characters as one.

    Raises
    ------
    AccountError
        If it is not 1 to 100 of ``a-z 0-9 . _ @ + -``, or is a name that the product uses itself. Letters
        of other scripts are refused because some look like these.
    """
    name = unicodedata.normalize("NFKC", text).strip().lower()
    if not _NAME.fullmatch(name):
        raise AccountError(
            f"{text[:100]!r} is no name of an account",
            remedy="Use 1 to 100 of a-z, 0-9 and . _ @ + - and begin with a letter or digit",
        )
    if name in _KEPT_NAMES:
        raise AccountError(f"{name!r} is a name that the product uses itself", remedy="Choose another name")
    return name


def looked_up(text: str) -> str:
    """The name in its one form, for looking only: of what no account can be called, the empty text."""
    name = unicodedata.normalize("NFKC", text[:_LONGEST]).strip().lower()
    return name if _NAME.fullmatch(name) else ""


def checked_grant(grant: Grant, way: Way) -> Grant:
    """The grant with its regions and layers in order, each once.

    Raises
    ------
    AccountError
        If the role is nobody's to hold, or that of devices for a person or the reverse, or a layer's key is
        malformed.
    FilterError
        If there is no such region.
    """
    if grant.role is Role.OPERATOR:
        raise AccountError(
            "the role operator is that of who sits at the machine", remedy="Grant another role"
        )
    if (grant.role is Role.DEVICE) is not (way is Way.DEVICE):
        raise AccountError(
            f"the role {grant.role} is not for an account of the way {way}",
            remedy="Devices have the role device, and only they do",
        )
    odd = next((key for key in grant.layers if not _LAYER.fullmatch(key)), None)
    if odd is not None:
        raise AccountError(f"{odd[:100]!r} is no key of a layer", remedy="Choose one from the list of layers")
    for each in grant.regions:
        region(each)
    return Grant(role=grant.role, regions=_in_order(grant.regions), layers=_in_order(grant.layers))


def account_of(row: RowMapping) -> Account:
    """The account that a row of ``trust_account`` holds."""
    return Account(
        account_id=row["id"],
        name=row["name"],
        way=Way(row["way"]),
        grant=Grant(
            role=Role(row["role"]),
            regions=tuple(json.loads(row["regions"])),
            layers=tuple(json.loads(row["layers"])),
        ),
        address=row["address"],
        brief=row["brief"],
        session_hours=row["session_hours"],
        is_disabled=row["is_disabled"],
        version=row["version"],
        created_at=datetime.fromisoformat(row["created_at"]),
        created_by=row["created_by"],
        changed_at=datetime.fromisoformat(row["changed_at"]),
        changed_by=row["changed_by"],
    )


def _in_order(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(keys)))
