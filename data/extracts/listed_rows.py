"""A list below its header, from a sheet of a workbook or from such a sheet saved as CSV."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from data.extracts.cbp_terms import letters
from data.extracts.column_meanings import Spellings
from data.extracts.contract import Container, Finding, Probe
from data.extracts.delimited import read_delimited
from data.extracts.delimited_text import column_names
from data.extracts.workbook import Header, SheetRow, columns_by_meaning, header_of, outline_rows, sheet_rows
from data.schema.person import refuse_person_level


@dataclass(frozen=True, kw_only=True)
class ListedRows:
    """The header, the rows above and below it, and what was found on the way.

    ``sheet`` is ``None`` for a CSV, in which nothing stands above the header.
    """

    sheet: str | None
    header: Header
    above: tuple[SheetRow, ...] = ()
    rows: tuple[SheetRow, ...]
    findings: tuple[Finding, ...] = ()

    def refuse_persons(self, *, file: str, published: frozenset[str] = frozenset()) -> None:
        """Return if no column beside those that are read names or describes a person.

        ``published`` are letters of columns that the publication itself has and that are not stored.

        Raises
        ------
        PersonLevelColumnError
            If one does; the message names every such column.
        """
        read = set(self.header.at.values())
        rest = (name for at, name in enumerate(self.header.names) if at not in read)
        refuse_person_level((name for name in rest if letters(name) not in published), file=file)


def list_sheet(
    sheets: Mapping[str, tuple[tuple[str, ...], ...]], spellings: Spellings, needed: tuple[str, ...]
) -> str | None:
    """Name of the first sheet with a header of all needed meanings; ``None`` if there is none."""
    for name, outline in sheets.items():
        if header_of(outline_rows(outline), spellings, needed) is not None:
            return name
    return None


def is_list(probe: Probe, spellings: Spellings, needed: tuple[str, ...]) -> bool:
    """Whether a sheet, or the columns of a CSV, have all needed meanings."""
    if probe.container is Container.TEXT:
        return set(needed) <= columns_by_meaning(probe.columns, spellings).keys()
    return probe.container is Container.WORKBOOK and list_sheet(probe.sheets, spellings, needed) is not None


def listed_rows(probe: Probe, spellings: Spellings, needed: tuple[str, ...]) -> ListedRows | None:
    """The list in the file; ``None`` if no sheet has a header of all needed meanings.

    Raises
    ------
    UnreadableExtractError
        If the workbook or text is cut or damaged.
    """
    if probe.container is Container.TEXT:
        return text_list(probe, spellings)
    name = list_sheet(probe.sheets, spellings, needed)
    rows = sheet_rows(probe.path, name) if name else ()
    header = header_of(rows, spellings, needed)
    if header is None:
        return None
    return ListedRows(
        sheet=name,
        header=header,
        above=tuple(row for row in rows if row.number < header.row),
        rows=tuple(row for row in rows if row.number > header.row),
    )


def text_list(probe: Probe, spellings: Spellings) -> ListedRows:
    """The rows of a CSV whose first row is the header.

    Raises
    ------
    UnreadableExtractError
        If the text is cut, damaged or mis-encoded.
    """
    names = column_names(probe)
    text = read_delimited(probe)
    records = zip(*(column.to_pylist() for column in text.table.columns), strict=True)
    rows = tuple(
        SheetRow(number=number, cells=tuple(cell or None for cell in record))
        for number, record in zip(text.rows.tolist(), records, strict=True)
    )
    header = Header(row=1, at=columns_by_meaning(names, spellings), names=names)
    return ListedRows(sheet=None, header=header, rows=rows, findings=text.findings)


def without_footnotes(listed: ListedRows, *, file: str) -> ListedRows:
    """The list without the rows at its end that hold a single cell, each of which has a remark."""
    end = len(listed.rows)
    while end and sum(cell is not None for cell in listed.rows[end - 1].cells) <= 1:
        end -= 1
    remarks = tuple(
        Finding(
            file=file,
            row=row.number,
            column="",
            value=next((row.text(at) for at in range(len(row.cells)) if row.text(at)), ""),
            rule="the row holds a single cell, below the list, and was left out as a note",
            remedy="Nothing to do",
            sheet=listed.sheet,
            is_error=False,
        )
        for row in listed.rows[end:]
    )
    return replace(listed, rows=listed.rows[:end], findings=listed.findings + remarks)
