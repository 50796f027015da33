"""How old sources are, and which are later than the rhythm of their publication allows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from data.answers.measure import CountyFigures, Incidents, Listing, Origin, Publication
from data.answers.measures import measure
from data.answers.question import Answer
from data.briefs.content import SourceAge


@dataclass(frozen=True, kw_only=True)
class Rhythm:
    """Days after which a source is late, and why so many."""

    days: int
    reason: str


RHYTHMS: Mapping[type[Origin], Rhythm] = {
    Incidents: Rhythm(days=45, reason="own extracts are monthly and have two weeks to arrive"),
    Publication: Rhythm(days=75, reason="monthly series appear up to six weeks after their month"),
    Listing: Rhythm(days=400, reason="packaged lists are renewed once a year"),
    CountyFigures: Rhythm(days=400, reason="packaged figures are renewed once a year"),
}
"""How old a source of each kind may become."""


def source_ages(answers: Iterable[Answer], today: date) -> tuple[SourceAge, ...]:
    """The sources of some answers, each once, in order of first use."""
    found: dict[tuple[str, date | None], SourceAge] = {}
    for answer in answers:
        key = (answer.source, answer.as_of)
        if answer.source and key not in found:
            rhythm = RHYTHMS[type(measure(answer.question.measure).origin)]
            found[key] = source_age(answer.source, answer.as_of, today, rhythm=rhythm)
    return tuple(found.values())


def source_age(source: str, as_of: date | None, today: date, *, rhythm: Rhythm) -> SourceAge:
    """How old a source is on a day, in words.

    Examples
    --------
    >>> monthly = RHYTHMS[Publication]
    >>> source_age("CBP", date(2026, 10, 31), date(2026, 11, 30), rhythm=monthly).words
    'as of 31 Oct 2026, 30 days old'
    >>> source_age("CBP", date(2026, 8, 31), date(2026, 11, 30), rhythm=monthly).words
    'as of 31 Aug 2026, 91 days old: late (monthly series appear up to six weeks after their month)'
    """
    if as_of is None:
        return SourceAge(source=source, as_of=None, is_late=False, words="as-of date not stated")
    age = (today - as_of).days
    is_late = age > rhythm.days
    old = "today" if age <= 0 else f"{age:,} {'day' if age == 1 else 'days'} old"
    words = f"as of {as_of:%d %b %Y}, {old}{f': late ({rhythm.reason})' if is_late else ''}"
    return SourceAge(source=source, as_of=as_of, is_late=is_late, words=words)
