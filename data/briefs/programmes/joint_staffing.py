"""Joint staffing: how many are available, not how many there are, and how many served jointly (R10)."""

from __future__ import annotations

from data.answers.question import By
from data.briefs.content import ChartKind, Item, Panel, Side
from data.briefs.occasion import Occasion
from data.briefs.programmes.extracts import is_loaded, missing, share
from data.briefs.programmes.facts import Drawn, asked, chart, first_told, numeral, year_rows
from data.briefs.programmes.programme import Programme, ProgrammePanels

_STAFFING = "programme-staffing"


def compose(occasion: Occasion) -> ProgrammePanels:
    """Agents on board as published; availability, joint tours and accreditation as an own extract tells.

    Raises
    ------
    UnknownVersionError
        If the data version is gone.
    """
    agents = asked(occasion, "agents-on-board", by=By.YEAR)
    years = year_rows(agents)
    newest = asked(occasion, "agents-on-board")
    drawn = Drawn(
        title="Border Patrol agents on board",
        summary="Headcount at the end of each fiscal year, not availability.",
        kind=ChartKind.LINE,
    )
    labels = {row.year: f"FY{row.year}" for row in years}
    joint = _joint(occasion)
    told = first_told(
        joint, "of staff available on an average day", "availability and joint tours: cannot tell"
    )
    return ProgrammePanels(
        headline=f"{newest.words()} Border Patrol agents in FY{years[-1].year}, the last published; {told}.",
        sure="Headcount says little of who can be sent. No group of fewer than ten people is taken in.",
        panels=(
            Panel(
                title="Headcount",
                side=Side.ACTIVITY,
                items=(
                    numeral(occasion, newest, label=f"Agents on board, FY{years[-1].year}"),
                    chart(occasion, {"Agents": agents}, labels, drawn),
                ),
            ),
            Panel(title="Availability and joint service", side=Side.OVERSIGHT, items=joint),
        ),
    )


def _joint(occasion: Occasion) -> tuple[Item, ...]:
    if not is_loaded(occasion, _STAFFING):
        return (missing(_STAFFING, "Availability, joint tours and accreditation are not published."),)
    return (
        share(occasion, _STAFFING, "available", "on_board", label="Available on an average day"),
        share(occasion, _STAFFING, "joint_tour", "on_board", label="With a joint tour or course"),
        share(occasion, _STAFFING, "accredited", "on_board", label="Accredited"),
    )


PROGRAMME = Programme(key="joint-staffing", title="Joint staffing", recommendations=("R10",), compose=compose)
