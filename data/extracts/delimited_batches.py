"""Delimited text in parts, for a file in which there is nothing to find fault with."""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from data.errors import UnreadableExtractError, Where
from data.extracts.checked_text import BlockFile
from data.extracts.contract import Probe
from data.extracts.delimited import DelimitedTable
from data.extracts.delimited_text import BLOCK_BYTES, END, arrow_options, column_names, marked_text

_FIRST_ROW = 2


def delimited_batches(probe: Probe, rows_each: int) -> Iterator[DelimitedTable]:
    """The records of a UTF-8 file without any fault, about ``rows_each`` at a time, in order.

    Raises
    ------
    UnreadableExtractError
        If there is a fault or anything to remark in the file: :func:`read_delimited` tells what.
    """
    if probe.encoding != "utf-8" or probe.encoding_fault:
        raise _for_the_whole(probe, f"the text is {probe.encoding or probe.encoding_fault}, not UTF-8")
    names = column_names(probe)
    stream = marked_text(probe, names, probe.encoding)
    row = _FIRST_ROW
    is_last = False
    try:
        for batches in _collected(_opened(probe, names, stream), rows_each):
            table = pa.table(
                [pc.utf8_trim_whitespace(column) for column in pa.Table.from_batches(batches).columns],
                names=list(names),
            )
            is_last = table.column(0)[-1].as_py() == END
            found = table.slice(0, len(table) - is_last)
            numbers = np.arange(row, row + len(found), dtype=np.int64)
            if _has_blank_row(found):
                raise _for_the_whole(probe, "there are blank rows")
            if len(found):
                yield DelimitedTable(table=found, rows=numbers, findings=())
            row += len(found)
    except pa.ArrowInvalid as error:
        raise _for_the_whole(probe, str(error)) from error
    if row == _FIRST_ROW or not is_last or not stream.ends_a_line or stream.lines != row - 1:
        raise _for_the_whole(probe, "there are no rows, or some are cut off or hold line breaks")


def _opened(probe: Probe, names: tuple[str, ...], stream: BlockFile) -> Iterator[pa.RecordBatch]:
    options = arrow_options(probe, names, on_ragged=lambda row: "skip" if END in row.text else "error")
    with arrow_csv.open_csv(io.BufferedReader(stream, BLOCK_BYTES), **options) as reader:
        yield from reader


def _collected(batches: Iterator[pa.RecordBatch], rows_each: int) -> Iterator[list[pa.RecordBatch]]:
    """Batches together, so that each list has at least so many rows, but for the last."""
    collected: list[pa.RecordBatch] = []
    for batch in batches:
        collected.append(batch)
        if sum(len(one) for one in collected) >= rows_each:
            yield collected
            collected = []
    if sum(len(one) for one in collected):
        yield collected


def _has_blank_row(table: pa.Table) -> bool:
    blank = np.ones(len(table), dtype=bool)
    for column in table.columns:
        if not blank.any():
            return False
        blank &= pc.equal(column, "").to_numpy()
    return bool(blank.any())


def _for_the_whole(probe: Probe, found: str) -> UnreadableExtractError:
    return UnreadableExtractError(
        found, where=Where(file=probe.path.name), remedy="Read the file as a whole, which tells what is wrong"
    )
