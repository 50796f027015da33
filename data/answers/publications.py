"""What the publishers have issued of a measure: months, places, and the regions that places are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from data.answers.calendar import month_number, month_start
from data.answers.engine import Engine, Statement
from data.answers.filters import Filter
from data.answers.measure import Publication
from data.answers.words import period_words
from data.errors import QuestionError
from data.geography.regions import PORT, counties_of, county_to_region, region_set
from data.reference.tables import load

LATEST_MONTHS = 12
_SUFFIXES: Mapping[str, Mapping[str, str]] = {
    "area": {"sector": "-sector", "field_office": "-field-office"},
    "sector": {"sector": ""},
}
"""Kind of published place to the sets whose regions are such places, with the end of their ids."""


@dataclass(frozen=True, kw_only=True)
class Issued:
    """What there is of one publication: its months, as :func:`month_number`, and kind of place."""

    months: tuple[int, ...]
    place_kind: str

    @property
    def first(self) -> int:
        """The first month."""
        return self.months[0]

    @property
    def last(self) -> int:
        """The last month."""
        return self.months[-1]


def issued(engine: Engine, publication: Publication) -> Issued | None:
    """What the store holds of a publication; ``None`` if nothing."""
    rows = engine.run(
        Statement(
            sql=(
                "SELECT month, any_value(place_kind) AS kind FROM observation "
                "WHERE dataset = $dataset AND measure = $measure GROUP BY 1 ORDER BY 1"
            ),
            parameters={"dataset": publication.dataset, "measure": publication.measure},
        )
    ).to_pylist()
    if not rows:
        return None
    return Issued(months=tuple(row["month"] for row in rows), place_kind=rows[0]["kind"])


def aligned(filter_: Filter, found: Issued) -> tuple[int, int, tuple[str, ...]]:
    """First and last month to be given for a filter, and what to say about them.

    The filter's period applies where any month of it is issued; otherwise the latest twelve
    issued months are given.
    """
    first = max(found.first, month_number(filter_.first) if filter_.first else found.first)
    last = min(found.last, month_number(filter_.last) if filter_.last else found.last)
    if first > last:
        first, last = max(found.first, found.last - LATEST_MONTHS + 1), found.last
        words = period_words(month_start(first), month_start(last))
        return first, last, (f"Nothing published yet for the chosen period: latest issued months, {words}.",)
    asked_last = month_number(filter_.last) if filter_.last else last
    if asked_last > last:
        return first, last, (f"Published to {month_start(last):%b %Y} only.",)
    return first, last, ()


def places_of(filter_: Filter, place_kind: str) -> list[str] | None:
    """Ids of the published places in the filter's regions; ``None`` if the filter has no region.

    ``port:2504`` means that port alone where places are ports; other regions mean the ports in
    their counties.
    """
    if not filter_.regions:
        return None
    if place_kind != PORT:
        known = _SUFFIXES.get(place_kind, {})
        pairs = (region.split(":", 1) for region in filter_.regions)
        return [slug + known[key] for key, slug in pairs if key in known]
    is_port = {region: region.startswith(f"{PORT}:") for region in filter_.regions}
    named = {region.partition(":")[2] for region, is_named in is_port.items() if is_named}
    counties = counties_of(region for region, is_named in is_port.items() if not is_named)
    ports = load("ports_of_entry")
    return sorted(named.union(ports.loc[ports["county_fips"].isin(counties), "port_code"]))


def counties_of_place(place: str) -> frozenset[str]:
    """5-digit FIPS of the counties that a published place is in or made of; none if they are not known."""
    if place in set(load("ports_of_entry")["port_code"]):
        return counties_of([f"{PORT}:{place}"])
    for endings in _SUFFIXES.values():
        for key, ending in endings.items():
            region_id = f"{key}:{place.removesuffix(ending)}"
            if place.endswith(ending) and region_id in {found.id for found in region_set(key).regions}:
                return counties_of([region_id])
    return frozenset()


def region_of_place(place_kind: str, set_key: str) -> dict[str, str]:
    """Published place to the region of a set that it is, or that it lies in.

    Raises
    ------
    FilterError
        If there is no set of that key.
    QuestionError
        If the publication has no places of such a kind.
    """
    if place_kind == PORT:
        members = county_to_region(set_key)
        ports = load("ports_of_entry")
        pairs = zip(ports["port_code"], ports["county_fips"], strict=True)
        return {code: members[fips] for code, fips in pairs if fips in members}
    known = _SUFFIXES.get(place_kind, {})
    if set_key not in known:
        raise QuestionError(
            f"figures published by {place_kind} cannot be given by {set_key}",
            remedy=f"Region sets: {', '.join(known) or 'none'}",
        )
    regions = region_set(set_key).regions
    return {region.id.partition(":")[2] + known[set_key]: region.id for region in regions}
