"""The watch: which alerts stand, in what words, and what an actor may do about them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import date, datetime, timedelta

from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.monthly_counts import MonthlyCounts
from data.answers.question import Question
from data.answers.within import is_within, require_regions
from data.errors import JournalConflictError, RuleError
from data.roles import Action, Actor, require
from data.watch.alerts import Alert, Kept, Watched
from data.watch.assignee import desk
from data.watch.detection import Finding, History, Search, history, reached, unusual
from data.watch.events import Did, Event, Standings
from data.watch.farrington import Method
from data.watch.journal import Journal
from data.watch.rules import Rule, rule_of_key, threshold

METHOD = Method()
"""The settings with which the product watches."""
MOST_SNOOZE_DAYS = 92
_COUNTS_HELD = 32


_Key = tuple[str, str, tuple[str, ...]]
"""Data version, set of regions, and the regions of an actor who may ask of some only."""


class Watch:
    """Looks over one gate's data and keeps one journal; results are kept per data version."""

    def __init__(self, gate: Gate, journal: Journal, *, now: Callable[[], datetime]) -> None:
        """Open nothing yet. ``now`` gives the time in UTC."""
        self._gate = gate
        self._journal = journal
        self._now = now
        self._counts: OrderedDict[_Key, MonthlyCounts | None] = OrderedDict()
        self._searches: dict[_Key, Search] = {}
        self._lock = threading.Lock()

    def watched(self, actor: Actor, set_key: str, *, version: str | None = None) -> Watched:
        """What is unusual in a set of regions, and which thresholds anywhere, or in the actor's, are reached.

        Parameters
        ----------
        actor
            Who asks.
        set_key
            Key of the set of regions.
        version
            The data version; ``None`` is the newest.

        Raises
        ------
        AccessDeniedError
            If the actor may not view.
        FilterError
            If there is no such set.
        UnknownVersionError
            If the store does not have the version.
        JournalError
            If the journal cannot be read.
        """
        known = Filter(version=self._gate.version_id(actor, Filter(version=version)))
        stand = self._journal.standings()
        kept = tuple(rule for rule in stand.thresholds() if _is_own(actor, rule))
        counts = self._counts_of(actor, known, set_key)
        search = self._search((known.version or "", set_key, actor.regions), counts)
        findings = (*self._reached(actor, known, kept), *search.findings)
        return Watched(
            month=counts.months[-1] if counts else None,
            pairs=search.pairs,
            false_alarms=search.pairs * METHOD.false_alarm_rate,
            alerts=tuple(self._alert(actor, known, found, stand) for found in findings),
            thresholds=tuple(
                Kept(rule=rule, standing=stand.of(rule), history=self._history(actor, known, rule))
                for rule in kept
            ),
            version=known.version or "",
        )

    def mark(self, actor: Actor) -> str:
        """Text that is another one once data was published or anybody did something about a rule.

        Raises
        ------
        AccessDeniedError
            If the actor may not view.
        UnknownVersionError
            If the store holds no data yet.
        JournalError
            If the journal cannot be read.
        """
        return f"{self._gate.version_id(actor, Filter())}.{self._journal.size()}"

    def acknowledge(self, actor: Actor, key: str, *, revision: int, month: date) -> None:
        """Note that the rule's alert of a month was seen; see :meth:`_append` for what may go wrong."""
        self._append(actor, rule_of_key(key), revision, Did.ACKNOWLEDGED, month.isoformat())

    def snooze(self, actor: Actor, key: str, *, revision: int, days: int) -> None:
        """Hold the rule's alerts back for so many days.

        Raises
        ------
        RuleError
            If the days are fewer than 1 or more than :data:`MOST_SNOOZE_DAYS`.
        """
        if not 1 <= days <= MOST_SNOOZE_DAYS:
            raise RuleError(f"snoozed for {days} days", remedy=f"Choose 1 to {MOST_SNOOZE_DAYS}")
        until = self._now().date() + timedelta(days=days)
        self._append(actor, rule_of_key(key), revision, Did.SNOOZED, until.isoformat())

    def assign(self, actor: Actor, key: str, *, revision: int, to: str) -> None:
        """Give the rule's alerts to a role or a desk, or to nobody if ``to`` is empty.

        Raises
        ------
        RuleError
            If ``to`` looks like a person.
        """
        did, value = (Did.ASSIGNED, desk(to)) if to.strip() else (Did.UNASSIGNED, "")
        self._append(actor, rule_of_key(key), revision, did, value)

    def reopen(self, actor: Actor, key: str, *, revision: int) -> None:
        """Take back that the rule's alert was acknowledged or snoozed."""
        self._append(actor, rule_of_key(key), revision, Did.REOPENED, "")

    def add_threshold(self, actor: Actor, region: str, category: str, least: int) -> None:
        """Keep a threshold of so many events a month; nothing happens if it is kept already.

        Raises
        ------
        RuleError
            If the threshold is under the disclosure floor, or the category is unknown.
        FilterError
            If there is no such region.
        AccessDeniedError
            If the actor may not handle alerts, or the region is not within the actor's.
        """
        rule = threshold(region, category, least, floor=self._gate.floor)
        standing = self._journal.standings().of(rule)
        if not standing.is_kept:
            self._append(actor, rule, standing.revision, Did.ADDED, "")

    def remove_threshold(self, actor: Actor, key: str, *, revision: int) -> None:
        """Keep a threshold no longer."""
        self._append(actor, rule_of_key(key), revision, Did.REMOVED, "")

    def _append(self, actor: Actor, rule: Rule, revision: int, did: Did, value: str) -> None:
        """Write what was done about a rule that the actor saw at ``revision``.

        Raises
        ------
        AccessDeniedError
            If the actor may not handle alerts, or the rule's region is not within the actor's.
        JournalConflictError
            If somebody did something about the rule since.
        JournalError
            If the journal cannot be written.
        """
        require(actor, Action.HANDLE_ALERTS)
        require_regions(actor, [rule.region], what="the alert")
        if self._journal.standings().of(rule).revision != revision:
            raise JournalConflictError(
                f"{rule.key} was changed since it was shown", remedy="Look at it again"
            )
        self._journal.append(
            Event(
                rule=rule.key,
                revision=revision + 1,
                did=did,
                value=value,
                actor=actor.name,
                at=self._now(),
            )
        )

    def _counts_of(self, actor: Actor, known: Filter, set_key: str) -> MonthlyCounts | None:
        key = (known.version or "", set_key, actor.regions)
        with self._lock:
            if key not in self._counts:
                self._counts[key] = self._gate.monthly_counts(actor, known, set_key)
            self._counts.move_to_end(key)
            while len(self._counts) > _COUNTS_HELD:
                oldest, _ = self._counts.popitem(last=False)
                self._searches.pop(oldest, None)
            return self._counts[key]

    def _search(self, key: _Key, counts: MonthlyCounts | None) -> Search:
        if counts is None:
            return Search(findings=(), pairs=0)
        if key not in self._searches:
            self._searches[key] = unusual(counts, floor=self._gate.floor, method=METHOD)
        return self._searches[key]

    def _reached(self, actor: Actor, known: Filter, kept: tuple[Rule, ...]) -> tuple[Finding, ...]:
        of_sets: dict[str, list[Rule]] = {}
        for rule in filter(self._may_be_told, kept):
            of_sets.setdefault(rule.region_set, []).append(rule)
        pairs = ((self._counts_of(actor, known, key), rules) for key, rules in of_sets.items())
        return tuple(found for counts, rules in pairs if counts for found in reached(counts, rules))

    def _history(self, actor: Actor, known: Filter, rule: Rule) -> History | None:
        if not self._may_be_told(rule):
            return None
        counts = self._counts_of(actor, known, rule.region_set)
        return history(counts, rule) if counts else None

    def _may_be_told(self, rule: Rule) -> bool:
        """Whether a threshold is not under the floor, which may have been raised since it was set."""
        return (rule.least or 0) >= self._gate.floor

    def _alert(self, actor: Actor, known: Filter, found: Finding, stand: Standings) -> Alert:
        rule, usual = found.rule, found.usual
        of_alert = Filter(
            first=found.month,
            last=found.month,
            categories=(rule.category,),
            regions=(rule.region,),
            version=known.version,
        )
        standing = stand.of(rule)
        return Alert(
            rule=rule,
            month=found.month,
            count=self._gate.ask(actor, Question(measure="incidents", filter=of_alert)),
            expected=self._words(usual.expected) if usual else "",
            low=self._words(usual.lower) if usual else "",
            high=self._words(usual.upper) if usual else "",
            history=found.history,
            status=standing.status(found.month, today=self._now().date()),
            standing=standing,
        )

    def _words(self, value: float) -> str:
        """A computed count as people may read it: a small one is held back like a counted one."""
        floor = self._gate.floor
        return f"{value:,.0f}" if round(value) >= floor else f"<{floor}"


def _is_own(actor: Actor, rule: Rule) -> bool:
    """Whether the rule's region lies whole in the actor's; anywhere is, for an actor of no regions."""
    return not actor.regions or is_within(Filter(regions=(rule.region,)), actor.regions)
