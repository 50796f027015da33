"""JTTF: presence only. Case data does not belong on a dashboard (R1)."""

from __future__ import annotations

from data.answers.question import By
from data.briefs.content import Panel, Side
from data.briefs.occasion import Occasion
from data.briefs.programmes.facts import asked, counted_rows, map_view, numeral
from data.briefs.programmes.programme import Programme, ProgrammePanels
from data.briefs.programmes.rosters import seats


def compose(occasion: Occasion) -> ProgrammePanels:
    """Offices and the states that have one; seats and meetings; a map.

    Raises
    ------
    UnknownVersionError
        If the data version is gone.
    """
    offices, by_state = asked(occasion, "task-forces-jttf"), asked(occasion, "jttf-by-state", by=By.GROUP)
    states = counted_rows(occasion, by_state, label="States and territories with one", unit="states")
    return ProgrammePanels(
        headline=f"{offices.words()} field offices have a JTTF, in {states.value} states or territories.",
        sure="Presence only: no case data and no location of a subject is held here.",
        panels=(
            Panel(
                title="Presence",
                side=Side.ACTIVITY,
                items=(numeral(occasion, offices, label="Field offices with a JTTF"), states),
            ),
            Panel(title="Seats and meetings", side=Side.OVERSIGHT, items=seats(occasion, "JTTF")),
            Panel(
                title="Where",
                items=(map_view(occasion, ("task_forces_jttf",), "Offices with a JTTF."),),
            ),
        ),
    )


PROGRAMME = Programme(key="jttf", title="JTTF: presence only", recommendations=("R1",), compose=compose)
