"""JIATF: the maritime approach, from detection to interdiction (R1, R4, R6)."""

from __future__ import annotations

from dataclasses import replace

from data.briefs.content import Item, Panel, Side
from data.briefs.occasion import Occasion
from data.briefs.programmes.extracts import is_loaded, missing, share
from data.briefs.programmes.facts import asked, first_told, map_view, numeral
from data.briefs.programmes.programme import Page, Programme, ProgrammePanels, panels_at
from data.briefs.programmes.rosters import seats

_MARITIME = "programme-maritime"


def compose(occasion: Occasion) -> ProgrammePanels:
    """Incidents by sea and the way from detection to interdiction; liaisons; a map.

    Raises
    ------
    UnknownVersionError
        If the data version is gone.
    """
    at_sea = replace(occasion, filter=replace(occasion.filter, modes=("sea",)))
    incidents = asked(at_sea, "incidents")
    way = _funnel(occasion)
    activity: tuple[Item, ...] = (numeral(occasion, incidents, label="Incidents by sea"), *way)
    funnel = first_told(way, "of detections handed over", "from detection to interdiction, cannot tell")
    layers = ("task_forces_jiatf", "incident_heat")
    return ProgrammePanels(
        headline=f"{incidents.words()} incidents by sea; {funnel}.",
        sure="Incidents by sea are of the coast as well as of the approach.",
        panels=(
            Panel(title="From detection to interdiction", side=Side.ACTIVITY, items=activity),
            Panel(title="Partner liaisons", side=Side.OVERSIGHT, items=seats(occasion, "JIATF")),
            Panel(
                title="Maritime approach",
                items=(
                    numeral(occasion, asked(occasion, "task-forces-jiatf"), label="Task forces"),
                    map_view(at_sea, layers, "The task forces, and incidents by sea."),
                ),
            ),
        ),
    )


def _funnel(occasion: Occasion) -> tuple[Item, ...]:
    if not is_loaded(occasion, _MARITIME):
        return (
            missing(_MARITIME, "Detections and what became of them are not published by sector and month."),
        )
    return (
        share(occasion, _MARITIME, "handed_over", "detections", label="Detections handed over"),
        share(occasion, _MARITIME, "interdicted", "handed_over", label="Of these, interdicted"),
    )


PROGRAMME = Programme(
    key="jiatf",
    title="JIATF: maritime approach",
    recommendations=("R1", "R4", "R6"),
    compose=compose,
    pages=(
        Page(title="detection and liaisons", chosen=panels_at(0, 1)),
        Page(title="map", chosen=panels_at(2)),
    ),
)
