"""Delimited text as string columns, with the source row of each record.

Rows are records, counted as a spreadsheet counts them: the header is row 1, a record with
line breaks inside quotes is one row, a blank line is a row too.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pyarrow import csv as arrow_csv

from data.errors import UnreadableExtractError, Where
from data.extracts.checked_text import BlockFile, utf8_blocks
from data.extracts.contract import Finding, Probe
from data.extracts.delimited_text import BLOCK_BYTES, END, arrow_options, column_names, marked_text
from data.extracts.text_encoding import whole_text_encoding

MAX_RAGGED_ROWS = 10_000
MAX_SHOWN = 2_000
"""Characters of a bad row that a finding carries."""


@dataclass(frozen=True, kw_only=True)
class DelimitedTable:
    """All records of a delimited file.

    ``table`` has one string column per named header cell, outer white space stripped, "" for an
    empty cell, never null. ``rows`` is int64, one per record. Rows with another number of cells
    than the header are not in the table: each is a finding whose value is the row's text.
    """

    table: pa.Table
    rows: NDArray[np.int64]
    findings: tuple[Finding, ...]


def read_delimited(probe: Probe, *, fallback_encoding: str = "") -> DelimitedTable:
    """All records of the file as text, nothing guessed and nothing dropped unsaid.

    Parameters
    ----------
    probe
        A probe of a text file.
    fallback_encoding
        The encoding to use where the text is neither UTF-8 nor UTF-16; "" refuses such text.

    Raises
    ------
    UnreadableExtractError
        If the text is cut, mis-encoded, ends inside quotes, names a column twice or has no rows.
    """
    encoding = whole_text_encoding(probe, fallback_encoding=fallback_encoding)
    names = column_names(probe)
    stream, parsed, ragged = _parse(probe, names, encoding)
    count = 1 + len(parsed) + len(ragged)
    if stream.lines != count:
        _check_quotes(probe, encoding)
    numbers = np.arange(2, count + 1, dtype=np.int64)
    rows = numbers[~np.isin(numbers, np.array([finding.row for finding in ragged], dtype=np.int64))]
    table, rows, blank = _without_blank_rows(probe, parsed, rows)
    if len(table) == 0 and not ragged:
        raise UnreadableExtractError(
            "there is a header but no row below it",
            where=Where(file=probe.path.name),
            remedy="Download or export the file again",
        )
    findings = (*ragged, *blank, *_cut_off(probe, stream, table, rows=rows, last_row=count))
    return DelimitedTable(table=table, rows=rows, findings=findings)


def _parse(
    probe: Probe, names: tuple[str, ...], encoding: str
) -> tuple[BlockFile, pa.Table, tuple[Finding, ...]]:
    ragged: list[Finding] = []

    def on_ragged(row: arrow_csv.InvalidRow) -> str:
        if END in row.text:
            return "skip"
        ragged.append(_ragged_finding(probe, row))
        return "skip" if len(ragged) <= MAX_RAGGED_ROWS else "error"

    stream = marked_text(probe, names, encoding)
    try:
        table = arrow_csv.read_csv(
            io.BufferedReader(stream, BLOCK_BYTES), **arrow_options(probe, names, on_ragged=on_ragged)
        )
    except pa.ArrowInvalid as error:
        raise _unparsable(probe, ragged, error) from error
    if len(table) == 0 or table.column(0)[-1].as_py() != END:
        raise _unclosed_quote(probe, len(table) + len(ragged) + 1)
    trimmed = [pc.utf8_trim_whitespace(column) for column in table.slice(0, len(table) - 1).columns]
    return stream, pa.table(trimmed, names=list(names)), tuple(ragged)


def _ragged_finding(probe: Probe, row: arrow_csv.InvalidRow) -> Finding:
    return Finding(
        file=probe.path.name,
        row=row.number,
        column="",
        value=row.text[:MAX_SHOWN],
        rule=f"the row has {row.actual_columns} cells, the header {row.expected_columns}",
        remedy="Put quotes around cells that hold the delimiter, or complete the row",
    )


def _unparsable(probe: Probe, ragged: list[Finding], error: pa.ArrowInvalid) -> UnreadableExtractError:
    where = Where(file=probe.path.name, row=ragged[0].row if ragged else None)
    if len(ragged) > MAX_RAGGED_ROWS:
        return UnreadableExtractError(
            f"over {MAX_RAGGED_ROWS:,} rows have another number of cells than the header, this one first",
            where=where,
            remedy="Check the delimiter and the quotes, then export the file again",
        )
    if "straddling" in str(error):
        return UnreadableExtractError(
            f"a row is longer than {BLOCK_BYTES >> 20} MB",
            where=where,
            remedy="A quotation mark is never closed, or line ends are missing: export the file again",
        )
    return UnreadableExtractError(
        f"the text is not a table: {error}", where=where, remedy="Export the file again as CSV"
    )


def _unclosed_quote(probe: Probe, row: int) -> UnreadableExtractError:
    return UnreadableExtractError(
        "the text ends inside quotes that are never closed",
        where=Where(file=probe.path.name, row=row),
        remedy="The file was cut off or this row has a stray quotation mark: download it again or mend it",
    )


def _check_quotes(probe: Probe, encoding: str) -> None:
    """Return if quotes stand only around whole cells.

    Where cells hold line breaks, a stray quotation mark could have swallowed rows unseen.

    Raises
    ------
    UnreadableExtractError
        If text follows a closing quotation mark, or a cell exceeds 128 KiB.
    """
    blocks = utf8_blocks(probe.path, compression=probe.compression, encoding=encoding)
    text = io.TextIOWrapper(io.BufferedReader(BlockFile(blocks)), encoding="utf-8", newline="")
    reader = csv.reader(text, delimiter=probe.delimiter, strict=True)
    row = 0
    try:
        for row, _ in enumerate(reader, start=1):  # noqa: B007
            pass
    except csv.Error as error:
        raise UnreadableExtractError(
            f"a quotation mark is out of place near line {reader.line_num:,} ({error})",
            where=Where(file=probe.path.name, row=row + 1),
            remedy="Put quotes around whole cells and double those inside",
        ) from error


def _without_blank_rows(
    probe: Probe, table: pa.Table, rows: NDArray[np.int64]
) -> tuple[pa.Table, NDArray[np.int64], tuple[Finding, ...]]:
    blank = np.ones(len(table), dtype=bool)
    for column in table.columns:
        if not blank.any():
            return table, rows, ()
        blank &= pc.equal(column, "").to_numpy()
    kept = table.filter(pa.array(~blank))
    last = rows[~blank][-1] if len(kept) else 0
    inside = rows[blank & (rows < last)]
    if len(inside) == 0:
        return kept, rows[~blank], ()
    remark = Finding(
        file=probe.path.name,
        row=int(inside[0]),
        column="",
        value="",
        rule=f"{len(inside):,} blank rows were left out, this one first",
        remedy="Nothing to do",
        is_error=False,
    )
    return kept, rows[~blank], (remark,)


def _cut_off(
    probe: Probe, stream: BlockFile, table: pa.Table, *, rows: NDArray[np.int64], last_row: int
) -> tuple[Finding, ...]:
    """A finding if the last row may have lost its end: no line end follows it.

    A closing quote would be no proof: it may be the first of a doubled one.
    """
    if stream.ends_a_line or not len(rows) or rows[-1] != last_row:
        return ()
    return (
        Finding(
            file=probe.path.name,
            row=last_row,
            column=table.column_names[-1],
            value=str(table.column(-1)[-1].as_py())[:MAX_SHOWN],
            rule="the file stops without a line end, so this cell may be cut off",
            remedy="Download the file again; if it is complete, add a line break after the last row",
        ),
    )
