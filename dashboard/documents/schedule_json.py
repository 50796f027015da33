"""A schedule as JSON, there and back: what comes from outside is checked field by field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import time
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dashboard.documents.schedule import Cadence, Recipient, Schedule, Way
from dashboard.documents.wish import wish_from_json, wish_to_json
from data.errors import DeliveryError
from data.geography.regions import region
from data.roles import Role

MOST_RECIPIENTS = 40
_ADDRESS = re.compile(r"[^@\s,;:<>\"\\]{1,64}@[A-Za-z0-9.-]{1,190}")
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_LONGEST = 200
_FIELDS = {"cadence", "day", "time", "zone", "document", "recipients"}
_RECIPIENT_FIELDS = {"name", "way", "address", "role", "regions"}


def schedule_to_json(schedule: Schedule) -> dict[str, object]:
    """The schedule as JSON."""
    return {
        "cadence": schedule.cadence.value,
        "day": schedule.day,
        "time": f"{schedule.time:%H:%M}",
        "zone": schedule.zone.key,
        "document": wish_to_json(schedule.document),
        "recipients": [
            {
                "name": one.name,
                "way": one.way.value,
                "address": one.address,
                "role": one.role.value,
                "regions": list(one.regions),
            }
            for one in schedule.recipients
        ],
    }


def schedule_from_json(body: Mapping[str, object]) -> Schedule:
    """The schedule that a JSON object holds.

    Raises
    ------
    BriefError
        If the document is not one that can be made.
    DeliveryError
        If a field is missing, unknown, or holds what cannot be kept; the message names it.
    FilterError
        If a recipient's region is none.
    """
    _check_fields(body, _FIELDS, "the schedule")
    document, recipients = body["document"], body["recipients"]
    if not isinstance(document, dict):
        raise DeliveryError("document is missing", remedy="Say which document is to be made")
    if not isinstance(recipients, list) or not 0 < len(recipients) <= MOST_RECIPIENTS:
        raise DeliveryError(
            "recipients are none, or too many", remedy=f"Name 1 to {MOST_RECIPIENTS} recipients"
        )
    cadence = Cadence(_choice(body["cadence"], tuple(Cadence), "cadence"))
    return Schedule(
        cadence=cadence,
        day=_day(body["day"], cadence),
        time=_time(body["time"]),
        zone=_zone(body["zone"]),
        document=wish_from_json(document),
        recipients=tuple(_recipient(one) for one in recipients),
    )


def _recipient(body: object) -> Recipient:
    if not isinstance(body, dict):
        raise DeliveryError(f"a recipient is {str(body)[:40]!r}", remedy="Give name, way, address and role")
    _check_fields(body, _RECIPIENT_FIELDS, "a recipient")
    regions = body["regions"]
    if not isinstance(regions, list) or not all(isinstance(one, str) for one in regions):
        raise DeliveryError(
            "regions is no list of ids", remedy="For example sector:tucson; empty is everywhere"
        )
    way = Way(_choice(body["way"], tuple(Way), "way"))
    address = _line(body["address"], "address")
    if way is Way.MAIL and not _ADDRESS.fullmatch(address):
        raise DeliveryError(
            f"address is {address[:60]!r}", remedy="Give one address, for example a name, @ and a host"
        )
    if way is Way.FOLDER:
        _check_folder(address)
    return Recipient(
        name=_line(body["name"], "name"),
        way=way,
        address=address,
        role=Role(_choice(body["role"], tuple(Role), "role")),
        regions=tuple(region(one).id for one in regions),
    )


def _check_folder(name: str) -> None:
    path = PurePosixPath(name)
    if (
        path.is_absolute()
        or not path.parts
        or any(part in {"..", "."} or "\\" in part for part in path.parts)
    ):
        raise DeliveryError(
            f"folder is {name[:60]!r}", remedy="Give a name below the folder of deliveries, without '..'"
        )


def _check_fields(body: Mapping[str, object], fields: set[str], what: str) -> None:
    wrong = sorted(fields ^ body.keys())
    if wrong:
        found = "is missing in" if wrong[0] in fields else "is not a field of"
        raise DeliveryError(
            f"{str(wrong[0])[:40]!r} {found} {what}", remedy=f"Fields are {', '.join(sorted(fields))}"
        )


def _choice(value: object, allowed: tuple[str, ...], name: str) -> str:
    if isinstance(value, str) and value in allowed:
        return value
    raise DeliveryError(f"{name} is {str(value)[:40]!r}", remedy=f"Choose from {', '.join(allowed)}")


def _day(value: object, cadence: Cadence) -> int:
    most = {Cadence.DAILY: 31, Cadence.WEEKLY: 7, Cadence.MONTHLY: 31}[cadence]
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= most:
        return value
    raise DeliveryError(f"day is {str(value)[:40]!r}", remedy=f"Give a whole number from 1 to {most}")


def _time(value: object) -> time:
    found = _TIME.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise DeliveryError(
            f"time is {str(value)[:40]!r}", remedy="Give hours and minutes, for example 07:30"
        )
    return time(int(found[1]), int(found[2]))


def _zone(value: object) -> ZoneInfo:
    try:
        return ZoneInfo(_line(value, "zone"))
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise DeliveryError(
            f"zone is {str(value)[:40]!r}", remedy="For example America/New_York or UTC"
        ) from error


def _line(value: object, name: str) -> str:
    text = value.strip() if isinstance(value, str) else ""
    if 0 < len(text) <= _LONGEST and text.isprintable():
        return text
    raise DeliveryError(f"{name} is {str(value)[:40]!r}", remedy=f"Give {name} in one line")
