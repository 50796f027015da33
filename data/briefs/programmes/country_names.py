"""Names of the countries and territories in which the packaged table has posts.

Source: ISO 3166-1 alpha-3 codes; short English names.
"""

from __future__ import annotations

from types import MappingProxyType

_NAMES = """
ABW Aruba; ARE United Arab Emirates; ARG Argentina; AUS Australia; AUT Austria; BEL Belgium; BHS Bahamas;
BMU Bermuda; BRA Brazil; CAN Canada; CHE Switzerland; CHN China; COL Colombia; CRI Costa Rica; DEU Germany;
DNK Denmark; DOM Dominican Republic; ECU Ecuador; EGY Egypt; ESP Spain; FRA France; GBR United Kingdom;
GRC Greece; GTM Guatemala; HKG Hong Kong; HND Honduras; IDN Indonesia; IND India; IRL Ireland; ISR Israel;
ITA Italy; JAM Jamaica; JOR Jordan; JPN Japan; KEN Kenya; KHM Cambodia; KOR South Korea; LKA Sri Lanka;
MAR Morocco; MEX Mexico; MYS Malaysia; NLD Netherlands; OMN Oman; PAK Pakistan; PAN Panama; PER Peru;
PHL Philippines; POL Poland; PRT Portugal; QAT Qatar; ROU Romania; RUS Russia; SAU Saudi Arabia;
SEN Senegal; SGP Singapore; SLV El Salvador; SWE Sweden; THA Thailand; TUR Turkey; TWN Taiwan; VNM Vietnam;
ZAF South Africa
"""
COUNTRY_NAMES = MappingProxyType(
    {part.split()[0]: " ".join(part.split()[1:]) for part in _NAMES.replace("\n", " ").split(";")}
)
"""ISO 3166 alpha-3 code to name."""


def country_name(code: str) -> str:
    """The country's name, or the code of one that is not in the table.

    Examples
    --------
    >>> country_name("GBR"), country_name("XXX")
    ('United Kingdom', 'XXX')
    """
    return COUNTRY_NAMES.get(code, code)
