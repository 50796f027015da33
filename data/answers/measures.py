"""The measures that a question may ask for, each defined once.

A measure has one unit. Figures of different published measures (vehicles, passengers,
containers) are never added: each is a measure of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.errors import QuestionError
from data.extracts.contract import Kind


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A named quantity: what is counted, in which unit, from where.

    ``dataset`` and ``published`` say which observations it sums; both are empty for
    measures of incidents. ``is_count`` measures fall under the disclosure floor.
    """

    key: str
    title: str
    unit: str
    kind: Kind
    definition: str
    caveat: str
    dataset: str = ""
    published: str = ""
    is_count: bool = True


_CROSSINGS = (
    ("Personal Vehicle Passengers", "passengers"),
    ("Personal Vehicles", "vehicles"),
    ("Pedestrians", "pedestrians"),
    ("Trucks", "trucks"),
    ("Truck Containers Loaded", "containers"),
    ("Bus Passengers", "passengers"),
    ("Train Passengers", "passengers"),
    ("Trains", "trains"),
)


def _crossing(published: str, unit: str) -> Measure:
    return Measure(
        key=f"crossings-{published.lower().replace(' ', '-')}",
        title=f"{published} entering",
        unit=unit,
        kind=Kind.OBSERVATIONS,
        dataset="bts-border-crossings",
        published=published,
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
            kind=Kind.INCIDENTS,
            definition="Events in the incident extract; months are calendar months in UTC",
            caveat="Events are not people: one person may be in several events, one event may have several.",
        ),
        *(_crossing(published, unit) for published, unit in _CROSSINGS),
        Measure(
            key="encounters",
            title="Encounters",
            unit="encounters",
            kind=Kind.OBSERVATIONS,
            dataset="cbp-encounters-area",
            published="Encounters",
            definition="Title 8 apprehensions, inadmissibles and Title 42 expulsions as CBP publishes them",
            caveat="Events, not people. "
            "The series mixes legal authorities that changed in March 2020 and May 2023.",
        ),
        Measure(
            key="encounters-sector",
            title="Border Patrol encounters",
            unit="encounters",
            kind=Kind.OBSERVATIONS,
            dataset="ohss-usbp-encounters-sector",
            published="Encounters",
            definition="U.S. Border Patrol encounters by sector as OHSS publishes them",
            caveat="Rounded to 10 by the publisher. Events, not people.",
        ),
        Measure(
            key="drug-seizure-events",
            title="Drug seizures",
            unit="events",
            kind=Kind.OBSERVATIONS,
            dataset="cbp-drug-seizures",
            published="Seizure events",
            definition="Drug seizure events as CBP publishes them",
            caveat="One event can hold several drugs and is then counted under each.",
        ),
        Measure(
            key="drug-seizure-pounds",
            title="Drugs seized",
            unit="pounds",
            kind=Kind.OBSERVATIONS,
            dataset="cbp-drug-seizures",
            published="Pounds seized",
            is_count=False,
            definition="Weight of drugs seized as CBP publishes it",
            caveat="A weight, dominated by a few large events.",
        ),
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
