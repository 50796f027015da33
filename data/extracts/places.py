"""Places in one id each, whatever a publication calls them.

The same sector is ``Rio Grande Valley Sector``, ``RIO GRANDE VALLEY SECTOR``, ``Rio Grande Valley,
TX``, ``rio_grande_valley`` and ``RGV``. Names come from the packaged reference tables; codes and
branches, which no table has, are below.
"""

from __future__ import annotations

import re
from functools import cache

from data.extracts.cbp_terms import letters
from data.geography.county_names import state_names
from data.geography.region_rules import slug
from data.reference.tables import load

SECTOR_CODES: dict[str, str] = {
    "BBT": "big-bend",
    "BLW": "blaine",
    "BUN": "buffalo",
    "DRT": "del-rio",
    "DTM": "detroit",
    "ELC": "el-centro",
    "EPT": "el-paso",
    "GFN": "grand-forks",
    "HLT": "houlton",
    "HVM": "havre",
    "LRT": "laredo",
    "LVC": "livermore",
    "MIP": "miami",
    "NLL": "new-orleans",
    "RGV": "rio-grande-valley",
    "RMY": "ramey",
    "SDC": "san-diego",
    "SPW": "spokane",
    "SWB": "swanton",
    "TCA": "tucson",
    "YUM": "yuma",
}
"""Source: CBP, Nationwide Encounters, column AOR (Abbv); Livermore, closed in 2004, is general knowledge."""

_OLD_SECTOR_NAMES = {"mcallen": "rio-grande-valley", "marfa": "big-bend", "aguadilla": "ramey"}

ERO_CODES: dict[str, str] = {
    "ATL": "atlanta",
    "BAL": "baltimore",
    "BOS": "boston",
    "BUF": "buffalo",
    "CHI": "chicago",
    "DAL": "dallas",
    "DEN": "denver",
    "DET": "detroit",
    "ELP": "el-paso",
    "HLG": "harlingen",
    "HOU": "houston",
    "LOS": "los-angeles",
    "MIA": "miami",
    "NEW": "newark",
    "NOL": "new-orleans",
    "NYC": "new-york-city",
    "PHI": "philadelphia",
    "PHO": "phoenix",
    "SEA": "seattle",
    "SFR": "san-francisco",
    "SLC": "salt-lake-city",
    "SNA": "san-antonio",
    "SND": "san-diego",
    "SPM": "st-paul",
    "WAS": "washington",
}
"""Source: ICE, Detention Statistics, column AOR; Baltimore, not in them, is general knowledge."""

BRANCHES = (
    "AMOC Air And Marine Operations Center",
    "Bellingham Air Branch",
    "Caribbean Air And Marine Branch",
    "El Paso Air Branch",
    "Great Lakes Air And Marine Branch",
    "Ground Tactical Air Controller",
    "HQ Undercover Operations Branch",
    "Houston Air And Marine Branch",
    "Jacksonville Air And Marine Branch",
    "Laredo Air Branch",
    "Manassas Air Branch",
    "McAllen Air And Marine Branch",
    "Mexico City IAC",
    "Miami Air And Marine Branch",
    "NASOC - Albuquerque",
    "NASOC - Corpus Christi",
    "NASOC - Grand Forks",
    "NASOC - Houston",
    "NASOC - Jacksonville",
    "NASOC - San Angelo",
    "NASOC - Sierra Vista",
    "National Air Training Center Oklahoma City",
    "New Orleans Air And Marine Branch",
    "San Diego Air And Marine Branch",
    "Tucson Air Branch",
    "Yuma Air Branch",
)
"""Source: CBP, Air and Marine Operations Drug Seizures, column Branch."""

_BRANCH_PATTERN = re.compile(r"(?:.+ )?(?:air|marine|air (?:and|&) marine) branch|nasoc\b.+", re.IGNORECASE)
_STATE_SUFFIX = re.compile(r",\s*[A-Z]{2}$")
_SECTOR_WORD = re.compile(r"^(?:usbp\s+)?(.+?)(?:[\s_]+sector)?$", re.IGNORECASE)
_FIELD_OFFICE_WORD = re.compile(r"[\s_]+(?:field[\s_]+office|fo)$", re.IGNORECASE)
_PRECLEARANCE = "Preclearance"


def sector_id(text: str) -> str | None:
    """Slug of a Border Patrol sector, such as ``rio-grande-valley``; ``None`` if it is none.

    Examples
    --------
    >>> [sector_id(name) for name in ("RIO GRANDE VALLEY SECTOR", "Big Bend, TX", "el_paso", "SDC", "Texas")]
    ['rio-grande-valley', 'big-bend', 'el-paso', 'san-diego', None]
    """
    bare = _STATE_SUFFIX.sub("", text.strip())
    match = _SECTOR_WORD.fullmatch(bare)
    return _sectors().get(letters(match[1] if match else bare))


def area_id(text: str, component: str | None = None) -> str | None:
    """Slug of a CBP area of responsibility: a sector, field office or air and marine branch.

    Parameters
    ----------
    text
        The area as published.
    component
        ``CBP-OFO``, ``CBP-USBP`` or ``CBP-AMO``; tells a sector from a field office where the
        text does not, since ``Laredo`` alone is either.

    Examples
    --------
    >>> area_id("TUCSON FIELD OFFICE"), area_id("Laredo", "CBP-USBP"), area_id("Laredo")
    ('tucson-field-office', 'laredo-sector', None)
    """
    stripped = re.sub(r"\s+", " ", text.strip())
    if branch := _branches().get(letters(stripped)):
        return branch
    if stripped.upper() in SECTOR_CODES or "sector" in stripped.lower():
        found = sector_id(stripped)
        return f"{found}-sector" if found else None
    bare = _FIELD_OFFICE_WORD.sub("", stripped)
    if bare != stripped or component == "CBP-OFO":
        return _field_offices().get(letters(bare))
    if component == "CBP-USBP":
        found = sector_id(stripped)
        return f"{found}-sector" if found else None
    return slug(stripped) if _BRANCH_PATTERN.fullmatch(stripped) else None


def is_known_area(place_id: str) -> bool:
    """Whether the area is in the reference tables or the list of branches, not only well formed."""
    return place_id.endswith(("-sector", "-field-office")) or place_id in _branches().values()


def component_of_area(place_id: str) -> str:
    """The component that the area belongs to: sectors are USBP's, field offices OFO's, the rest AMO's."""
    if place_id.endswith("-sector"):
        return "CBP-USBP"
    return "CBP-OFO" if place_id.endswith("-field-office") else "CBP-AMO"


def state_code(text: str) -> str | None:
    """Postal code of a state, the District of Columbia or a territory, from its code or name.

    Examples
    --------
    >>> state_code("TX"), state_code("LOUISIANA "), state_code("Northern Mariana Islands"), state_code("XX")
    ('TX', 'LA', 'MP', None)
    """
    return _states().get(letters(text))


def ero_area_id(text: str) -> str | None:
    """Id of an ICE ERO area of responsibility, such as ``ero-harlingen``, from its code or name.

    Examples
    --------
    >>> ero_area_id("HLG"), ero_area_id("Harlingen"), ero_area_id("St. Paul Field Office")
    ('ero-harlingen', 'ero-harlingen', 'ero-st-paul')
    """
    stripped = text.strip()
    if code := ERO_CODES.get(stripped.upper()):
        return f"ero-{code}"
    return _ero_areas().get(letters(_FIELD_OFFICE_WORD.sub("", stripped)).removeprefix("ero"))


def facility_id(name: str, city: str, state: str) -> str:
    """Id of a detention facility; ``state`` is a postal code. Names alone are not unique.

    Examples
    --------
    >>> facility_id("ADELANTO ICE PROCESSING CENTER", "ADELANTO", "CA")
    'adelanto-ice-processing-center-adelanto-ca'
    """
    return slug(f"{name} {city} {state}")


def agency_id(agency: str, state: str) -> str:
    """Id of an agency with 287(g) agreements; ``state`` is a postal code.

    Examples
    --------
    >>> agency_id("Autauga County Sheriff's Office ", "AL")
    '287g-al-autauga-county-sheriff-s-office'
    """
    return f"287g-{slug(state)}-{slug(agency)}"


@cache
def _sectors() -> dict[str, str]:
    slugs = {slug(str(name)) for name in load("usbp_sectors")["sector"]}
    named = {letters(name): name for name in slugs}
    return named | {code.lower(): name for code, name in SECTOR_CODES.items()} | _OLD_SECTOR_NAMES


@cache
def _field_offices() -> dict[str, str]:
    names = {*map(str, load("ports_of_entry")["ofo_field_office"]), _PRECLEARANCE}
    return {letters(name): f"{slug(name)}-field-office" for name in names}


@cache
def _branches() -> dict[str, str]:
    return {letters(name): slug(name) for name in BRANCHES}


@cache
def _states() -> dict[str, str]:
    by_name = {letters(state.name): postal for postal, state in state_names().items()}
    short = {
        "usvirginislands": "VI",
        "virginislands": "VI",
        "northernmarianaislands": "MP",
        "cnmi": "MP",
        "washingtondc": "DC",
    }
    return by_name | short | {postal.lower(): postal for postal in state_names()}


@cache
def _ero_areas() -> dict[str, str]:
    areas = load("best_regions").query("region_type == 'ERO_AOR'")["region_id"].unique()
    named = {letters(str(area)).removeprefix("ero"): str(area) for area in areas}
    return named | {"newyork": "ero-new-york-city", "saintpaul": "ero-st-paul"}
