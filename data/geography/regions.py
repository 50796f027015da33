"""Regions and the counties that make them up: tables only, no geometry.

A region id is ``set:slug``, for example ``sector:tucson`` or ``county:48043``. An event or a
place is tagged with its county once; whether it lies in any larger region follows from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType

from data.errors import FilterError
from data.geography.county_vintages import EDITION, in_this_edition
from data.geography.region_rules import RULES
from data.reference.tables import load

PORT = "port"
"""Set of ``port:2504`` and its like: a port stands for its county, so ports are no region set."""


@dataclass(frozen=True, kw_only=True)
class Region:
    """A union of whole counties.

    ``approximate`` says that no agency publishes the boundary; ``basis``, ``source`` and
    ``confidence`` (low, medium, high: the lowest of its counties) say what it rests on.
    """

    id: str
    set: str
    name: str
    approximate: bool
    basis: str
    source: str
    confidence: str


@dataclass(frozen=True, kw_only=True)
class RegionSet:
    """Regions of one kind, in order of id; no county is in two of them.

    ``members`` maps 5-digit county FIPS to region id. A county that is not a key is in no
    region of the set.
    """

    key: str
    title: str
    approximate: bool
    caveat: str
    regions: tuple[Region, ...]
    members: Mapping[str, str]


@cache
def region_set(key: str) -> RegionSet:
    """The set of that key: sector, field_office, best, ero_area, state or county.

    Raises
    ------
    FilterError
        If there is no set of that key.
    """
    if key not in RULES:
        raise FilterError(f"no region set {key!r}", remedy=f"The sets are {', '.join(RULES)}")
    rule = RULES[key]
    drafts = sorted(rule.drafts(), key=lambda draft: draft.slug)
    members = {fips: f"{key}:{draft.slug}" for draft in drafts for fips in draft.counties}
    return RegionSet(
        key=key,
        title=rule.title,
        approximate=rule.approximate,
        caveat=rule.caveat,
        regions=tuple(
            Region(
                id=f"{key}:{draft.slug}",
                set=key,
                name=draft.name,
                approximate=rule.approximate,
                basis=draft.basis,
                source=draft.source,
                confidence=draft.confidence,
            )
            for draft in drafts
        ),
        members=MappingProxyType(members),
    )


def region_sets() -> tuple[RegionSet, ...]:
    """All sets, in the order in which they are offered."""
    return tuple(region_set(key) for key in RULES)


def region(region_id: str) -> Region:
    """The region of that id; ``port:`` and a 4-digit port code stand for the port's county.

    Raises
    ------
    FilterError
        If there is no such set or no such region; the remedy names the nearest ids.

    Examples
    --------
    >>> region("sector:tucson").name
    'Tucson Sector'
    """
    found = _by_id(region_id.partition(":")[0]).get(region_id)
    if found is None:
        raise FilterError(f"no region {region_id!r}", remedy=_remedy(region_id))
    return found


def county_to_region(set_key: str) -> Mapping[str, str]:
    """5-digit county FIPS to region id, for one set; a county that is in none is not a key.

    Raises
    ------
    FilterError
        If there is no set of that key.
    """
    return region_set(set_key).members


def counties_of(region_ids: Iterable[str]) -> frozenset[str]:
    """5-digit FIPS of all counties in any of the regions.

    Raises
    ------
    FilterError
        If one of the ids is not a region.

    Examples
    --------
    >>> sorted(counties_of(["sector:laredo", "county:48141"]))
    ['48141', '48479', '48505']
    """
    return frozenset[str]().union(*(_counties(region(region_id).id) for region_id in region_ids))


@cache
def _by_id(set_key: str) -> dict[str, Region]:
    regions = _ports() if set_key == PORT else region_set(set_key).regions
    return {found.id: found for found in regions}


def _ports() -> tuple[Region, ...]:
    rows = load("ports_of_entry")
    return tuple(
        Region(
            id=f"{PORT}:{code}",
            set=PORT,
            name=f"{name}, {state}",
            approximate=True,
            basis="the county that the port is in",
            source=source,
            confidence=confidence,
        )
        for code, name, state, source, confidence in zip(
            *(rows[column] for column in ("port_code", "name", "state", "source", "confidence")), strict=True
        )
    )


@cache
def _counties(region_id: str) -> frozenset[str]:
    set_key, _, code = region_id.partition(":")
    if set_key == PORT:
        ports = load("ports_of_entry")
        return frozenset(ports.loc[ports["port_code"] == code, "county_fips"])
    members = county_to_region(region_id.partition(":")[0])
    return frozenset(fips for fips, other in members.items() if other == region_id)


def _remedy(region_id: str) -> str:
    key, _, slug = region_id.partition(":")
    if key == "county":
        renumbered = in_this_edition(slug)
        if renumbered is None:
            return f"Planning regions are no counties of {EDITION}: choose the counties themselves"
        if renumbered != slug:
            return f"In the county geography of {EDITION} its code is county:{renumbered}"
    near = get_close_matches(slug, [known.partition(":")[2] for known in _by_id(key)], n=3)
    return (
        f"Did you mean {', '.join(f'{key}:{other}' for other in near)}?"
        if near
        else f"Choose a region of the set {key}"
    )
