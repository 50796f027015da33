"""Border Patrol encounters by sector and month, exact, in any shape in which the table is passed on.

Source: CBP, U.S. Border Patrol Monthly Encounters (before fiscal year 2020: apprehensions) by Sector.
Totals of borders and of all sectors stand beside their parts: they are checked, not stored.
"""

from __future__ import annotations

from data.errors import UnknownFormatError, Where
from data.extracts.column_meanings import MatchedColumns, ignored_remarks, matched_columns
from data.extracts.contract import Container, ExtractRows, Kind, Probe, Reader
from data.extracts.delimited import read_delimited
from data.extracts.delimited_text import column_names
from data.extracts.months import latest_month_end
from data.extracts.sector_entries import SPELLINGS, Shape, entries_of, is_read_across, shape_of
from data.extracts.sector_rows import sector_rows
from data.extracts.sector_totals import total_findings, total_of

DATASET = "usbp-encounters-sector"
SOURCE = "CBP, U.S. Border Patrol Monthly Encounters by Sector"
_NEEDED = {
    Shape.SECTORS_ACROSS: ("month",),
    Shape.MONTHS_ACROSS: ("sector", "fiscal_year"),
    Shape.LONG: ("sector", "month", "count"),
}


def recognises(probe: Probe) -> bool:
    """Whether the table gives figures by sector and month, whichever of the two stands across."""
    return probe.container is Container.TEXT and shape_of(probe.columns) is not None


def read(probe: Probe) -> ExtractRows:
    """All figures by sector and month; totals are checked and left out.

    Raises
    ------
    UnknownFormatError
        If a column that is needed cannot be found, or the rows are split by something unknown.
    UnreadableExtractError
        If the text is cut, damaged or mis-encoded.
    PersonLevelColumnError
        If a column names or describes a person.
    """
    file = probe.path.name
    shape = shape_of(probe.columns)
    if shape is None:
        raise UnknownFormatError(
            f"no columns of sectors and months among {', '.join(probe.columns)}",
            where=Where(file=file, row=1),
            remedy="Download the published table",
        )
    columns = _columns(probe, shape)
    found = entries_of(text := read_delimited(probe), columns, shape, file=file)
    parts = [entry for entry in found.entries if total_of(entry.label) is None]
    observed = sector_rows(parts, dataset=DATASET, file=file)
    return ExtractRows(
        kind=Kind.OBSERVATIONS,
        table=observed.table,
        rows=observed.rows,
        source=SOURCE,
        as_of=latest_month_end(observed.table.column("period")),
        findings=(
            *text.findings,
            *ignored_remarks(columns.ignored, file=file),
            *found.findings,
            *total_findings(found.entries, file=file),
            *observed.findings,
        ),
        published_total=sum(entry.value or 0.0 for entry in parts),
    )


def _columns(probe: Probe, shape: Shape) -> MatchedColumns:
    """Columns by meaning; those of sectors, months and totals are read, not ignored."""
    matched = matched_columns(
        column_names(probe),
        SPELLINGS,
        needed=_NEEDED[shape],
        publication="Border Patrol encounters by sector",
        file=probe.path.name,
    )
    ignored = tuple(column for column in matched.ignored if not is_read_across(column, shape))
    return MatchedColumns(by_meaning=matched.by_meaning, ignored=ignored, row_numbers=matched.row_numbers)


READER = Reader(
    key=DATASET,
    title="Border Patrol encounters by sector and month, CSV",
    kind=Kind.OBSERVATIONS,
    publisher="U.S. Customs and Border Protection",
    landing="cbp.gov, Newsroom, Stats and Summaries, U.S. Border Patrol Monthly Encounters by Sector",
    recognises=recognises,
    read=read,
)
