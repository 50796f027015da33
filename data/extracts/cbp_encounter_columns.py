"""Which of CBP's encounter files a file is, and its columns by meaning."""

from __future__ import annotations

from data.errors import UnknownFormatError, Where
from data.extracts.cbp_columns import AREA_SPELLINGS, PERIOD_SPELLINGS
from data.extracts.column_meanings import MatchedColumns, matched_columns, meanings_of
from data.extracts.contract import Container, Probe
from data.extracts.delimited_text import column_names
from data.extracts.sector_entries import shape_of

BY_AREA = "cbp-encounters-area"
BY_STATE = "cbp-encounters-state"
SOUTHWEST_ONLY = "cbp-encounters-southwest"
PUBLICATION = "CBP's encounter statistics"
SOURCES = {
    BY_AREA: "CBP, Nationwide Encounters",
    BY_STATE: "CBP, Nationwide Encounters by State",
    SOUTHWEST_ONLY: "CBP, Southwest Land Border Encounters",
}
SOUTHWEST_ID = "southwest-land-border"

SPELLINGS: dict[str, tuple[str, ...]] = {
    **PERIOD_SPELLINGS,
    **AREA_SPELLINGS,
    "area": (*AREA_SPELLINGS["area"], "sector", "fieldoffice"),
    "state": ("state", "statecode", "stateabbv", "statename"),
    "encounter_type": ("encountertype", "typeofencounter", "encounterstype"),
    "demographic": ("demographic", "demographics", "demographicgroup", "demographicgrouping"),
    "citizenship": (
        "citizenship",
        "citizenshipgrouping",
        "citizenshipgroup",
        "citizenshipcountry",
        "countryofcitizenship",
        "nationality",
    ),
    "title_of_authority": ("titleofauthority", "authority", "title", "titleauthority"),
    "encounter_count": (
        "encountercount",
        "encounters",
        "encountercounts",
        "sumofencountercount",
        "countofencounters",
        "numberofencounters",
        "count",
    ),
}
OF_PERSONS = ("demographic", "citizenship", "title_of_authority")
_MARKS = frozenset({"encounter_type", *OF_PERSONS})
_ENOUGH_MARKS = 2


def recognises(probe: Probe) -> bool:
    """Whether the columns are a fiscal year, a month and what CBP splits encounters by."""
    if probe.container is not Container.TEXT:
        return False
    found = meanings_of(probe.columns, SPELLINGS)
    named = any("encounter" in column.lower() for column in probe.columns)
    marks = len(_MARKS & found)
    enough = marks >= _ENOUGH_MARKS or (named and marks > 0)
    plain = named and bool({"area", "state"} & found) and "encounter_count" in found
    is_by_sector = marks == 0 and shape_of(probe.columns) is not None
    return {"fiscal_year", "month"} <= found and (enough or plain) and not is_by_sector


def encounter_columns(probe: Probe) -> MatchedColumns:
    """The columns by meaning.

    Raises
    ------
    UnknownFormatError
        If a column that totals of a border need cannot be found.
    PersonLevelColumnError
        If a column of no known meaning names or describes a person.
    """
    file = probe.path.name
    found = matched_columns(
        column_names(probe),
        SPELLINGS,
        needed=("fiscal_year", "month", "encounter_count"),
        publication=PUBLICATION,
        file=file,
    )
    if ("area" in found or "state" in found) and "region" not in found:
        raise UnknownFormatError(
            f"no column gives the land border region; the columns are {', '.join(probe.columns)}",
            where=Where(file=file, row=1),
            remedy="Download the published file, which has Land Border Region: totals of a border need it",
        )
    if "area" in found and "encounter_type" not in found:
        raise UnknownFormatError(
            f"no column gives the encounter type; the columns are {', '.join(probe.columns)}",
            where=Where(file=file, row=1),
            remedy="Download the published file, which has Encounter Type",
        )
    if dataset_of(found) == SOUTHWEST_ONLY and "region" not in found and found.ignored:
        raise UnknownFormatError(
            f"no column gives area, state or land border region, but {found.ignored[0]!r} may name places",
            where=Where(file=file, row=1, column=found.ignored[0]),
            remedy="Download the published file, or remove the column if it names no places",
        )
    return found


def dataset_of(columns: MatchedColumns) -> str:
    """Which of the three publications a file is: by area, by state, or of the southwest alone."""
    if "area" in columns:
        return BY_AREA
    return BY_STATE if "state" in columns else SOUTHWEST_ONLY
