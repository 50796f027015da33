"""County codes of other years, as the 2016 geography of the house spells them.

Source: US Census Bureau, "Substantial Changes to Counties and County Equivalent Entities:
1970-Present". Only whole-county changes of code are mapped; small exchanges of land are not.
"""

from __future__ import annotations

EDITION = 2016
"""Year of the county geography that shapes and reference tables use."""

_RENUMBERED = {
    "02270": "02158",  # Wade Hampton, renamed Kusilvak Census Area, 2015
    "46113": "46102",  # Shannon County, renamed Oglala Lakota County, 2015
    "51515": "51019",  # Bedford city, taken into Bedford County, 2013
    "02063": "02261",  # Chugach Census Area, split from Valdez-Cordova, 2019
    "02066": "02261",  # Copper River Census Area, split from Valdez-Cordova, 2019
    "02201": "02198",  # Prince of Wales-Outer Ketchikan, mostly Prince of Wales-Hyder, 2008
    "12025": "12086",  # Dade County, renamed Miami-Dade County, 1997
}
_CONNECTICUT_PLANNING_REGIONS = frozenset(f"09{code}" for code in range(110, 200, 10))
"""County equivalents since 2022. They cross county lines, so none stands for one county."""


def in_this_edition(fips: str) -> str | None:
    """The 5-digit code that the 2016 geography has for the area; ``None`` if no single county is it.

    A code that did not change, or is unknown, comes back as it is: whether it is a county is
    for the county list to say.

    Examples
    --------
    >>> in_this_edition("46113"), in_this_edition("48141"), in_this_edition("09110")
    ('46102', '48141', None)
    """
    return None if fips in _CONNECTICUT_PLANNING_REGIONS else _RENUMBERED.get(fips, fips)
