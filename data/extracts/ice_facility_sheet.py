"""The facility sheet of ICE's detention workbooks: where it is, its columns, and what it says of itself."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from data.errors import UnknownFormatError, Where
from data.extracts.calendar_days import calendar_day
from data.extracts.contract import Finding, Probe
from data.extracts.listed_rows import ListedRows, is_list, listed_rows
from data.extracts.months import fiscal_year, fiscal_year_start
from data.extracts.workbook import SheetRow

LEVELS = ("level_a", "level_b", "level_c", "level_d")
"""Classification levels, whose populations add up to the average daily population."""

SPELLINGS: dict[str, tuple[str, ...]] = {
    "name": ("name", "facilityname", "facility", "detentionfacility", "detentionfacilityname"),
    "city": ("city", "facilitycity"),
    "state": ("state", "facilitystate", "st"),
    "area": ("aor", "areaofresponsibility", "eroaor", "fieldoffice", "erofieldoffice"),
    "type": ("typedetailed", "type", "facilitytypedetailed", "facilitytype"),
    "length_of_stay": (
        "alos",
        "averagelengthofstay",
        "avglengthofstay",
        "facilityaveragelengthofstay",
        "alosdays",
    ),
    "level_a": ("levela", "classlevela", "adplevela", "detaineeclassificationlevela"),
    "level_b": ("levelb", "classlevelb", "adplevelb", "detaineeclassificationlevelb"),
    "level_c": ("levelc", "classlevelc", "adplevelc", "detaineeclassificationlevelc"),
    "level_d": ("leveld", "classleveld", "adpleveld", "detaineeclassificationleveld"),
    "male_crim": ("malecrim", "malecriminal"),
    "male_non_crim": ("malenoncrim", "malenoncriminal"),
    "female_crim": ("femalecrim", "femalecriminal"),
    "female_non_crim": ("femalenoncrim", "femalenoncriminal"),
    "threat_1": ("icethreatlevel1", "threatlevel1"),
    "threat_2": ("icethreatlevel2", "threatlevel2"),
    "threat_3": ("icethreatlevel3", "threatlevel3"),
    "no_threat": ("noicethreatlevel", "nothreatlevel"),
    "guaranteed_minimum": (
        "guaranteedminimum",
        "guaranteedmin",
        "guaranteedminimums",
        "minimumguarantee",
        "guaranteedminimumbeds",
    ),
}
NEEDED = ("name", "city", "state", *LEVELS)
OTHER_SPLITS = (
    ("male_crim", "male_non_crim", "female_crim", "female_non_crim"),
    ("threat_1", "threat_2", "threat_3", "no_threat"),
)
"""Further splits of the same population, to check it by; they are not stored."""

_SOURCE_DAY = re.compile(
    r"(?:IIDS|EID|data source|as of|through)\b.{0,99}?(?<![\d/-])"
    r"(\d{1,2}([/.-])\d{1,2}\2(?:\d{4}|\d{2})|[a-z]{3,9}\.? \d{1,2},? \d{4}|\d{4}-\d\d-\d\d)\b",
    re.IGNORECASE,
)
_FISCAL_YEAR = re.compile(r"\bFY\s?(?:\d{4}|\d{2})\b", re.IGNORECASE)


_PUBLISHED = frozenset({"malefemale", "address"})
"""Whom a facility takes, and where it stands: published of each facility, and not stored."""


@dataclass(frozen=True, kw_only=True)
class FacilitySheet:
    """The list of facilities, and the day or fiscal year that it speaks of.

    ``drawn_on`` is the day on which ICE drew the data, where the sheet states one.
    """

    listed: ListedRows
    drawn_on: date | None
    year: int | None

    @property
    def period(self) -> tuple[date | None, str]:
        """Period and its kind: as of the day, or else the fiscal year."""
        if self.drawn_on:
            return self.drawn_on, "as_of"
        return (fiscal_year_start(self.year) if self.year else None), "fiscal_year"

    def text(self, row: SheetRow, meaning: str) -> str:
        """The row's cell of that meaning as text; "" where the sheet has no such column."""
        at = self.listed.header.at.get(meaning)
        return "" if at is None else row.text(at)

    def finding(
        self, row: SheetRow, meaning: str, *, file: str, rule: tuple[str, str], is_error: bool = True
    ) -> Finding:
        """A finding on the row's cell of that meaning."""
        return Finding(
            file=file,
            row=row.number,
            column=self.listed.header.name(meaning),
            value=self.text(row, meaning),
            rule=rule[0],
            remedy=rule[1],
            sheet=self.listed.sheet,
            is_error=is_error,
        )


def lists_facilities(probe: Probe) -> bool:
    """Whether a sheet, or a CSV, lists facilities with their four levels."""
    return is_list(probe, SPELLINGS, NEEDED)


def facility_sheet(probe: Probe) -> FacilitySheet:
    """The facility sheet of the workbook.

    Raises
    ------
    PersonLevelColumnError
        If a column that the publication does not have names or describes a person.
    UnknownFormatError
        If no sheet lists facilities, or it states neither a day nor a fiscal year.
    UnreadableExtractError
        If the sheet is damaged.
    """
    listed = listed_rows(probe, SPELLINGS, NEEDED)
    if listed is None:
        raise UnknownFormatError(
            f"no sheet lists facilities with Level A to D; the sheets are {', '.join(probe.sheets)}",
            where=Where(file=probe.path.name),
            remedy="Download the workbook again: the facility sheet is called Facilities and the fiscal year",
        )
    listed.refuse_persons(file=probe.path.name, published=_PUBLISHED)
    titles = [row.text(at) for row in listed.above for at in range(len(row.cells))]
    notes = [row.text(0) for row in listed.rows if len(row.cells) == 1]
    drawn_on = _drawn_on([*titles, *notes])
    year = _year([*listed.header.names, listed.sheet or "", *titles])
    if drawn_on is None and year is None:
        raise UnknownFormatError(
            "the facility sheet states neither the day of the data nor a fiscal year",
            where=Where(file=probe.path.name, sheet=listed.sheet),
            remedy="Download the workbook again: the day stands above the table, after Data Source",
        )
    return FacilitySheet(listed=listed, drawn_on=drawn_on, year=year)


def _drawn_on(texts: list[str]) -> date | None:
    for text in texts:
        for match in _SOURCE_DAY.finditer(text):
            if day := calendar_day(match[1]):
                return day
    return None


def _year(texts: list[str]) -> int | None:
    """The fiscal year that the texts name most often."""
    named = Counter(fiscal_year(match) for text in texts for match in _FISCAL_YEAR.findall(text))
    named.pop(None, None)
    return named.most_common(1)[0][0] if named else None
