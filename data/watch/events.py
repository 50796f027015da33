"""What people did about rules, as events; how things stand is what the events add up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from data.watch.rules import Kind, Rule, rule_of_key


class Did(StrEnum):
    """Something that was done about a rule; ``value`` of the event goes with it as said here."""

    ACKNOWLEDGED = "acknowledged"
    """``value`` is the month of the alert, ``YYYY-MM-01``."""
    SNOOZED = "snoozed"
    """``value`` is the first day on which it is shown again."""
    ASSIGNED = "assigned"
    """``value`` is a role or a desk."""
    UNASSIGNED = "unassigned"
    REOPENED = "reopened"
    """Neither acknowledged nor snoozed any longer; the assignment stays."""
    ADDED = "added"
    REMOVED = "removed"


class Status(StrEnum):
    """Whether an alert still wants to be looked at."""

    OPEN = "open"
    SNOOZED = "snoozed"
    ACKNOWLEDGED = "acknowledged"


@dataclass(frozen=True, kw_only=True)
class Event:
    """One thing done about the rule with the key ``rule``; ``at`` is in UTC.

    ``revision`` counts the events of one rule from 1. Who writes states the revision that
    follows what they saw, so that two people who act on the same sight do not both succeed.
    """

    rule: str
    revision: int
    did: Did
    value: str
    actor: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a rule stands: after how many events, acknowledged for which month, and so on."""

    revision: int = 0
    acknowledged: date | None = None
    snoozed_until: date | None = None
    assignee: str = ""
    is_kept: bool = False
    """Whether the rule is a threshold that was added and not removed since."""

    def status(self, month: date, *, today: date) -> Status:
        """Status of the rule's alert for a month; a newer month is open again, a snooze holds."""
        if self.acknowledged is not None and self.acknowledged >= month:
            return Status.ACKNOWLEDGED
        if self.snoozed_until is not None and today < self.snoozed_until:
            return Status.SNOOZED
        return Status.OPEN


@dataclass(frozen=True, kw_only=True)
class Standings:
    """How all rules stand, by key."""

    by_rule: Mapping[str, Standing] = field(default_factory=dict)

    def of(self, rule: Rule) -> Standing:
        """How a rule stands; a rule about which nothing was done stands at revision 0."""
        return self.by_rule.get(rule.key, Standing())

    def thresholds(self) -> tuple[Rule, ...]:
        """Thresholds that are kept, in order of their keys."""
        kept = (rule_of_key(key) for key, standing in sorted(self.by_rule.items()) if standing.is_kept)
        return tuple(rule for rule in kept if rule.kind is Kind.THRESHOLD)


def standings(events: Iterable[Event]) -> Standings:
    """How things stand after the events, given in the order in which they happened."""
    by_rule: dict[str, Standing] = {}
    for event in events:
        by_rule[event.rule] = _after(by_rule.get(event.rule, Standing()), event)
    return Standings(by_rule=by_rule)


def _after(standing: Standing, event: Event) -> Standing:
    changes: dict[Did, dict[str, Any]] = {
        Did.ASSIGNED: {"assignee": event.value},
        Did.UNASSIGNED: {"assignee": ""},
        Did.REOPENED: {"acknowledged": None, "snoozed_until": None},
        Did.ADDED: {"is_kept": True},
        Did.REMOVED: {"is_kept": False},
    }
    change: dict[str, Any]
    if event.did is Did.ACKNOWLEDGED:
        change = {"acknowledged": date.fromisoformat(event.value)}
    elif event.did is Did.SNOOZED:
        change = {"snoozed_until": date.fromisoformat(event.value)}
    else:
        change = changes[event.did]
    return replace(standing, revision=event.revision, **change)
