"""The register of findings as of its day: what is open, overdue and closed, and how long it took."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One finding of an institution; ``closed`` is ``None`` while it is open, ``due`` if it has no date."""

    id: str
    title: str
    owner: str
    opened: date
    due: date | None
    closed: date | None
    indicator: str

    def state(self, day: date) -> str:
        """``closed``, ``overdue`` or ``open`` on a day.

        Examples
        --------
        >>> Finding(
        ...     id="F-1",
        ...     title="",
        ...     owner="",
        ...     opened=date(2026, 1, 1),
        ...     due=date(2026, 5, 1),
        ...     closed=None,
        ...     indicator="",
        ... ).state(date(2026, 5, 2))
        'overdue'
        """
        if self.closed is not None and self.closed <= day:
            return "closed"
        return "overdue" if self.due is not None and self.due < day else "open"


@dataclass(frozen=True, kw_only=True)
class Register:
    """All findings as of the day of the register."""

    day: date
    findings: tuple[Finding, ...]

    def count(self, *states: str) -> int:
        """How many findings are in one of these states; overdue ones are open too."""
        return sum(finding.state(self.day) in states for finding in self.findings)

    @property
    def median_days_to_close(self) -> float | None:
        """Median days from opening to closing; ``None`` if none is closed."""
        days = [(f.closed - f.opened).days for f in self.findings if f.closed and f.closed <= self.day]
        return float(median(days)) if days else None

    @property
    def with_indicator(self) -> int:
        """How many name the number that the fix should move."""
        return sum(bool(finding.indicator) for finding in self.findings)

    def most_urgent(self) -> tuple[Finding, ...]:
        """Overdue ones first, then open ones by due day, then closed ones, newest first."""
        return tuple(sorted(self.findings, key=self._urgency))

    def _urgency(self, finding: Finding) -> tuple[int, int, str]:
        order = {"overdue": 0, "open": 1, "closed": 2}[finding.state(self.day)]
        when = finding.due.toordinal() if finding.due else date.max.toordinal()
        return (order, -finding.closed.toordinal() if order == 2 and finding.closed else when, finding.id)


def day_or_none(text: str) -> date | None:
    """The day of a stored cell; ``None`` for an empty one.

    Examples
    --------
    >>> day_or_none("2026-05-01"), day_or_none("")
    (datetime.date(2026, 5, 1), None)
    """
    return date.fromisoformat(text) if text else None


def register_of(day: date, rows: Iterable[tuple[str, dict[str, str]]]) -> Register:
    """The register from its ids and cells by column, as an extract of ``programme-findings`` has them."""
    return Register(
        day=day,
        findings=tuple(
            Finding(
                id=name,
                title=cells["title"],
                owner=cells["owner_office"],
                opened=date.fromisoformat(cells["opened"]),
                due=day_or_none(cells["due"]),
                closed=day_or_none(cells["closed"]),
                indicator=cells["linked_indicator"],
            )
            for name, cells in rows
        ),
    )
