"""Encounters and drug seizures as published, by the sector or field office that reports them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from data.answers.filters import Filter
from data.answers.question import By, Form, Question
from data.geography.regions import region_set
from layers.base import Group, Kind, Layer, Style, View
from layers.palette import FERN, IRIS, Ramp

_COUNTS = (Form.COUNT, Form.CHANGE)
"""Sectors are asked by border mile too: their counties are those along the border. Offices are not."""
_OFFICES = ("sector", "field_office")


@dataclass(frozen=True, kw_only=True)
class _Subject:
    """What is published, by which region sets."""

    key: str
    measure: str
    title: str
    noun: str
    legend: str
    ramp: Ramp
    forms: tuple[Form, ...]
    region_sets: tuple[str, ...]


_SUBJECTS = (
    _Subject(
        key="encounters",
        measure="encounters",
        title="Encounters (CBP)",
        noun="encounters",
        legend="Encounters reported",
        ramp=FERN,
        forms=_COUNTS,
        region_sets=_OFFICES,
    ),
    _Subject(
        key="usbp_encounters",
        measure="encounters-sector",
        title="Border Patrol encounters (OHSS)",
        noun="Border Patrol encounters",
        legend="Encounters reported",
        ramp=FERN,
        forms=_COUNTS,
        region_sets=("sector",),
    ),
    _Subject(
        key="seizures",
        measure="drug-seizure-events",
        title="Drug seizures",
        noun="drug seizures",
        legend="Seizures reported",
        ramp=IRIS,
        forms=_COUNTS,
        region_sets=_OFFICES,
    ),
    _Subject(
        key="pounds",
        measure="drug-seizure-pounds",
        title="Pounds of drugs seized",
        noun="pounds of drugs seized",
        legend="Pounds reported",
        ramp=IRIS,
        forms=(Form.COUNT,),
        region_sets=_OFFICES,
    ),
)


def _ask(measure: str, set_key: str) -> Callable[[Filter, View], Question]:
    return lambda filter_, view: Question(
        measure=measure, filter=filter_, by=By.REGION, region_set=set_key, form=view.form
    )


def _by_region(subject: _Subject, set_key: str, *, order: int) -> Layer:
    office = set_key.replace("_", " ")
    return Layer(
        key=f"{subject.key}_by_{set_key}",
        title=f"{subject.title} by {office}",
        group=Group.PUBLISHED,
        order=order,
        kind=Kind.REGIONS,
        asks=f"How many {subject.noun} does each {office} report?",
        ask=_ask(subject.measure, set_key),
        style=Style(ramp=subject.ramp),
        legend_title=f"{subject.legend} by each {office}",
        caveat="The figure is of the whole area of the office that reports it, drawn on the counties "
        f"known to be in it. {region_set(set_key).caveat}",
        forms=(*subject.forms, *((Form.PER_BORDER_MILE,) if set_key == "sector" else ())),
        is_approximate=True,
        region_set=set_key,
    )


_PAIRS = tuple((subject, set_key) for subject in _SUBJECTS for set_key in subject.region_sets)
LAYERS = tuple(
    _by_region(subject, set_key, order=30 + place) for place, (subject, set_key) in enumerate(_PAIRS)
)
