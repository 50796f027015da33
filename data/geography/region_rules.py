"""How each set of regions follows from counties: one rule for each set, from packaged tables.

Every region is a union of whole counties of the 2016 geography. Where an agency does not
publish its areas by county the set is approximate, and its caveat says in what way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from data.geography.county_names import county_names, state_names
from data.reference.tables import load

_CENSUS = "US Census Bureau, cartographic boundary files, 2016 (package plotly-geo)"
_GRADES = ("low", "medium", "high")


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A region with its counties (5-digit FIPS), before it is given its place in a set."""

    slug: str
    name: str
    counties: tuple[str, ...]
    basis: str
    source: str
    confidence: str


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A set of regions: what it is called, what to mind, and how to make its regions."""

    key: str
    title: str
    approximate: bool
    caveat: str
    drafts: Callable[[], list[Draft]]


def field_office_of_counties(ports: pd.DataFrame) -> dict[str, str]:
    """Field office of each county that holds a port, from ``county_fips`` and ``ofo_field_office``.

    A county with ports of two offices goes to the office with more ports; of equals, to the
    first by alphabet.
    """
    counted = ports.groupby(["county_fips", "ofo_field_office"]).size().reset_index(name="ports")
    counted = counted.sort_values(["county_fips", "ports", "ofo_field_office"], ascending=[True, False, True])
    first = counted.drop_duplicates("county_fips")
    return dict(zip(first["county_fips"], first["ofo_field_office"], strict=True))


def _states() -> list[Draft]:
    members: dict[str, list[str]] = {}
    for county in county_names().values():
        members.setdefault(county.state, []).append(county.fips)
    return [
        Draft(
            slug=postal.lower(),
            name=state.name,
            counties=tuple(members[postal]),
            basis="all counties of the state",
            source=_CENSUS,
            confidence="high",
        )
        for postal, state in state_names().items()
    ]


def _counties() -> list[Draft]:
    return [
        Draft(
            slug=county.fips,
            name=f"{county.name}, {county.state}",
            counties=(county.fips,),
            basis="the county",
            source=_CENSUS,
            confidence="high",
        )
        for county in county_names().values()
    ]


def _field_offices() -> list[Draft]:
    ports = load("ports_of_entry")
    office = pd.Series(field_office_of_counties(ports))
    return [
        Draft(
            slug=slug(name),
            name=f"{name} Field Office",
            counties=tuple(sorted(office.index[office == name])),
            basis="counties that hold a port of the office",
            source="ports_of_entry.csv; field offices: general-knowledge",
            confidence="medium",
        )
        for name in sorted(set(office))
    ]


def _of_region_type(region_type: str, name: Callable[[str], str]) -> Callable[[], list[Draft]]:
    def drafts() -> list[Draft]:
        table = load("best_regions")
        rows = table[table["region_type"] == region_type]
        return [
            Draft(
                slug=str(region_id).split("-", 1)[1],
                name=name(str(group["region_name"].iloc[0])),
                counties=tuple(sorted(group["county_fips"])),
                basis="; ".join(group["membership_basis"].value_counts().index),
                source="; ".join(group["source"].value_counts().index),
                confidence=next(grade for grade in _GRADES if grade in set(group["confidence"])),
            )
            for region_id, group in rows.groupby("region_id")
        ]

    return drafts


def slug(name: str) -> str:
    """A name as the second half of a region id: lower case, hyphens between words."""
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())


def _sector_name(name: str) -> str:
    return f"{name.removeprefix('USBP ').removesuffix(' (border counties only)')} Sector"


RULES: Mapping[str, Rule] = {
    rule.key: rule
    for rule in (
        Rule(
            key="sector",
            title="Border Patrol sectors",
            approximate=True,
            caveat=(
                "Approximate: the counties along each sector's border only. Whole sector areas are not "
                "published by county, and the three coastal sectors have no land border."
            ),
            drafts=_of_region_type("USBP_SECTOR_FRONTAGE", _sector_name),
        ),
        Rule(
            key="field_office",
            title="Field offices (OFO)",
            approximate=True,
            caveat=(
                "Approximate: the counties that hold a port of the office. Which office a port belongs to is "
                "general knowledge; a county with ports of two goes to the one with more, of equals to the "
                "first by alphabet."
            ),
            drafts=_field_offices,
        ),
        Rule(
            key="best",
            title="BEST / HSI regions",
            approximate=True,
            caveat=(
                "Approximate: no agency publishes BEST boundaries. These are the areas of the HSI offices "
                "that host them, from published descriptions; parts of states follow ERO's county lists."
            ),
            drafts=_of_region_type("HSI_SAC", str),
        ),
        Rule(
            key="ero_area",
            title="ERO areas of responsibility",
            approximate=False,
            caveat="As ICE publishes them by county (2026-04), on the county lines of 2016.",
            drafts=_of_region_type("ERO_AOR", str),
        ),
        Rule(
            key="state",
            title="States",
            approximate=False,
            caveat="States and territories as unions of their counties, 2016.",
            drafts=_states,
        ),
        Rule(
            key="county",
            title="Counties",
            approximate=False,
            caveat="Counties of 2016: later changes, as Connecticut's planning regions, are not in it.",
            drafts=_counties,
        ),
    )
}
"""Key to rule, in the order in which sets are offered."""
