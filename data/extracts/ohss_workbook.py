"""Border Patrol encounters by sector and month from OHSS, rounded to 10 by the publisher.

Source: DHS Office of Homeland Security Statistics, Key Homeland Security Metrics. Of the workbook the
sheet ``Monthly Sector`` is read (or the one by region and sector, where that is all there is) and
checked against ``Monthly Count``. The sheets on citizenship and family status are not read: they are
about persons, not places. A sheet saved as CSV is read too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from data.errors import UnknownFormatError, Where
from data.extracts.cbp_columns import PERIOD_SPELLINGS
from data.extracts.column_meanings import meanings_of
from data.extracts.contract import Container, ExtractRows, Finding, Kind, Probe, Reader
from data.extracts.counted_cells import COUNT_RULE, count_of
from data.extracts.listed_rows import ListedRows, text_list, without_footnotes
from data.extracts.months import (
    MONTH_RULE,
    YEAR_RULE,
    fiscal_year,
    latest_month_end,
    month_number,
    month_of_fiscal_year,
)
from data.extracts.places import sector_id
from data.extracts.sector_rows import sector_rows
from data.extracts.sector_totals import Entry, total_findings, total_of
from data.extracts.workbook import SheetRow, header_of, outline_rows, sheet_rows

DATASET = "ohss-usbp-encounters-sector"
SOURCE = "DHS OHSS, Key Homeland Security Metrics"
ROUNDED_TO = 10.0
WHOLE = "Total"
"""Label of the counts of ``Monthly Count``, against which the sum of sectors is checked."""

SPELLINGS: dict[str, tuple[str, ...]] = {
    **PERIOD_SPELLINGS,
    "sector": ("sector", "usbpsector", "borderpatrolsector"),
    "quantity": ("quantity", "qty"),
}
_SPLITS = ("region", "citizenship", "family", "demographic", "age", "sex", "authority")
_NEEDED = ("fiscal_year", "month", "sector", "quantity")
_COUNT_NEEDED = ("fiscal_year", "month", "quantity")


def recognises(probe: Probe) -> bool:
    """Whether a sheet, or a CSV, has fiscal year, month, sector and ``Quantity``."""
    if probe.container is Container.TEXT:
        return set(_NEEDED) <= meanings_of(probe.columns, SPELLINGS) and _is_by_place(_splits(probe.columns))
    return probe.container is Container.WORKBOOK and sector_sheet(probe.sheets) is not None


def sector_sheet(sheets: Mapping[str, tuple[tuple[str, ...], ...]]) -> str | None:
    """Name of the sheet by sector and month that is split by as little else as possible."""
    found: list[tuple[int, int, str]] = []
    for name, outline in sheets.items():
        header = header_of(outline_rows(outline), SPELLINGS, _NEEDED)
        if header is not None:
            splits = _splits(header.names)
            if _is_by_place(splits):
                found.append((len(splits), len(found), name))
    return min(found)[2] if found else None


def _splits(columns: tuple[str, ...]) -> list[str]:
    """The columns that split the counts by more than sector and month."""
    return [name for name in columns if any(word in name.lower() for word in _SPLITS)]


def _is_by_place(splits: list[str]) -> bool:
    return all("region" in split.lower() for split in splits)


def _entries(listed: ListedRows, *, file: str) -> tuple[list[Entry], list[Finding]]:
    """One entry per row below the header, and what could not be read."""
    entries: list[Entry] = []
    findings: list[Finding] = []
    for row in listed.rows:
        if any(row.text(at) for at in listed.header.at.values()):
            entry, found = _entry(listed, row, file=file)
            entries.append(entry)
            findings.extend(found)
    return entries, findings


def _entry(listed: ListedRows, row: SheetRow, *, file: str) -> tuple[Entry, list[Finding]]:
    header = listed.header
    texts = {meaning: row.text(column) for meaning, column in header.at.items()}
    year, month = fiscal_year(texts["fiscal_year"]), month_number(texts["month"])
    value = count_of(texts["quantity"])
    means = {
        "fiscal_year": (year, YEAR_RULE),
        "month": (month, MONTH_RULE),
        "quantity": (value, COUNT_RULE),
    }
    findings = [
        Finding(
            file=file,
            row=row.number,
            column=header.name(meaning),
            value=texts[meaning],
            rule=rule[0],
            remedy=rule[1],
            sheet=listed.sheet,
        )
        for meaning, (means_this, rule) in means.items()
        if means_this is None
    ]
    entry = Entry(
        row=row.number,
        column=header.name("sector" if "sector" in header.at else "quantity"),
        label=texts.get("sector", WHOLE),
        period=month_of_fiscal_year(year, month) if year and month else None,
        value=value,
    )
    return entry, findings


def read(probe: Probe) -> ExtractRows:
    """All figures by sector and month, with a finding for each month that does not add up.

    Raises
    ------
    UnknownFormatError
        If no sheet is by sector and month, or its rows are split by something unknown.
    UnreadableExtractError
        If the workbook or text is cut or damaged.
    """
    file = probe.path.name
    sheet = _sectors(probe)
    entries, findings = _entries(sheet, file=file)
    parts = [entry for entry in entries if total_of(entry.label) is None]
    wholes = _wholes(probe)
    observed = sector_rows(parts, dataset=DATASET, file=file, sheet=sheet.sheet)
    return ExtractRows(
        kind=Kind.OBSERVATIONS,
        table=observed.table,
        rows=observed.rows,
        source=SOURCE,
        as_of=latest_month_end(observed.table.column("period")),
        findings=(
            *sheet.findings,
            *findings,
            *total_findings(entries, file=file, sheet=sheet.sheet, rounded_to=ROUNDED_TO),
            *_unmet(parts, wholes, file=file),
            *observed.findings,
        ),
        published_total=sum(entry.value or 0.0 for entry in parts),
    )


def _sectors(probe: Probe) -> ListedRows:
    file = probe.path.name
    if probe.container is Container.TEXT:
        listed = text_list(probe, SPELLINGS)
        listed.refuse_persons(file=file)
        return listed
    name = sector_sheet(probe.sheets)
    if name is None:
        raise UnknownFormatError(
            f"no sheet is by fiscal year, month and sector; the sheets are {', '.join(probe.sheets)}",
            where=Where(file=file),
            remedy="Download the workbook of U.S. Border Patrol encounters, with the sheet Monthly Sector",
        )
    return without_footnotes(_sheet(probe, name, _NEEDED), file=file)


def _sheet(probe: Probe, name: str, needed: tuple[str, ...]) -> ListedRows:
    rows = sheet_rows(probe.path, name)
    header = header_of(rows, SPELLINGS, needed)
    if header is None:
        raise UnknownFormatError(
            "the header that the first rows showed is not there",
            where=Where(file=probe.path.name, sheet=name),
            remedy="Download the workbook again",
        )
    below = tuple(row for row in rows if row.number > header.row)
    listed = ListedRows(sheet=name, header=header, rows=below)
    listed.refuse_persons(file=probe.path.name)
    return listed


def _wholes(probe: Probe) -> list[Entry]:
    """Counts of whole months from the sheet that is split by nothing; none in a CSV."""
    for name, outline in probe.sheets.items():
        header = header_of(outline_rows(outline), SPELLINGS, _COUNT_NEEDED)
        if header is not None and len([text for text in header.names if text]) == len(_COUNT_NEEDED):
            counts = without_footnotes(_sheet(probe, name, _COUNT_NEEDED), file=probe.path.name)
            return _entries(counts, file=probe.path.name)[0]
    return []


def _unmet(parts: list[Entry], wholes: list[Entry], *, file: str) -> tuple[Finding, ...]:
    """A finding on the file for each month whose sectors do not add up to its whole."""
    is_readable = all(entry.period and entry.value is not None and sector_id(entry.label) for entry in parts)
    found = total_findings([*parts, *wholes], file=file, rounded_to=ROUNDED_TO)
    stated = {entry.row: entry for entry in wholes}
    return tuple(
        replace(
            finding,
            row=None,
            rule=f"{finding.rule} ({stated[finding.row].period:%b %Y}, sheet of monthly counts)",
            remedy="Download the workbook again: rows are missing, doubled or changed",
            is_error=is_readable,
        )
        for finding in found
        if finding.row in stated
    )


READER = Reader(
    key=DATASET,
    title="OHSS Border Patrol encounters by sector and month, rounded to 10, workbook or CSV",
    kind=Kind.OBSERVATIONS,
    publisher="DHS Office of Homeland Security Statistics",
    landing="ohss.dhs.gov, Key Homeland Security Metrics, U.S. Border Patrol encounters, workbook",
    recognises=recognises,
    read=read,
)
