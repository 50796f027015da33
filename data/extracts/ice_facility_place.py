"""Which facility a row of ICE's detention statistics is of."""

from __future__ import annotations

from functools import cache

from data.extracts.cbp_terms import letters
from data.extracts.contract import Finding
from data.extracts.ice_facility_sheet import FacilitySheet
from data.extracts.places import ero_area_id, facility_id, state_code
from data.extracts.workbook import SheetRow
from data.reference.tables import load


def facility_place(
    sheet: FacilitySheet, row: SheetRow, *, file: str
) -> tuple[str | None, str, tuple[Finding, ...]]:
    """Facility id, its name as published, and what to say about its place."""
    name, city, state = (sheet.text(row, meaning) for meaning in ("name", "city", "state"))
    spelt = ", ".join(part for part in (name, city, state) if part)
    findings = []
    postal = state_code(state)
    if not postal and not state:
        postal = _known_states().get((letters(name), letters(city)))
        if postal:
            rule = (f"the state is empty; {postal} was taken from the table of facilities", "Nothing to do")
            findings.append(sheet.finding(row, "state", file=file, rule=rule, is_error=False))
    if not (name and city and postal):
        at = "name" if not name else "city" if not city else "state"
        rule = ("does not say which facility this is", "Write name, city and the state's postal code")
        return None, spelt, (*findings, sheet.finding(row, at, file=file, rule=rule))
    area = sheet.text(row, "area")
    if area and ero_area_id(area) is None:
        rule = ("is no ERO area that is known; the area is not stored", "Nothing to do")
        findings.append(sheet.finding(row, "area", file=file, rule=rule, is_error=False))
    return facility_id(name, city, postal), spelt, tuple(findings)


@cache
def _known_states() -> dict[tuple[str, str], str]:
    table = load("detention_facilities")
    rows = zip(table["name"], table["city"], table["state"], strict=True)
    return {(letters(str(name)), letters(str(city))): str(state) for name, city, state in rows}
