"""Seahawk: one port, all agencies (R1, R6). The port of the filter, or else Charleston, where it began."""

from __future__ import annotations

from dataclasses import replace

from data.answers.disclosure import State
from data.answers.programme_measures import extract_measure
from data.answers.question import Answer, By
from data.answers.words import COMPONENT_WORDS, region_words
from data.briefs.content import Item, Panel, Side, Table
from data.briefs.occasion import Occasion
from data.briefs.programmes.extracts import Entry, at_place, entries, is_loaded, missing, share
from data.briefs.programmes.facts import Drawn, asked, chart, first_told, joined_papers, map_view, numeral
from data.briefs.programmes.programme import Page, Programme, ProgrammePanels

MODEL_PORT = "port:1601"
"""Charleston, where Project Seahawk began in 2003."""
_CALLS = "programme-port-calls"
_THROUGHPUT = (
    ("Trucks", "crossings-trucks"),
    ("Personal vehicles", "crossings-personal-vehicles"),
    ("Pedestrians", "crossings-pedestrians"),
    ("Train containers, loaded", "crossings-rail-containers-loaded"),
)


def compose(occasion: Occasion) -> ProgrammePanels:
    """The port's incidents by component, joint work, throughput and place.

    Raises
    ------
    UnknownVersionError
        If the data version is gone.
    """
    port = next((region for region in occasion.filter.regions if region.startswith("port:")), MODEL_PORT)
    here = replace(occasion, filter=replace(occasion.filter, regions=(port,)))
    name = region_words(port).removeprefix("port ")
    whole, by_component = asked(here, "incidents"), asked(here, "incidents", by=By.COMPONENT)
    drawn = Drawn(
        title="Incidents by component", summary="Incidents of the county of the port, not of the port alone."
    )
    activity: tuple[Item, ...] = (
        numeral(occasion, whole, label="Incidents in the county of the port"),
        chart(occasion, {"Incidents": by_component}, COMPONENT_WORDS, drawn),
    )
    joint = _joint(here, port.removeprefix("port:"))
    layers = ("task_forces_seahawk", "ports_of_entry", "county_boundaries")
    where: tuple[Item, ...] = (
        *_throughput(here, port.removeprefix("port:")),
        map_view(here, layers, f"Seaport centers and ports of entry around {name}."),
    )
    return ProgrammePanels(
        headline=f"{name}: {whole.words()} incidents in its county; "
        f"{first_told(joint, 'of port calls reviewed jointly', 'of joint work, cannot tell')}.",
        sure="Incidents lie in the county of the port. Which of them are of the port is not published.",
        panels=(
            Panel(title="All agencies", side=Side.ACTIVITY, items=activity),
            Panel(title="Joint work", side=Side.OVERSIGHT, items=joint),
            Panel(title="Throughput and place", items=where),
        ),
    )


def _joint(occasion: Occasion, port: str) -> tuple[Item, ...]:
    found: Entry | None = None
    if is_loaded(occasion, _CALLS):
        found = next((entry for entry in entries(occasion, _CALLS) if entry.id == port), None)
    if found is None:
        return (missing(_CALLS, "Port calls, joint reviews and hours of joint watch are not published."),)
    return (
        share(
            occasion, _CALLS, "joint_reviews", "port_calls", label="Port calls reviewed jointly", place=port
        ),
        share(occasion, _CALLS, "partners_present", "partners_agreed", label="Partners present", place=port),
        numeral(occasion, at_place(occasion, extract_measure(_CALLS, "joint_watch_hours"), port)),
    )


def _throughput(occasion: Occasion, port: str) -> tuple[Table, ...]:
    answers = {title: asked(occasion, key, place=port) for title, key in _THROUGHPUT}
    told = {title: answer for title, answer in answers.items() if _is_shown(answer)}
    if not told:
        return ()
    return (
        Table(
            title="Entering, period of the filter",
            columns=("What", "Count"),
            numeric=(False, True),
            rows=tuple((title, answer.words()) for title, answer in told.items()),
            papers=joined_papers(occasion, tuple(told.values()), title="Entering"),
        ),
    )


def _is_shown(answer: Answer) -> bool:
    return State(answer.table["state"][0].as_py()) is State.SHOWN


def _at_work(panels: tuple[Panel, ...]) -> tuple[Panel, ...]:
    """Components beside joint work; the number of incidents goes with the place."""
    agencies, joint, _ = panels
    return replace(agencies, items=agencies.items[1:]), joint


def _place(panels: tuple[Panel, ...]) -> tuple[Panel, ...]:
    agencies, _, place = panels
    return (replace(place, items=(*agencies.items[:1], *place.items)),)


PROGRAMME = Programme(
    key="seahawk",
    title="Seahawk: a port page",
    recommendations=("R1", "R6"),
    compose=compose,
    pages=(
        Page(title="all agencies and joint work", chosen=_at_work),
        Page(title="throughput and place", chosen=_place),
    ),
)
