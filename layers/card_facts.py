"""What the packaged tables say of a place, as labelled facts of a card."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from data.geography.reach import FORUMS, REACH_KM, forums_by_county
from data.reference.tables import load_arrow
from layers.base import Institutions, Kind, Layer, Row
from layers.institutions import rows_of

Words = Callable[[Row], str]
"""From a table row to the words of a fact; empty if the row does not say."""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One line of a card: what it is, and what it says."""

    label: str
    words: str


def facts_of(layer: Layer, place_id: str) -> tuple[Fact, ...]:
    """The facts of the packaged tables about a place of a layer; empty if they have none."""
    if layer.institutions and layer.kind is Kind.REGIONS:
        return _agreements(layer.institutions, place_id)
    if layer.institutions:
        row = next(row for row in rows_of(layer.institutions) if row["id"] == place_id)
        return _facts(row, _FACTS[layer.institutions.table])
    if layer.kind is Kind.POINTS:
        return _facts(_port(place_id), _FACTS["ports_of_entry"])
    return _forums(place_id) if layer.key == "task_force_reach" else ()


def _facts(row: Row, wanted: tuple[tuple[str, Words], ...]) -> tuple[Fact, ...]:
    told = ((label, words(row)) for label, words in wanted)
    return tuple(Fact(label=label, words=words) for label, words in told if words)


def _agreements(institutions: Institutions, place_id: str) -> tuple[Fact, ...]:
    """Each agreement of a county, or the one that names no county, oldest first."""
    fips = place_id.removeprefix("county:")
    rows = [row for row in rows_of(institutions) if place_id == row["id"] or row["county_fips"] == fips]
    return tuple(
        Fact(label=row["agency"], words=_agreement_words(row))
        for row in sorted(rows, key=lambda row: (row["signed"], row["agency"]))
    )


def _agreement_words(row: Row) -> str:
    doubt = "" if row["confidence"] == "high" else f"; {row['confidence']} confidence: {row['basis']}"
    return f"{row['model']}, signed {row['signed']}; {str(row['agency_type']).lower()}{doubt}"


def _forums(place_id: str) -> tuple[Fact, ...]:
    found = forums_by_county()[place_id.removeprefix("county:")]
    named = ", ".join(forum for forum in FORUMS if forum in found)
    verdict = {0: "a gap", 1: "one forum"}.get(len(found), "an overlap")
    return (
        Fact(label=f"Within {REACH_KM:.0f} km", words=named or "none"),
        Fact(label="That is", words=verdict),
    )


def _port(code: str) -> Row:
    rows: list[dict[str, Any]] = load_arrow("ports_of_entry").to_pylist()
    return next(row for row in rows if row["port_code"] == code)


def _told(column: str) -> Words:
    return lambda row: str(row[column]).replace("; ", ", ") if row[column] is not None else ""


def _measured(column: str, unit: str) -> Words:
    return lambda row: f"{row[column]:,.0f} {unit}" if row[column] is not None else "none stated"


_CONFIDENCE = {
    "high": "high: read from the source",
    "medium": "medium: well known or derived",
    "low": "low: not confirmed",
}
_PAPERS: tuple[tuple[str, Words], ...] = (
    ("Confidence", lambda row: _CONFIDENCE[row["confidence"]]),
    ("Source", lambda row: str(row["source"])),
)
_FACTS: dict[str, tuple[tuple[str, Words], ...]] = {
    "task_forces": (
        ("Lead agency", _told("lead_agency")),
        ("Partners", _told("partner_agencies")),
        ("Established", _told("year_established")),
        ("Status", _told("status")),
        ("Mission", _told("mission")),
        ("Town", lambda row: f"{row['city']}, {row['state_or_province']}, {row['country']}"),
        *_PAPERS,
    ),
    "fusion_centers": (
        ("Kind", _told("kind")),
        ("Town", lambda row: f"{row['city']}, {row['state']}"),
        *_PAPERS,
    ),
    "overseas_posts": (
        ("Component", _told("component")),
        ("Kind", _told("kind")),
        ("Status", _told("status")),
        ("Site", _told("site")),
        *_PAPERS,
    ),
    "detention_facilities": (
        ("Average length of stay", _measured("average_length_of_stay_days", "days")),
        ("Guaranteed minimum (a contract floor, not capacity)", _measured("guaranteed_minimum", "beds")),
        ("Type, as published", _told("type")),
        ("ERO area", _told("ero_area")),
        ("As of", _told("as_of")),
        ("Place on the map", _told("coord_basis")),
        *_PAPERS,
    ),
    "ports_of_entry": (
        ("Kind", _told("mode")),
        ("Field office (general knowledge)", _told("ofo_field_office")),
        ("County", lambda row: f"{row['county_name']}, {row['state']}"),
        ("Status", _told("status")),
        *_PAPERS,
    ),
}
