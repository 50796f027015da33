"""287(g): agreements by model and year signed, beside training, inspections and complaints (R7)."""

from __future__ import annotations

from dataclasses import replace

from data.answers.question import By
from data.briefs.content import Item, Panel, Side
from data.briefs.occasion import Occasion
from data.briefs.programmes.extracts import is_loaded, missing, share
from data.briefs.programmes.facts import (
    Drawn,
    asked,
    chart,
    first_told,
    largest,
    map_view,
    numeral,
    rows_of,
)
from data.briefs.programmes.programme import Page, Programme, ProgrammePanels

_OVERSIGHT = "programme-oversight-287g"
_YEARS = 8


def compose(occasion: Occasion) -> ProgrammePanels:
    """Agreements by model and year signed; oversight of equal size; a map.

    Raises
    ------
    UnknownVersionError
        If the data version is gone.
    """
    by_model, by_state = (asked(occasion, f"agreements-by-{key}", by=By.GROUP) for key in ("model", "state"))
    by_year = asked(occasion, "agreements-by-year-signed", by=By.GROUP)
    newest = max(int(row.key) for row in rows_of(by_year))
    years = {str(year): str(year) for year in range(newest - _YEARS + 1, newest + 1)}
    whole = asked(occasion, "agreements-by-model")
    states = sum(bool(row.value) for row in rows_of(by_state))
    models = largest(by_model, 4)
    listed = ", ".join(f"{row.words} {row.key}" for row in rows_of(by_model) if row.key in models)
    year_chart = Drawn(
        title="Agreements of the list by year signed",
        summary="Agreements that have ended are not in the list; the last year is not whole.",
    )
    activity: tuple[Item, ...] = (
        numeral(
            occasion, whole, label="Agreements", reference=f"in {states} states and territories: {listed}"
        ),
        chart(occasion, {"Agreements": by_year}, years, year_chart),
    )
    layers = ("agreements_287g_task_force_model",)
    overseen = _oversight(occasion)
    told = first_told(overseen, "of officers current in training", "of their oversight, cannot tell")
    return ProgrammePanels(
        headline=f"{whole.words()} agreements in {states} states and territories; {told}.",
        sure="The list is ICE's own. It shows agreements, not what is done under them.",
        panels=(
            Panel(title="Agreements", side=Side.ACTIVITY, items=activity),
            Panel(title="Training and inspection", side=Side.OVERSIGHT, items=overseen),
            Panel(
                title="Where",
                items=(map_view(occasion, layers, "Agreements of the Task Force Model by county."),),
            ),
        ),
    )


def _oversight(occasion: Occasion) -> tuple[Item, ...]:
    if not is_loaded(occasion, _OVERSIGHT):
        return (missing(_OVERSIGHT, "Training, inspections and complaints by agreement are not published."),)
    return (
        share(occasion, _OVERSIGHT, "training_current", "trained", label="Training current"),
        share(occasion, _OVERSIGHT, "inspections_done", "inspections_due", label="Inspections done"),
        share(
            occasion,
            _OVERSIGHT,
            "complaints_resolved",
            "complaints_received",
            label="Complaints resolved",
        ),
    )


def _signed(panels: tuple[Panel, ...]) -> tuple[Panel, ...]:
    """Agreements by year signed beside their oversight; how many of which model goes with where."""
    agreements, overseen, _ = panels
    return replace(agreements, items=agreements.items[1:]), overseen


def _places(panels: tuple[Panel, ...]) -> tuple[Panel, ...]:
    agreements, _, where = panels
    return (replace(where, items=(*agreements.items[:1], *where.items)),)


PROGRAMME = Programme(
    key="agreements-287g",
    title="287(g)",
    recommendations=("R7",),
    compose=compose,
    pages=(
        Page(title="agreements and oversight", chosen=_signed),
        Page(title="map", chosen=_places),
    ),
)
