"""Words of CBP's publications in one spelling each: components, border regions, encounter types, drugs.

A key of the store must not depend on how a vintage spells a thing, so that a later file supersedes
an earlier one instead of standing beside it.
"""

from __future__ import annotations

import re

ENCOUNTERS = "Encounters"
SEIZURE_EVENTS = "Seizure events"
POUNDS_SEIZED = "Pounds seized"

SOUTHWEST = "Southwest Land Border"
NORTHERN = "Northern Land Border"
OTHER_REGION = "Other"
SEPARATOR = " | "
"""Between the parts of a breakdown."""

_COMPONENTS = {
    "officeoffieldoperations": "CBP-OFO",
    "fieldoperations": "CBP-OFO",
    "ofo": "CBP-OFO",
    "cbpofo": "CBP-OFO",
    "usborderpatrol": "CBP-USBP",
    "unitedstatesborderpatrol": "CBP-USBP",
    "borderpatrol": "CBP-USBP",
    "usbp": "CBP-USBP",
    "cbpusbp": "CBP-USBP",
    "airandmarineoperations": "CBP-AMO",
    "airmarineoperations": "CBP-AMO",
    "amo": "CBP-AMO",
    "cbpamo": "CBP-AMO",
}
_REGIONS = {
    "southwestlandborder": SOUTHWEST,
    "southwestborder": SOUTHWEST,
    "southwest": SOUTHWEST,
    "swb": SOUTHWEST,
    "northernlandborder": NORTHERN,
    "northernborder": NORTHERN,
    "northern": NORTHERN,
    "nb": NORTHERN,
    "other": OTHER_REGION,
}
_ENCOUNTER_TYPES = ("Apprehensions", "Expulsions", "Inadmissibles")
DRUGS = (
    "Cocaine",
    "Ecstasy",
    "Fentanyl",
    "Heroin",
    "Ketamine",
    "Khat (Catha Edulis)",
    "Lsd",
    "Marijuana",
    "Methamphetamine",
    "Other Drugs",
)
WEAPON_CATEGORIES = (
    "Ammunition",
    "Case",
    "Explosives",
    "Handgun",
    "Long Arm",
    "Magazine",
    "Other Ammunition & Gun Parts",
    "Other Firearms",
    "Other Weapons",
    "Receivers",
    "Scope",
    "Silencer (Muffler or Sound Moderator)",
    "Vest Body Armor",
)


def letters(text: str) -> str:
    """The letters and digits of the text in lower case: what two spellings of one word share."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


_DRUG_OF = {letters(drug): drug for drug in DRUGS} | {
    "khat": "Khat (Catha Edulis)",
    "otherdrug": "Other Drugs",
    "mdma": "Ecstasy",
    "lsdlysergicaciddiethylamide": "Lsd",
}
_TYPE_OF = {letters(name).removesuffix("s"): name for name in _ENCOUNTER_TYPES}
_CATEGORY_OF = {letters(name).removesuffix("s"): name for name in WEAPON_CATEGORIES}


def component_code(text: str) -> str | None:
    """``CBP-OFO``, ``CBP-USBP`` or ``CBP-AMO``; ``None`` if the text names none of them.

    Examples
    --------
    >>> component_code("U.S. Border Patrol"), component_code("Air and Marine Operations")
    ('CBP-USBP', 'CBP-AMO')
    """
    return _COMPONENTS.get(letters(text))


def border_region(text: str) -> str | None:
    """The land border region of encounter files; ``None`` if the text names none."""
    return _REGIONS.get(letters(text))


def encounter_type(text: str) -> str | None:
    """The encounter type in CBP's plural, or the text as published if it is a new one."""
    return _TYPE_OF.get(letters(text).removesuffix("s"), published(text))


def drug_name(text: str) -> str | None:
    """The drug in one spelling, without footnote marks, or as published if it is a new one.

    Examples
    --------
    >>> drug_name("Other Drugs**"), drug_name("LSD"), drug_name("Xylazine")
    ('Other Drugs', 'Lsd', 'Xylazine')
    """
    return _DRUG_OF.get(letters(text), published(text))


def weapon_category(text: str) -> str | None:
    """The category in one spelling, or as published if it is a new one."""
    return _CATEGORY_OF.get(letters(text).removesuffix("s"), published(text))


def is_known(name: str) -> bool:
    """Whether an encounter type, drug or weapon category is one that CBP is known to publish."""
    return name in _ENCOUNTER_TYPES or name in DRUGS or name in WEAPON_CATEGORIES


def published(text: str) -> str | None:
    """The text without footnote marks and doubled spaces; ``None`` if nothing is left."""
    return re.sub(r"\s+", " ", re.sub(r"[*†‡]+", "", text)).strip() or None


def encounter_breakdown(region: str, kind: str) -> str:
    """Breakdown of a figure by area: ``Southwest Land Border | Apprehensions``.

    The region is in it because nine areas lie in two regions, and totals of the southwest land
    border are those of the region, not of areas.
    """
    return f"{region}{SEPARATOR}{kind}"
