"""What the watch hands out: alerts, thresholds and how they stand. No small count is in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.answers.question import Answer
from data.watch.detection import History
from data.watch.events import Standing, Status
from data.watch.rules import Rule


@dataclass(frozen=True, kw_only=True)
class Alert:
    """A rule that fires, with its count as the gate gives it, and how it stands.

    ``expected``, ``low`` and ``high`` (the bounds of the usual) are words, as a number under the
    disclosure floor is not told; they are empty for a threshold, which has a ``history`` instead.
    """

    rule: Rule
    month: date
    count: Answer
    expected: str
    low: str
    high: str
    history: History | None
    status: Status
    standing: Standing


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A threshold that is kept, how it stands, and how often it was reached.

    ``history`` is ``None`` without incidents, and where the threshold is under the disclosure floor.
    """

    rule: Rule
    standing: Standing
    history: History | None


@dataclass(frozen=True, kw_only=True)
class Watched:
    """What the watch sees in a set of regions.

    ``month`` is the latest complete month, ``None`` if there is none. ``pairs`` is the number of
    pairs of region and category in which something unusual was looked for; 0 means that the past
    is too short. By chance, at most ``false_alarms`` of them are unusual in a month.
    """

    month: date | None
    pairs: int
    false_alarms: float
    alerts: tuple[Alert, ...]
    thresholds: tuple[Kept, ...]
    version: str
