"""The tracker of the memo's eleven recommendations: indicator, baseline, now, target, owner, date, evidence.

Targets, owners and dates are the operator's, from an extract of ``programme-tracker``; without one they
are not set. None is made up here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from data.briefs.content import MOST_ROWS, Missing, Panel, Papers, Side, Table
from data.briefs.occasion import Occasion
from data.briefs.programmes.extracts import Entry, entries, extract_papers, missing
from data.briefs.programmes.facts import asked, day_words, joined_papers
from data.briefs.programmes.findings import day_or_none
from data.briefs.programmes.programme import ProgrammePanels, sources_in
from data.briefs.tracker_readings import GRADES, INCIDENTS, READINGS, TITLES, Grade, Reading
from data.errors import BriefError
from data.schema.programmes import programme_schema

TRACKER = "programme-tracker"
NOT_SET = "not set"
NOTHING_TELLS = "none published, and no extract is accepted yet"
_SET_BY_OPERATOR = ("target", "owner_office", "next_date")


def tracker_panels(occasion: Occasion, only: tuple[str, ...] = ()) -> ProgrammePanels:
    """The recommendations named, or all of them, of which a table shows the first eight.

    A wall shows three at a time (:func:`data.briefs.pages.paged`).

    Raises
    ------
    BriefError
        If there is no recommendation of a name; the message lists them.
    UnknownVersionError
        If the data version is gone.
    """
    chosen = _chosen(only)
    readings = {name: READINGS[name](occasion) for name in chosen}
    set_by = {entry.name: entry for entry in entries(occasion, TRACKER)}
    told = sum(reading.grade is not Grade.NOTHING for reading in readings.values())
    owned = sum(_is_owned(set_by.get(name)) for name in chosen)
    panels = (
        Panel(title="Indicators", side=Side.ACTIVITY, items=(_indicators(occasion, readings),)),
        Panel(title="Targets and owners", side=Side.OVERSIGHT, items=_targets(occasion, chosen, set_by)),
    )
    return ProgrammePanels(
        headline=f"{told} of {len(chosen)} indicators can be told; {owned} with target, owner and date.",
        sure=GRADES,
        panels=panels,
        sources=sources_in(panels),
    )


def _chosen(only: tuple[str, ...]) -> tuple[str, ...]:
    unknown = [name for name in only if name not in READINGS]
    if unknown:
        raise BriefError(f"recommendation is {unknown[0]!r}", remedy=f"They are {', '.join(READINGS)}")
    return tuple(name for name in READINGS if not only or name in only)


def _indicators(occasion: Occasion, readings: dict[str, Reading]) -> Table:
    rows = tuple(
        (f"{name} {TITLES[name]}: {reading.indicator}", reading.baseline, _now_words(reading))
        for name, reading in readings.items()
    )
    return Table(
        title="Indicator, baseline, now (evidence)",
        columns=("Recommendation", "Baseline", "Now"),
        numeric=(False,) * 3,
        rows=rows[:MOST_ROWS],
        papers=_papers(occasion, readings),
        left_out=max(0, len(rows) - MOST_ROWS),
    )


def _now_words(reading: Reading) -> str:
    """The newest value with its grade; without any, the extract that would tell it, or that none would."""
    if reading.grade is not Grade.NOTHING:
        return f"{reading.now} ({reading.grade})"
    return f"needs {extract_words(reading.needs)}" if reading.needs else NOTHING_TELLS


def extract_words(schema: str) -> str:
    """An extract in a few words, for a wall.

    Examples
    --------
    >>> extract_words("programme-grants")
    'extract: Grants'
    """
    title = INCIDENTS if schema == INCIDENTS else programme_schema(schema).title
    return f"extract: {title.partition(':')[0]}"


def _papers(occasion: Occasion, readings: Mapping[str, Reading]) -> Papers:
    """The papers of all readings; where there are none, those of the table of recommendations."""
    answers = tuple(answer for reading in readings.values() for answer in reading.answers)
    made = joined_papers(
        occasion,
        answers or (asked(occasion, "recommendations"),),
        title="Recommendations of the memo",
        definition=GRADES,
        unit="as told",
    )
    return replace(made, caveats=(*made.caveats, *_what_would_tell(readings)))


def _what_would_tell(readings: Mapping[str, Reading]) -> Iterator[str]:
    for name, reading in readings.items():
        if reading.grade is Grade.NOTHING and reading.needs:
            yield (
                f"{name} cannot be told: the extract {reading.needs} would tell it "
                f"(borderops store schema {reading.needs})."
            )
        elif reading.grade is Grade.NOTHING:
            yield f"{name} cannot be told: nothing is published, and borderops takes no extract for it yet."


def _targets(
    occasion: Occasion, chosen: tuple[str, ...], set_by: dict[str, Entry]
) -> tuple[Table | Missing, ...]:
    if not set_by:
        return (missing(TRACKER, "Targets, owners and dates are not set."),)
    rows = tuple((name, *_operator_words(set_by.get(name))) for name in chosen)
    return (
        Table(
            title="Set by the operator",
            columns=("Memo", "Target", "Owner", "Next date", "Dissent"),
            numeric=(False,) * 5,
            rows=rows[:MOST_ROWS],
            papers=extract_papers(
                occasion, programme_schema(TRACKER), _SET_BY_OPERATOR, title="Targets, owners and dates"
            ),
            left_out=max(0, len(rows) - MOST_ROWS),
        ),
    )


def _operator_words(entry: Entry | None) -> tuple[str, ...]:
    if entry is None:
        return (NOT_SET, NOT_SET, NOT_SET, NOT_SET)
    day = day_or_none(entry.words["next_date"])
    return (
        entry.words["target"] or NOT_SET,
        entry.words["owner_office"] or NOT_SET,
        day_words(day) if day else NOT_SET,
        entry.words["dissent"] or "none stated",
    )


def _is_owned(entry: Entry | None) -> bool:
    return entry is not None and all(entry.words[name] for name in _SET_BY_OPERATOR)
