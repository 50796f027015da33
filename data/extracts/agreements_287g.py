"""287(g) agreements from ICE's list of participating agencies: one observation per agency and model.

Source: ICE, Delegation of Immigration Authority Section 287(g), Participating Agencies, workbook. The
period of an agreement is the day on which it was signed; its value is 1, so that sums count agreements.
The list states no day of its own, and an agreement that has ended is simply no longer in a later list:
loading that list does not take it out of the store.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from data.errors import UnknownFormatError, Where
from data.extracts.calendar_days import calendar_day, day_with_lost_mark
from data.extracts.cbp_terms import letters
from data.extracts.contract import ExtractRows, Finding, Kind, Probe, Reader
from data.extracts.listed_rows import is_list, listed_rows, without_footnotes
from data.extracts.observation_rows import table_of_rows
from data.extracts.places import agency_id, state_code
from data.extracts.workbook import Header, SheetRow

DATASET = "ice-287g-agreements"
SOURCE = "ICE, 287(g) Participating Agencies"
AGREEMENT = "Agreement"
FIRST_POSSIBLE = date(1996, 9, 30)
"""Section 287(g) was enacted on this day: no agreement is older."""

SPELLINGS: dict[str, tuple[str, ...]] = {
    "state": ("state", "statename"),
    "agency": ("lawenforcementagency", "agency", "agencyname", "lea", "participatingagency"),
    "agency_type": ("type", "agencytype"),
    "county": ("county", "countyname"),
    "model": ("supporttype", "model", "programmodel", "agreementtype", "programtype"),
    "signed": ("signed", "datesigned", "signeddate", "moasigned", "dateofsigning", "signaturedate"),
}
_NEEDED = ("state", "agency", "model", "signed")
MODELS = ("Jail Enforcement Model", "Task Force Model", "Warrant Service Officer", "Tribal Task Force Model")
_MODEL_OF = {letters(model).removesuffix("model"): model for model in MODELS} | {
    "warrantserviceofficerprogram": "Warrant Service Officer",
    "wso": "Warrant Service Officer",
    "jem": "Jail Enforcement Model",
    "tfm": "Task Force Model",
    "taskforce": "Task Force Model",
}
_NO_COUNTY = frozenset({"", "#n/a", "#na", "n/a", "na", "none"})
_TOO_EARLY = ("is before section 287(g) was enacted, on 30 September 1996", "Check the year")
_DATE_RULE = ("is no date", "Write it as 5/8/2025 or as a date of the spreadsheet")


def recognises(probe: Probe) -> bool:
    """Whether a sheet or CSV lists state, law enforcement agency, support type and signing day."""
    return is_list(probe, SPELLINGS, _NEEDED)


def read(probe: Probe) -> ExtractRows:
    """One observation of value 1 per agreement; ``published_total`` is the number of rows in the list.

    Raises
    ------
    PersonLevelColumnError
        If a further column names or describes a person.
    UnknownFormatError
        If no sheet lists agencies.
    UnreadableExtractError
        If the workbook or text is damaged.
    """
    file = probe.path.name
    found = listed_rows(probe, SPELLINGS, _NEEDED)
    if found is None:
        raise UnknownFormatError(
            f"no sheet lists agencies, models and signing days; the sheets are {', '.join(probe.sheets)}",
            where=Where(file=file),
            remedy="Download the list of participating agencies again",
        )
    found.refuse_persons(file=file)
    found = without_footnotes(found, file=file)
    listed = [_Line(file=file, sheet=found.sheet, header=found.header, row=row) for row in found.rows]
    listed = [line for line in listed if line.is_filled]
    agreements = [line.agreement() for line in listed]
    return ExtractRows(
        kind=Kind.OBSERVATIONS,
        table=table_of_rows(agreement.observation for agreement in agreements),
        rows=np.array([line.row.number for line in listed], dtype=np.int64),
        source=SOURCE,
        as_of=None,
        findings=(*found.findings, *(finding for agreement in agreements for finding in agreement.findings)),
        published_total=float(len(listed)),
    )


@dataclass(frozen=True, kw_only=True)
class _Agreement:
    observation: Mapping[str, object]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True)
class _Line:
    file: str
    sheet: str | None
    header: Header
    row: SheetRow

    @property
    def is_filled(self) -> bool:
        """Whether the row says anything in a column of the list."""
        return any(self.text(meaning) for meaning in self.header.at)

    def text(self, meaning: str) -> str:
        """The cell as text; "" where the list has no such column."""
        at = self.header.at.get(meaning)
        return "" if at is None else self.row.text(at)

    def agreement(self) -> _Agreement:
        """The agreement, null where a cell means nothing, with a finding for each such cell."""
        state, model = state_code(self.text("state")), model_named(self.text("model"))
        agency, signed = self.text("agency"), self._signed()
        checks = (
            (state is None, "state", ("is no state or territory", "Write its name, for example Texas")),
            (not agency, "agency", ("names no agency", "Write the name of the agency")),
            (model is None, "model", ("names no model", f"Known: {', '.join(MODELS)}")),
            (signed is None, "signed", _DATE_RULE),
            (signed is not None and signed < FIRST_POSSIBLE, "signed", _TOO_EARLY),
        )
        findings = [self.finding(meaning, rule) for is_wrong, meaning, rule in checks if is_wrong]
        if lost := day_with_lost_mark(self.text("signed")):
            rule = (f"a slash is missing: read as {lost:%m/%d/%Y}", "Nothing to do")
            findings.append(self.finding("signed", rule, is_error=False))
        if model and model not in MODELS:
            rule = (
                "has not been published before, as far as is known, and was taken as it stands",
                "Nothing to do",
            )
            findings.append(self.finding("model", rule, is_error=False))
        return _Agreement(
            observation={
                "dataset": DATASET,
                "place_kind": "agency",
                "place_id": agency_id(agency, state) if state and agency else None,
                "place_as_published": self._place(),
                "period": signed,
                "period_kind": "as_of",
                "measure": AGREEMENT,
                "component": "ICE-ERO",
                "breakdown": model,
                "value": 1.0,
                "unit": "agreements",
            },
            findings=tuple(findings),
        )

    def finding(self, meaning: str, rule: tuple[str, str], *, is_error: bool = True) -> Finding:
        """A finding on the cell."""
        return Finding(
            file=self.file,
            row=self.row.number,
            column=self.header.name(meaning),
            value=self.text(meaning),
            rule=rule[0],
            remedy=rule[1],
            sheet=self.sheet,
            is_error=is_error,
        )

    def _signed(self) -> date | None:
        cell, text = self.row.cell(self.header.at["signed"]), self.text("signed")
        return cell if isinstance(cell, date) else calendar_day(text) or day_with_lost_mark(text)

    def _place(self) -> str:
        county = self.text("county")
        parts = (self.text("agency"), "" if county.lower() in _NO_COUNTY else county, self.text("state"))
        return ", ".join(part for part in parts if part)


def model_named(text: str) -> str | None:
    """The model in ICE's words, or as published if it is a new one; ``None`` for no text.

    Examples
    --------
    >>> model_named("Jail Enforcement Model "), model_named("TASK FORCE"), model_named("")
    ('Jail Enforcement Model', 'Task Force Model', None)
    """
    return _MODEL_OF.get(letters(text).removesuffix("model"), text.strip() or None)


READER = Reader(
    key=DATASET,
    title="ICE 287(g) participating agencies, workbook or CSV",
    kind=Kind.OBSERVATIONS,
    publisher="U.S. Immigration and Customs Enforcement",
    landing="ice.gov, 287(g) program, Participating Agencies, workbook",
    recognises=recognises,
    read=read,
)
