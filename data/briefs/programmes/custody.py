"""Stock and flow of custody: of the nation by fiscal year, and by stage where an own extract tells it."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date

from data.answers.programme_measures import extract_measure
from data.answers.question import By
from data.briefs.content import Item, Numeral, Tone
from data.briefs.occasion import Occasion
from data.briefs.programmes.extracts import Entry, entries, extract_papers
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
from data.schema.programmes import programme_schema

CUSTODY = "programme-custody"
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


def balance(occasion: Occasion, newest: StageYear | None) -> tuple[Item, ...]:
    """People held over what entry and stay imply in the newest whole year, and the stage that binds.

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
    held = Numeral(
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
    return (held, *_binding(occasion))


def _binding(occasion: Occasion) -> tuple[Item, ...]:
    found = entries(occasion, CUSTODY)
    if not found:
        return ()
    days = days_of_newest(occasion)
    waits = {stage: stage_wait(found, stage, days) for stage in _stages(found)}
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


def stage_wait(found: tuple[Entry, ...], stage: str, days: int) -> float | None:
    """Mean wait of a stage in days over its groups; ``None`` if a figure of one of them is not shown."""
    groups = [entry for entry in found if _stage(entry) == stage]
    held = [entry.values.get("held") for entry in groups]
    left = [entry.values.get("booked_out") for entry in groups]
    if None in held or None in left:
        return None
    return wait_days(sum(filter(None, held)), sum(filter(None, left)), days)


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


def _stages(found: tuple[Entry, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_stage(entry) for entry in found))
