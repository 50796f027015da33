"""The table under every plan: all figures of all counties under one filter, as the gate shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from data.answers.disclosure import State
from data.answers.filters import Filter, period_words
from data.answers.measures import measure
from data.answers.question import Answer
from data.geography.border_miles import border_miles_by_county
from data.geography.region_areas import area_km2_by_county, area_sq_mi_by_county
from data.plans.figures.columns import PLACE_COLUMNS, SIZE_COLUMNS
from data.plans.figures.incident_columns import Ask, IncidentColumns, event_columns, incident_columns
from data.plans.figures.ledger import Range
from data.plans.figures.panel import Papers
from data.plans.figures.place_columns import (
    PortFigures,
    county_of_places,
    place_columns,
    place_states,
    port_figures,
)
from data.plans.figures.places import county_order
from data.plans.figures.sectors import SectorFigures, sector_figures
from data.plans.figures.unit_figures import Floats, UnitFigures
from data.reference.tables import reference_table

_CAVEATS = (
    "A region's count is the sum of the counts by county that are shown; the others stand beside it.",
    "A region's change is judged on the counties that are shown in both years, all regions together.",
    "People, vehicles, trucks and containers are counts of different things and are never added up.",
    "Encounters are given for sectors that lie wholly in a region, and are not shared out among regions.",
    "Population: no table of it is packaged, so none is shown.",
)


@dataclass(frozen=True, kw_only=True, eq=False)
class CountyTable:
    """Figures of all counties in order of FIPS, and what belongs to no county.

    ``everything`` and ``outside`` (events in no county) are ``None`` where they are not shown; ``share``
    is the part of the days of the periods compared that lies in the later one.
    """

    figures: UnitFigures
    everything: int | None
    outside: int | None
    outside_state: State
    share: float
    ports: PortFigures
    sectors: SectorFigures
    papers: Papers

    def totals(self, keys: Iterable[str]) -> dict[str, float]:
        """National total of what is shown of each of some columns."""
        return {key: float(self.figures.of(key).sum()) for key in keys}

    def hidden_outside(self) -> Range:
        """What the events in no county may come to, if they are not shown; 0 if they are."""
        if self.outside_state is State.SMALL:
            return Range(least=1, most=self.papers.floor - 1)
        return Range(least=0, most=None if self.outside is None else 0)


def county_table(ask: Ask, filter_: Filter) -> CountyTable:
    """The table under the filter; ``ask`` asks the gate for an actor."""
    incidents = incident_columns(ask, filter_)
    crossings = port_figures(ask, filter_)
    sectors = sector_figures(ask, filter_)
    port_county, base_county = county_of_places()
    counties = county_order()
    places = place_columns(crossings, port_county, base_county, units=len(counties))
    states = place_states(crossings, port_county, units=len(counties))
    sizes = _sizes()
    figures = UnitFigures(
        units=counties,
        columns=(*event_columns(filter_), *PLACE_COLUMNS, *SIZE_COLUMNS),
        values=np.concatenate([incidents.values, places, sizes]),
        states=np.concatenate([incidents.states, states, np.zeros(sizes.shape, np.uint8)]),
    )
    return CountyTable(
        figures=figures,
        everything=incidents.everything,
        outside=incidents.outside,
        outside_state=incidents.outside_state,
        share=incidents.share,
        ports=crossings,
        sectors=sectors,
        papers=_papers(incidents, (*crossings.answers, *sectors.answers)),
    )


def _sizes() -> Floats:
    """Miles of land border, square kilometres and square miles of all counties, shape ``(3, counties)``."""
    tables: tuple[Mapping[str, float], ...] = (
        border_miles_by_county(),
        area_km2_by_county(),
        area_sq_mi_by_county(),
    )
    return np.array([[table.get(fips, 0.0) for fips in county_order()] for table in tables])


def _papers(incidents: IncidentColumns, others: Sequence[Answer]) -> Papers:
    first = incidents.answers[0]
    answers = (*incidents.answers, *others)
    listed = measure("task-forces-best")
    sources = (
        *(answer.source for answer in answers),
        reference_table("ports_of_entry").source,
        reference_table("task_forces").source,
        "US Census Bureau, cartographic boundary files, 2016 (areas, land border)",
    )
    periods = (
        f"{answer.title}: {period_words(answer.first, answer.last)}." for answer in others if answer.first
    )
    said = (words for answer in answers for words in answer.caveats)
    caveats = (*_CAVEATS, *said, *periods, listed.caveat)
    return Papers(
        sentence=first.sentence,
        version=first.version,
        as_of=first.as_of,
        floor=first.floor,
        marking=first.marking,
        is_synthetic=first.is_synthetic,
        sources=tuple(dict.fromkeys(sources)),
        caveats=tuple(dict.fromkeys(caveats)),
    )


def beside(papers: Papers, caveats: Iterable[str]) -> Papers:
    """The same papers with further caveats in front."""
    return replace(papers, caveats=tuple(dict.fromkeys((*caveats, *papers.caveats))))
