"""Detention facilities from ICE's detention statistics: population, length of stay, guaranteed minimum.

Source: ICE, Detention Statistics, workbook by fiscal year, sheet of facilities. The average daily
population of a facility is the sum of its four classification levels. The guaranteed minimum is a
contract floor, not capacity, which is not published. Figures are of the fiscal year up to the day on
which ICE drew the data. Addresses and splits by sex, criminality and threat level are not stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from data.extracts.cbp_terms import letters
from data.extracts.contract import ExtractRows, Finding, Kind, Probe, Reader
from data.extracts.counted_cells import amount_of
from data.extracts.ice_facility_place import facility_place
from data.extracts.ice_facility_sheet import (
    LEVELS,
    OTHER_SPLITS,
    FacilitySheet,
    facility_sheet,
    lists_facilities,
)
from data.extracts.observation_rows import table_of_rows
from data.extracts.workbook import SheetRow

DATASET = "ice-detention-facilities"
SOURCE = "ICE, Detention Statistics"
POPULATION = "Average daily population"
LENGTH_OF_STAY = "Average length of stay"
GUARANTEED_MINIMUM = "Guaranteed minimum"
UNITS = {POPULATION: "people", LENGTH_OF_STAY: "days", GUARANTEED_MINIMUM: "beds"}
_NOTHING = frozenset({"", "n/a", "na", "-", "none", "null", "#n/a"})
_TOTALS = frozenset({"total", "grandtotal", "totals"})
_CLOSE = 0.01
_NOTE_RULE = ("the row names no facility with a population and was left out", "Nothing to do")
_EMPTY_RULE = ("has no population in any of the levels A to D", "Fill in the levels")
_AMOUNT_RULE = ("is not an amount (a number, zero or more)", "Write the number, or leave the cell empty")


def recognises(probe: Probe) -> bool:
    """Whether a sheet or CSV lists facilities with name, city, state and four classification levels."""
    return lists_facilities(probe)


def read(probe: Probe) -> ExtractRows:
    """Up to three figures per facility; an empty length of stay or guaranteed minimum is none.

    ``published_total`` is the sum of the average daily populations.

    Raises
    ------
    UnknownFormatError
        If no sheet lists facilities, or it states neither a day nor a fiscal year.
    UnreadableExtractError
        If the workbook is damaged.
    """
    sheet = facility_sheet(probe)
    file = probe.path.name
    facilities = _told_apart([_facility(sheet, row, file=file) for row in sheet.listed.rows])
    observations = [(f.row, o) for f in facilities for o in f.observations]
    population = sum(f.population for f in facilities)
    totals = [f for f in facilities if f.stated_total is not None]
    return ExtractRows(
        kind=Kind.OBSERVATIONS,
        table=table_of_rows(observation for _, observation in observations),
        rows=np.array([row for row, _ in observations], dtype=np.int64),
        source=SOURCE,
        as_of=sheet.drawn_on,
        findings=(
            *sheet.listed.findings,
            *(finding for f in facilities for finding in f.findings),
            *(_unmet(sheet, f, population, file=file) for f in totals if not _is_met(f, population)),
        ),
        published_total=population,
    )


@dataclass(frozen=True, kw_only=True)
class _Facility:
    row: int
    observations: tuple[Mapping[str, object], ...] = ()
    findings: tuple[Finding, ...] = ()
    population: float = 0.0
    stated_total: float | None = None


def _facility(sheet: FacilitySheet, row: SheetRow, *, file: str) -> _Facility:
    amounts, findings = _amounts(sheet, row, file=file)
    name = sheet.text(row, "name")
    levels = [amounts[level] for level in LEVELS]
    has_levels = any(level is not None for level in levels)
    if not has_levels and not findings and not sheet.text(row, "city"):
        note = sheet.finding(row, "name", file=file, rule=_NOTE_RULE, is_error=False)
        return _Facility(row=row.number, findings=(note,))
    population = None if findings or not has_levels else sum(level or 0.0 for level in levels)
    if letters(name) in _TOTALS:
        return _Facility(row=row.number, stated_total=population)
    place_id, spelt, of_place = facility_place(sheet, row, file=file)
    values = {
        POPULATION: population,
        LENGTH_OF_STAY: amounts["length_of_stay"],
        GUARANTEED_MINIMUM: amounts["guaranteed_minimum"],
    }
    if not has_levels:
        findings.append(sheet.finding(row, "level_a", file=file, rule=_EMPTY_RULE))
    period, period_kind = sheet.period
    return _Facility(
        row=row.number,
        observations=tuple(
            {
                "dataset": DATASET,
                "place_kind": "facility",
                "place_id": place_id,
                "place_as_published": spelt,
                "period": period,
                "period_kind": period_kind,
                "measure": measure,
                "component": "ICE-ERO",
                "value": value,
                "unit": UNITS[measure],
            }
            for measure, value in values.items()
            if value is not None or measure == POPULATION
        ),
        findings=(*findings, *of_place, *_other_splits(sheet, row, amounts, population, file=file)),
        population=population or 0.0,
    )


def _told_apart(facilities: list[_Facility]) -> list[_Facility]:
    """The facilities with a number after the id of each that shares name and town with an earlier one.

    A row that repeats an earlier one whole keeps the id, so that it is known as a repetition.
    """
    seen: dict[object, list[list[object]]] = {}
    apart = []
    for facility in facilities:
        place_id = facility.observations[0]["place_id"] if facility.observations else None
        figures: list[object] = [observation["value"] for observation in facility.observations]
        earlier = seen.setdefault(place_id, []) if place_id else []
        if earlier and figures not in earlier:
            numbered = f"{place_id}-{len(earlier) + 1}"
            observations = tuple(
                {**observation, "place_id": numbered} for observation in facility.observations
            )
            apart.append(replace(facility, observations=observations))
        else:
            apart.append(facility)
        earlier.append(figures)
    return apart


def _amounts(
    sheet: FacilitySheet, row: SheetRow, *, file: str
) -> tuple[dict[str, float | None], list[Finding]]:
    """Amount by meaning, ``None`` where the cell or the column is empty; unusable cells are findings."""
    meanings = (
        *LEVELS,
        "length_of_stay",
        "guaranteed_minimum",
        *(m for split in OTHER_SPLITS for m in split),
    )
    amounts: dict[str, float | None] = dict.fromkeys(meanings)
    findings = []
    for meaning in meanings:
        text = sheet.text(row, meaning)
        if text.lower() in _NOTHING:
            continue
        amounts[meaning] = amount_of(text)
        if amounts[meaning] is None:
            findings.append(sheet.finding(row, meaning, file=file, rule=_AMOUNT_RULE))
    return amounts, findings


def _other_splits(
    sheet: FacilitySheet,
    row: SheetRow,
    amounts: Mapping[str, float | None],
    population: float | None,
    *,
    file: str,
) -> tuple[Finding, ...]:
    """A remark for each further split of the population that does not add up to it."""
    findings = []
    for split in OTHER_SPLITS:
        parts = [amounts[meaning] for meaning in split]
        found = sum(part or 0.0 for part in parts)
        if population is None or all(part is None for part in parts) or abs(found - population) <= _CLOSE:
            continue
        rule = (
            f"levels A to D add up to {population:,.2f}, this split of the same population to {found:,.2f}",
            "Check the row against the publication",
        )
        findings.append(sheet.finding(row, split[0], file=file, rule=rule, is_error=False))
    return tuple(findings)


def _is_met(total: _Facility, population: float) -> bool:
    return total.stated_total is not None and abs(total.stated_total - population) <= _CLOSE * len(LEVELS)


def _unmet(sheet: FacilitySheet, total: _Facility, population: float, *, file: str) -> Finding:
    return Finding(
        file=file,
        row=None,
        column=sheet.listed.header.name("level_a"),
        value=f"{total.stated_total:,.2f}",
        rule=f"the total in row {total.row} is not the sum of the facilities, which is {population:,.2f}",
        remedy="Download the workbook again: rows are missing, doubled or changed",
        sheet=sheet.listed.sheet,
    )


READER = Reader(
    key=DATASET,
    title="ICE detention statistics, sheet of facilities, workbook or CSV",
    kind=Kind.OBSERVATIONS,
    publisher="U.S. Immigration and Customs Enforcement",
    landing="ice.gov, Detention Management, Detention Statistics, workbook of a fiscal year",
    recognises=recognises,
    read=read,
)
