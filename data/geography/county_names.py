"""Names and codes of counties and states, read without any geometry.

Source: US Census Bureau, cartographic boundary files, 2016, 1:500,000, as the package
plotly-geo installs them. Connecticut still has its eight counties in this edition.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import _plotly_geo
import pyogrio

_FOLDER = Path(_plotly_geo.__file__).parent / "package_data"
COUNTY_FILE = _FOLDER / "cb_2016_us_county_500k.shp"
STATE_FILE = _FOLDER / "cb_2016_us_state_500k.shp"
ENCODING = "UTF-8"
"""Of the attribute files, which do not say so themselves."""

_AREA_WORDS = {
    "03": "City and Borough",
    "04": "Borough",
    "05": "Census Area",
    "06": "County",
    "07": "District",
    "12": "Municipality",
    "13": "Municipio",
    "15": "Parish",
    "25": "city",
}
"""Legal/statistical area code to the words that follow the name; other codes have none."""


@dataclass(frozen=True, kw_only=True)
class County:
    """A county or what stands for one: 5-digit FIPS, full name, postal state code."""

    fips: str
    name: str
    state: str


@dataclass(frozen=True, kw_only=True)
class State:
    """A state, the District of Columbia or a territory: 2-digit FIPS, name, postal code."""

    fips: str
    name: str
    abbreviation: str


@cache
def county_names() -> dict[str, County]:
    """All 3,233 counties by 5-digit FIPS, in its order.

    Examples
    --------
    >>> county_names()["48141"]
    County(fips='48141', name='El Paso County', state='TX')
    """
    postal = {state.fips: state.abbreviation for state in state_names().values()}
    rows = _attributes(COUNTY_FILE, ("GEOID", "NAME", "LSAD"))
    found = (
        County(fips=fips, name=full_name(name, code), state=postal[fips[:2]]) for fips, name, code in rows
    )
    return {county.fips: county for county in found}


@cache
def state_names() -> dict[str, State]:
    """The 50 states, the District of Columbia and five territories by postal code, in FIPS order."""
    rows = _attributes(STATE_FILE, ("GEOID", "NAME", "STUSPS"))
    return {postal: State(fips=fips, name=name, abbreviation=postal) for fips, name, postal in rows}


def full_name(name: str, area_code: str) -> str:
    """Name of a county with its kind, so that Baltimore County and Baltimore city differ."""
    words = _AREA_WORDS.get(area_code)
    return f"{name} {words}" if words else name


def _attributes(file: Path, columns: tuple[str, ...]) -> list[tuple[str, ...]]:
    _, table = pyogrio.read_arrow(file, columns=list(columns), read_geometry=False, encoding=ENCODING)
    return sorted(zip(*(table[name].to_pylist() for name in columns), strict=True))
