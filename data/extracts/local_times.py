"""Times as an agency writes them, brought to UTC by a declared format and time zone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def utc_time_reader(
    date_format: str, time_zone: ZoneInfo | None
) -> Callable[[Iterable[str]], Mapping[str, datetime | None]]:
    """A function from texts to UTC times, ``None`` where a text is none.

    Parameters
    ----------
    date_format
        In the letters of Python's ``strptime``; "" is ISO 8601.
    time_zone
        Of times without an offset; without one, such times are ``None``. A time that the clocks
        skipped in spring is ``None``; one that they showed twice in autumn is the earlier.
    """

    def read(text: str) -> datetime | None:
        local = _parsed(text, date_format)
        if local is None or local.tzinfo is not None:
            return local and local.astimezone(UTC)
        if time_zone is None or is_skipped(local, time_zone):
            return None
        return local.replace(tzinfo=time_zone).astimezone(UTC)

    return lambda texts: {text: read(text) for text in texts}


def twice_shown(texts: Iterable[str], date_format: str, time_zone: ZoneInfo | None) -> tuple[str, ...]:
    """The texts whose time the clocks of the zone showed twice, when they were put back."""
    if time_zone is None:
        return ()
    found = []
    for text in texts:
        local = _parsed(text, date_format)
        if local is None or local.tzinfo is not None or is_skipped(local, time_zone):
            continue
        if local.replace(tzinfo=time_zone).utcoffset() != local.replace(tzinfo=time_zone, fold=1).utcoffset():
            found.append(text)
    return tuple(found)


def is_skipped(local: datetime, time_zone: ZoneInfo) -> bool:
    """Whether the clocks of the zone never showed this local time."""
    there = local.replace(tzinfo=time_zone)
    try:
        return there.astimezone(UTC).astimezone(time_zone).replace(tzinfo=None) != local
    except OverflowError:
        return True


def _parsed(text: str, date_format: str) -> datetime | None:
    try:
        return datetime.strptime(text, date_format) if date_format else datetime.fromisoformat(text)  # noqa: DTZ007
    except (ValueError, OverflowError):
        return None
