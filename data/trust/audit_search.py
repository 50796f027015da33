"""The audit record searched by time, actor, deed, outcome and subject: a page at a time, the newest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar, cast

from sqlalchemy import ColumnElement, func, select

from data.errors import FilterError
from data.plans.keeping.database import Database
from data.trust.deeds import Deed, Outcome
from data.trust.entries import Entry
from data.trust.tables import AUDIT

PAGE = 100
"""Records on a page."""
MOST_ON_A_PAGE = 1000
_AT_ONCE = 2000
_ESCAPE = "\\"
_Word = TypeVar("_Word", Deed, Outcome)


@dataclass(frozen=True, kw_only=True)
class Search:
    """What is looked for; what is left out does not narrow. Days are of UTC, ``last`` included.

    ``subject`` is any part of the subject, in any case.
    """

    first: date | None = None
    last: date | None = None
    actor: str = ""
    deed: Deed | None = None
    outcome: Outcome | None = None
    subject: str = ""

    @property
    def words(self) -> str:
        """What is looked for, in words: the start of a sentence for an export."""
        said = (
            ("from", self.first.isoformat() if self.first else ""),
            ("to", self.last.isoformat() if self.last else ""),
            ("by", self.actor),
            ("deed", self.deed or ""),
            ("outcome", self.outcome or ""),
            ("about", self.subject),
        )
        return ", ".join(f"{name} {value}" for name, value in said if value) or "everything"


@dataclass(frozen=True, kw_only=True)
class Page:
    """Records found, the newest first, of ``total``; ``before`` asks for the next page, if there is one."""

    entries: tuple[Entry, ...]
    total: int
    before: int | None


def search_of(given: Mapping[str, str]) -> Search:
    """A search from texts as a form or a command line holds them; empty ones do not narrow.

    Raises
    ------
    FilterError
        If a day, a deed or an outcome is none, or the days are reversed.
    """
    first, last = (_day(given.get(name, ""), name) for name in ("first", "last"))
    if first and last and first > last:
        raise FilterError(f"{first} is after {last}", remedy="Give the earlier day first")
    return Search(
        first=first,
        last=last,
        actor=given.get("actor", "").strip(),
        deed=_one_of(Deed, given.get("deed", ""), "deed"),
        outcome=_one_of(Outcome, given.get("outcome", ""), "outcome"),
        subject=given.get("subject", "").strip(),
    )


def found(database: Database, search: Search, *, before: int | None = None, limit: int = PAGE) -> Page:
    """A page of what is found, of records with numbers below ``before``.

    Raises
    ------
    PlanStoreError
        If the database cannot be read.
    """
    if database.is_absent:
        return Page(entries=(), total=0, before=None)
    narrowed = _conditions(search)
    here = [*narrowed, AUDIT.c.seq < before] if before else narrowed
    asked = select(AUDIT).where(*here).order_by(AUDIT.c.seq.desc()).limit(min(limit, MOST_ON_A_PAGE) + 1)
    with database.reading() as connection:
        total = int(connection.execute(select(func.count()).where(*narrowed).select_from(AUDIT)).scalar_one())
        rows = connection.execute(asked).mappings().all()
    shown = tuple(Entry.of_row(cast("Mapping[str, Any]", row)) for row in rows[: min(limit, MOST_ON_A_PAGE)])
    return Page(entries=shown, total=total, before=shown[-1].seq if len(rows) > len(shown) else None)


def all_found(database: Database, search: Search, *, through: int | None = None) -> Iterator[Entry]:
    """Everything that is found, the oldest first, from one state of the database; ``through`` is included.

    Raises
    ------
    PlanStoreError
        If the database cannot be read.
    """
    if database.is_absent:
        return
    narrowed = _conditions(search)
    if through is not None:
        narrowed.append(AUDIT.c.seq <= through)
    at = -(1 << 62)
    with database.reading() as connection:
        while True:
            asked = select(AUDIT).where(*narrowed, AUDIT.c.seq > at).order_by(AUDIT.c.seq).limit(_AT_ONCE)
            rows = connection.execute(asked).mappings().all()
            if not rows:
                return
            yield from (Entry.of_row(cast("Mapping[str, Any]", row)) for row in rows)
            at = int(rows[-1]["seq"])


def _conditions(search: Search) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if search.first:
        wanted.append(AUDIT.c.at >= _midnight(search.first))
    if search.last:
        wanted.append(AUDIT.c.at < _midnight(search.last + timedelta(days=1)))
    if search.actor:
        wanted.append(AUDIT.c.actor == search.actor)
    if search.deed:
        wanted.append(AUDIT.c.deed == str(search.deed))
    if search.outcome:
        wanted.append(AUDIT.c.outcome == str(search.outcome))
    if search.subject:
        wanted.append(AUDIT.c.subject.icontains(search.subject, autoescape=True, escape=_ESCAPE))
    return wanted


def _midnight(day: date) -> str:
    return datetime.combine(day, time(), tzinfo=UTC).isoformat(timespec="microseconds")


def _day(text: str, name: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10]) if text.strip() else None
    except ValueError as error:
        raise FilterError(f"{name} is {text[:40]!r}", remedy="Write the day as 2026-10-31") from error


def _one_of(kind: type[_Word], text: str, name: str) -> _Word | None:
    if not text:
        return None
    known = {str(one): one for one in kind}
    if text not in known:
        raise FilterError(f"{name} is {text[:40]!r}", remedy=f"Known: {', '.join(known)}")
    return known[text]
