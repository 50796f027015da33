"""``Schedule``: which document goes to whom, when, and with whose rights."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from dashboard.documents.wish import Wish
from data.errors import DeliveryError
from data.roles import Role


class Cadence(StrEnum):
    """How often."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class Way(StrEnum):
    """How a document reaches its recipient."""

    MAIL = "mail"
    FOLDER = "folder"


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Somebody who gets a document, made with this role and for these regions (empty: all).

    ``address`` is one for mail, or the name of a folder below the folder of deliveries.
    """

    name: str
    way: Way
    address: str
    role: Role
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """When, what, to whom.

    ``day`` is 1 (Monday) to 7 for weekly, 1 to 31 for monthly, where a month that is shorter has its last
    day instead; it does not count for daily. ``time`` is that of the zone.
    """

    cadence: Cadence
    day: int
    time: time
    zone: ZoneInfo
    document: Wish
    recipients: tuple[Recipient, ...]

    def next_after(self, moment: datetime) -> datetime:
        """The first time after a moment, in UTC.

        Raises
        ------
        DeliveryError
            If there is no such day.

        Examples
        --------
        >>> from data.roles import Role
        >>> weekly = Schedule(
        ...     cadence=Cadence.WEEKLY,
        ...     day=1,
        ...     time=time(7, 30),
        ...     zone=ZoneInfo("America/New_York"),
        ...     document=Wish(brief="national"),
        ...     recipients=(),
        ... )
        >>> weekly.next_after(datetime(2026, 11, 30, 12, 30, tzinfo=UTC)).isoformat()
        '2026-12-07T12:30:00+00:00'
        """
        today = moment.astimezone(self.zone).date()
        # A month and a day hold every cadence's next time.
        for ahead in range(64):
            day = today + timedelta(days=ahead)
            at = datetime.combine(day, self.time, tzinfo=self.zone).astimezone(UTC)
            if self._is_day(day) and at > moment:
                return at
        raise DeliveryError(f"there is no day {self.day} to come", remedy="Choose a day from 1 to 31")

    def _is_day(self, day: date) -> bool:
        if self.cadence is Cadence.DAILY:
            return True
        if self.cadence is Cadence.WEEKLY:
            return day.isoweekday() == self.day
        return day.day == min(self.day, monthrange(day.year, day.month)[1])

    @property
    def words(self) -> str:
        """When, in words: ``weekly on Monday at 07:30, America/New_York``."""
        days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
        on = {
            Cadence.DAILY: "",
            Cadence.WEEKLY: f" on {days[(self.day - 1) % 7]}",
            Cadence.MONTHLY: f" on day {self.day}",
        }[self.cadence]
        return f"{self.cadence}{on} at {self.time:%H:%M}, {self.zone.key}"
