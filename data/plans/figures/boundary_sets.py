"""Boundaries that a plan is laid against: region sets, the reach of forums, counties with agreements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from data.geography.reach import CAVEAT as REACH_CAVEAT
from data.geography.reach import REACH_KM, forums_by_county
from data.geography.regions import region_set
from data.reference.county_counts import NO_COUNTY, agreements_by_county

AGREEMENT_MODELS = ("Task Force Model", "Jail Enforcement Model", "Warrant Service Officer")
_REGION_SETS = ("best", "sector", "field_office")
_FORUMS = {"ibet": ("IBET", "Reach of IBETs"), "seahawk": ("Seahawk", "Reach of seaport centers")}
_HIDTA = {"hidta": ("HIDTA", "Reach of HIDTA offices")}
_WITHIN = "within"


@dataclass(frozen=True, kw_only=True)
class BoundarySet:
    """Regions of another kind: ``members`` maps 5-digit county FIPS to the name of its region.

    ``is_one`` says that the set knows only inside and outside.
    """

    key: str
    title: str
    members: Mapping[str, str]
    is_one: bool
    caveat: str


@cache
def boundary_sets() -> tuple[BoundarySet, ...]:
    """All sets, in the order in which they are offered."""
    return (
        *(_of_regions(key) for key in _REGION_SETS),
        *(_of_forum(key, forum, title) for key, (forum, title) in (_FORUMS | _HIDTA).items()),
        _of_agreements(),
    )


def _of_regions(key: str) -> BoundarySet:
    found = region_set(key)
    names = {region.id: region.name for region in found.regions}
    members = {fips: names[region_id] for fips, region_id in found.members.items()}
    return BoundarySet(
        key=key, title=found.title, members=MappingProxyType(members), is_one=False, caveat=found.caveat
    )


def _of_forum(key: str, forum: str, title: str) -> BoundarySet:
    members = {fips: _WITHIN for fips, forums in forums_by_county().items() if forum in forums}
    return BoundarySet(
        key=key,
        title=title,
        members=MappingProxyType(members),
        is_one=True,
        caveat=f"Within {REACH_KM:.0f} km of an office. {REACH_CAVEAT}",
    )


def _of_agreements() -> BoundarySet:
    signed = {fips for model in AGREEMENT_MODELS for fips in agreements_by_county(model)} - {NO_COUNTY}
    return BoundarySet(
        key="agreements-287g",
        title="Counties with a 287(g) agreement",
        members=MappingProxyType(dict.fromkeys(sorted(signed), _WITHIN)),
        is_one=True,
        caveat="Agreements of any model by the county that they name or imply; "
        "one of a state agency stands at its seat, not for its reach.",
    )
