"""A table of units from outside: columns ``unit`` and ``region``, and three more if it is our own.

Runs in the child. Which units there are and what may be in which region is for
:mod:`data.plans.exchange.dealt_rows`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import dropwhile, takewhile

from data.errors import PlanFileError, Where
from data.extracts.guarded_cells import unguarded
from data.plans.exchange.file_format import FORMAT, UNIT_COLUMNS
from data.plans.exchange.geojson_read import shape_of
from data.plans.exchange.json_text import strict_json
from data.plans.exchange.limits import MOST_BYTES, MOST_ROWS
from data.plans.exchange.named import plain
from data.plans.exchange.parsed import Parsed, Row

_NEEDED = ("unit", "region")
_OWN = re.compile(rf"# {FORMAT} \d+, (?P<rows>\d+) rows, assignment (?P<digest>[0-9a-f]{{64}})")


def parsed_csv(body: bytes) -> Parsed:
    """The rows of the table; ``record`` is the digest that our own first line gives, or "".

    Lines that start with ``#`` before the header are passed over.

    Raises
    ------
    PlanFileError
        If the text is not UTF-8, has no columns ``unit`` and ``region``, a row of another length, over
        50,000 rows, or other rows than our own first line says.
    """
    csv.field_size_limit(MOST_BYTES)
    comments, records = _records(body)
    header = [cell.strip().lower() for cell in records[0][1]] if records else []
    if not set(_NEEDED) <= set(header) or len(set(header)) < len(header):
        raise PlanFileError(
            f"the columns are {', '.join(header)[:120] or 'none'}, expected unit and region, once each",
            where=Where(row=records[0][0] if records else 1),
            remedy="Name the column of county codes (FIPS) unit, and the one of regions region",
        )
    rows = tuple(_row(number, cells, header) for number, cells in records[1:])
    own = next((found for line in comments if (found := _OWN.match(line))), None)
    if own and int(own["rows"]) != len(rows):
        raise PlanFileError(
            f"there are {len(rows):,} rows, the first line says {own['rows']}",
            remedy="The file was cut off: export it again, or, if that was meant, delete the first line",
        )
    return Parsed(rows=rows, record=own["digest"] if own else "")


def _records(body: bytes) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The comment lines, and number and cells of each row that holds something, header first."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PlanFileError(f"byte {error.start:,} is not UTF-8", remedy="Save it as CSV UTF-8") from error
    comments = list(takewhile(_is_comment, io.StringIO(text, newline="")))
    rest = "".join(dropwhile(_is_comment, io.StringIO(text, newline="")))
    try:
        return comments, list(_numbered(rest, len(comments)))
    except csv.Error as error:
        raise PlanFileError(
            f"the text is no whole CSV: {error}", remedy="A quote was never closed, or the file was cut off"
        ) from error


def _is_comment(line: str) -> bool:
    """A spreadsheet puts a line that holds a quote into quotes."""
    return line.startswith(("#", '"#'))


def _numbered(text: str, before: int) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of each row; the delimiter is the one that the header has most of."""
    header = text.lstrip().partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=max(",;\t", key=header.count))
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield reader.line_num + before, cells
        if reader.line_num > MOST_ROWS:
            raise PlanFileError(f"there are over {MOST_ROWS:,} rows", remedy="Give each county once")


def _row(number: int, cells: list[str], header: list[str]) -> Row:
    if len(cells) != len(header):
        raise PlanFileError(
            f"the row has {len(cells)} cells, the header {len(header)}",
            where=Where(row=number),
            remedy="Correct the row; if it is the last, the file was cut off",
        )
    by_name = dict(zip(header, cells, strict=True))
    unit, region, name, colour, shape = (by_name.get(column, "").strip() for column in UNIT_COLUMNS)
    return Row(
        row=number,
        unit=unit,
        region=plain(unguarded(region)),
        region_name=plain(unguarded(name)),
        colour=colour,
        shape=shape_of(strict_json(shape, what="the cell"), number)[0] if shape else None,
    )
