"""How delimited text is given to Arrow: its names, its end, and the options that guess nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pyarrow as pa
from pyarrow import csv as arrow_csv

from data.errors import UnreadableExtractError, Where
from data.extracts.checked_text import BlockFile, utf8_blocks
from data.extracts.contract import Probe

BLOCK_BYTES = 8 << 20
END = "\0"
"""First cell of a record put after the last: if it does not come back, a quote was never closed."""


def column_names(probe: Probe) -> tuple[str, ...]:
    """One name per header cell; a cell without text is called ``(column 3 has no name)``.

    Raises
    ------
    UnreadableExtractError
        If there are no header cells or two have the same name.
    """
    where = Where(file=probe.path.name, row=1)
    if not any(probe.columns):
        raise UnreadableExtractError(
            "the first row names no column", where=where, remedy="Put the header in row 1"
        )
    names = tuple(cell or f"(column {i} has no name)" for i, cell in enumerate(probe.columns, start=1))
    for name in names:
        if names.count(name) > 1:
            raise UnreadableExtractError(
                f"two columns are called {name!r}",
                where=replace(where, column=name),
                remedy="Rename or remove one of them",
            )
    return names


def marked_text(probe: Probe, names: tuple[str, ...], encoding: str) -> BlockFile:
    """The text of the file as UTF-8, and a last record that no file has."""
    end = (END + probe.delimiter * (len(names) - 1) + "\n").encode()
    return BlockFile(utf8_blocks(probe.path, compression=probe.compression, encoding=encoding), end=end)


def arrow_options(
    probe: Probe, names: tuple[str, ...], *, on_ragged: Callable[[arrow_csv.InvalidRow], str]
) -> dict[str, object]:
    """Options of Arrow's reader: every cell is text, and rows of another length are told one by one."""
    return {
        # Row numbers of ragged rows are known only to a single thread. Arrow takes each read for a
        # block, so reads must be full ones.
        "read_options": arrow_csv.ReadOptions(
            column_names=names, skip_rows_after_names=1, use_threads=False, block_size=BLOCK_BYTES
        ),
        "parse_options": arrow_csv.ParseOptions(
            delimiter=probe.delimiter,
            newlines_in_values=True,
            ignore_empty_lines=False,
            invalid_row_handler=on_ragged,
        ),
        "convert_options": arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
        ),
    }
