"""How old sources are, and which are later than the rhythm of their publication allows."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from data.answers.measure import (
    CountyFigures,
    Extracted,
    Grouped,
    Incidents,
    Listing,
    Origin,
    Publication,
    Yearly,
)
from data.answers.measures import MEASURES, measure
from data.answers.question import Answer
from data.briefs.content import Papers, SourceAge


@dataclass(frozen=True, kw_only=True)
class Rhythm:
    """Days after which a source is late, and why so many."""

    days: int
    reason: str


_FILE = "(SHA-256 "
_FINISHED = frozenset({"recommendations"})
"""Measures of a source that was written once: the memo is of 2006 and is not renewed, so it is never late."""
_ONCE = Rhythm(days=1_000_000, reason="written once")
_PACKAGED = Rhythm(days=400, reason="packaged tables are renewed once a year")
RHYTHMS: Mapping[type[Origin], Rhythm] = {
    Incidents: Rhythm(days=45, reason="own extracts are monthly and have two weeks to arrive"),
    Extracted: Rhythm(days=45, reason="own extracts are monthly and have two weeks to arrive"),
    Publication: Rhythm(days=75, reason="monthly series appear up to six weeks after their month"),
    Listing: _PACKAGED,
    CountyFigures: _PACKAGED,
    Grouped: _PACKAGED,
    Yearly: _PACKAGED,
}
"""How old a source of each kind may become."""


def source_ages(answers: Iterable[Answer], today: date) -> tuple[SourceAge, ...]:
    """The sources of some answers, each once, in order of first use."""
    found: dict[tuple[str, date | None], SourceAge] = {}
    for answer in answers:
        key = (answer.source, answer.as_of)
        if answer.source and key not in found:
            rhythm = _rhythm(answer.question.measure)
            found[key] = source_age(answer.source, answer.as_of, today, rhythm=rhythm)
    return tuple(found.values())


def paper_ages(papers: Iterable[Papers], today: date) -> tuple[SourceAge, ...]:
    """The sources that papers name, each once with its own day, in order of first use.

    The rhythm is that of the measures that their command asks for.
    """
    found: dict[tuple[str, date | None], SourceAge] = {}
    for one in (part for whole in papers for part in whole.parts or (whole,)):
        key = (_without_files(one.source), one.as_of)
        if one.source and key not in found:
            found[key] = source_age(*key, today, rhythm=_rhythm_of(one))
    return tuple(found.values())


def _without_files(source: str) -> str:
    """The source as a wall has room for it: papers name its files with their SHA-256 too."""
    return "; ".join(part for part in source.split("; ") if _FILE not in part)


def _rhythm_of(papers: Papers) -> Rhythm:
    """That of the slowest measure: papers of several have the oldest day of all."""
    words = shlex.split(papers.repeat)
    named = [key for option, key in pairwise(words) if option == "--measure" and key in MEASURES]
    rhythms = [_rhythm(key) for key in named]
    return max(rhythms, key=lambda rhythm: rhythm.days, default=_PACKAGED)


def _rhythm(key: str) -> Rhythm:
    return _ONCE if key in _FINISHED else RHYTHMS[type(measure(key).origin)]


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
