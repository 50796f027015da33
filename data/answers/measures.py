"""The measures that a question may ask for, each defined once.

A measure has one unit. Figures of different published measures (vehicles, passengers,
containers) are never added: each is a measure of its own.
"""

from __future__ import annotations

from data.answers.measure import Incidents, Measure, Publication
from data.answers.programme_measures import PROGRAMME_MEASURES
from data.answers.reference_measures import REFERENCE_MEASURES
from data.errors import QuestionError

_CROSSINGS = (
    ("Personal Vehicle Passengers", "passengers"),
    ("Personal Vehicles", "vehicles"),
    ("Pedestrians", "pedestrians"),
    ("Trucks", "trucks"),
    ("Truck Containers Loaded", "containers"),
    ("Truck Containers Empty", "containers"),
    ("Buses", "buses"),
    ("Bus Passengers", "passengers"),
    ("Trains", "trains"),
    ("Train Passengers", "passengers"),
    ("Rail Containers Loaded", "containers"),
    ("Rail Containers Empty", "containers"),
)


def _crossing(published: str, unit: str) -> Measure:
    return Measure(
        key=f"crossings-{published.lower().replace(' ', '-')}",
        title=f"{published} entering",
        unit=unit,
        origin=Publication(dataset="bts-border-crossings", measure=published),
        definition=f"{published} entering the United States at a port, inbound only",
        caveat="Inbound only. From 2017 a missing month can be zero or not published.",
    )


MEASURES: dict[str, Measure] = {
    m.key: m
    for m in (
        Measure(
            key="incidents",
            title="Incidents",
            unit="events",
            origin=Incidents(),
            definition="Events in the incident extract; months are calendar months in UTC",
            caveat="Events are not people: one person may be in several events, one event may have several.",
        ),
        *(_crossing(published, unit) for published, unit in _CROSSINGS),
        Measure(
            key="encounters",
            title="Encounters",
            unit="encounters",
            origin=Publication(dataset="cbp-encounters-area", measure="Encounters"),
            definition="Title 8 apprehensions, inadmissibles and Title 42 expulsions as CBP publishes them",
            caveat="Events, not people. "
            "The series mixes legal authorities that changed in March 2020 and May 2023.",
        ),
        Measure(
            key="encounters-sector",
            title="Border Patrol encounters",
            unit="encounters",
            origin=Publication(dataset="ohss-usbp-encounters-sector", measure="Encounters"),
            definition="U.S. Border Patrol encounters by sector as OHSS publishes them",
            caveat="Rounded to 10 by the publisher. Events, not people.",
        ),
        Measure(
            key="drug-seizure-events",
            title="Drug seizures",
            unit="events",
            origin=Publication(dataset="cbp-drug-seizures", measure="Seizure events"),
            definition="Drug seizure events as CBP publishes them",
            caveat="One event can hold several drugs and is then counted under each.",
        ),
        Measure(
            key="drug-seizure-pounds",
            title="Drugs seized",
            unit="pounds",
            origin=Publication(dataset="cbp-drug-seizures", measure="Pounds seized"),
            counts_events=False,
            definition="Weight of drugs seized as CBP publishes it",
            caveat="A weight, dominated by a few large events.",
        ),
        *REFERENCE_MEASURES,
        *PROGRAMME_MEASURES,
    )
}


def measure(key: str) -> Measure:
    """The measure with this key.

    Raises
    ------
    QuestionError
        If there is none; the message lists the keys.
    """
    if key not in MEASURES:
        raise QuestionError(f"measure is {key!r}", remedy=f"Known measures: {', '.join(MEASURES)}")
    return MEASURES[key]
