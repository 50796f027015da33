"""Codes of the schema as people say them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from data.errors import FilterError
from data.geography.regions import region

COMPONENT_WORDS: Mapping[str, str] = {
    "CBP-AMO": "CBP Air and Marine Operations",
    "CBP-OFO": "CBP Office of Field Operations",
    "CBP-USBP": "U.S. Border Patrol",
    "ICE-ERO": "ICE Enforcement and Removal Operations",
    "ICE-HSI": "ICE Homeland Security Investigations",
}
MODE_WORDS: Mapping[str, str] = {
    "air": "by air",
    "foot": "on foot",
    "other": "by other means",
    "rail": "by rail",
    "road": "by road",
    "sea": "by sea",
}


SHORT_NAMES: Mapping[str, str] = {
    "CBP-AMO": "CBP Air and Marine",
    "CBP-OFO": "CBP Field Operations",
    "CBP-USBP": "U.S. Border Patrol",
    "ICE-ERO": "ICE Removal",
    "ICE-HSI": "ICE Investigations",
    **{mode: words.removeprefix("by ").capitalize() for mode, words in MODE_WORDS.items()},
}
"""Names of components and modes that fit beside a bar."""


def signed(value: float) -> str:
    """A whole number with its sign and thousands: ``+1,204``, ``−87``, ``0``."""
    return f"{value:+,.0f}".replace("-", "−") if value else "0"


def row_name(region_id: str) -> str:
    """The name of a row of a breakdown by region; an empty id is what lies in no region of the set.

    Raises
    ------
    FilterError
        If there is no such region.

    Examples
    --------
    >>> row_name("sector:tucson"), row_name("")
    ('Tucson Sector', 'In no region of this set')
    """
    return region(region_id).name if region_id else "In no region of this set"


def region_words(region_id: str) -> str:
    """The region's name, with "port" before a port; an id that is no region stays as it is.

    Examples
    --------
    >>> region_words("sector:tucson"), region_words("port:2504"), region_words("sector:none")
    ('Tucson Sector', 'port San Ysidro, CA', 'sector:none')
    """
    try:
        found = region(region_id)
    except FilterError:
        return region_id
    return f"port {found.name}" if found.set == "port" else found.name


def where_words(region_ids: Sequence[str], place: str | None = None) -> str:
    """The regions, or the one place of a publication, after "in" or "at"; empty if there are none.

    Examples
    --------
    >>> where_words(["sector:tucson"]), where_words([], "2504"), where_words([], "tucson-sector")
    ('in Tucson Sector', 'at San Ysidro, CA', 'at Tucson Sector')
    """
    if place is not None:
        as_port = region_words(f"port:{place}")
        return f"at {as_port.removeprefix('port ')}" if place.isdigit() else f"at {_titled(place)}"
    return f"in {listed([region_words(region_id) for region_id in region_ids])}" if region_ids else ""


def _titled(slug: str) -> str:
    return " ".join(word.capitalize() for word in slug.split("-"))


def listed(words: Sequence[str]) -> str:
    """Words as a list in prose.

    Examples
    --------
    >>> listed(["Tucson Sector", "Yuma Sector", "Maine"])
    'Tucson Sector, Yuma Sector or Maine'
    """
    return " or ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def period_words(first: date | None, last: date | None) -> str:
    """A span of months in words; ``None`` leaves that end open."""
    if first and last:
        return f"{first:%b %Y}" if first == last else f"{first:%b %Y} to {last:%b %Y}"
    if first:
        return f"from {first:%b %Y}"
    return f"to {last:%b %Y}" if last else "all months"
