"""BEST and IBET: what their forums cover, where they overlap, where there is a gap (R1)."""

from __future__ import annotations

from dataclasses import replace

from data.answers.question import By, Form
from data.briefs.content import Item, Panel, Side
from data.briefs.occasion import Occasion
from data.briefs.programmes.facts import Drawn, asked, chart, map_view, numeral, row_named
from data.briefs.programmes.programme import Page, Programme, ProgrammePanels
from data.briefs.programmes.rosters import seats
from data.geography.reach import REACH_KM, Reach

_LABELS = {Reach.GAP: "Gap: none near", Reach.ONE: "One forum", Reach.OVERLAP: "Two or more"}


def compose(occasion: Occasion) -> ProgrammePanels:
    """Shares of counties, ports and incidents by forums within reach; seats; a map.

    Raises
    ------
    UnknownVersionError
        If the data version is gone.
    """
    shares = {
        name: asked(occasion, measure, by=By.REACH, form=Form.SHARE)
        for name, measure in (
            ("Counties", "counties"),
            ("Open ports", "ports-open"),
            ("Incidents", "incidents"),
        )
    }
    gap, overlap = (row_named(shares["Incidents"], str(key)) for key in (Reach.GAP, Reach.OVERLAP))
    is_told = gap is not None and overlap is not None and gap.value is not None and overlap.value is not None
    told = (
        f"Of incidents, {gap.words} lie where no forum is near and {overlap.words} where two or more are."
        if is_told and gap and overlap
        else "Where forums overlap, and where there is a gap: of incidents, cannot tell."
    )
    drawn = Drawn(
        title=f"Forums within {REACH_KM:.0f} km", summary="Forums are BEST, IBET, seaport centers and HIDTA."
    )
    activity: tuple[Item, ...] = (
        numeral(occasion, asked(occasion, "task-forces-best"), label="BEST units listed"),
        numeral(occasion, asked(occasion, "task-forces-ibet"), label="IBETs listed"),
        chart(occasion, shares, {str(key): label for key, label in _LABELS.items()}, drawn),
    )
    layers = ("task_forces_best", "task_forces_ibet", "task_force_reach")
    return ProgrammePanels(
        headline=told,
        sure="Reach is a distance to a town, not a mandate. The list of BEST units is incomplete.",
        panels=(
            Panel(title="Coverage, overlap, gap", side=Side.ACTIVITY, items=activity),
            Panel(title="Seats and meetings", side=Side.OVERSIGHT, items=seats(occasion, "BEST", "IBET")),
            Panel(
                title="Where", items=(map_view(occasion, layers, "BEST and IBET offices over their reach."),)
            ),
        ),
    )


def _coverage(panels: tuple[Panel, ...]) -> tuple[Panel, ...]:
    """Coverage beside seats; how many there are goes with where they are."""
    covered, seated, _ = panels
    return replace(covered, items=covered.items[2:]), seated


def _places(panels: tuple[Panel, ...]) -> tuple[Panel, ...]:
    covered, _, where = panels
    return (replace(where, items=(*covered.items[:2], *where.items)),)


PROGRAMME = Programme(
    key="best-ibet",
    title="BEST and IBET",
    recommendations=("R1",),
    compose=compose,
    pages=(
        Page(title="coverage and seats", chosen=_coverage),
        Page(title="map", chosen=_places),
    ),
)
