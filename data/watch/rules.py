"""What is watched: a region and a category, for a count that is unusual or that reaches a threshold."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from data.errors import RuleError
from data.geography.regions import region
from data.reference.taxonomy import CATEGORIES

MOST = 1_000_000
"""A threshold above this is a slip of the keyboard."""
_SEPARATOR = "|"


class Kind(StrEnum):
    """Why a rule fires: the count is above the usual, or at least what a person set."""

    UNUSUAL = "unusual"
    THRESHOLD = "threshold"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One region (``set:id``) and category, with ``least`` events a month for a threshold.

    A rule stays the same from month to month; so do its assignment and its snooze.
    """

    kind: Kind
    region: str
    category: str
    least: int | None = None

    @property
    def key(self) -> str:
        """The rule as text, by which the journal and the page name it."""
        parts = (self.kind.value, self.region, self.category, "" if self.least is None else str(self.least))
        return _SEPARATOR.join(parts).rstrip(_SEPARATOR)

    @property
    def region_set(self) -> str:
        """Key of the set that the region belongs to."""
        return self.region.partition(":")[0]


def rule_of_key(key: str) -> Rule:
    """The rule that a key names.

    Raises
    ------
    RuleError
        If the text is not the key of a rule.
    FilterError
        If there is no such region.
    """
    kind, region_id, category, least = [*key.split(_SEPARATOR), "", "", "", ""][:4]
    if kind == Kind.THRESHOLD and least.isdecimal():
        rule = threshold(region_id, category, int(least), floor=1)
    elif kind == Kind.UNUSUAL and category in CATEGORIES:
        rule = Rule(kind=Kind.UNUSUAL, region=_watchable(region_id), category=category)
    else:
        rule = None
    if rule is None or rule.key != key:
        raise RuleError(f"{key!r} is no rule", remedy="For example unusual|sector:tucson|Drug seizure")
    return rule


def threshold(region_id: str, category: str, least: int, *, floor: int) -> Rule:
    """The rule that fires when a month has at least so many events.

    ``floor`` is the disclosure floor: a threshold below it would tell a small count by firing.

    Raises
    ------
    RuleError
        If the category is unknown, or the number is under the floor or beyond :data:`MOST`.
    FilterError
        If there is no such region.
    """
    if category not in CATEGORIES:
        raise RuleError(f"category is {category!r}", remedy=f"Allowed: {', '.join(CATEGORIES)}")
    if not floor <= least <= MOST:
        raise RuleError(
            f"the threshold is {least:,} events a month",
            remedy=f"Choose {floor:,} to {MOST:,}: counts under {floor} are not told",
        )
    return Rule(kind=Kind.THRESHOLD, region=_watchable(region_id), category=category, least=least)


def _watchable(region_id: str) -> str:
    """The region's id; a port is a place and not an area that is counted."""
    found = region(region_id)
    if found.set == "port":
        raise RuleError(f"{found.name} is a port", remedy="Choose its county, sector or field office")
    return found.id
