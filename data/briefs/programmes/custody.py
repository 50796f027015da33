"""Stock and flow of custody: of the nation by fiscal year, and by stage where an own extract tells it."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date

from data.answers.programme_measures import extract_measure
from data.answers.question import By
from data.briefs.content import Item, Numeral, Tone
from data.briefs.occasion import Occasion
from data.briefs.programmes.extracts import Entry, entries, extract_papers, percent_of
from data.briefs.programmes.facts import CANNOT_TELL, asked, joined_papers, year_rows
from data.briefs.programmes.littles_law import (
    ASSUMPTIONS,
    FORMULA,
    StageYear,
    binding_stage,
    held_over_implied,
    implied_held,
    wait_days,
)
from data.extracts.months import fiscal_year_start
from data.schema.programme_columns import JOINED
from data.schema.programme_flows import STAGES
from data.schema.programmes import programme_schema

CUSTODY = "programme-custody"
SHORT_TERM, DETENTION, _ = STAGES
_OVER = "Stays in short-term custody that passed 72 hours over book-ins to it, in percent, newest month"
_ENTRIES = "pipeline-initial-book-ins"
_HELD = "pipeline-average-daily-population"
_STAY = "pipeline-average-length-of-stay"
_WAIT = "Mean wait = people held ÷ people leaving a day (Little's law), by stage, newest month"


def pipeline_years(occasion: Occasion) -> tuple[StageYear, ...]:
    """Entries, stock and stay of ICE detention by fiscal year, oldest first.

    Raises
    ------
    UnknownVersionError
        If the data version is gone.
    """
    rows = {
        key: {row.year: row for row in year_rows(asked(occasion, key, by=By.YEAR))}
        for key in (_ENTRIES, _HELD, _STAY)
    }
    found = []
    for year, row in rows[_ENTRIES].items():
        start = fiscal_year_start(int(year))
        held, stay = rows[_HELD].get(year), rows[_STAY].get(year)
        found.append(
            StageYear(
                year=year,
                entries=row.value,
                held=held.value if held else None,
                stay_days=stay.value if stay else None,
                days=(row.as_of - start).days + 1 if row.as_of else 0,
                is_partial=row.is_partial,
            )
        )
    return tuple(found)


def balance(occasion: Occasion, newest: StageYear | None) -> Numeral:
    """People held over what entry and stay imply in the newest whole year.

    Raises
    ------
    UnknownVersionError
        If the data version is gone.
    """
    answers = tuple(asked(occasion, key, by=By.YEAR) for key in (_ENTRIES, _HELD, _STAY))
    papers = joined_papers(
        occasion, answers, title="People held over people implied", definition=FORMULA, unit="ratio"
    )
    ratio = held_over_implied(newest) if newest else None
    implied = implied_held(newest) if newest else None
    is_known = newest is not None and ratio is not None and implied is not None
    return Numeral(
        label="Held over implied by entry and stay",
        value=f"{ratio:.2f}" if is_known and ratio is not None else CANNOT_TELL,
        reference=(
            f"FY{newest.year}: {newest.held:,.0f} held, {implied:,.0f} implied; 1 is balance"
            if newest is not None and implied is not None
            else "no whole year with all figures"
        ),
        tone=Tone.PLAIN if is_known else Tone.CANNOT_TELL,
        papers=replace(papers, caveats=(*ASSUMPTIONS, *papers.caveats)),
    )


def binding(occasion: Occasion) -> tuple[Item, ...]:
    """The stage with the longest wait, where an own extract tells the stages.

    Raises
    ------
    UnknownVersionError
        If the data version is gone.
    """
    found = entries(occasion, CUSTODY)
    if not found:
        return ()
    days = days_of_newest(occasion)
    waits = {
        stage: wait_days(stage_sum(found, stage, "held"), stage_sum(found, stage, "booked_out"), days)
        for stage in dict.fromkeys(_stage(entry) for entry in found)
    }
    stage = binding_stage(waits)
    papers = extract_papers(occasion, programme_schema(CUSTODY), ("held", "booked_out"), title="Longest wait")
    told = "; ".join(f"{name} {wait:,.1f} days" for name, wait in waits.items() if wait is not None)
    return (
        Numeral(
            label="Stage with the longest wait",
            value=stage or CANNOT_TELL,
            reference=told or "fewer than two stages are told",
            tone=Tone.PLAIN if stage else Tone.CANNOT_TELL,
            papers=replace(
                papers, definition=_WAIT, unit="stage", caveats=(*ASSUMPTIONS[:1], *papers.caveats)
            ),
        ),
    )


def over_limit(occasion: Occasion) -> Numeral:
    """Stays that passed 72 hours in percent of book-ins to short-term custody, newest month.

    Raises
    ------
    UnknownVersionError
        If the data version is gone.
    """
    found = entries(occasion, CUSTODY)
    over, entered = (stage_sum(found, SHORT_TERM, column) for column in ("over_72_hours", "booked_in"))
    percent = percent_of(over, entered)
    papers = extract_papers(
        occasion, programme_schema(CUSTODY), ("over_72_hours", "booked_in"), title="Stays over 72 hours"
    )
    return Numeral(
        label="Stays over 72 hours",
        value=CANNOT_TELL if percent is None else f"{percent:.1f}%",
        reference=f"{over:,.0f} of {entered:,.0f} book-ins to short-term custody"
        if over is not None and entered is not None
        else "a figure of one group is not shown, or not told",
        tone=Tone.CANNOT_TELL if percent is None else Tone.PLAIN,
        papers=replace(papers, definition=_OVER, unit="percent"),
    )


def stage_sum(found: tuple[Entry, ...], stage: str, column: str) -> float | None:
    """The sum of a column over the groups of a stage; ``None`` if there is none, or one is not shown."""
    values = [entry.values.get(column) for entry in found if _stage(entry) == stage]
    known = [value for value in values if value is not None]
    return sum(known) if known and len(known) == len(values) else None


def days_of_newest(occasion: Occasion) -> int:
    """Days of the newest month of the extract; 0 if none is loaded.

    Raises
    ------
    UnknownVersionError
        If the data version is gone.
    """
    month: date | None = asked(occasion, extract_measure(CUSTODY, "held")).first
    return monthrange(month.year, month.month)[1] if month else 0


def _stage(entry: Entry) -> str:
    return entry.name.split(JOINED)[0]
