"""``Filter``: one value that becomes SQL, a sentence and URL text, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from data.answers.calendar import YEAR, month_number, month_start
from data.answers.words import COMPONENT_WORDS, MODE_WORDS, listed, period_words, where_words
from data.errors import FilterError
from data.reference.taxonomy import CATEGORIES
from data.schema.incidents import COMPONENTS, MODES

__all__ = ["Filter", "period_words"]

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_REGION = re.compile(r"[a-z_]{2,20}:[a-z0-9-]{1,60}")
_VERSION = re.compile(r"v\d{6}")


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Which incidents a question is about.

    ``first`` and ``last`` are first days of calendar months, both inclusive; ``None`` leaves
    that end open. An empty tuple means no restriction. Regions are ``set:id`` (for example
    ``sector:tucson``); an incident passes if it lies in any of them. ``version`` pins the data
    version ("as known when"); ``None`` is the newest.
    """

    first: date | None = None
    last: date | None = None
    categories: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    version: str | None = None

    def __post_init__(self) -> None:
        """Put the value into its one canonical form, or refuse it.

        Raises
        ------
        FilterError
            If a value is unknown, a region is malformed, or the period is reversed.
        """
        for name, allowed in (("categories", CATEGORIES), ("components", COMPONENTS), ("modes", MODES)):
            object.__setattr__(self, name, _canonical(getattr(self, name), name, allowed))
        for region in self.regions:
            if not _REGION.fullmatch(region):
                raise FilterError(
                    f"region is {region!r}, expected set:id", remedy="For example sector:tucson"
                )
        object.__setattr__(self, "regions", tuple(sorted(set(self.regions))))
        if self.version is not None and not _VERSION.fullmatch(self.version):
            raise FilterError(
                f"version is {self.version!r}, expected v and six digits", remedy="See borderops store list"
            )
        if self.first and self.last and self.first > self.last:
            raise FilterError(
                f"the period runs from {self.first} back to {self.last}", remedy="Swap the two months"
            )
        if any(day and day.day != 1 for day in (self.first, self.last)):
            raise FilterError("a period is given by first days of months", remedy="Use day 1")

    def to_query(self) -> dict[str, str]:
        """URL parameters, only those that restrict; :meth:`from_query` reads them back."""
        text = {
            "from": f"{self.first:%Y-%m}" if self.first else "",
            "to": f"{self.last:%Y-%m}" if self.last else "",
            "category": "|".join(self.categories),
            "component": "|".join(self.components),
            "mode": "|".join(self.modes),
            "region": "|".join(self.regions),
            "version": self.version or "",
        }
        return {key: value for key, value in text.items() if value}

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Filter:
        """The filter that URL parameters describe; parameters of other names are ignored.

        Raises
        ------
        FilterError
            As the constructor, and if a month is not ``YYYY-MM``.
        """
        return cls(
            first=_month(query.get("from", ""), "from"),
            last=_month(query.get("to", ""), "to"),
            categories=_split(query.get("category", "")),
            components=_split(query.get("component", "")),
            modes=_split(query.get("mode", "")),
            regions=_split(query.get("region", "")),
            version=query.get("version") or None,
        )

    def sentence(self) -> str:
        """The filter in words, the same above a number, in an export and in the audit trail."""
        parts = [
            listed(self.categories) or "All categories",
            listed([COMPONENT_WORDS[code] for code in self.components]),
            listed([MODE_WORDS[code] for code in self.modes]),
            where_words(self.regions),
            period_words(self.first, self.last),
            f"as known in {self.version}" if self.version else "",
        ]
        return "; ".join(part for part in parts if part)

    def months(self, first: date, last: date) -> tuple[int, int]:
        """First and last month, as :func:`month_number`, that pass within a span of data.

        An open end is the span's own; the first is after the last if nothing passes.
        """
        return (
            max(month_number(first), month_number(self.first or first)),
            min(month_number(last), month_number(self.last or last)),
        )

    def during(self, first: int, last: int) -> Filter:
        """The same filter with another period, given by :func:`month_number`, both inclusive."""
        return replace(self, first=month_start(first), last=month_start(last))

    def pinned(self, version: str) -> Filter:
        """The same filter for one data version.

        Raises
        ------
        FilterError
            If the version is no ``v`` and six digits.
        """
        return replace(self, version=version)

    def year_before(self) -> Filter:
        """The same filter for the same months a year before.

        Raises
        ------
        FilterError
            If an end of the period is open: it is the span of the data that closes it.
        """
        if self.first is None or self.last is None:
            raise FilterError("the period has an open end", remedy="Close it with the span of the data")
        first, last = month_number(self.first), month_number(self.last)
        return self.during(first - YEAR, last - YEAR)


def _canonical(values: tuple[str, ...], name: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    unknown = sorted(set(values) - set(allowed))
    if unknown:
        raise FilterError(f"{name} has {unknown[0]!r}", remedy=f"Allowed: {', '.join(allowed)}")
    return tuple(sorted(set(values)))


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("|") if part)


def _month(text: str, name: str) -> date | None:
    if not text:
        return None
    match = _MONTH.fullmatch(text)
    if not match:
        raise FilterError(f"{name} is {text!r}, expected YYYY-MM", remedy="For example 2024-03")
    return date(int(match[1]), int(match[2]), 1)
